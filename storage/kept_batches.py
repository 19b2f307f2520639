"""Batches that were fetched and kept, and wait to be worked through: a queue that outlives every process.

A kept document is an arrival that nothing has read yet; its batch says how far it came, and until when a worker holds
it. A worker that dies loses its claim when that time is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.arrivals import Arrival
from storage.article_rows import arrival_row
from storage.articles import save_raw_rows
from storage.database import Connection
from storage.frames import stage, unique
from storage.runs import batch_state, set_batch_state

MOST_ATTEMPTS = 5
_CLAIM = timedelta(minutes=10)

_READ_BEFORE = """
UPDATE arrivals SET batch_id = $batch_id, extractor_version = NULL
WHERE extractor_version IS NOT NULL AND arrival_id IN (SELECT arrival_id FROM staged_arrivals)
"""
_NEW = "INSERT INTO arrivals BY NAME SELECT * FROM staged_arrivals ANTI JOIN arrivals USING (arrival_id)"
_KEPT = "SELECT count(*) FROM arrivals WHERE batch_id = $batch_id AND extractor_version IS NULL"
_WAITING = """
SELECT batch_id, inputs, attempts FROM batches
WHERE state IN ('fetched', 'processing', 'failed') AND attempts < $most AND coalesce(claimed_until <= $now_time, true)
ORDER BY attempts, created_at, batch_id
"""
_INPUTS = """
SELECT arrival_id, coalesce(origin, url, arrival_id), source_id, fetch_id FROM arrivals
WHERE batch_id = ? AND extractor_version IS NULL ORDER BY rowid
"""
_HELD = "SELECT inputs FROM batches WHERE batch_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A batch that a worker holds, with its documents in the order in which they came."""

    batch_id: str
    arrivals: tuple[tuple[str, str, str | None, str | None], ...]  # each as id, origin, source and fetch


def keep_batch(
    connection: Connection, batch_id: str, arrivals: Sequence[Arrival], *, run_id: str, moment: datetime
) -> int:
    """Records documents, whose contents `save_raws` has kept, as a batch that waits; returns how many it holds.

    Documents that wait in a batch already stay there; without others there is no batch. Twice is a no-op.
    """
    raws = [
        {"raw_id": each.raw_id, "size_bytes": each.size_bytes, "run_id": run_id, "recorded_at": moment}
        for each in arrivals
    ]
    save_raw_rows(connection, raws)
    waiting = {"batch_id": batch_id, "run_id": run_id, "recorded_at": moment, "reason": "it waits to be read"}
    stage(connection, "arrivals", unique([arrival_row(each) | waiting for each in arrivals], "arrival_id"))
    connection.execute(_READ_BEFORE, {"batch_id": batch_id})
    connection.execute(_NEW)
    found = connection.execute(_KEPT, {"batch_id": batch_id}).fetchone()
    number = int(found[0]) if found else 0
    if number and batch_state(connection, batch_id) not in ("fetched", "processing"):
        set_batch_state(connection, batch_id, run_id=run_id, state="fetched", inputs=number, moment=moment)
    return number


def waiting_kept(connection: Connection, now: datetime) -> int:
    """How many kept batches no worker holds and none has given up."""
    return len(connection.execute(_WAITING, {"most": MOST_ATTEMPTS, "now_time": now}).fetchall())


def claim_batch(connection: Connection, *, run_id: str, now: datetime) -> Claim | None:
    """Takes the kept batch that has been tried least and waits longest; None where none waits."""
    row = connection.execute(_WAITING, {"most": MOST_ATTEMPTS, "now_time": now}).fetchone()
    if row is None:
        return None
    set_batch_state(
        connection,
        row[0],
        run_id=run_id,
        state="processing",
        inputs=row[1],
        moment=now,
        claimed_until=now + _CLAIM,
    )
    arrivals = connection.execute(_INPUTS, [row[0]]).fetchall()
    return Claim(batch_id=row[0], arrivals=tuple((each[0], each[1], each[2], each[3]) for each in arrivals))


def release_batch(
    connection: Connection, batch_id: str, *, run_id: str, moment: datetime, problem: str | None = None
) -> None:
    """Gives a claimed batch back: as loaded, or, with a problem, as failed, to be tried again."""
    if problem is None and batch_state(connection, batch_id) == "loaded":
        return
    held = connection.execute(_HELD, [batch_id]).fetchone()
    set_batch_state(
        connection,
        batch_id,
        run_id=run_id,
        state="failed" if problem else "loaded",
        inputs=int(held[0]) if held else 0,
        moment=moment,
        reason=problem,
    )
