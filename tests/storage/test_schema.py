"""Every table and column says what it means, and the page about them is current."""

import pytest

from storage.commented import comments
from storage.database import Database
from storage.facts import EVENT_REPORTS, EVENTS, OF_VERSIONS
from storage.migrating import own_migrations
from storage.schema_page import PAGE, schema_page

DESIGNED = (
    "sources fetches raw_documents articles versions relations stories dates actors actor_names offices mentions "
    "reports events places rejects runs alert_rules alerts"
).split()


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return connection.execute(sql).fetchall()


def test_every_designed_table_is_there(database: Database) -> None:
    found = {name for (name,) in rows(database, "SELECT table_name FROM duckdb_tables()")}
    assert set(DESIGNED) <= found


@pytest.mark.parametrize(
    "without_comment",
    [
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL AND NOT internal",
        "SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal",
        "SELECT function_name FROM duckdb_functions() WHERE comment IS NULL AND NOT internal",
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal",
    ],
)
def test_everything_has_a_comment(database: Database, without_comment: str) -> None:
    assert rows(database, without_comment) == []


def test_the_schema_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema_page(), "run `python -m storage.schema_page`"


def test_facts_carry_where_they_come_from(database: Database) -> None:
    wanted = {"version_id", "run_id", "extractor_version", "ontology_version", "recorded_at", "superseded_at"}
    for table in (*OF_VERSIONS, EVENTS, EVENT_REPORTS):
        found = rows(database, f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table.name}'")
        assert wanted <= {name for (name,) in found}, table.name


def test_days_come_in_pairs_with_a_precision(database: Database) -> None:
    found = rows(database, "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'DATE'")
    by_table: dict[object, set[object]] = {}
    for table, column in rows(database, "SELECT table_name, column_name FROM duckdb_columns()"):
        by_table.setdefault(table, set()).add(column)
    tables = {name for (name,) in rows(database, "SELECT table_name FROM duckdb_tables()")}
    for table, column in found:
        if table in tables and column != "day":
            noun = str(column).rsplit("_", 1)[0]
            assert {f"{noun}_from", f"{noun}_to", f"{noun}_precision"} <= by_table[table], (table, column)


def test_moments_have_a_time_zone(database: Database) -> None:
    assert rows(database, "SELECT * FROM duckdb_columns() WHERE data_type = 'TIMESTAMP' AND NOT internal") == []


def test_each_column_of_a_migration_stands_on_a_line_with_its_comment() -> None:
    for migration in own_migrations():
        lines = [line for line in migration.sql.splitlines() if line.startswith(("    ", "ALTER TABLE"))]
        described = [each for each in comments(migration.sql) if each.kind == "COLUMN"]
        assert len(lines) == len(described), migration.name
