"""Which stored records have most in common with new ones, by the keys that both have: a few for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from domain.records import KeyedRecord
from storage.database import Connection
from storage.frames import filled
from storage.records import RecordTable

_UNITS = 1_000_000  # of a weight: whole numbers add up to the same in any order
_LIKELY = """
WITH asked AS (
    SELECT asker, ground, md5_number_lower(key) AS key, weight, most FROM asked_keys
), own AS (
    SELECT {id} AS asker, position AS place FROM {table} WHERE {id} IN (SELECT asker FROM asked_keys)
), likely AS (
    SELECT held.position
    FROM {keys} AS held JOIN asked USING (key) LEFT JOIN own USING (asker)
    WHERE own.place IS NULL OR held.position <= own.place
    GROUP BY asked.asker, asked.ground, held.position
    HAVING sum(asked.weight) >= $least
    QUALIFY row_number() OVER (
        PARTITION BY asked.asker, asked.ground ORDER BY sum(asked.weight) DESC, held.position DESC
    ) <= any_value(asked.most)
)
SELECT {id}, payload FROM {table} WHERE position IN (SELECT position FROM likely) ORDER BY position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKey:
    """A key under which records are looked up for something new."""

    asker: str  # id of what is new; where it is stored already, only records from before it count
    ground: str  # kind of key: for each, the likeliest records are found apart
    key: str
    weight: float = 1.0  # what it counts that a record has the key


def likely_records(
    connection: Connection,
    kind: RecordTable,
    asked: Iterable[AskedKey],
    *,
    most: int | Mapping[str, int],
    least: float = 0.0,
) -> tuple[KeyedRecord, ...]:
    """The `most` records with the greatest weight of keys in common, for each asker and ground; each record once.

    They come in the order in which they were first saved, without their keys; a weight below `least` is not enough, and
    `most` may differ from ground to ground. Of a key that many have, the 16 that had it first and the 16 that had it
    last are known (see `storage.key_holders`), so that what is found stays small however much is stored.
    """
    assert kind.is_bounded, kind.table
    rows = list(asked)
    columns = {
        "asker": pa.array([row.asker for row in rows], pa.string()),
        "ground": pa.array([row.ground for row in rows], pa.string()),
        "key": pa.array([row.key for row in rows], pa.string()),
        "weight": pa.array([round(row.weight * _UNITS) for row in rows], pa.int64()),
        "most": pa.array([most if isinstance(most, int) else most[row.ground] for row in rows], pa.int64()),
    }
    connection.register("asked_keys", pa.table(columns))
    bound = {"least": round(least * _UNITS)}
    found = connection.execute(filled(_LIKELY, **kind.names()), bound).fetchall()
    return tuple(KeyedRecord(record_id=record_id, payload=payload, keys=()) for record_id, payload in found)
