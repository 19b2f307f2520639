"""What a period brought, beside its events: which are new, what went no further, which sources need a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Connection

_FOUNDED = """
SELECT event_id FROM events GROUP BY event_id HAVING min(recorded_at) > $since AND min(recorded_at) <= $until
"""
_ARTICLES = """
SELECT count(*), count(DISTINCT publisher) FROM articles WHERE first_seen_at > $since AND first_seen_at <= $until
"""
_REJECTS = """
SELECT stage, reason, count(*) AS number, any_value(coalesce(url, origin)) FROM rejects
WHERE superseded_at IS NULL AND recorded_at > $since AND recorded_at <= $until
GROUP BY stage, reason ORDER BY number DESC, stage, reason LIMIT $most
"""
_TROUBLED = """
SELECT name, failures_in_row, coalesce(reason, ''), newest_at, silent FROM source_health
WHERE state = 'active' AND (silent OR failures_in_row >= $failures) ORDER BY failures_in_row DESC, name LIMIT $most
"""
_ALERTS = """
SELECT severity, state, title, body, alert_id FROM alerts WHERE last_fired_at > $since AND last_fired_at <= $until
ORDER BY list_position(['critical', 'warning', 'notice', 'info'], severity), last_fired_at DESC, alert_id LIMIT $most
"""
_FAILURES = 3  # polls in a row that make a source worth a line


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedKind:
    """Documents that went no further for one reason."""

    stage: str
    reason: str
    number: int
    example: str | None  # address or file of one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledSource:
    """A source that fails or has fallen silent."""

    name: str
    failures: int
    reason: str
    newest_at: datetime | None  # its last document; None: it never gave one
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """An alert that fired, or was updated."""

    severity: str
    state: str
    title: str
    body: str  # its evidence
    alert_id: str


def founded_events(connection: Connection, since: datetime, until: datetime) -> frozenset[str]:
    """Events first recorded after `since` and not after `until`."""
    return frozenset(row[0] for row in connection.execute(_FOUNDED, {"since": since, "until": until}).fetchall())


def new_articles(connection: Connection, since: datetime, until: datetime) -> tuple[int, int]:
    """How many articles came first in the period, of how many publishers."""
    row = connection.execute(_ARTICLES, {"since": since, "until": until}).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def new_rejects(connection: Connection, since: datetime, until: datetime, *, most: int = 20) -> Sequence[RejectedKind]:
    """Rejects of the period by stage and reason, most frequent first."""
    rows = connection.execute(_REJECTS, {"since": since, "until": until, "most": most}).fetchall()
    return tuple(RejectedKind(stage=row[0], reason=row[1], number=row[2], example=row[3]) for row in rows)


def troubled_sources(connection: Connection, *, most: int = 50) -> Sequence[TroubledSource]:
    """Active sources that have failed three times in a row or fallen silent."""
    rows = connection.execute(_TROUBLED, {"failures": _FAILURES, "most": most}).fetchall()
    return tuple(
        TroubledSource(name=row[0], failures=row[1], reason=row[2], newest_at=row[3], silent=row[4]) for row in rows
    )


def fired_alerts(connection: Connection, since: datetime, until: datetime, *, most: int = 50) -> Sequence[Fired]:
    """Alerts that fired or were updated in the period, gravest first; those kept for the digest too."""
    rows = connection.execute(_ALERTS, {"since": since, "until": until, "most": most}).fetchall()
    return tuple(Fired(severity=row[0], state=row[1], title=row[2], body=row[3], alert_id=row[4]) for row in rows)
