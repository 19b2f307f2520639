"""A real database in a folder of its own."""

from pathlib import Path

import pytest

from storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database that does not exist yet, with little patience."""
    return Database(path=tmp_path / "news.duckdb", patience=5.0)
