"""A real database in a folder of its own."""

import shutil
from pathlib import Path

import pytest

from storage.database import Database


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.duckdb"
    with Database(path=path).transaction():
        pass
    return path


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Database:
    """An empty database, with little patience."""
    path = tmp_path / "news.duckdb"
    shutil.copy(empty_file, path)
    return Database(path=path, patience=5.0)


@pytest.fixture
def no_database(tmp_path: Path) -> Database:
    """A database that does not exist yet."""
    return Database(path=tmp_path / "new" / "news.duckdb", patience=0.3)
