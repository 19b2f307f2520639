"""DuckLake in place of a file: tables as Parquet in a shared folder, their catalog in PostgreSQL, for several machines.

A database whose path reads `ducklake:postgres:dbname=news host=db data_path=/srv/news` is one. Readers see the last
committed snapshot and wait for nobody. Writers take turns by an advisory lock of that PostgreSQL, which frees
it when a machine dies: parsing, most of the work, goes on everywhere at once, and what is written builds on all that
was written before, as with a file. A program that writes to the lake without taking turns is noticed by DuckLake.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import cast

import duckdb

from domain.errors import LockedError, StorageError
from domain.masking import masked

_PREFIX = "ducklake:postgres:"
_PART = re.compile(r"(?P<key>\w+)\s*=\s*(?P<value>'(?:\\.|[^'\\])*'|\S+)\s*")  # as libpq reads them
_LOCK = "SELECT pg_advisory_xact_lock(x'657677697265'::bigint)::text"  # named "evwire"
_METADATA = "__ducklake_metadata_lake"
_EXTENSIONS = ("postgres_scanner", "ducklake")  # in the order in which they need each other
_ABSENT = "creating a new DuckLake is explicitly disabled"
_MADE_MEANWHILE = ("already exists", "duplicate key")
_TRIES = 5  # at making a lake, where several begin at once
_TRY_SECONDS = 0.5
_FORBIDDEN = frozenset({"COPY", "EXPORT", "ATTACH", "DETACH", "LOAD", "CALL", "COPY_DATABASE"})

_opening = Lock()
_instances: dict[tuple[str, bool], duckdb.DuckDBPyConnection] = {}  # kept: opening one costs a good part of a second
_existing: set[str] = set()  # lakes that were seen to exist; they don't vanish


class AbsentLake(StorageError):
    """The lake was not made yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeAddress:
    """Where a lake is."""

    catalog: str  # of PostgreSQL, as libpq's key=value pairs
    data: Path  # folder of the Parquet files; all machines see it under this path

    @classmethod
    def of(cls, path: Path) -> "LakeAddress | None":
        """The address that a database's path spells; None where it is the path of a file.

        Raises StorageError for an address without a folder, or with a password, which would be shown in messages.

        >>> LakeAddress.of(Path("ducklake:postgres:dbname=news host=db data_path=/srv/news")).catalog
        'dbname=news host=db'
        >>> LakeAddress.of(Path("data/eventwire.duckdb")) is None
        True
        """
        text = str(path)
        if not text.startswith("ducklake:"):
            return None
        parts = {match["key"]: match["value"].strip("'") for match in _PART.finditer(text.removeprefix(_PREFIX))}
        if not text.startswith(_PREFIX) or not parts.get("dbname") or not parts.get("data_path"):
            wanted = "ducklake:postgres:dbname=NAME host=HOST data_path=FOLDER"
            raise StorageError(f"{masked(text)} is no address of a lake: write {wanted}")
        if "password" in parts:
            raise StorageError("the address of a lake holds no password: put it into PGPASSWORD or ~/.pgpass")
        folder = Path(parts.pop("data_path"))
        return cls(catalog=" ".join(f"{key}={_quoted(value)}" for key, value in parts.items()), data=folder)


def lake_exists(address: LakeAddress) -> bool:
    """Whether the lake was made; raises StorageError where its PostgreSQL can't be asked."""
    if address.catalog in _existing:
        return True
    try:
        _instance(address, read_only=True).close()
    except AbsentLake:
        return False
    return True


@contextmanager
def reading_lake(address: LakeAddress) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the last committed snapshot, in PostgreSQL too, and no file but the lake's."""
    with _instance(address, read_only=True) as connection:
        yield cast(duckdb.DuckDBPyConnection, _Guarded(connection))


