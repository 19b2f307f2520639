"""What all tests share: the model and the knowledge files, loaded once."""

from pathlib import Path

import pytest

from extractors.parsing import Parser
from flows.extraction import Knowledge, load_knowledge

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
