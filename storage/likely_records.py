"""Which stored records have most in common with new ones, by the keys that both have: a few for each."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from domain.records import KeyedRecord
from storage.database import Connection
from storage.frames import filled
from storage.records import RecordTable

_HOLDERS = 16  # of a key that are looked at: so many that had it first, and as many that had it last
_LIKELY = """
WITH held AS (
    SELECT keys.key, keys.{id} AS id, records.position
    FROM {keys} AS keys JOIN {table} AS records USING ({id})
    WHERE keys.key IN (SELECT key FROM asked_keys)
    QUALIFY row_number() OVER (PARTITION BY keys.key ORDER BY records.position) <= $holders
         OR row_number() OVER (PARTITION BY keys.key ORDER BY records.position DESC) <= $holders
), likely AS (
    SELECT held.id
    FROM asked_keys AS asked JOIN held USING (key) LEFT JOIN {table} AS own ON own.{id} = asked.asker
    WHERE own.position IS NULL OR held.position <= own.position
    GROUP BY asked.asker, asked.ground, held.id
    QUALIFY row_number() OVER (
        PARTITION BY asked.asker, asked.ground ORDER BY sum(asked.weight) DESC, max(held.position) DESC, held.id
    ) <= $most
)
SELECT {id}, payload FROM {table} WHERE {id} IN (SELECT id FROM likely) ORDER BY position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKey:
    """A key under which records are looked up for something new."""

    asker: str  # id of what is new; where it is stored already, only records from before it count
    ground: str  # kind of key: for each, the likeliest records are found apart
    key: str
    weight: float = 1.0  # what it counts that a record has the key


def likely_records(
    connection: Connection, kind: RecordTable, asked: Iterable[AskedKey], *, most: int
) -> tuple[KeyedRecord, ...]:
    """The `most` records with the greatest weight of keys in common, for each asker and ground; each record once.

    They come in the order in which they were first saved, without their keys. Of a key that many hold, the 16 that had
    it first and the 16 that had it last are looked at, so that what is found stays small however much is stored.
    """
    rows = list(asked)
    columns = {
        "asker": pa.array([row.asker for row in rows], pa.string()),
        "ground": pa.array([row.ground for row in rows], pa.string()),
        "key": pa.array([row.key for row in rows], pa.string()),
        "weight": pa.array([row.weight for row in rows], pa.float64()),
    }
    connection.register("asked_keys", pa.table(columns))
    bound = {"holders": _HOLDERS, "most": most}
    found = connection.execute(filled(_LIKELY, **kind.names()), bound).fetchall()
    return tuple(KeyedRecord(record_id=record_id, payload=payload, keys=()) for record_id, payload in found)
