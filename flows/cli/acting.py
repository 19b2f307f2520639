"""`actors`: find actors by name, and check the files that say who is who."""

from pathlib import Path
from typing import Any

import click

from flows.cli.looking import opened
from flows.cli.options import database_option, limit_option, output_options
from flows.cli.output import write_table

_SHOWN = "name kind country sector events mentions other_names actor_id".split()


class ListingGroup(click.Group):
    """A group that lists where no command is named: `eventwire actors "al thani"`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args.insert(0, "list")
        return super().parse_args(ctx, args)


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  eventwire actors "al thani"
  eventwire actors --country IRN --kind person
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
