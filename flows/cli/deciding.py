"""`events`: list them, and correct them by hand."""

from pathlib import Path

import click

from flows.cli.listing import ListingGroup
from flows.cli.looking import events as list_events
from flows.cli.looking import settings_of_existing
from flows.cli.options import database_option


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  eventwire events --actor "al thani" --since 2024-10-01
  eventwire events merge EVENT OTHER --reason "one strike, dated by two time zones"
  eventwire events split EVENT REPORT... --reason "the second raid, a day later"
\b
Corrections by hand survive later runs and recode, and a later correction replaces an earlier one: split undoes merge,
and merge undoes split. `eventwire explain EVENT` shows reports, and the corrections with their reasons.
""",
)
def events() -> None:
    """Events: who did what to whom, when and where (`eventwire events`); the latest first."""


events.add_command(list_events, "list")


@events.command()
@click.argument("kept")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@click.option("--reason", required=True, help="Why they are one happening; it is kept with the decision.")
@database_option
def merge(kept: str, others: tuple[str, ...], reason: str, database: Path | None) -> None:
    """Put all reports of OTHER events into the event KEPT."""
    from flows.correcting import merge_events

    gone = merge_events(settings_of_existing(database), kept, others, reason=reason)
    click.echo(f"{kept} has now the reports of {', '.join(gone)}")
    for reports in gone.values():
        click.echo(f"to undo it: eventwire events split {kept} {' '.join(reports)} --reason WHY")


@events.command()
@click.argument("event")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--reason", required=True, help="Why they are another happening; it is kept with the decision.")
@database_option
def split(event: str, reports: tuple[str, ...], reason: str, database: Path | None) -> None:
    """Take reports out of an event, into one of their own."""
    from flows.correcting import split_event

    own = split_event(settings_of_existing(database), event, reports, reason=reason)
    click.echo(f"{len(reports)} report{'s' if len(reports) != 1 else ''} parted from {event}, now {own}")
    click.echo(f"to undo it: eventwire events merge {event} {own} --reason WHY")
