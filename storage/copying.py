"""A whole copy of the database at one moment, and its published form: swapped in by rename, never torn."""

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from domain.errors import StorageError
from storage.database import Database
from storage.marks import PUBLISHED, save_mark

_FORGOTTEN_SECONDS = 24 * 3600  # unfinished copies older than this are of killed runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A copy that was put in place."""

    path: Path
    size_bytes: int
    moment: datetime
    seconds: float


def copy_database(database: Database, target: Path) -> None:
    """Copies the database as it is at one moment; writers wait meanwhile, readers don't.

    Raises StorageError where there is none, or where the copy can't be written.
    """
    if database.exists and not database.path.exists():
        raise StorageError("a lake is no file that can be copied: back up its catalog in PostgreSQL and its folder")
    log = database.path.with_name(database.path.name + ".wal")
    target_log = target.with_name(target.name + ".wal")
    try:
        with database.reading():  # our turn, and DuckDB's own lock against tools that know of no turns
            _copy(database.path, target)
            if log.exists():  # what a killed process committed and did not yet put into the file
                _copy(log, target_log)
        with duckdb.connect(str(target)) as connection:
            connection.execute("CHECKPOINT")
    except (OSError, duckdb.Error) as error:
        raise StorageError(f"the database could not be copied to {target}: {error}") from error
    _sync(target)


def publish(database: Database, target: Path, *, moment: datetime) -> Published:
    """Puts a copy of the database at `target`, in place of the one before, and records when.

    Whoever holds the one before goes on reading it; whoever opens the path from now on gets the new one. The copy is
    marked read-only. Raises StorageError as `copy_database` does.
    """
    if target.resolve() == database.path.resolve():
        raise StorageError(f"{target} is the database itself: publish to another path")
    started = time.monotonic()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _forget_unfinished(target)
        copy_database(database, unfinished)
        with duckdb.connect(str(unfinished)) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            save_mark(connection, PUBLISHED, moment)
        size = unfinished.stat().st_size
        unfinished.chmod(0o444)
        target.with_name(target.name + ".wal").unlink(missing_ok=True)  # of a tool that wrote to the old copy
        unfinished.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise StorageError(f"the published copy could not be put at {target}: {error}") from error
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + ".wal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
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


def _forget_unfinished(target: Path) -> None:
    for left in target.parent.glob(f".{target.name}.*.part*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN_SECONDS:
                left.unlink()


def _sync(path: Path) -> None:
    """Makes it last through a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
