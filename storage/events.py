"""Events, what belongs to them, and the flat tables made from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from domain.events import Event
from domain.ontology_rows import PloverRow
from domain.reports import Report
from storage.batch import LoadedBatch
from storage.database import Connection
from storage.facts import EVENT_REPORTS, EVENTS, Stamp, record, withdraw
from storage.frames import Row, stage, stage_ids, unique
from storage.report_rows import Founding, Lookups, event_row, membership_rows

_FOUNDED_IN = """
SELECT event_id, version_id, quote FROM events WHERE superseded_at IS NULL AND event_id IN (SELECT id FROM asked)
"""
_REPORTED_IN = "SELECT report_id, version_id, quote FROM reports WHERE report_id IN (SELECT id FROM asked)"
_NAMES = "SELECT actor_id, name FROM actors WHERE actor_id IN (SELECT id FROM asked)"
_STANDING = "SELECT event_id FROM events WHERE superseded_at IS NULL AND event_id IN (SELECT id FROM asked)"
_TYPES = """
INSERT INTO plover_types BY NAME SELECT * FROM staged_plover_types AS fresh
WHERE NOT EXISTS (
    SELECT 1 FROM plover_types AS stored WHERE stored.ontology_version = fresh.ontology_version
        AND stored.type = fresh.type AND stored.mode IS NOT DISTINCT FROM fresh.mode
)
"""
_FIGURES = """
SELECT type, mode, arg_max(quad, ontology_version), arg_max(score, ontology_version) FROM plover_types
GROUP BY type, mode
"""
_DROP_DYADS = "DELETE FROM event_dyads WHERE event_id IN (SELECT id FROM outdated)"
_DROP_ACTORS = "DELETE FROM event_actors WHERE event_id IN (SELECT id FROM outdated)"
_FRESH = """
CREATE OR REPLACE TEMP TABLE fresh_events AS
SELECT * FROM events
WHERE recorded_at = $recorded_at AND superseded_at IS NULL AND event_id IN (SELECT id FROM changed)
"""
_ADD_DYADS = """
INSERT INTO event_dyads BY NAME
WITH pairs AS (
    SELECT *, unnest(initiators) AS initiator, recipients AS others FROM fresh_events WHERE recipients <> []
    UNION ALL BY NAME
    SELECT *, unnest(recipients) AS initiator, initiators AS others FROM fresh_events
    WHERE reciprocal AND recipients <> []
    UNION ALL BY NAME
    SELECT *, unnest(initiators) AS initiator, initiators AS others FROM fresh_events
    WHERE reciprocal AND recipients = []
), exploded AS (SELECT *, unnest(others) AS recipient FROM pairs)
SELECT DISTINCT event_id, initiator, recipient, type, mode, cameo, status, date_from, date_to, date_precision, quad,
    score, corroboration, confidence
FROM exploded WHERE initiator <> recipient ORDER BY date_from, event_id, initiator, recipient
"""
_ADD_ACTORS = """
INSERT INTO event_actors BY NAME
WITH roles AS (
    SELECT *, unnest(initiators) AS actor_id, 'initiator' AS role FROM fresh_events
    UNION ALL BY NAME
    SELECT *, unnest(recipients) AS actor_id, 'recipient' AS role FROM fresh_events
)
SELECT event_id, actor_id, CASE WHEN count(DISTINCT role) = 2 THEN 'both' ELSE min(role) END AS role,
    any_value(type) AS type, any_value(status) AS status, any_value(date_from) AS date_from,
    any_value(date_to) AS date_to, any_value(date_precision) AS date_precision, any_value(quad) AS quad,
    any_value(score) AS score
