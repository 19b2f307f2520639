"""`recode`: today's knowledge over stored texts, and what it changes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import database_option
from flows.cli.output import plain_table

if TYPE_CHECKING:
    from flows.loading.recoding import Recoding

_EXAMPLES = """\b
Examples:
  eventwire recode                       # after an upgrade, or a change of frames, actors or offices
  eventwire recode --since 2024-11-01 --all
\b
It can be interrupted, and goes on where it stopped. What changed is stored too:
  eventwire query "SELECT fact, kind, count(*) FROM recode_changes GROUP BY ALL"
"""
_SHOWN = {
    "report": ("type", "mode", "status", "date_from", "place_name"),
    "event": ("type", "mode", "status", "date_from", "place_name"),
    "date": ("quote", "value", "date_from", "date_to"),
}


@click.command(epilog=_EXAMPLES)
@click.option(
    "--since", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY", help="Only what came since this day."
)
@click.option("--all", "everything", is_flag=True, help="Also what today's code has read already.")
@database_option
def recode(since: datetime | None, everything: bool, database: Path | None) -> None:
    """Run today's code and knowledge over the stored raw documents, and show what changed.

    Without --all, only documents that other code or other knowledge read last are read again.
    """
    from flows.cli.looking import settings_of_existing
    from flows.loading.recoding import recode as recoded
    from flows.settings import configure_logging

    settings = settings_of_existing(database)
    configure_logging(settings)
    moment = since.replace(tzinfo=UTC) if since else None
    found = recoded(settings, since=moment, everything=everything)
    click.echo(_told(found), nl=False)


def _told(found: "Recoding") -> str:
    counts = found.outcome.counts
    text = f"{counts.inputs} documents read again, {counts.rejected} rejected\n"
    rows = [(row["fact"], row["kind"], row["number"]) for row in found.changes.to_pylist()]
    if not rows:
        return text + "nothing changed\n"
    text += plain_table(("fact", "change", "number"), rows)
    for row in found.examples.to_pylist():
        before, after = (_brief(row["fact"], row[side]) for side in ("before", "after"))
        text += (
            f"{row['kind']} {row['fact']} {row['fact_id']}: {' -> '.join(part for part in (before, after) if part)}\n"
        )
    return text


def _brief(fact: str, record: str | None) -> str:
    if record is None:
        return ""
    fields = json.loads(record)
    return ", ".join(f"{fields[name]}" for name in _SHOWN[fact] if fields.get(name) is not None)
