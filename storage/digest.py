"""A digest of what a database says, so that two databases can be compared.

It does not depend on the order of rows, nor on when, by which run or in which batches they were written.
"""

import hashlib
from dataclasses import dataclass

from storage.database import Connection, Database
from storage.frames import filled

_LEFT_OUT = frozenset(
    "migrations settings runs batches fetches source_polls feed_entries outbox recode_changes".split()
)  # tables about doing, not about what was found
_INCIDENTAL = frozenset("run_id batch_id fetch_id position".split())  # columns that differ from run to run
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal ORDER BY table_name"
_COLUMNS = """
SELECT column_name FROM duckdb_columns()
WHERE table_name = ? AND (data_type <> 'TIMESTAMP WITH TIME ZONE' OR column_name = 'published_at')
ORDER BY column_index
"""
_CURRENT = "SELECT count(*) > 0 FROM duckdb_columns() WHERE table_name = ? AND column_name = 'superseded_at'"
_SUM = "SELECT count(*), coalesce(sum(hash({columns})::HUGEINT), 0) FROM {table}"
_SUM_OF_CURRENT = _SUM + " WHERE superseded_at IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDigest:
    """One table: how many rows, and the sum of their hashes."""

    table: str
    rows: int
    digest: str


def table_digests(database: Database, *, history: bool = False) -> tuple[TableDigest, ...]:
    """Digest of each table by name; with `history`, superseded rows count too.

    Comparable between databases of one version of DuckDB.
    """
    with database.reading() as connection:
        tables = [row[0] for row in connection.execute(_TABLES).fetchall() if row[0] not in _LEFT_OUT]
        return tuple(_digest(connection, table, history=history) for table in tables)


def database_digest(database: Database, *, history: bool = False) -> str:
    """One digest of all tables: equal where two databases say the same."""
    parts = (f"{each.table} {each.rows} {each.digest}" for each in table_digests(database, history=history))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest(connection: Connection, table: str, *, history: bool) -> TableDigest:
    names = [row[0] for row in connection.execute(_COLUMNS, [table]).fetchall() if row[0] not in _INCIDENTAL]
    has_history = connection.execute(_CURRENT, [table]).fetchone() == (True,)
    statement = _SUM_OF_CURRENT if has_history and not history else _SUM
    found = connection.execute(filled(statement, table=table, columns=", ".join(names))).fetchone()
    rows, total = found or (0, 0)
    return TableDigest(table=table, rows=int(rows), digest=f"{int(total):x}")
