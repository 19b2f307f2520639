"""Parquet files of what is known now, one folder a table, one file a month, rewritten only where something changed."""

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from domain.errors import StorageError
from storage.database import Connection, Database

_STATE = "_eventwire.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exported:
    """How one table is exported."""

    name: str
    rows: str  # SQL of the rows of one month, which is bound as $month
    changed: str  # SQL of the months that changed after $since (NULL: all)


_MONTH = "coalesce(strftime({day}, '%Y-%m'), 'undated')"


def _exported(name: str, view: str, table: str, day: str) -> _Exported:
    month = _MONTH.format(day=day)
    return _Exported(
        name=name,
        rows=f"SELECT * FROM {view} WHERE {month} = $month ORDER BY ALL",  # noqa: S608 -- our own names
        changed=(
            f"SELECT DISTINCT {month} FROM {table} "  # noqa: S608 -- our own names
            "WHERE $since IS NULL OR recorded_at > $since OR superseded_at > $since ORDER BY ALL"
        ),
    )


_TABLES = (
    _exported("events", "current_events", "events", "date_from"),
    _exported("reports", "current_reports", "reports", "date_from"),
    _exported("versions", "(SELECT * FROM versions WHERE superseded_at IS NULL)", "versions", "published_from"),
)


def export_parquet(database: Database, folder: Path) -> dict[str, int]:
    """Writes `<folder>/<table>/month=YYYY-MM/part.parquet`; returns how many files were written, by table.

    A second export into the same folder writes only the months in which something was recorded or withdrawn since.
    Raises StorageError where the folder holds an export of another database.
    """
    folder.mkdir(parents=True, exist_ok=True)
    since = _since(folder, database)
    written: dict[str, int] = {}
    with database.reading() as connection:
        until = connection.execute(
            "SELECT max(moment) FROM (SELECT max(recorded_at) AS moment FROM events UNION ALL "
            "SELECT max(superseded_at) FROM events UNION ALL SELECT max(recorded_at) FROM reports UNION ALL "
            "SELECT max(superseded_at) FROM reports UNION ALL SELECT max(recorded_at) FROM versions)"
        ).fetchone()
        for exported in _TABLES:
            months = connection.execute(exported.changed, {"since": since}).fetchall()
            for (month,) in months:
                _write_month(connection, exported, month, folder)
            written[exported.name] = len(months)
    _save_state(folder, database, until[0] if until else None)
    return written


def _write_month(connection: Connection, exported: _Exported, month: str, folder: Path) -> None:
    table = connection.execute(exported.rows, {"month": month}).to_arrow_table()
    path = folder / exported.name / f"month={month}" / "part.parquet"
    if table.num_rows == 0:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(path, table)


def _write_whole(path: Path, table: pa.Table) -> None:
    """Written beside and renamed, so that readers see the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    os.close(handle)
    pq.write_table(table, name, compression="zstd")
    Path(name).replace(path)


def _since(folder: Path, database: Database) -> datetime | None:
    state = folder / _STATE
    if not state.exists():
        return None
    record = json.loads(state.read_text("utf-8"))
    if record["database"] != database.path.name:
        raise StorageError(f"{folder} holds an export of {record['database']}; choose another folder")
    return datetime.fromisoformat(record["until"]) if record["until"] else None


def _save_state(folder: Path, database: Database, until: datetime | None) -> None:
    record = {"database": database.path.name, "until": until.isoformat() if until else None}
    (folder / _STATE).write_text(json.dumps(record), "utf-8")
