"""The SQL that the pages show runs, on the articles of `seeds/`, and gives what the pages say."""

import re
from pathlib import Path

import pytest

from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import load_settings
from storage import Database, query

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("cookbook.md", "coming-from.md")
_SHOWN = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:Gives `(?P<columns>[^`]+)`(?P<rest>[^\n]*))?", re.DOTALL)

pytestmark = pytest.mark.model


def shown(page: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Each statement, the columns that it is said to give, and whether it is said to give rows."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [
        (found["sql"], tuple((found["columns"] or "").split(", ")), "no rows" not in (found["rest"] or ""))
        for found in _SHOWN.finditer(text)
    ]


@pytest.fixture(scope="module")
def seeded(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("pages") / "seeds.duckdb"
    run_backfill([ROOT / "seeds"], load_settings(database=path), knowledge=knowledge)
    return Database(path=path)


@pytest.mark.parametrize("page", PAGES)
def test_each_statement_gives_the_columns_and_rows_that_the_page_says(page: str, seeded: Database) -> None:
    for sql, columns, has_rows in shown(page):
        answer = query(seeded, sql)
        assert tuple(answer.column_names) == columns, sql
        assert (answer.num_rows > 0) == has_rows, sql


def test_the_cookbook_answers_fifteen_questions() -> None:
    assert len(shown("cookbook.md")) == 15
