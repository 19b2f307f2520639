"""A real database in a folder of its own; with EVENTWIRE_TEST_STORAGE=ducklake, a lake in its place."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from lakes import Lakes, postgres

from storage.database import Database

IN_LAKES = os.environ.get("EVENTWIRE_TEST_STORAGE") == "ducklake"

NewDatabase = Callable[[], Database]


_OF_FILES = (
    "test_backups.py",
    "test_copying.py",
    "test_killed_copies.py",
    "test_a_database_that_stays_in_use_is_named_with_who_uses_it",
    "test_a_file_that_is_no_database_is_named",
    "test_failing_sources_ages_and_sizes",
    "test_everything_has_a_comment[SELECT table_name, column_name",  # a lake keeps no comments on columns of views
    "test_everything_has_a_comment[SELECT function_name",  # nor on macros
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if IN_LAKES and any(name in item.nodeid for name in _OF_FILES):
            item.add_marker(
                pytest.mark.skip(reason="it is about the file of a database, or comments that a lake does not keep")
            )


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lakes]:
    """Where lakes are made."""
    pytest.importorskip("duckdb_extension_ducklake", reason="wants the extra `ducklake`")
    with postgres() as server:
        yield Lakes(server, tmp_path_factory.mktemp("lakes"))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.duckdb"
    with Database(path=path).transaction():
        pass
    return path


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes empty databases."""
    if IN_LAKES:
        lakes: Lakes = request.getfixturevalue("lakes")
        return lakes.empty
    empty: Path = request.getfixturevalue("empty_file")
    folder, numbers = tmp_path_factory.mktemp("databases"), count(1)

    def copied() -> Database:
        path = folder / f"{next(numbers)}" / "news.duckdb"
        path.parent.mkdir()
        shutil.copy(empty, path)
        return Database(path=path, patience=5.0)

    return copied


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database, with little patience; the file of one lies in the test's own folder."""
    if IN_LAKES:
        lakes: Lakes = request.getfixturevalue("lakes")
        return lakes.empty()
    path = tmp_path / "news.duckdb"
    shutil.copy(request.getfixturevalue("empty_file"), path)
    return Database(path=path, patience=5.0)


@pytest.fixture
def no_database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database that does not exist yet."""
    if IN_LAKES:
        lakes: Lakes = request.getfixturevalue("lakes")
        return lakes.absent()
    return Database(path=tmp_path / "new" / "news.duckdb", patience=0.3)