FROM roles GROUP BY event_id, actor_id ORDER BY date_from, event_id, actor_id
"""


def save_events(connection: Connection, batch: LoadedBatch, stamp: Stamp, reported: Mapping[str, Founding]) -> int:
    """Events with their memberships; `reported` holds the reports of the batch. Returns how many events changed."""
    ids = [event.event_id for event in batch.events]
    known = Lookups(
        foundings=_foundings(connection, batch.events, reported),
        names=_names(connection, batch.events),
        figures={row[:2]: row[2:] for row in connection.execute(_FIGURES).fetchall()},
    )
    stage_ids(connection, "asked", ids)
    standing = tuple(row[0] for row in connection.execute(_STANDING).fetchall())
    rows = [event_row(event, known) for event in batch.events]
    members = [row for event in batch.events for row in membership_rows(event, known.foundings[event.event_id])]
    as_before = record(connection, EVENTS, rows, stamp, seen_before=standing)
    record(connection, EVENT_REPORTS, members, stamp, seen_before=standing)
    withdraw(connection, EVENTS, batch.retired_events, batch.recorded_at)
    withdraw(connection, EVENT_REPORTS, batch.retired_events, batch.recorded_at)
    changed = [event_id for event_id in dict.fromkeys(ids) if (event_id,) not in as_before]
    stood = frozenset(standing)
    outdated = [event_id for event_id in changed if event_id in stood]
    _renew_flat_tables(connection, changed, [*outdated, *batch.retired_events], batch.recorded_at)
    return len(changed) + len(batch.retired_events)


def _renew_flat_tables(
    connection: Connection, changed: Sequence[str], outdated: Sequence[str], recorded_at: datetime
) -> None:
    stage_ids(connection, "changed", changed)
    stage_ids(connection, "outdated", outdated)
    connection.execute(_FRESH, {"recorded_at": recorded_at})
    for statement in (_DROP_DYADS, _DROP_ACTORS, _ADD_DYADS, _ADD_ACTORS):
        connection.execute(statement)


def learn_types(connection: Connection, reports: Iterable[Report], ontology_version: str) -> None:
    """Quad class and score of each type and mode that the reports have: these depend on nothing else."""
    save_types(
        connection,
        (
            PloverRow(type=report.type.value, mode=report.mode, quad=report.quad, score=report.score)
            for report in reports
        ),
        ontology_version,
    )


def save_types(connection: Connection, types: Iterable[PloverRow], ontology_version: str) -> None:
    """Adds types and modes that this version of the ontology has and the table lacks."""
    rows: list[Row] = [
        {
            "ontology_version": ontology_version,
            "type": each.type,
            "mode": each.mode,
            "quad": each.quad.value,
            "score": each.score,
        }
        for each in types
    ]
    stage(connection, "plover_types", unique(rows, "type", "mode"))
    connection.execute(_TYPES)


def _names(connection: Connection, events: Iterable[Event]) -> dict[str, str]:
    """Names of all parties, by actor_id."""
    stage_ids(connection, "asked", (party for event in events for party in (*event.initiators, *event.recipients)))
    return dict(connection.execute(_NAMES).fetchall())


def _foundings(
    connection: Connection, events: Iterable[Event], reported: Mapping[str, Founding]
) -> dict[str, Founding]:
    """The founding report of each event; raises ValueError where no such report is stored."""
    founders = {event.event_id: event.members[0].report_id for event in events}
    found = {event_id: reported[report_id] for event_id, report_id in founders.items() if report_id in reported}
    missing = {event_id: report_id for event_id, report_id in founders.items() if event_id not in found}
    if not missing:
        return found
    found |= _stored_foundings(connection, _FOUNDED_IN, missing)
    if moved := {event_id: report_id for event_id, report_id in missing.items() if event_id not in found}:
        reports = _stored_foundings(connection, _REPORTED_IN, moved.values())
        for event_id, report_id in moved.items():
            if report_id not in reports:
                raise ValueError(f"{event_id}: its founding report {report_id} is not stored")
            found[event_id] = reports[report_id]
    return found


def _stored_foundings(connection: Connection, statement: str, ids: Iterable[str]) -> dict[str, Founding]:
    stage_ids(connection, "asked", ids)
    rows = connection.execute(statement).fetchall()
    return {found: Founding(version_id=version, quote=quote) for found, version, quote in rows}
