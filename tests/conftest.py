"""What all tests share: the model and the knowledge files, loaded once."""

import shutil
from pathlib import Path

import pytest

from extractors.parsing import Parser
from flows.extraction import Knowledge, load_knowledge
from storage.database import Database

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All knowledge of the stages, with the model."""
    return load_knowledge()


@pytest.fixture(scope="session")
def parser(knowledge: Knowledge) -> Parser:
    """The parser alone."""
    return knowledge.parser


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the checkout; tests that want it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the development data (../shared) are not here")
    return SHARED


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all migrations applied, made once: copying it is ten times cheaper than migrating anew."""
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    with Database(path=path).transaction():
        pass
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Database:
    """A database of one's own, empty but for its tables."""
    path = tmp_path / "test.duckdb"
    shutil.copy(empty_database, path)
    return Database(path=path)
