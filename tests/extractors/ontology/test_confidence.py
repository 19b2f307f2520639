"""The table that turns the coder's level into the share of right reports."""

from pathlib import Path

import pytest

from domain.errors import KnowledgeError
from extractors.ontology.confidence import read_confidence
from extractors.ontology.ontology import DATA


def test_the_shipped_table_never_falls_and_stays_below_the_coders_level() -> None:
    table = read_confidence(DATA / "confidence.csv")
    shares = [table.of(level / 100) for level in range(5, 100, 5)]
    assert shares == sorted(shares)
    assert 0.2 < shares[0] < shares[-1] < 0.9


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("level,right,reports\n0.5,0.6,1\n0.7,0.5,1\n", "shares may not fall"),
        ("level,right,reports\n0.7,0.5,1\n0.5,0.6,1\n", "levels must rise"),
        ("level,right,reports\nhigh,0.6,1\n", "a row is a level"),
        ("level,share\n0.5,0.6\n", "the columns must be"),
        ("level,right,reports\n", "no rows"),
    ],
)
def test_a_table_that_is_wrong_is_named_with_its_line(tmp_path: Path, lines: str, problem: str) -> None:
    path = tmp_path / "confidence.csv"
    path.write_text(f"# a header\n{lines}")
    with pytest.raises(KnowledgeError, match=problem):
        read_confidence(path)
