"""The database file: opened for one transaction, then closed, so that processes can share it.

One process that writes locks every other out, readers too. So nobody keeps it open: open, one transaction, close,
in turns (see `storage.turns`) and behind a short retry. A lake (see `storage.lake`) in place of the file has the same
transactions and readers, on several machines.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from domain.errors import LockedError, StorageError
from storage.lake import LakeAddress, lake_exists, reading_lake, writing_lake
from storage.migrating import is_current, migrate
from storage.turns import turn

Connection = duckdb.DuckDBPyConnection
_LONGEST_WAIT = 0.1  # seconds between tries
_BUSY_WORDS = (
    "Could not set lock on file",
    "different configuration than existing connections",  # this process has it open the other way
    "the configuration has been locked",  # this process is running a user's query
    "Unique file handle conflict",
)
_READING = {"enable_external_access": "false", "python_enable_replacements": "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the tables are; raw documents lie beside it in `<path>.raw`."""

    path: Path  # of the file; or the address of a lake
    patience: float = 30.0  # seconds to wait for other processes
    memory_limit: str | None = None  # as DuckDB writes it, "2GB"; None: DuckDB's own default
    threads: int | None = None  # None: all cores

    @property
    def lake(self) -> LakeAddress | None:
        """Where the lake is; None: the database is a file."""
        return LakeAddress.of(self.path)

    @property
    def place(self) -> Path:
        """Where it is among files: what lies beside it is named after it."""
        return self.path if self.lake is None else self.lake.data

    @property
    def raw_folder(self) -> Path:
        return self.place.with_name(self.place.name + ".raw")

    @property
    def exists(self) -> bool:
        return self.path.exists() if self.lake is None else lake_exists(self.lake)

    @property
    def edition(self) -> tuple[int, ...] | None:
        """What is another after each commit, asked while nobody writes; None where it isn't known: a lake, no file."""
        if self.lake is not None:
            return None
        log = self.path.with_name(self.path.name + ".wal")
        files = [each.stat() for each in (self.path, log) if each.exists()]
        return tuple(part for file in files for part in (file.st_ino, file.st_size, file.st_mtime_ns)) or None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection in one transaction: committed at the end, rolled back on any exception, then closed.

        Makes the file and applies migrations where needed. Raises LockedError when other processes keep the database
        for longer than `patience`, MigrationError when it doesn't fit this program, StorageError when it is no
        database.
        """
        if self.lake is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._opened(read_only=False) as connection:
            if not is_current(connection):
                migrate(connection)
            connection.execute("BEGIN")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            self._commit(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only connection without access to files; several processes may read at once.

        Raises StorageError when there is no database yet, and as `transaction` does.
        """
        if self.lake is None and not self.path.exists():
            raise StorageError(f"there is no database at {self.path}: `eventwire backfill` makes one")
        with self._opened(read_only=True) as connection:
            if is_current(connection):
                yield connection
                return
        with self.transaction():
            pass  # which applies migrations
        with self._opened(read_only=True) as connection:
            yield connection

    @contextmanager
    def reading_or_made(self) -> Iterator[Connection]:
        """As `reading`; where there is no database yet, it is made."""
        if not self.exists:
            with self.transaction():
                pass
        with self.reading() as connection:
            yield connection

    @contextmanager
    def _opened(self, *, read_only: bool) -> Iterator[Connection]:
        """A connection, as soon as it is our turn and nobody is in the way; closed at the end."""
        deadline = time.monotonic() + self.patience
        if self.lake is not None:
            lake = self.lake
            with reading_lake(lake) if read_only else writing_lake(lake, deadline, seconds=self.patience) as connection:
                yield self._bounded(connection)
            return
        with turn(self.path, deadline, shared=read_only) as ours:
            if not ours:
                raise self._locked("another run of Eventwire")
            connection = self._awaited(deadline, read_only=read_only)
            try:
                yield connection
            finally:
                connection.close()

    def _awaited(self, deadline: float, *, read_only: bool) -> Connection:
        """A connection, as soon as tools that know nothing of turns are out of the way."""
        while True:
            try:
                return self._connected(read_only=read_only)
            except duckdb.Error as error:
                if not any(words in str(error) for words in _BUSY_WORDS):
                    raise StorageError(f"{self.path} can't be opened as a database: {error}") from error
                if time.monotonic() >= deadline:
                    raise self._locked(_holder(str(error))) from error
            time.sleep(random.uniform(0.2, 1) * _LONGEST_WAIT)

    def _bounded(self, connection: Connection) -> Connection:
        """The connection, within the memory and threads that are set."""
        if self.memory_limit is not None:
            connection.execute(f"SET memory_limit = '{self.memory_limit}'")
        if self.threads is not None:
            connection.execute(f"SET threads = {self.threads:d}")
        return connection

    def _commit(self, connection: Connection) -> None:
        """Raises LockedError where a program that takes no turns changed the same rows of a lake."""
        try:
            connection.execute("COMMIT")
        except duckdb.TransactionException as error:
            raise LockedError(f"nothing was written, another program changed the same rows: {error}") from error

    def _locked(self, why: str) -> LockedError:
        return LockedError(
            f"{self.path} was in use by another process for {self.patience:.0f} s: wait for it to end, or close the "
            f"tool that keeps it open ({why})"
        )

    def _connected(self, *, read_only: bool) -> Connection:
        config: dict[str, str | bool | int | float | list[str]] = dict(_READING if read_only else {})
        if self.memory_limit is not None:
            config["memory_limit"] = self.memory_limit
        if self.threads is not None:
            config["threads"] = self.threads
        connection = duckdb.connect(str(self.path), read_only=read_only, config=config)
        try:
            connection.execute("SET TimeZone = 'UTC'")
        except duckdb.Error:
            connection.close()
            raise
        return connection


def _holder(message: str) -> str:
    """Who holds the lock, in DuckDB's words."""
    _, _, after = message.partition("Conflicting lock is held in ")
    return after.split(". ")[0] if after else "another part of this process"
