"""Questions in the user's own SQL, on a connection that can neither write nor reach files."""

import threading
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from domain.errors import StorageError
from storage.database import Connection, Database


class QueryError(StorageError):
    """The user's SQL is wrong, not allowed, or took too long."""


def query(
    database: Database,
    sql: str,
    parameters: Sequence[object] | Mapping[str, object] | None = None,
    *,
    seconds: float | None = 60.0,
) -> pa.Table:
    """The rows that one statement gives.

    The connection is read-only, without access to files, network, settings or this program's variables. Raises
    QueryError in DuckDB's words for what can't be answered, or where it takes longer than `seconds` (None: no limit).
    """
    with database.reading() as connection:
        _lock(connection)
        return answer(connection, sql, parameters, seconds=seconds)


def _lock(connection: Connection) -> None:
    """Nothing can be set from here on; another thread's query may have seen to that."""
    try:
        connection.execute("SET lock_configuration = true")
    except duckdb.InvalidInputException as error:
        if "has been locked" not in str(error):
            raise


def answer(
    connection: Connection,
    sql: str,
    parameters: Sequence[object] | Mapping[str, object] | None = None,
    *,
    seconds: float | None = None,
) -> pa.Table:
    """The rows that one statement gives on an open connection; raises QueryError."""
    timer = threading.Timer(seconds, connection.interrupt) if seconds is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        if not connection.extract_statements(sql):
            raise QueryError("there is no statement in it: write one, such as FROM timeline LIMIT 10")
        return connection.execute(sql, parameters if parameters is not None else []).to_arrow_table()
    except duckdb.InterruptException as error:
        raise QueryError(f"the query took longer than {seconds:g} s: narrow it, or give it more time") from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    finally:
        if timer is not None:
            timer.cancel()
