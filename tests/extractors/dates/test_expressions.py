"""The tables of expressions and false friends, resolved against their reference dates."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from dates_articles import article_of

from domain.intervals import DayInterval
from domain.temporal import TemporalExpression
from extractors.dates import Grammar, load_grammar, temporal_expressions
from extractors.parsing import Parser

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A sentence with what one expression in it should mean."""

    language: str
    reference: str | None
    sentence: str
    start: int
    end: int
    type: str
    value: str | None
    days: str


def rows() -> list[Row]:
    found = []
    for line in (HERE / "expressions.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        language, reference, sentence, type_, value, days = line.split("|")
        marked = list(re.finditer(r"\[([^]]*)\]", sentence))[-1]
        before = re.sub(r"[\[\]]", "", sentence[: marked.start()])
        plain = re.sub(r"[\[\]]", "", sentence)
        start = len(before)
        found.append(
            Row(
                language,
                None if reference == "-" else reference,
                plain,
                start,
                start + len(marked[1]),
                type_,
                None if value == "-" else value,
                days,
            )
        )
    return found


ROWS = rows()
TRAPS = [
    tuple(line.split("|", 1))
    for line in (HERE / "false_friends.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar()


@pytest.fixture(scope="module")
def found(parser: Parser, grammar: Grammar) -> Sequence[tuple[TemporalExpression, ...]]:
    docs = parser.parse([(row.sentence, row.language) for row in ROWS])
    return [
        temporal_expressions(doc, article_of(row.sentence, row.reference, row.language), grammar)
        for row, doc in zip(ROWS, docs, strict=True)
    ]


@pytest.fixture(scope="module")
def trapped(parser: Parser, grammar: Grammar) -> Sequence[tuple[TemporalExpression, ...]]:
    docs = parser.parse([(sentence, language) for language, sentence in TRAPS])
    return [
        temporal_expressions(doc, article_of(sentence, "2024-11-21", language), grammar)
        for (language, sentence), doc in zip(TRAPS, docs, strict=True)
    ]


def expected_days(row: Row) -> tuple[str | None, str | None]:
    if row.days == "-":
        return None, None
    if row.days != "*":
        first, last = row.days.split("..")
        return first, last
    value = row.value or ""
    if "-W" in value:
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if len(value) == 10:
        return value, value
    if len(value) == 7:
        first_day = date.fromisoformat(f"{value}-01")
        return first_day.isoformat(), (first_day.replace(day=28) + timedelta(days=4)).replace(day=1).__sub__(
            timedelta(days=1)
        ).isoformat()
    return f"{value}-01-01", f"{value}-12-31"


def days(interval: DayInterval | None) -> tuple[str | None, str | None]:
    if interval is None:
        return None, None
    return (
        interval.first.isoformat() if interval.first else None,
        interval.last.isoformat() if interval.last else None,
    )


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(ROWS) >= 300
    assert len(TRAPS) >= 120


@pytest.mark.model
@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row.reference}:{row.sentence[:60]}" for row in ROWS])
def test_an_expression_has_its_type_value_and_days(
    number: int, found: Sequence[tuple[TemporalExpression, ...]]
) -> None:
    row = ROWS[number]
    mine = [each for each in found[number] if each.span.start < row.end and row.start < each.span.end]
    assert mine, f"not found; found are {[each.text for each in found[number]]}"
    each = mine[0]
    assert (each.type.value, each.value, days(each.interval)) == (row.type, row.value, expected_days(row)), each


@pytest.mark.model
@pytest.mark.parametrize("number", range(len(TRAPS)), ids=[sentence for _, sentence in TRAPS])
def test_a_false_friend_is_no_expression(number: int, trapped: Sequence[tuple[TemporalExpression, ...]]) -> None:
    assert [(each.text, each.rule) for each in trapped[number]] == []


@pytest.mark.model
def test_what_is_not_resolved_says_why(found: Sequence[tuple[TemporalExpression, ...]]) -> None:
    for expressions in found:
        for each in expressions:
            assert (each.interval is None) == (each.reason is not None), each
