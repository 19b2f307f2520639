"""`query`, `events` and `timeline`: what the database holds."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from domain.reports import EventType, Status
from flows.cli.options import Asked, database_option, event_filters, limit_option, output_options
from flows.cli.output import cell_text, write_table

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.settings import Settings
    from storage import Database
    from storage.event_tables import EventFilter

SHOWN_EVENTS = "when type mode status initiator_names recipient_names place_name corroboration quote event_id".split()
_ANY = "any"


def opened(database: Path | None) -> "Database":
    """The database that a command speaks of: its option, or the setting."""
    from flows.settings import load_settings
    from storage import Database

    return Database(path=load_settings(database=database).database)


def settings_of_existing(database: Path | None) -> "Settings":
    """The settings of a command that changes a database but makes none. Raises StorageError where it is not there."""
    from flows.settings import load_settings

    settings = load_settings(database=database)
    with opened(settings.database).reading():
        return settings


@click.command(
    epilog="""\b
Examples:
  eventwire query "SELECT type, count(*) AS n FROM current_events GROUP BY type ORDER BY n DESC"
  eventwire query "SELECT * FROM timeline" --format parquet --output timeline.parquet
  echo "FROM dyads LIMIT 3" | eventwire query -
\b
The tables and views are described in docs/schema.md. The database is opened for reading only.
"""
)
@click.argument("sql")
@database_option
@click.option("--seconds", type=float, default=60.0, show_default=True, help="Give up after this long.")
@output_options
def query(sql: str, database: Path | None, seconds: float, form: str, output: Path | None) -> None:
    """Answer a question in SQL ("-" reads it from standard input)."""
    from storage import query as answered

    asked = sys.stdin.read() if sql == "-" else sql
    write_table(answered(opened(database), asked, seconds=seconds), form, output)


@click.command(
    epilog="""\b
Examples:
  eventwire events --actor "al thani" --since 2024-10-01
  eventwire events --dyad iran,qatar --type CONSULT
  eventwire events --status planned --status hypothetical --format csv > maybe.csv
"""
)
@event_filters
@limit_option(100)
@database_option
@output_options
def events(asked: Asked, limit: int, database: Path | None, form: str, output: Path | None) -> None:
    """Events: who did what to whom, when and where; the latest first."""
    from storage.event_tables import events_table

    wanted = wanted_by(asked, limit)
    with opened(database).reading() as connection:
        found = events_table(connection, wanted, latest_first=True)
    write_table(with_when(found).select(SHOWN_EVENTS) if form == "table" else found, form, output)


@click.command(epilog="\b\nExample:\n  eventwire timeline --actor iran --since 2025-01-01 --until 2025-01-31")
@event_filters
@limit_option(1000)
@database_option
@output_options
def timeline(asked: Asked, limit: int, database: Path | None, form: str, output: Path | None) -> None:
    """Events by day, in words; those without a date are left out."""
    from storage.event_tables import timeline_table

    wanted = wanted_by(asked, limit)
    with opened(database).reading() as connection:
        found = timeline_table(connection, wanted)
    if form != "table" or output is not None:
        write_table(found, form, output)
        return
    if not found.num_rows:
        click.echo("no dated events are such; `eventwire events` shows those without a date too", err=True)
    for row in found.to_pylist():
        click.echo(_told(row))


def wanted_by(asked: Asked, most: int) -> "EventFilter":
    """The filter that the options ask for."""
    return chosen(asked.actor, asked.dyad, asked.types, asked.since, asked.until, asked.statuses, most)


def chosen(
    actor: str | None,
    dyad: str | None,
    types: Sequence[str],
    since: date | None,
    until: date | None,
    statuses: Sequence[str],
    most: int,
) -> "EventFilter":
    """The filter that the options ask for; wrong words are usage errors that list the right ones."""
    from storage.event_tables import EventFilter

    sides = tuple(part.strip() for part in dyad.split(",")) if dyad else ()
    if dyad and len(sides) != 2:
        raise click.UsageError("--dyad wants two actors with a comma between, such as --dyad iran,qatar")
    return EventFilter(
        actor=actor,
        dyad=(sides[0], sides[1]) if dyad else None,
        types=_among("--type", [each.upper() for each in types], [each.value for each in EventType]),
        statuses=_statuses(statuses),
        since=since,
        until=until,
        most=most,
    )


def _statuses(given: Sequence[str]) -> tuple[str, ...]:
    if not given:
        return (Status.ACTUAL.value,)
    known = [each.value for each in Status]
    found = _among("--status", [each.lower() for each in given], [*known, _ANY])
    return () if _ANY in found else found


def _among(option: str, given: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    strange = [each for each in given if each not in known]
    if strange:
        raise click.UsageError(f"{option} {strange[0]!r} is none of: {', '.join(known)}")
    return tuple(given)


def with_when(events: "pa.Table") -> "pa.Table":
    """The events with a column `when`: their days in words."""
    days = [stated(*row.values()) for row in events.select(["date_from", "date_to", "date_precision"]).to_pylist()]
    return events.append_column("when", [days])


def stated(first: date | None, last: date | None, precision: str | None) -> str:
    """Days as narrowly as they are known, and no narrower.

    >>> stated(date(2024, 1, 1), date(2024, 1, 31), "month"), stated(date(2025, 2, 3), date(2025, 2, 3), "day")
    ('2024-01', '2025-02-03')
    >>> stated(date(2014, 1, 1), None, "open"), stated(None, None, None)
    ('2014-01-01 to ?', '')
    """
    if first is None and last is None:
        return ""
    if first is not None and precision in ("year", "month"):
        return f"{first:%Y}" if precision == "year" else f"{first:%Y-%m}"
    return f"{first}" if first == last else f"{first or '?'} to {last or '?'}"


def _told(row: "dict[str, Any]") -> str:
    """One event as a line for people."""
    names = [cell_text(row[side]) or "?" for side in ("initiator_names", "recipient_names")]
    mode = f" ({row['mode']})" if row["mode"] else ""
    place = f", {row['place_name']}" if row["place_name"] else ""
    when = stated(row["day"], row["date_to"], row["date_precision"])
    head = f"{when}  {names[0]} > {names[1]}: {row['type']}{mode}{place}"
    return f"{head}\n            {cell_text(row['quote'])}  [{row['event_id']}]"
