"""Working records of the streaming stages, found by key: fingerprints, stories and event states."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from domain.records import KeyedRecord
from storage.database import Connection
from storage.frames import filled, stage_ids
from storage.key_holders import add_holders, drop_holders

_DROP_KEYS = "DELETE FROM {keys} WHERE {id} IN (SELECT id FROM recorded)"
_RENEW = "UPDATE {table} SET payload = fresh.payload FROM staged_records AS fresh WHERE {table}.{id} = fresh.id"
_ADD = """
INSERT INTO {table} BY NAME
SELECT id AS {id}, payload, coalesce((SELECT max(position) FROM {table}), 0) + row_number() OVER (ORDER BY place)
    AS position
FROM staged_records WHERE id NOT IN (SELECT {id} FROM {table})
"""
_ADD_KEYS = "INSERT INTO {keys} BY NAME SELECT key, id AS {id} FROM staged_keys"
_FORGET = "DELETE FROM {table} WHERE {id} IN (SELECT id FROM recorded)"
_UNDER_KEYS = """
SELECT {table}.{id}, payload FROM {table}
WHERE {id} IN (SELECT {id} FROM {keys} WHERE key IN (SELECT id FROM asked)) ORDER BY position
"""
_BY_ID = "SELECT {id}, payload FROM {table} WHERE {id} IN (SELECT id FROM asked) ORDER BY position"
_KEYS_OF = "SELECT {id}, key FROM {keys} WHERE {id} IN (SELECT id FROM asked) ORDER BY rowid"
_LAST = "SELECT coalesce(max(position), 0) FROM {table}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """Where records of one kind and their keys are kept."""

    table: str
    keys: str
    id: str
    is_bounded: bool = False  # of a key, only the first and the last records are kept, for `likely_records`

    def names(self) -> dict[str, str]:
        return {"table": self.table, "keys": self.keys, "id": self.id}


FINGERPRINTS = RecordTable(table="fingerprints", keys="fingerprint_holders", id="version_id", is_bounded=True)
STORY_STATES = RecordTable(table="stories", keys="story_holders", id="story_id", is_bounded=True)
EVENT_STATES = RecordTable(table="event_states", keys="event_keys", id="event_id")


def save_records(connection: Connection, kind: RecordTable, records: Sequence[KeyedRecord]) -> None:
    """Adds the records, or replaces payload and keys of those that are stored; the last one of an id stays."""
    if not records:
        return
    latest = {record.record_id: record for record in records}
    stage_ids(connection, "recorded", latest)
    frame = pa.table(
        {
            "place": pa.array(range(len(latest)), pa.int64()),
            "id": pa.array(list(latest), pa.string()),
            "payload": pa.array([record.payload for record in latest.values()], pa.binary()),
        }
    )
    connection.register("staged_records", frame)
    pairs = [(key, record.record_id) for record in latest.values() for key in dict.fromkeys(record.keys)]
    keys = pa.table(
        {
            "key": pa.array([key for key, _ in pairs], pa.string()),
            "id": pa.array([record_id for _, record_id in pairs], pa.string()),
        }
    )
    connection.register("staged_keys", keys)
    _drop_keys(connection, kind)
    for statement in (_RENEW, _ADD):
        connection.execute(filled(statement, **kind.names()))
    if kind.is_bounded:
        add_holders(connection, kind.names())
    else:
        connection.execute(filled(_ADD_KEYS, **kind.names()))


def forget_records(connection: Connection, kind: RecordTable, ids: Sequence[str]) -> None:
    """Removes records and their keys."""
    if ids:
        stage_ids(connection, "recorded", ids)
        _drop_keys(connection, kind)
        connection.execute(filled(_FORGET, **kind.names()))


def records_under(connection: Connection, kind: RecordTable, keys: Iterable[str]) -> tuple[KeyedRecord, ...]:
    """Records that have any of the keys, each once with all its keys, in the order in which they were first saved.

    Not for those of a bounded table, whose crowded keys have forgotten some: see `likely_records`.
    """
    assert not kind.is_bounded, kind.table
    return _found(connection, kind, _UNDER_KEYS, keys)


def records_of(connection: Connection, kind: RecordTable, ids: Iterable[str]) -> tuple[KeyedRecord, ...]:
    """Records by id, in the order in which they were first saved; each with all its keys, but for bounded tables."""
    return _found(connection, kind, _BY_ID, ids)


def last_position(connection: Connection, kind: RecordTable) -> int:
    """How many records were ever saved: the position of the last one; 0 where there is none."""
    found = connection.execute(filled(_LAST, **kind.names())).fetchone()
    return int(found[0]) if found else 0


def _drop_keys(connection: Connection, kind: RecordTable) -> None:
    """Those of the staged ids `recorded`."""
    if kind.is_bounded:
        drop_holders(connection, kind.names())
    else:
        connection.execute(filled(_DROP_KEYS, **kind.names()))


def _found(connection: Connection, kind: RecordTable, statement: str, asked: Iterable[str]) -> tuple[KeyedRecord, ...]:
    stage_ids(connection, "asked", asked)
    payloads = dict(connection.execute(filled(statement, **kind.names())).fetchall())
    keys: dict[str, list[str]] = defaultdict(list)
    if not kind.is_bounded:
        stage_ids(connection, "asked", payloads)
        for record_id, key in connection.execute(filled(_KEYS_OF, **kind.names())).fetchall():
            keys[record_id].append(key)
    return tuple(
        KeyedRecord(record_id=record_id, payload=payload, keys=tuple(keys[record_id]))
        for record_id, payload in payloads.items()
    )
