"""Which records have which key, where only the likeliest few are ever looked for: of each key, so many and no more.

Keys are kept as numbers, and records as their positions: a table that is looked through for every batch must be small.
"""

from storage.database import Connection
from storage.frames import filled

FIRST = 16  # records of a key that had it first
LAST = 16  # and that had it last

_DROP = "DELETE FROM {keys} WHERE position IN (SELECT position FROM {table} WHERE {id} IN (SELECT id FROM recorded))"
_ADD = """
INSERT INTO {keys} BY NAME
SELECT md5_number_lower(staged.key) AS key, records.position
FROM staged_keys AS staged JOIN {table} AS records ON records.{id} = staged.id
ORDER BY records.position
"""
_CROWDED = """
SELECT key FROM {keys} WHERE key IN (SELECT md5_number_lower(key) FROM staged_keys) GROUP BY key HAVING count(*) > $most
"""
_THIN_OUT = """
DELETE FROM {keys} WHERE (key, position) IN (
    SELECT (key, position) FROM {keys} WHERE key IN (SELECT key FROM crowded_keys)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY position) > $first
        AND row_number() OVER (PARTITION BY key ORDER BY position DESC) > $last
)
"""


def drop_holders(connection: Connection, names: dict[str, str]) -> None:
    """Takes the staged ids `recorded` off all their keys; `names` are those of a RecordTable."""
    connection.execute(filled(_DROP, **names))


def add_holders(connection: Connection, names: dict[str, str]) -> None:
    """Puts records, which are stored, under the `staged_keys`; those in the midst of a crowd are let go."""
    connection.execute(filled(_ADD, **names))
    crowded = connection.execute(filled(_CROWDED, **names), {"most": FIRST + LAST}).to_arrow_table()
    if crowded.num_rows:
        connection.register("crowded_keys", crowded)
        connection.execute(filled(_THIN_OUT, **names), {"first": FIRST, "last": LAST})
