"""`actors`: find actors by name, and check the files that say who is who."""

from pathlib import Path
from typing import Any

import click

from flows.cli.listing import ListingGroup
from flows.cli.looking import opened, settings_of_existing
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import write_table

_SHOWN = "name kind country sector events mentions other_names actor_id".split()


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  eventwire actors "al thani"
  eventwire actors --country IRN --kind person
  eventwire actors merge person:bashar-al-assad "b. assad" --reason "one president"
  eventwire actors split person:ali-khamenei person:ali-khamenei-2 --reason "a namesake"
  eventwire actors check
""",
)
def actors() -> None:
    """Find actors by any form of their names (`eventwire actors NAME`); the busiest first."""


@actors.command("list")
@click.argument("name", required=False)
@click.option("--kind", help="Only of this kind: person, state, igo, armed_group ...")
@click.option("--country", help="Only of this country (ISO 3166-1 alpha-3).")
@limit_option(50)
@database_option
@output_options
def list_actors(
    name: str | None,
    kind: str | None,
    country: str | None,
    limit: int,
    database: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """List actors; NAME is an id, a country code, or words of any form of a name."""
    from storage.noun_tables import actors_table

    with opened(database).reading() as connection:
        found = actors_table(connection, name, kind=kind, country=country, most=limit)
    write_table(found.select(_SHOWN) if form == "table" else found, form, output)


@actors.command()
def check() -> None:
    """Check the files of actors, offices and names: says how many there are, or file and line of what is wrong."""
    from extractors.actors import load_actor_book

    book: Any = load_actor_book()
    click.echo(f"{len(book.actors)} actors: no fault found")


@actors.command()
@click.argument("kept")
@click.argument("merged")
@click.option("--reason", required=True, help="Why the two are one; it is kept with the decision.")
@database_option
def merge(kept: str, merged: str, reason: str, database: Path | None) -> None:
    """Decide that two actors are one: KEPT stays. Articles that speak of them are coded anew."""
    _decide(kept, merged, apart=False, reason=reason, database=database)


@actors.command()
@click.argument("one")
@click.argument("other")
@click.option("--reason", required=True, help="Why the two are not one; it is kept with the decision.")
@database_option
def split(one: str, other: str, reason: str, database: Path | None) -> None:
    """Decide that two actors are two, or undo a merge. Articles that speak of them are coded anew."""
    _decide(one, other, apart=True, reason=reason, database=database)


def _decide(one: str, other: str, *, apart: bool, reason: str, database: Path | None) -> None:
    from flows.correcting import decide_actors
    from flows.settings import configure_logging

    settings = settings_of_existing(database)
    configure_logging(settings)
    found = decide_actors(settings, one, other, apart=apart, reason=reason)
    click.echo(f"recorded; {found.outcome.counts.inputs} documents coded anew")
