"""Letting go of what the settings no longer want kept: contents of raw documents, requests, delivered messages.

What was found in a document stays, with its evidence; only its bytes go, and it can't be read again.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.database import Connection, Database
from storage.frames import stage_ids
from storage.raw_documents import raw_path

_YOUNG_SECONDS = 3600  # a file touched since then may be about to be named by a batch

# A raw document goes when all the ways in which it came are older, and none of them still waits to be read.
_OLD_RAWS = """
SELECT raw_id FROM raw_documents
WHERE dropped_at IS NULL AND recorded_at < $before AND raw_id NOT IN (
    SELECT raw_id FROM arrivals
    WHERE coalesce(fetched_at, recorded_at) >= $before OR extractor_version IS NULL
)
"""
_DROP_RAWS = "UPDATE raw_documents SET dropped_at = $moment WHERE raw_id IN (SELECT id FROM asked)"
_DROPPED = "SELECT raw_id FROM raw_documents WHERE dropped_at IS NOT NULL"
_FORGET_PAGES = "DELETE FROM pages WHERE raw_id IN (SELECT id FROM asked)"
_OLD_FETCHES = "DELETE FROM fetches WHERE started_at < $before"
_OLD_MESSAGES = "DELETE FROM outbox WHERE state <> 'waiting' AND created_at < $before"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """How much was let go."""

    raw_documents: int
    fetches: int
    messages: int


def let_go(
    database: Database,
    *,
    moment: datetime,
    raws_before: datetime | None = None,
    fetches_before: datetime | None = None,
    messages_before: datetime | None = None,
) -> LetGo:
    """Removes what is older; None keeps everything of a kind. Twice is a no-op.

    Contents are removed after the tables say so: a kill in between leaves files, which the next call removes.
    """
    with database.transaction() as connection:
        raws = _drop_raws(connection, raws_before, moment) if raws_before else []
        fetches = _removed(connection, _OLD_FETCHES, fetches_before)
        messages = _removed(connection, _OLD_MESSAGES, messages_before)
    if raws_before:
        with database.transaction() as connection:  # nobody can take one up again meanwhile
            for (raw_id,) in connection.execute(_DROPPED).fetchall():
                _remove(raw_path(database, raw_id))
    return LetGo(raw_documents=len(raws), fetches=fetches, messages=messages)


def _drop_raws(connection: Connection, before: datetime, moment: datetime) -> list[str]:
    raws = [str(row[0]) for row in connection.execute(_OLD_RAWS, {"before": before}).fetchall()]
    stage_ids(connection, "asked", raws)
    connection.execute(_DROP_RAWS, {"moment": moment})
    connection.execute(_FORGET_PAGES)
    return raws


def _removed(connection: Connection, sql: str, before: datetime | None) -> int:
    row = connection.execute(sql, {"before": before}).fetchone() if before else None  # a DELETE answers with its count
    return int(row[0]) if row else 0


def _remove(path: Path) -> None:
    try:
        if time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
            path.unlink()
    except FileNotFoundError:
        return
