"""What a database holds, clocks and runs aside, as one short text a table: for comparing two databases."""

import hashlib
from pathlib import Path

from storage import Database, query

# Of one run or moment, not of what was loaded.
_PASSING = {
    "run_id",
    "recorded_at",
    "first_seen_at",
    "last_seen_at",
    "changed_at",
    "created_at",
    "superseded_at",
    "attempts",
}
_PASSING_TABLES = {"runs", "settings", "schema_migrations", "migrations"}
_TABLES = """
SELECT table_name, list(column_name ORDER BY column_index) AS names
FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)
WHERE NOT duckdb_columns.internal GROUP BY table_name ORDER BY table_name
"""


def digests(path: Path) -> dict[str, str]:
    """Number of current rows and a hash over them, by table."""
    database = Database(path=path)
    found = {}
    for row in query(database, _TABLES).to_pylist():
        table, names = row["table_name"], row["names"]
        if table in _PASSING_TABLES:
            continue
        kept = ", ".join(f'"{name}"' for name in dict.fromkeys(names) if name not in _PASSING)
        current = " WHERE superseded_at IS NULL" if "superseded_at" in names else ""
        rows = sorted(str(each) for each in query(database, f"SELECT {kept} FROM {table}{current}").to_pylist())
        lines = "\n".join(rows).encode()
        found[table] = f"{len(rows)} {hashlib.sha256(lines).hexdigest()[:16]}"
    return found
