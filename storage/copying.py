"""A whole copy of the database at one moment, and its published form: swapped in by rename, never torn.

A file is copied as a file; of a lake, whose tables are Parquet files all over a folder, the rows of one snapshot are.
"""

import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from domain.errors import StorageError
from storage.database import Connection, Database
from storage.frames import filled
from storage.marks import PUBLISHED, save_mark
from storage.whole_files import drop, forget_unfinished, put_in_place, sync, unfinished_beside

_CHUNK = 100_000  # rows held at once
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal ORDER BY table_name"
_OF_THE_PROGRAM = "migrations"  # of which each database has its own
_EMPTIED = "DELETE FROM {table}"
_ROWS = "SELECT * FROM {table}"
_TAKEN = "INSERT INTO {table} BY NAME SELECT * FROM given_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A copy that was put in place."""

    path: Path
    size_bytes: int
    moment: datetime
    seconds: float


def copy_database(database: Database, target: Path) -> None:
    """Copies the database as it is at one moment; writers wait meanwhile, but those of a lake, and readers don't.

    Raises StorageError where there is none, or where the copy can't be written.
    """
    try:
        if database.lake is not None:
            drop(target)
            copy_rows(database, Database(path=target))
        else:
            _copy_file(database, target)
        with duckdb.connect(str(target)) as connection:
            connection.execute("CHECKPOINT")
    except (OSError, duckdb.Error) as error:
        raise StorageError(f"the database could not be copied to {target}: {error}") from error
    sync(target)


def copy_rows(source: Database, target: Database) -> None:
    """Puts all rows of one database, as of one moment, into another in place of its own, in one transaction.

    Either may be a file or a lake; the other is made where there is none. Raises StorageError where there is no source.
    """
    with source.reading() as read, target.transaction() as written:
        read.execute("BEGIN")  # one snapshot for all tables
        for table in (str(row[0]) for row in read.execute(_TABLES).fetchall()):
            if table != _OF_THE_PROGRAM:
                _copy_table(read, written, table)


def _copy_table(read: Connection, written: Connection, table: str) -> None:
    written.execute(filled(_EMPTIED, table=table))
    written.register("given_rows", read.execute(filled(_ROWS, table=table)).to_arrow_reader(_CHUNK))
    try:
        written.execute(filled(_TAKEN, table=table))
    finally:
        written.unregister("given_rows")


def _copy_file(database: Database, target: Path) -> None:
    log = database.path.with_name(database.path.name + ".wal")
    with database.reading():  # our turn, and DuckDB's own lock against tools that know of no turns
        _copy(database.path, target)
        if log.exists():  # what a killed process committed and did not yet put into the file
            _copy(log, target.with_name(target.name + ".wal"))


def publish(database: Database, target: Path, *, moment: datetime) -> Published:
    """Puts a copy of the database at `target`, in place of the one before, and records when.

    Whoever holds the one before goes on reading it; whoever opens the path from now on gets the new one. The copy is
    marked read-only. Raises StorageError as `copy_database` does.
    """
    if target.resolve() == database.path.resolve():
        raise StorageError(f"{target} is the database itself: publish to another path")
    started = time.monotonic()
    unfinished = unfinished_beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        forget_unfinished(target)
        copy_database(database, unfinished)
        with duckdb.connect(str(unfinished)) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            save_mark(connection, PUBLISHED, moment)
        size = unfinished.stat().st_size
        unfinished.chmod(0o444)
        target.with_name(target.name + ".wal").unlink(missing_ok=True)  # of a tool that wrote to the old copy
        put_in_place(unfinished, target)
        sync(target.parent)
    except OSError as error:
        raise StorageError(f"the published copy could not be put at {target}: {error}") from error
    finally:
        drop(unfinished)
    with database.transaction() as connection:
        save_mark(connection, PUBLISHED, moment, path=str(target.resolve()), size_bytes=size)
    return Published(path=target, size_bytes=size, moment=moment, seconds=time.monotonic() - started)


def _copy(source: Path, target: Path) -> None:
    """By the system, which shares blocks where the file system can."""
    target.unlink(missing_ok=True)
    if not hasattr(os, "copy_file_range"):
        shutil.copyfile(source, target)
        return
    with source.open("rb") as read, target.open("xb") as written:
        left = os.fstat(read.fileno()).st_size
        try:
            while left > 0 and (copied := os.copy_file_range(read.fileno(), written.fileno(), left)):
                left -= copied
        except OSError:  # between file systems, say
            read.seek(0)
            written.seek(0)
            written.truncate()
            shutil.copyfileobj(read, written, 1 << 20)
