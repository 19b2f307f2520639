"""Entries that sources listed, and the ledger of requests."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import pyarrow as pa

from domain.sources import EntryState, Fetch, ListedEntry
from storage.database import Connection
from storage.frames import Row, stage

_KNOWN = "SELECT entry_key, content_key FROM feed_entries WHERE source_id = ?"
_SEEN = """
UPDATE feed_entries SET last_seen_at = $moment
FROM staged_seen AS s WHERE feed_entries.source_id = s.source_id AND feed_entries.entry_key = s.entry_key
"""
_FORGET = """
DELETE FROM feed_entries WHERE (source_id, entry_key) IN (SELECT (source_id, entry_key) FROM staged_feed_entries)
"""
_SAVE = """
INSERT INTO feed_entries BY NAME
SELECT * FROM staged_feed_entries
"""
_FIRST_SEEN = """
SELECT source_id, entry_key, first_seen_at FROM feed_entries
WHERE (source_id, entry_key) IN (SELECT (source_id, entry_key) FROM staged_feed_entries)
"""
_PENDING = """
SELECT source_id, entry_key, url, content_key, hints, state, attempts, arrival_id, reason FROM feed_entries
WHERE state = 'pending' AND ($only IS NULL OR list_contains($only, source_id))
ORDER BY first_seen_at, source_id, entry_key LIMIT $most
"""
_SAVE_FETCHES = """
INSERT INTO fetches BY NAME SELECT * FROM staged_fetches
WHERE fetch_id NOT IN (SELECT fetch_id FROM fetches)
"""


def known_entries(connection: Connection, source_id: str) -> dict[str, str]:
    """Content keys of all entries that the source has listed, by entry key."""
    return {row[0]: row[1] for row in connection.execute(_KNOWN, [source_id]).fetchall()}


def seen_again(connection: Connection, listed: Sequence[tuple[str, str]], *, moment: datetime) -> None:
    """Records that feeds still list these entries, each given as source id and entry key."""
    if not listed:
        return
    columns = {"source_id": [source_id for source_id, _ in listed], "entry_key": [key for _, key in listed]}
    connection.register("staged_seen", pa.table(columns))
    connection.execute(_SEEN, {"moment": moment})


def save_entries(connection: Connection, entries: Sequence[ListedEntry], *, moment: datetime) -> None:
    """Records entries as they stand; when they were first seen stays as it was."""
    if not entries:
        return
    rows: list[Row] = [asdict(entry) | {"state": entry.state.value, "last_seen_at": moment} for entry in entries]
    stage(connection, "feed_entries", rows)
    first = {(row[0], row[1]): row[2] for row in connection.execute(_FIRST_SEEN).fetchall()}
    for row in rows:
        row["first_seen_at"] = first.get((row["source_id"], row["entry_key"]), moment)
    stage(connection, "feed_entries", rows)
    connection.execute(_FORGET)
    connection.execute(_SAVE)


def pending_entries(connection: Connection, *, most: int, only: Sequence[str] | None = None) -> tuple[ListedEntry, ...]:
    """Entries whose article is still to be taken, those that wait longest first; of all sources, or `only` some."""
    values = {"most": most, "only": list(only) if only is not None else None}
    rows = connection.execute(_PENDING, values).fetchall()
    return tuple(
        ListedEntry(
            source_id=row[0],
            entry_key=row[1],
            url=row[2],
            content_key=row[3],
            hints=row[4],
            state=EntryState(row[5]),
            attempts=row[6],
            arrival_id=row[7],
            reason=row[8],
        )
        for row in rows
    )


def save_fetches(connection: Connection, run_id: str | None, fetches: Sequence[Fetch]) -> None:
    """Adds requests to the ledger, each once."""
    if not fetches:
        return
    unique = {fetch.fetch_id: fetch for fetch in fetches}
    rows = [asdict(fetch) | {"outcome": fetch.outcome.value, "run_id": run_id} for fetch in unique.values()]
    stage(connection, "fetches", rows)
    connection.execute(_SAVE_FETCHES)
