"""`stories`: articles on one happening; list, split, merge."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from flows.cli.listing import ListingGroup
from flows.cli.looking import opened, settings_of_existing
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import write_table

_EXAMPLES = """\b
Examples:
  eventwire stories --title ceasefire --since 2025-01-01
  eventwire stories merge STORY OTHER --reason "one visit, two datelines"
  eventwire stories split STORY ARTICLE... --reason "two court cases"
\b
Corrections by hand survive later runs and recode, and a later correction replaces an earlier one: split undoes merge,
and merge undoes split. `eventwire explain STORY` shows articles, why each is there, and the corrections with reasons.
"""


@click.group(cls=ListingGroup, epilog=_EXAMPLES)
def stories() -> None:
    """Stories: articles on one happening (`eventwire stories`); the largest first."""


@stories.command("list")
@click.option("--title", help="Only with these words in the title.")
@click.option("--since", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY", help="Published on it or later.")
@click.option("--until", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY", help="Published on it or earlier.")
@limit_option(100)
@database_option
@output_options
def list_stories(
    title: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    database: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """List stories, the largest first."""
    from storage.noun_tables import stories_table

    days = [day.date().isoformat() if day else None for day in (since, until)]
    with opened(database).reading() as connection:
        found = stories_table(connection, title=title, since=days[0], until=days[1], most=limit)
    write_table(found.drop_columns(["article_ids"]) if form == "table" else found, form, output)


@stories.command()
@click.argument("kept")
@click.argument("other")
@click.option("--reason", required=True, help="Why the two are one; it is kept with the decision.")
@database_option
def merge(kept: str, other: str, reason: str, database: Path | None) -> None:
    """Put all articles of OTHER into the story KEPT."""
    from flows.correcting import merge_stories

    moved = merge_stories(settings_of_existing(database), kept, other, reason=reason)
    click.echo(f"{counted(moved)} moved into {kept}")
    if moved:
        click.echo(f"to undo it: eventwire stories split {kept} {' '.join(moved)} --reason WHY")


@stories.command()
@click.argument("story")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--reason", required=True, help="Why they are another happening; it is kept with the decision.")
@database_option
def split(story: str, articles: tuple[str, ...], reason: str, database: Path | None) -> None:
    """Take articles, or single versions of them, out of a story, into one of their own."""
    from flows.correcting import split_story

    own, moved = split_story(settings_of_existing(database), story, articles, reason=reason)
    click.echo(f"{counted(moved)} parted from {story}, now {own}")
    click.echo(f"to undo it: eventwire stories merge {story} {own} --reason WHY")


def counted(moved: Sequence[str]) -> str:
    """How many article versions, in words."""
    return "1 article version" if len(moved) == 1 else f"{len(moved)} article versions"
