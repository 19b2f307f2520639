"""Decisions that two actors are one, or are two, and the documents that they bear on."""

from collections.abc import Sequence
from datetime import datetime

from domain.actors import ActorMerge
from storage.actors import save_merges
from storage.database import Connection

_MERGES = """
SELECT kept_id, merged_id, score, reason, pinned, apart FROM actor_merges WHERE superseded_at IS NULL
ORDER BY recorded_at, kept_id, merged_id
"""
_UNDO_PAIR = """
UPDATE actor_merges SET superseded_at = $moment WHERE superseded_at IS NULL
    AND ((kept_id = $one AND merged_id = $other) OR (kept_id = $other AND merged_id = $one))
"""
_ARRIVALS = """
SELECT DISTINCT arrivals.arrival_id, coalesce(arrivals.origin, arrivals.url, arrivals.arrival_id), arrivals.source_id,
    arrivals.fetch_id
FROM arrivals JOIN mentions ON mentions.version_id = arrivals.version_id
WHERE mentions.superseded_at IS NULL AND list_has_any(mentions.actor_ids, $ids) ORDER BY arrivals.arrival_id
"""


def actor_merges(connection: Connection) -> tuple[ActorMerge, ...]:
    """Decisions that hold, oldest first."""
    return tuple(
        ActorMerge(kept_id=row[0], merged_id=row[1], score=row[2], reason=row[3], pinned=row[4], apart=row[5])
        for row in connection.execute(_MERGES).fetchall()
    )


def pin_actors(connection: Connection, decision: ActorMerge, *, run_id: str, moment: datetime) -> None:
    """A person's decision on two actors, in place of any earlier one on them."""
    connection.execute(_UNDO_PAIR, {"one": decision.kept_id, "other": decision.merged_id, "moment": moment})
    save_merges(connection, [decision], run_id, moment)


def arrivals_mentioning(
    connection: Connection, actor_ids: Sequence[str]
) -> tuple[tuple[str, str, str | None, str | None], ...]:
    """Arrivals whose articles speak of any of the actors: id, origin, source and fetch."""
    rows = connection.execute(_ARRIVALS, {"ids": list(actor_ids)}).fetchall()
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)
