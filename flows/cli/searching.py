"""`search`: articles and events by their words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.looking import opened, wanted_by
from flows.cli.options import Asked, database_option, event_filters, limit_option, output_options
from flows.cli.output import cell_text, write_table

if TYPE_CHECKING:
    from storage import Database

_EXAMPLES = """\b
Examples:
  eventwire search oil tanker
  eventwire search '"prisoner exchange" qatar' --since 2025-01-01
  eventwire search missile --in events --actor iran --type ASSAULT
  eventwire search ceasefire --any truce --format jsonl
\b
All words are wanted, in any of their forms; quotes hold phrases. Days are those of an article's publication, or of an
event. With an actor, a pair, a type or a status, articles are shown where they tell of such an event.
"""
_AT_ONCE = 20_000  # texts: an index of these is made anew in seconds, so it is made without being asked


@click.command(epilog=_EXAMPLES)
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "kind", type=click.Choice(["articles", "events"]), help="Search only in these [default: both].")
@click.option("--any", "any_of", is_flag=True, help="Any of the words, not all of them.")
@click.option("--rebuild", is_flag=True, help="Make the index anew first.")
@event_filters
@limit_option(20)
@database_option
@output_options
def search(
    words: Sequence[str],
    kind: str | None,
    any_of: bool,
    rebuild: bool,
    asked: Asked,
    limit: int,
    database: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Find articles and events by their words, best first."""
    from storage.searching import Search
    from storage.searching import search as found_in

    wanted = Search(
        words=" ".join(words),
        every=not any_of,
        articles=kind != "events",
        events=kind != "articles",
        wanted=wanted_by(asked, limit),
        told=any((asked.actor, asked.dyad, asked.types, asked.statuses)),
    )
    used = opened(database)
    _see_to_index(used, rebuild)
    found = found_in(used, wanted)
    if form != "table" or output is not None:
        write_table(found, form, output)
        return
    for row in found.to_pylist():
        where = cell_text(row["publisher"] or row["url"])
        click.echo(f"{cell_text(row['day']):<10}  {row['kind']:<7}  {row['title'] or '(no headline)'}  [{row['id']}]")
        click.echo(f"            {row['snippet']}{f'  ({where})' if where else ''}")
    if not found.num_rows:
        click.echo("nothing found; --any wants any of the words, --status any also what is not actual", err=True)


def _see_to_index(database: "Database", rebuild: bool) -> None:
    """Makes the index where there is none, or where it is behind and soon made; says so where it is left behind."""
    from storage.search_index import build_index, index_state, versions_behind

    with database.reading() as connection:
        state = index_state(database)
        behind = versions_behind(connection, state)
    if state is None or rebuild or (behind and state.articles + state.evidence <= _AT_ONCE):
        if state is None:
            click.echo("making the search index, once ...", err=True)
        build_index(database, moment=datetime.now(UTC))
    elif behind:
        click.echo(
            f"the index is of {state.built_at:%Y-%m-%d %H:%M} UTC and lacks {behind} newer versions; --rebuild, or "
            "`eventwire maintain`, makes it anew",
            err=True,
        )
