"""The user's own SQL: answers, limits, and what it can't reach."""

from pathlib import Path

import pytest

from storage.database import Database
from storage.querying import QueryError, checked_question, query


def test_rows_come_as_an_arrow_table_with_bound_parameters(database: Database) -> None:
    found = query(database, "SELECT name FROM settings WHERE name = $name", {"name": "views_checksum"})
    assert found.to_pylist() == [{"name": "views_checksum"}]
    assert query(database, "SELECT ? + 1 AS n", [41]).to_pylist() == [{"n": 42}]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM settings",
        "COPY settings TO '{folder}/out.csv'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM '{folder}/other.parquet'",
        "ATTACH '{folder}/other.duckdb'",
        "SET enable_external_access = true",
        "SET threads = 64",
        "INSTALL httpfs",
        "SELECT * FROM secret_rows",
    ],
)
def test_it_can_neither_write_nor_reach_anything(database: Database, tmp_path: Path, sql: str) -> None:
    secret_rows = {"a": [1]}
    with pytest.raises(QueryError):
        query(database, sql.replace("{folder}", str(tmp_path)))
    assert secret_rows
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".lock"} <= {"news.duckdb"}


def test_wrong_sql_is_answered_in_duckdbs_words(database: Database) -> None:
    with pytest.raises(QueryError, match="eventz"):
        query(database, "SELECT * FROM eventz")


@pytest.mark.parametrize("sql", ["", "  ", "-- only a remark", ";"])
def test_a_query_without_a_statement_says_so(database: Database, sql: str) -> None:
    with pytest.raises(QueryError, match="there is no statement"):
        query(database, sql)


def test_a_query_that_takes_too_long_is_stopped(database: Database) -> None:
    endless = "SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b WHERE a.range * b.range = 3"
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        query(database, endless, seconds=0.2)


def test_two_questions_in_one_are_refused_and_what_prepares_one_is_not(database: Database) -> None:
    with pytest.raises(QueryError, match="2 questions"):
        query(database, "SELECT 1 AS a; SELECT 2 AS b")
    assert query(database, "CREATE TEMP MACRO twice(x) AS 2 * x; SELECT twice(4) AS n").to_pylist() == [{"n": 8}]


@pytest.mark.parametrize("sql", ["SELECT 1", "FROM range(3)", "PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)"])
def test_a_question_is_checked_without_being_asked(sql: str) -> None:
    checked_question(sql)


@pytest.mark.parametrize(
    "sql", ["", "SELEC 1", "DELETE FROM events", "SELECT 1; SELECT 2", "CREATE TABLE t AS SELECT 1"]
)
def test_what_asks_nothing_is_told(sql: str) -> None:
    with pytest.raises(QueryError):
        checked_question(sql)


def test_a_question_is_checked_against_what_a_database_has(database: Database) -> None:
    with database.reading() as connection:
        checked_question("SELECT event_id FROM current_events", connection)
        with pytest.raises(QueryError, match="colour"):
            checked_question("SELECT colour FROM current_events", connection)
