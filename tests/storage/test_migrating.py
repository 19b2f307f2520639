"""Migrations: applied once, in order, and never changed."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import MigrationError, StorageError
from storage.database import Database
from storage.migrating import Migration, is_current, migrate, migrations_in, own_migrations, own_views

ONE = Migration(number=1, name="0001_one", sql="-- Ones.\nCREATE TABLE one (\n    a INTEGER -- its a\n);")
TWO = Migration(number=2, name="0002_two", sql="ALTER TABLE one ADD COLUMN b VARCHAR; -- its b")


def columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'one' ORDER BY column_index"
    ).fetchall()


def test_first_use_makes_all_tables_and_views(no_database: Database) -> None:
    with no_database.transaction() as connection:
        applied = connection.execute("SELECT name FROM migrations ORDER BY number").fetchall()
        views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        assert is_current(connection)
    assert [name for (name,) in applied] == [migration.name for migration in own_migrations()]
    named = "current_reports current_events timeline dyads dyad_days actor_days story_briefs source_health gdelt_events"
    assert set(named.split()) <= {name for (name,) in views}


def test_migrations_are_applied_once_and_later_ones_follow() -> None:
    with duckdb.connect() as connection:
        migrate(connection, [ONE])
        migrate(connection, [ONE])
        migrate(connection, [ONE, TWO])
        assert columns(connection) == [("a", "its a"), ("b", "its b")]


def test_a_migration_that_was_changed_after_it_was_applied_is_an_error() -> None:
    changed = Migration(number=1, name="0001_one", sql=ONE.sql.replace("INTEGER", "BIGINT"))
    with duckdb.connect() as connection:
        migrate(connection, [ONE])
        with pytest.raises(MigrationError, match="0001_one was changed after it was applied"):
            migrate(connection, [changed])


def test_a_database_from_a_newer_program_is_an_error() -> None:
    with duckdb.connect() as connection:
        migrate(connection, [ONE, TWO])
        with pytest.raises(MigrationError, match="0002_two, which this program lacks"):
            migrate(connection, [ONE])


def test_a_migration_that_fails_leaves_nothing_behind() -> None:
    broken = Migration(number=2, name="0002_broken", sql="CREATE TABLE half (a INTEGER); SELECT * FROM nowhere;")
    with duckdb.connect() as connection:
        with pytest.raises(MigrationError, match="0002_broken failed and was undone"):
            migrate(connection, [ONE, broken])
        assert connection.execute("SELECT table_name FROM duckdb_tables() WHERE table_name = 'half'").fetchall() == []
        migrate(connection, [ONE, TWO])


def test_a_gap_in_the_numbers_is_an_error(tmp_path: Path) -> None:
    for name in ("0001_one", "0003_three"):
        (tmp_path / f"{name}.sql").write_text("SELECT 1;")
    with pytest.raises(MigrationError, match="migration 0002 is missing"):
        migrations_in(tmp_path)


def test_a_file_without_a_number_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "first.sql").write_text("SELECT 1;")
    with pytest.raises(MigrationError, match="begins with its number"):
        migrations_in(tmp_path)


def test_a_changed_view_is_made_anew_on_the_next_use(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("CREATE OR REPLACE VIEW timeline AS SELECT 1 AS old_view")
        connection.execute("UPDATE settings SET value = 'another' WHERE name = 'views_checksum'")
    with database.reading() as connection:
        names = [row[0] for row in connection.execute("DESCRIBE timeline").fetchall()]
    assert "old_view" not in names
    assert "initiator_names" in names


def test_each_view_file_makes_what_its_name_says() -> None:
    for name, sql in own_views():
        assert f"VIEW {name} AS" in sql or f"MACRO {name}(" in sql, name


def test_a_file_that_is_no_database_is_named(no_database: Database) -> None:
    no_database.path.parent.mkdir()
    no_database.path.write_text("not a database")
    with pytest.raises(StorageError, match=r"news\.duckdb can't be opened as a database"), no_database.reading():
        pass
