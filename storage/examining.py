"""What a doctor asks of a database: how it stands, what is stuck, and when housekeeping was last done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.database import Connection
from storage.kept_batches import MOST_ATTEMPTS
from storage.marks import FAILING_RULES, mark

_MIGRATIONS = "SELECT count(*), max(name) FROM migrations"
_NEWEST = """
SELECT max(moment) FROM (
    SELECT max(recorded_at) AS moment FROM arrivals UNION ALL SELECT max(started_at) FROM runs
    UNION ALL SELECT max(changed_at) FROM batches
)
"""
_STUCK_RUNS = "SELECT flow FROM runs WHERE state = 'running' AND started_at < $before ORDER BY started_at"
_GIVEN_UP = "SELECT batch_id, coalesce(reason, '') FROM batches WHERE state = 'failed' AND attempts >= $most"
_WAITING = "SELECT count(*) FROM batches WHERE state IN ('fetched', 'failed') AND created_at < $before"
_UNDELIVERED = "SELECT count(*) FROM outbox WHERE state = 'given_up'"
_MARKS = "SELECT replace(name, 'mark:', ''), recorded_at FROM settings WHERE name LIKE 'mark:%'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a database stands."""

    migrations: int
    last_migration: str
    newest_at: datetime | None  # latest thing that it says was done; None: nothing yet
    stuck_runs: tuple[str, ...]  # flows of runs that began long ago and never ended
    given_up_batches: tuple[tuple[str, str], ...]  # id and reason
    waiting_batches: int  # kept long ago, and still not loaded
    given_up_messages: int
    failing_rules: Mapping[str, str]  # why the last evaluation could not take a rule, by id
    done_at: Mapping[str, datetime]  # when each kind of housekeeping was last done


def condition_of(connection: Connection, *, long_ago: datetime) -> Condition:
    """How the database stands; what has waited since before `long_ago` counts as stuck."""
    migrations = connection.execute(_MIGRATIONS).fetchone() or (0, "")
    newest = connection.execute(_NEWEST).fetchone()
    waiting = connection.execute(_WAITING, {"before": long_ago}).fetchone()
    undelivered = connection.execute(_UNDELIVERED).fetchone()
    failing = mark(connection, FAILING_RULES)
    given_up = connection.execute(_GIVEN_UP, {"most": MOST_ATTEMPTS}).fetchall()
    return Condition(
        migrations=int(migrations[0]),
        last_migration=str(migrations[1]),
        newest_at=newest[0] if newest else None,
        stuck_runs=tuple(row[0] for row in connection.execute(_STUCK_RUNS, {"before": long_ago}).fetchall()),
        given_up_batches=tuple((row[0], row[1]) for row in given_up),
        waiting_batches=int(waiting[0]) if waiting else 0,
        given_up_messages=int(undelivered[0]) if undelivered else 0,
        failing_rules={rule: str(problem) for rule, problem in failing[1].items()} if failing else {},
        done_at={row[0]: row[1] for row in connection.execute(_MARKS).fetchall()},
    )
