"""What `make demo` shows: the seeds loaded, the events found in them, and three questions in SQL with their answers."""

import sys
import time
from pathlib import Path

import click

from flows.cli.backfilling import closing_table
from flows.cli.looking import SHOWN_EVENTS, with_when
from flows.cli.output import write_table
from flows.loading import run_backfill
from flows.settings import configure_logging, load_settings
from storage import Database, query
from storage.event_tables import EventFilter, events_table

_QUESTIONS = (
    (
        "Who met or called whom?",
        """SELECT date_from AS day, names_of(initiators) AS who, names_of(recipients) AS with_whom, place_name AS place
FROM current_events WHERE type = 'CONSULT' AND status = 'actual' AND date_precision = 'day'
ORDER BY day LIMIT 8""",
    ),
    (
        "Between which pairs was there most conflict?",
        """SELECT initiator_name, recipient_name, count(*) AS events, min(score) AS worst
FROM dyads WHERE quad LIKE '%conflict' AND status = 'actual'
GROUP BY ALL ORDER BY events DESC, worst, initiator_name LIMIT 6""",
    ),
    (
        "What is only planned, feared or denied, and in which words?",
        """SELECT status, type, names_of(initiators) AS who, names_of(recipients) AS to_whom, quote
FROM current_events WHERE status NOT IN ('actual', 'historical') ORDER BY confidence DESC, event_id LIMIT 6""",
    ),
)
_MOST_EVENTS = 25


def main(seeds: Path, database: Path) -> None:
    """Loads `seeds` into a new database and prints what it says."""
    settings = load_settings(database=database)
    configure_logging(settings)
    started = time.monotonic()
    click.echo(f"$ eventwire backfill {seeds} --database {database}")
    outcome = run_backfill([seeds], settings)
    click.echo(closing_table(outcome, time.monotonic() - started, database))
    used = Database(path=database)
    click.echo(f"$ eventwire events --database {database}")
    with used.reading() as connection:
        found = events_table(connection, EventFilter(most=_MOST_EVENTS), latest_first=True)
    write_table(with_when(found).select(SHOWN_EVENTS))
    for question, sql in _QUESTIONS:
        click.echo(f"\n-- {question}\n{sql};\n")
        write_table(query(used, sql))
    click.echo("\nGo on: `.venv/bin/eventwire --help`, and put your own articles into seeds/ (see seeds/README.md).")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
