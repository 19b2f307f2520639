"""What stands behind anything that has an id: its row, its history, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from storage.database import Connection
from storage.frames import filled

_PARTS = Path(__file__).parent / "statements" / "explain"
_CURRENT = "SELECT * FROM {table} WHERE {id} = ? AND superseded_at IS NULL"
_HISTORY = "SELECT * FROM {table} WHERE {id} = ? AND superseded_at IS NOT NULL ORDER BY recorded_at, superseded_at"
_ROW = "SELECT * FROM {table} WHERE {id} = ?"
_LATEST = 1  # rows shown of a thing that exists only in the past: the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that has ids."""

    name: str
    table: str
    id: str
    has_history: bool


_KINDS = (
    Kind(name="event", table="events", id="event_id", has_history=True),
    Kind(name="report", table="reports", id="report_id", has_history=True),
    Kind(name="article", table="articles", id="article_id", has_history=False),
    Kind(name="version", table="versions", id="version_id", has_history=True),
    Kind(name="story", table="stories", id="story_id", has_history=False),
    Kind(name="story", table="story_members", id="story_id", has_history=True),  # one that was merged into another
    Kind(name="actor", table="actors", id="actor_id", has_history=False),
    Kind(name="mention", table="mentions", id="mention_id", has_history=True),
    Kind(name="date", table="dates", id="date_id", has_history=True),
    Kind(name="relation", table="relations", id="relation_id", has_history=True),
    Kind(name="place", table="places", id="place_id", has_history=False),
    Kind(name="place_mention", table="place_mentions", id="place_mention_id", has_history=True),
    Kind(name="reject", table="rejects", id="reject_id", has_history=True),
    Kind(name="arrival", table="arrivals", id="arrival_id", has_history=False),
    Kind(name="raw_document", table="raw_documents", id="raw_id", has_history=False),
    Kind(name="source", table="sources", id="source_id", has_history=False),
    Kind(name="fetch", table="fetches", id="fetch_id", has_history=False),
    Kind(name="run", table="runs", id="run_id", has_history=False),
    Kind(name="batch", table="batches", id="batch_id", has_history=False),
    Kind(name="alert", table="alerts", id="alert_id", has_history=False),
    Kind(name="alert_rule", table="alert_rules", id="rule_id", has_history=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that the database can say of one thing."""

    kind: str  # event, report, article, version, story, actor, mention, date, relation, place, reject, arrival, run ...
    id: str
    row: pa.Table  # one row, all columns; of a superseded thing its last state
    history: pa.Table  # earlier states, oldest first
    parts: Mapping[str, pa.Table]  # what it rests on or what belongs to it, by name: reports, actors, mentions ...


def explained(connection: Connection, id_: str) -> Explanation | None:
    """The thing with this id, of whatever kind; None where there is none."""
    for kind in _KINDS:
        names = {"table": kind.table, "id": kind.id}
        row = connection.execute(filled(_CURRENT if kind.has_history else _ROW, **names), [id_]).to_arrow_table()
        history = row.slice(0, 0)
        if kind.has_history:
            history = connection.execute(filled(_HISTORY, **names), [id_]).to_arrow_table()
        if row.num_rows == 0 and history.num_rows:
            row, history = history.slice(history.num_rows - _LATEST), history.slice(0, history.num_rows - _LATEST)
        if row.num_rows:
            parts = {name: connection.execute(sql, {"id": id_}).to_arrow_table() for name, sql in _parts(kind.name)}
            return Explanation(kind=kind.name, id=id_, row=row, history=history, parts=parts)
    return None


@lru_cache(maxsize=64)
def _parts(kind: str) -> tuple[tuple[str, str], ...]:
    """Name and SQL of each part of a kind: files `kind.N_name.sql`, in the order of N."""
    return tuple(
        (path.stem.split(".")[1].split("_", 1)[1], path.read_text(encoding="utf-8"))
        for path in sorted(_PARTS.glob(f"{kind}.*.sql"))
    )
