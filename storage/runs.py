"""Runs and batches: what was executed, and how far its documents came."""

from collections.abc import Sequence
from datetime import datetime

from domain.runs import Run, RunCounts
from storage.database import Connection

_COUNTS = ("inputs", "kept", "duplicates", "known", "rejected", "dates", "actors", "reports", "events")
_START = """
INSERT INTO runs BY NAME SELECT $run_id AS run_id, $flow AS flow, $started_at AS started_at, $ended_at AS ended_at,
    $state AS state, $parameters AS parameters, $inputs AS inputs, $kept AS kept, $duplicates AS duplicates,
    $known AS known, $rejected AS rejected, $dates AS dates, $actors AS actors, $reports AS reports, $events AS events,
    $extractor_version AS extractor_version, $ontology_version AS ontology_version
"""
_END = "UPDATE runs SET ended_at = $ended_at, state = $state WHERE run_id = $run_id"
_ADD = """
UPDATE runs SET inputs = inputs + $inputs, kept = kept + $kept, duplicates = duplicates + $duplicates,
    known = known + $known, rejected = rejected + $rejected, dates = dates + $dates, actors = actors + $actors,
    reports = reports + $reports, events = events + $events
WHERE run_id = $run_id
"""
_RUN = """
SELECT run_id, flow, started_at, ended_at, state, parameters, extractor_version, ontology_version, inputs, kept,
    duplicates, known, rejected, dates, actors, reports, events
FROM runs WHERE run_id = ?
"""
_INTERRUPTED = """
UPDATE runs SET state = 'interrupted', ended_at = $noticed_at WHERE state = 'running' AND started_at < $before
"""
_BATCH_STATE = "SELECT state FROM batches WHERE batch_id = ?"
_SET_BATCH = """
MERGE INTO batches USING (
    SELECT $batch_id AS batch_id, $run_id AS run_id, $state AS state, $inputs AS inputs, $attempts AS attempts,
        $reason::VARCHAR AS reason, $claimed_until::TIMESTAMPTZ AS claimed_until, $at_time AS at_time
) AS fresh ON batches.batch_id = fresh.batch_id
WHEN MATCHED THEN UPDATE SET run_id = fresh.run_id, state = fresh.state, inputs = fresh.inputs,
    attempts = batches.attempts + fresh.attempts, reason = fresh.reason, claimed_until = fresh.claimed_until,
    changed_at = fresh.at_time
WHEN NOT MATCHED THEN INSERT VALUES (fresh.batch_id, fresh.run_id, fresh.state, fresh.inputs, fresh.attempts,
    fresh.reason, fresh.claimed_until, fresh.at_time, fresh.at_time)
"""
_WAITING = """
SELECT batch_id FROM batches
WHERE state IN (SELECT unnest($states)) AND changed_at < $before AND coalesce(claimed_until < $now_time, true)
ORDER BY created_at, batch_id
"""


def start_run(connection: Connection, run: Run) -> None:
    """Records a run that begins; its counts grow with its batches."""
    counts = {name: getattr(run.counts, name) for name in _COUNTS}
    fixed = {
        "run_id": run.run_id,
        "flow": run.flow,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "state": run.state,
        "parameters": run.parameters,
        "extractor_version": run.extractor_version,
        "ontology_version": run.ontology_version,
    }
    connection.execute(_START, fixed | counts)


def end_run(connection: Connection, run_id: str, *, state: str, ended_at: datetime) -> None:
    """Records how a run ended: completed, failed or interrupted."""
    connection.execute(_END, {"run_id": run_id, "state": state, "ended_at": ended_at})


def mark_interrupted(connection: Connection, *, started_before: datetime, noticed_at: datetime) -> None:
    """Runs that began before a moment and never ended were killed: says so."""
    connection.execute(_INTERRUPTED, {"before": started_before, "noticed_at": noticed_at})


def add_counts(connection: Connection, run_id: str, counts: RunCounts) -> None:
    """Adds one batch's counts to its run's."""
    connection.execute(_ADD, {"run_id": run_id} | {name: getattr(counts, name) for name in _COUNTS})


def run_of(connection: Connection, run_id: str) -> Run | None:
    """A run as it stands, or None."""
    row = connection.execute(_RUN, [run_id]).fetchone()
    if row is None:
        return None
    return Run(
        run_id=row[0],
        flow=row[1],
        started_at=row[2],
        ended_at=row[3],
        state=row[4],
        parameters=row[5],
        extractor_version=row[6],
        ontology_version=row[7],
        counts=RunCounts(**dict(zip(_COUNTS, row[8:], strict=True))),
    )


def batch_state(connection: Connection, batch_id: str) -> str | None:
    """How far a batch came: fetched, processing, loaded, announced or failed; None where it is not recorded."""
    row = connection.execute(_BATCH_STATE, [batch_id]).fetchone()
    return str(row[0]) if row else None


def set_batch_state(
    connection: Connection,
    batch_id: str,
    *,
    run_id: str,
    state: str,
    inputs: int,
    moment: datetime,
    reason: str | None = None,
    claimed_until: datetime | None = None,
) -> None:
    """Records how far a batch came; a change to processing counts as an attempt."""
    values = {
        "batch_id": batch_id,
        "run_id": run_id,
        "state": state,
        "inputs": inputs,
        "attempts": 1 if state == "processing" else 0,
        "reason": reason,
        "claimed_until": claimed_until,
        "at_time": moment,
    }
    connection.execute(_SET_BATCH, values)


def waiting_batches(
    connection: Connection, states: Sequence[str], *, changed_before: datetime, now: datetime
) -> tuple[str, ...]:
    """Batches in one of the states since before a moment that no worker holds: what a sweep takes up."""
    values = {"states": list(states), "before": changed_before, "now_time": now}
    return tuple(row[0] for row in connection.execute(_WAITING, values).fetchall())
