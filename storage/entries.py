"""Entries that sources listed, and the ledger of requests."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import pyarrow as pa

from domain.sources import EntryState, Fetch, KnownEntry, ListedEntry
from storage.database import Connection
from storage.frames import Row, stage

_KNOWN = """
SELECT source_id, entry_key, content_key, url, state, arrival_id, coalesce(tellings, 1) FROM feed_entries
WHERE (source_id, entry_key) IN (SELECT (source_id, entry_key) FROM staged_listed)
    OR (source_id, url) IN (SELECT (source_id, url) FROM staged_listed)
"""
_ALL_KNOWN = "SELECT entry_key, content_key FROM feed_entries WHERE source_id = ?"
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
SELECT source_id, entry_key, url, content_key, hints, state, attempts, arrival_id, reason,
    coalesce(told_at, first_seen_at), coalesce(tellings, 1), due_at
FROM feed_entries
WHERE state = 'pending' AND coalesce(due_at <= $now_time, true) AND ($only IS NULL OR list_contains($only, source_id))
ORDER BY first_seen_at, source_id, entry_key LIMIT $most
"""
_MAKE_DUE = """
UPDATE feed_entries SET due_at = NULL
WHERE state = 'pending' AND due_at IS NOT NULL AND ($only IS NULL OR list_contains($only, source_id))
"""
_SAVE_FETCHES = """
INSERT INTO fetches BY NAME SELECT * FROM staged_fetches
WHERE fetch_id NOT IN (SELECT fetch_id FROM fetches)
"""


def known_entries(connection: Connection, source_id: str) -> dict[str, str]:
    """Content keys of all entries that the source has listed, by entry key."""
    return {row[0]: row[1] for row in connection.execute(_ALL_KNOWN, [source_id]).fetchall()}


def listed_before(
    connection: Connection, listed: Sequence[tuple[str, str, str | None]]
) -> dict[str, dict[str, KnownEntry]]:
    """What is recorded of entries and of others under the same links, by source id and entry key.

    Each entry is asked for by source id, entry key and link.
    """
    found: dict[str, dict[str, KnownEntry]] = {source_id: {} for source_id, _, _ in listed}
    if not listed:
        return found
    source_ids, keys, urls = zip(*listed, strict=True)
    text = pa.string()
    columns = {"source_id": pa.array(source_ids, text), "entry_key": pa.array(keys, text), "url": pa.array(urls, text)}
    connection.register("staged_listed", pa.table(columns))
    for row in connection.execute(_KNOWN).fetchall():
        found[row[0]][row[1]] = KnownEntry(
            content_key=row[2], url=row[3], state=EntryState(row[4]), arrival_id=row[5], tellings=row[6]
        )
    return found


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
    rows: list[Row] = [_row(entry) | {"last_seen_at": moment} for entry in entries]
    stage(connection, "feed_entries", rows)
    first = {(row[0], row[1]): row[2] for row in connection.execute(_FIRST_SEEN).fetchall()}
    for row in rows:
        row["first_seen_at"] = first.get((row["source_id"], row["entry_key"]), moment)
    stage(connection, "feed_entries", rows)
    if first:
        connection.execute(_FORGET)
    connection.execute(_SAVE)


def _row(entry: ListedEntry) -> Row:
    """Field by field: `asdict` copies deeply, at ten times the cost."""
    return {name: getattr(entry, name) for name in entry.__slots__} | {"state": entry.state.value}


def pending_entries(
    connection: Connection, *, now: datetime, most: int, only: Sequence[str] | None = None
) -> tuple[ListedEntry, ...]:
    """Entries whose article is still to be taken and due, those that wait longest first; of all sources, or `only`."""
    values = {"most": most, "now_time": now, "only": list(only) if only is not None else None}
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
            told_at=row[9],
            tellings=row[10],
            due_at=row[11],
        )
        for row in rows
    )


def make_entries_due(connection: Connection, only: Sequence[str] | None = None) -> None:
    """Entries that wait for another try, of all sources or `only` some, wait no longer."""
    connection.execute(_MAKE_DUE, {"only": list(only) if only is not None else None})


def save_fetches(connection: Connection, run_id: str | None, fetches: Sequence[Fetch]) -> None:
    """Adds requests to the ledger, each once."""
    if not fetches:
        return
    unique = {fetch.fetch_id: fetch for fetch in fetches}
    rows = [asdict(fetch) | {"outcome": fetch.outcome.value, "run_id": run_id} for fetch in unique.values()]
    stage(connection, "fetches", rows)
    connection.execute(_SAVE_FETCHES)
