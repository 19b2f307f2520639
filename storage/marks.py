"""When housekeeping was last done: named moments in the database itself."""

import json
from collections.abc import Mapping
from datetime import datetime

from storage.database import Connection

PUBLISHED = "published"
SEARCHABLE = "search_index"
BACKED_UP = "backup"
MAINTAINED = "maintained"
CHECKED = "checked"
DIGESTED = "digested"
FAILING_RULES = "failing_rules"

_SAVE = """
MERGE INTO settings USING (SELECT $name AS name, $value AS value, $moment AS recorded_at) AS fresh
    ON settings.name = fresh.name
WHEN MATCHED THEN UPDATE SET value = fresh.value, recorded_at = fresh.recorded_at
WHEN NOT MATCHED THEN INSERT VALUES (fresh.name, fresh.value, fresh.recorded_at)
"""
_MARK = "SELECT recorded_at, value FROM settings WHERE name = ?"
_NEWEST = "SELECT max(recorded_at) FROM arrivals WHERE extractor_version IS NOT NULL"


def save_mark(connection: Connection, name: str, moment: datetime, /, **told: object) -> None:
    """Records that something was done at a moment, with what is to be told of it."""
    save_setting(connection, f"mark:{name}", json.dumps(told, default=str), moment)


def save_setting(connection: Connection, name: str, value: str, moment: datetime) -> None:
    """Records a value under a name, in place of what was there."""
    connection.execute(_SAVE, {"name": name, "value": value, "moment": moment})


def mark(connection: Connection, name: str) -> tuple[datetime, Mapping[str, object]] | None:
    """When it was last done and what was told of it; None: never."""
    row = connection.execute(_MARK, [f"mark:{name}"]).fetchone()
    return (row[0], json.loads(row[1])) if row else None


def newest_load(connection: Connection) -> datetime | None:
    """When a document was last read; None: never."""
    row = connection.execute(_NEWEST).fetchone()
    return row[0] if row else None