@contextmanager
def writing_lake(address: LakeAddress, deadline: float, *, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection, as soon as it is our turn to write; makes the lake where there is none.

    Raises LockedError where others wrote until the monotonic clock showed `deadline`, after `seconds`.
    """
    address.data.mkdir(parents=True, exist_ok=True)
    with _made(address) as connection, connection.cursor() as turn:  # two sessions at PostgreSQL
        turn.execute("BEGIN")
        try:
            _take_turn(turn, address, deadline, seconds)
            yield connection
        finally:
            turn.execute("ROLLBACK")  # which gives the turn back


def merge_files(connection: duckdb.DuckDBPyConnection) -> int:
    """Makes one file of the small ones that batches left, table by table; returns how many were merged.

    Those stay on disk for whoever reads an earlier snapshot, until snapshots are expired.
    """
    return sum(int(row[2]) for row in connection.execute("CALL ducklake_merge_adjacent_files('lake')").fetchall())


def let_go() -> None:
    """Closes the sessions at PostgreSQL that are kept for the next use; none may be in use."""
    with _opening:
        while _instances:
            _instances.popitem()[1].close()


def _take_turn(turn: duckdb.DuckDBPyConnection, address: LakeAddress, deadline: float, seconds: float) -> None:
    patience = max(1, round((deadline - time.monotonic()) * 1000))
    try:
        for asked in (f"SELECT set_config('lock_timeout', '{patience}ms', true)", _LOCK):
            turn.execute("SELECT * FROM postgres_query(?, ?)", [_METADATA, asked]).fetchall()
    except duckdb.Error as error:
        if "lock timeout" not in str(error):
            raise StorageError(f"the lake at {address.catalog} can't be used: {error}") from error
        raise LockedError(
            f"others wrote to {address.catalog} for {seconds:.0f} s: wait for them to end (pg_locks shows who)"
        ) from error


def _made(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    for tries_left in reversed(range(_TRIES)):
        try:
            return _instance(address, read_only=False)
        except StorageError as error:
            if not tries_left or not any(words in str(error) for words in _MADE_MEANWHILE):
                raise
            time.sleep(_TRY_SECONDS)  # another machine is making it
    raise AssertionError("unreachable")


def _instance(address: LakeAddress, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection of its own to the lake; raises AbsentLake or StorageError."""
    with _opening:
        kept = _instances.get((address.catalog, read_only))
        if kept is not None:
            try:
                return _session(kept)
            except duckdb.Error:  # PostgreSQL was started anew, say
                del _instances[address.catalog, read_only]
        made = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
        try:
            for name in _EXTENSIONS:
                made.execute(f"LOAD {_literal(str(_extension(name)))}")
            _attach(made, address, read_only=read_only)
            made.execute("SET GLOBAL TimeZone = 'UTC'")
            if read_only:
                made.execute(f"SET allowed_directories = [{_literal(_folder(address))}]")
                made.execute("SET enable_external_access = false")
            session = _session(made)
        except duckdb.Error as error:
            made.close()
            if _ABSENT in str(error):
                raise AbsentLake(
                    f"there is no database at {address.catalog}: `eventwire backfill` makes one"
                ) from error
            raise StorageError(f"the lake at {address.catalog} can't be used: {error}") from error
        _instances[address.catalog, read_only] = made
        _existing.add(address.catalog)
        return session


def _session(instance: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    session = instance.cursor()
    session.execute("USE lake")
    return session


def _extension(name: str) -> Path:
    """The file of an extension, out of its package: nothing is fetched."""
    try:
        package = import_module(f"duckdb_extension_{name}")
    except ImportError as error:
        raise StorageError("DuckLake wants its extra: pip install 'eventwire[ducklake]'") from error
    assert package.__file__ is not None  # a package with code
    return next(Path(package.__file__).parent.rglob(f"{name}.duckdb_extension"))


def _attach(connection: duckdb.DuckDBPyConnection, address: LakeAddress, *, read_only: bool) -> None:
    options = "READ_ONLY" if read_only else f"DATA_PATH {_literal(_folder(address))}"
    connection.execute(f"ATTACH {_literal(_PREFIX + address.catalog)} AS lake ({options})")


def _folder(address: LakeAddress) -> str:
    return f"{address.data.absolute()}/"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(value: str) -> str:
    """A value as libpq takes it."""
    return value if re.fullmatch(r"[\w./:@-]+", value) else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


class _Guarded:
    """A connection that refuses statements that write files: the lake's own folder can't be closed to them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, sql: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        """As DuckDB's own, but for what could write."""
        for statement in self._connection.extract_statements(sql):
            kind = statement.type.name
            if kind in _FORBIDDEN:
                raise duckdb.InvalidInputException(
                    f"Invalid Input Error: {kind} is not allowed on a read-only database"
                )
        return self._connection.execute(sql, parameters if parameters is not None else [])
