"""Questions in the user's own SQL, on a connection that can neither write nor reach files."""

import threading
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from domain.errors import StorageError
from storage.database import Connection, Database

_ASKING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


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


def checked_question(sql: str, connection: Connection | None = None) -> None:
    """Raises QueryError for what is not one statement that asks, and, on a connection, for what it can't answer.

    Nothing is executed: names are looked up, no more.
    """
    try:
        with duckdb.connect() as empty:
            statements = empty.extract_statements(sql)
        _refuse_several(statements)
        prepared = statements[:-1]  # DuckDB makes a type for a PIVOT, and then asks
        if statements[-1].type != duckdb.StatementType.SELECT or (prepared and "pivot" not in sql.casefold()):
            raise QueryError("one statement that asks is wanted: SELECT, FROM or WITH")
        if connection is not None:
            connection.sql(sql)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _refuse_several(statements: Sequence[duckdb.Statement]) -> None:
    """One question gives one table; what only prepares one (a macro, a table for the moment) may stand before it."""
    if not statements:
        raise QueryError("there is no statement in it: write one, such as FROM timeline LIMIT 10")
    asking = sum(each.type in _ASKING for each in statements)
    if asking > 1:
        raise QueryError(f"there are {asking} questions in it, and one answer has one table: ask them one by one")


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
        _refuse_several(connection.extract_statements(sql))
        return connection.execute(sql, parameters if parameters is not None else []).to_arrow_table()
    except duckdb.InterruptException as error:
        raise QueryError(f"the query took longer than {seconds:g} s: narrow it, or give it more time") from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    finally:
        if timer is not None:
            timer.cancel()
