"""Migrations that run by themselves on first use, and views that follow the code."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from domain.errors import MigrationError
from storage.commented import Comment, comments

_FOLDER = Path(__file__).parent
_LEDGER = """
-- One row per migration that was applied to this database.
CREATE TABLE migrations (
    number INTEGER NOT NULL, -- its number, which is its order
    name VARCHAR NOT NULL, -- name of its file
    checksum VARCHAR NOT NULL, -- SHA-256 of its text, which must not change once applied
    applied_at TIMESTAMPTZ NOT NULL -- when it was applied
);
"""
_MARK_VIEWS = """
MERGE INTO settings USING (SELECT $name AS name, $value AS value, now() AS recorded_at) AS fresh
    ON settings.name = fresh.name
WHEN MATCHED THEN UPDATE SET value = fresh.value, recorded_at = fresh.recorded_at
WHEN NOT MATCHED THEN INSERT VALUES (fresh.name, fresh.value, fresh.recorded_at)
"""
_IN_LAKE = "SELECT count(*) > 0 FROM duckdb_databases() WHERE database_name = current_database() AND type = 'ducklake'"
_VIEWS_MARK = "views_checksum"
_SHOWN = "-- columns as in: "
_BORROWED = """
SELECT shown.column_name, first(described.comment ORDER BY list_position($tables, described.table_name))
FROM duckdb_columns() AS shown JOIN duckdb_columns() AS described USING (column_name)
WHERE shown.table_name = $view AND shown.comment IS NULL AND described.comment IS NOT NULL
    AND list_contains($tables, described.table_name)
GROUP BY shown.column_name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered SQL file."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations_in(folder: Path) -> tuple[Migration, ...]:
    """The migrations of a folder in order; raises MigrationError where the numbers don't run 1, 2, 3 ..."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        number, _, _ = path.stem.partition("_")
        if not number.isdigit():
            raise MigrationError(f"{path.name}: a migration's name begins with its number, as 0001_name.sql")
        found.append(Migration(number=int(number), name=path.stem, sql=path.read_text(encoding="utf-8")))
    for expected, migration in enumerate(found, start=1):
        if migration.number != expected:
            raise MigrationError(f"migration {expected:04d} is missing: the next file is {migration.name}.sql")
    return tuple(found)


@lru_cache(maxsize=1)
def own_migrations() -> tuple[Migration, ...]:
    """The migrations that come with this program."""
    return migrations_in(_FOLDER / "migrations")


@lru_cache(maxsize=1)
def own_views() -> tuple[tuple[str, str], ...]:
    """Name and text of each view and macro, in an order in which each finds those that it reads."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((_FOLDER / "views").glob("*.sql"))}
    ordered: dict[str, str] = {}

    def place(name: str) -> None:
        if name in ordered:
            return
        for line in texts[name].splitlines():
            if line.startswith("-- reads views: "):
                for needed in line.removeprefix("-- reads views: ").split(", "):
                    place(needed)
        ordered[name] = texts[name]

    for name in texts:
        place(name)
    return tuple(ordered.items())


def _views_checksum() -> str:
    return hashlib.sha256("".join(text for _, text in own_views()).encode()).hexdigest()


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing is to be done; raises MigrationError where the database can't be used by this program."""
    if not _has_ledger(connection):
        return False
    pending = _pending(connection, own_migrations())
    mark = connection.execute("SELECT value FROM settings WHERE name = ?", [_VIEWS_MARK]).fetchone()
    return not pending and mark == (_views_checksum(),)


def migrate(connection: duckdb.DuckDBPyConnection, migrations: Sequence[Migration] | None = None) -> None:
    """Applies what is missing, each migration in its own transaction, then renews the views if they changed.

    Raises MigrationError for a migration that was changed after it was applied, that is missing here, or that fails.
    """
    if is_ours := migrations is None:
        migrations = own_migrations()
    if not _has_ledger(connection):
        _run(connection, "migrations", _LEDGER)
    for migration in _pending(connection, migrations):
        _run(connection, migration.name, migration.sql, migration)
    if is_ours and not is_current(connection):
        _renew_views(connection)


def _has_ledger(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        connection.execute("SELECT number FROM migrations LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True


def _pending(connection: duckdb.DuckDBPyConnection, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    applied = connection.execute("SELECT number, name, checksum FROM migrations ORDER BY number").fetchall()
    ours = {migration.number: migration for migration in migrations}
    for number, name, checksum in applied:
        if number not in ours:
            raise MigrationError(
                f"the database has migration {name}, which this program lacks: use the newer version of Eventwire"
            )
        if ours[number].checksum != checksum:
            raise MigrationError(
                f"migration {name} was changed after it was applied: restore its file, and put changes into a new one"
            )
    done = {number for number, _, _ in applied}
    return tuple(migration for migration in migrations if migration.number not in done)


def _run(connection: duckdb.DuckDBPyConnection, name: str, sql: str, migration: Migration | None = None) -> None:
    try:
        in_lake = _in_lake(connection)
        connection.execute("BEGIN")
        connection.execute(_for_lakes(sql) if in_lake else sql)
        connection.execute(_all_of(_of_tables(comments(sql)) if in_lake else comments(sql)))
        if migration is not None:
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, ?, now())", [migration.number, name, migration.checksum]
            )
        connection.execute("COMMIT")
    except duckdb.Error as error:
        connection.execute("ROLLBACK")
        raise MigrationError(f"migration {name} failed and was undone: {error}") from error


def _renew_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes all views anew; a column without a comment of its own gets that of the column it shows."""
    _run(connection, "views", "\n".join(text for _, text in own_views()))
    for name, text in own_views():
        for line in text.splitlines():
            if line.startswith(_SHOWN):
                _borrow_comments(connection, name, line.removeprefix(_SHOWN).split(", "))
    connection.execute(_MARK_VIEWS, {"name": _VIEWS_MARK, "value": _views_checksum()})


def _in_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    return connection.execute(_IN_LAKE).fetchone() == (True,)


def _for_lakes(sql: str) -> str:
    """The same tables without keys, which a lake has none of: our statements keep them unique themselves."""
    return sql.replace(" PRIMARY KEY", " NOT NULL")


def _of_tables(found: Sequence[Comment]) -> Sequence[Comment]:
    """The comments that a lake takes: those on tables and their columns, and on views, not on columns of views."""
    tables = {comment.name for comment in found if comment.kind == "TABLE"}
    return [
        comment
        for comment in found
        if comment.kind in ("TABLE", "VIEW") or (comment.kind == "COLUMN" and comment.name.split(".")[0] in tables)
    ]


def _borrow_comments(connection: duckdb.DuckDBPyConnection, view: str, tables: Sequence[str]) -> None:
    if _in_lake(connection):
        return
    found = connection.execute(_BORROWED, {"view": view, "tables": list(tables)}).fetchall()
    borrowed = [Comment(kind="COLUMN", name=f"{view}.{column}", text=text) for column, text in found]
    connection.execute(_all_of(borrowed))


def _all_of(found: Sequence[Comment]) -> str:
    return ";\n".join(comment.statement() for comment in found)
