"""Sources: what is polled, and how each one's polling stands."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from domain.sources import PollState, Source, SourceState
from storage.database import Connection
from storage.frames import stage

_COLUMNS = """
source_id, name, url, home, kind, publisher, country, language, tags, state, full_text, interval_seconds, trust,
keep_selector, drop_selector, unverified
"""
_SAVE = """
INSERT INTO sources BY NAME SELECT * FROM staged_sources
WHERE source_id NOT IN (SELECT source_id FROM sources)
"""
_CHANGE = """
UPDATE sources SET name = s.name, url = s.url, home = s.home, kind = s.kind, publisher = s.publisher,
    country = s.country, language = s.language, tags = s.tags, state = s.state, full_text = s.full_text,
    interval_seconds = s.interval_seconds, trust = s.trust, keep_selector = s.keep_selector,
    drop_selector = s.drop_selector, unverified = s.unverified, changed_at = s.changed_at
FROM staged_sources AS s WHERE sources.source_id = s.source_id
"""
_ALL = f"SELECT {_COLUMNS} FROM sources ORDER BY name, source_id"  # noqa: S608 -- our own column names
_POLL = (
    "due_at, polled_at, good_at, failures_in_row, etag, last_modified, moved_to, moved_times, reason, validated_url, "
    "ttl_seconds, skip_hours, skip_days"
)
_DUE = f"""
SELECT {_COLUMNS}, {_POLL}
FROM sources LEFT JOIN source_polls USING (source_id)
WHERE state = 'active' AND coalesce(due_at <= $now_time, true) AND ($only IS NULL OR list_contains($only, source_id))
ORDER BY due_at NULLS FIRST, source_id LIMIT $most
"""  # noqa: S608 -- our own column names
_POLLS = f"SELECT source_id, {_POLL} FROM source_polls"  # noqa: S608 -- our own column names
_FORGET_POLLS = "DELETE FROM source_polls WHERE source_id IN (SELECT source_id FROM staged_source_polls)"
_SAVE_POLLS = "INSERT INTO source_polls BY NAME SELECT * FROM staged_source_polls"


def save_sources(connection: Connection, sources: Sequence[Source], *, moment: datetime) -> None:
    """Adds sources, or replaces what is known of those that are there."""
    if not sources:
        return
    rows = [asdict(source) | {"added_at": moment, "changed_at": moment} for source in sources]
    stage(connection, "sources", [row | {"state": row["state"].value} for row in rows])
    connection.execute(_CHANGE)
    connection.execute(_SAVE)


def remove_sources(connection: Connection, source_ids: Sequence[str]) -> None:
    """Forgets sources and how their polling stands; their articles and fetches stay."""
    for table in ("sources", "source_polls", "feed_entries"):
        connection.execute(f"DELETE FROM {table} WHERE list_contains(?, source_id)", [list(source_ids)])  # noqa: S608


def all_sources(connection: Connection) -> tuple[Source, ...]:
    """All sources by name, whatever their state."""
    return tuple(_source(row) for row in connection.execute(_ALL).fetchall())


def due_sources(
    connection: Connection, now: datetime, *, most: int = 10_000, only: Sequence[str] | None = None
) -> tuple[tuple[Source, PollState], ...]:
    """Active sources that are due, longest due first, with how their polling stands."""
    values = {"now_time": now, "most": most, "only": list(only) if only is not None else None}
    rows = connection.execute(_DUE, values).fetchall()
    return tuple((_source(row[:16]), _poll(row[0], row[16:])) for row in rows)


def poll_states(connection: Connection) -> dict[str, PollState]:
    """How polling stands, by source; a source that was never polled is not there."""
    return {row[0]: _poll(row[0], row[1:]) for row in connection.execute(_POLLS).fetchall()}


def save_polls(connection: Connection, states: Iterable[PollState], *, moment: datetime) -> None:
    """Records how polling stands, in place of what was recorded of the same sources."""
    rows = [asdict(state) | {"changed_at": moment} for state in states]
    if not rows:
        return
    stage(connection, "source_polls", rows)
    connection.execute(_FORGET_POLLS)
    connection.execute(_SAVE_POLLS)


def _source(row: Sequence[object]) -> Source:
    names = [name.strip() for name in _COLUMNS.replace("\n", " ").split(",")]
    fields = dict(zip(names, row, strict=True))
    tags = fields["tags"]
    assert isinstance(tags, list)
    return Source(**(fields | {"tags": tuple(tags), "state": SourceState(fields["state"])}))  # type: ignore[arg-type]


def _poll(source_id: object, row: Sequence[object]) -> PollState:
    names = [name.strip() for name in _POLL.split(",")]
    fields = dict(zip(names, row, strict=True))
    zeros = {name: fields[name] or 0 for name in ("failures_in_row", "moved_times")}
    lists = {name: tuple(given) for name in ("skip_hours", "skip_days") if isinstance(given := fields.pop(name), list)}
    return PollState(source_id=str(source_id), **(fields | zeros | lists))  # type: ignore[arg-type]
