"""Rejects: documents that went no further."""

from domain.coded import CodedArticle
from domain.identifiers import content_id
from domain.rejects import Rejected
from storage.batch import LoadedBatch
from storage.database import Connection
from storage.frames import Row, stage, stage_ids, unique

_NEW = """
INSERT INTO rejects BY NAME SELECT * FROM staged_rejects
ANTI JOIN (SELECT * FROM rejects WHERE superseded_at IS NULL) AS stored USING (reject_id)
"""
_DONE_BETTER = """
UPDATE rejects SET superseded_at = $recorded_at
WHERE superseded_at IS NULL AND arrival_id IN (SELECT id FROM asked)
    AND reject_id NOT IN (SELECT reject_id FROM staged_rejects)
"""


def save_rejects(connection: Connection, batch: LoadedBatch) -> int:
    """Records rejects, and supersedes those of documents that now fared otherwise; returns how many there were."""
    rows = [_reject(batch, each.rejected, origin=each.origin, url=each.url) for each in batch.unopened]
    for each in batch.inputs:
        if isinstance(each.outcome, Rejected):
            ids = {"arrival_id": each.arrival.arrival_id, "raw_id": each.arrival.raw_id}
            row = _reject(batch, each.outcome, origin=each.arrival.origin, url=each.arrival.url, key=ids["arrival_id"])
            rows.append(row | ids)
    stage(connection, "rejects", unique(rows, "reject_id"))
    stage_ids(connection, "asked", (each.arrival.arrival_id for each in batch.inputs))
    connection.execute(_DONE_BETTER, {"recorded_at": batch.recorded_at})
    connection.execute(_NEW)
    return len(rows)


def _reject(
    batch: LoadedBatch, rejected: Rejected, *, origin: str | None, url: str | None, key: str | None = None
) -> Row:
    return {
        "reject_id": content_id("rej", key or origin or url, rejected.stage.value, rejected.reason),
        "origin": origin,
        "url": url,
        "stage": rejected.stage.value,
        "reason": rejected.reason,
        "detail": rejected.detail,
        "run_id": batch.run_id,
        "extractor_version": batch.extractor_version,
        "recorded_at": batch.recorded_at,
    }


def kept(batch: LoadedBatch) -> list[CodedArticle]:
    """The coded articles of a batch, in order."""
    return [each.outcome for each in batch.inputs if isinstance(each.outcome, CodedArticle)]
