"""Properties of temporal expressions that hold for any day and any of the sentences."""

from datetime import date, timedelta

import pytest
import spacy
from dates_articles import article_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.intervals import Precision
from domain.temporal import TemporalExpression
from extractors.dates import Grammar, load_grammar, temporal_expressions
from extractors.dates.feasts import feast
from extractors.dates.lexer import tokens_of
from extractors.dates.periods import added_months, part, shifted
from extractors.dates.stated import stated_date
from extractors.parsing import Parser

RELATIVE = (
    "He left yesterday, returned on Monday and will speak tomorrow; last week he met Ann, and two days ago Bo. "
    "He had met them last Friday, a week ago Monday and two Sundays ago, and meets them two weeks from Tuesday. "
    "From Tuesday to Thursday they rested. The following Sunday they went on."
)
MIXED = (
    "On May 3, 2019, the army moved; two days later it stopped. Since 2014 talks failed; in early March they ended. "
    "Protests are held every Friday; the next vote will be on October 9. Easter and the summer of 2012 passed."
)
DAYS = st.dates(min_value=date(1950, 1, 10), max_value=date(2090, 12, 1))


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar()


class Resolver:
    """The expressions of a sentence on a day; the sentence is parsed once."""

    def __init__(self, parser: Parser, grammar: Grammar) -> None:
        self._grammar = grammar
        self._docs = dict(zip((RELATIVE, MIXED), parser.parse([(RELATIVE, "en"), (MIXED, "en")]), strict=True))

    def on(self, text: str, day: date) -> tuple[TemporalExpression, ...]:
        return temporal_expressions(self._docs[text], article_of(text, day.isoformat()), self._grammar)


@pytest.fixture(scope="module")
def resolver(parser: Parser, grammar: Grammar) -> Resolver:
    return Resolver(parser, grammar)


@pytest.mark.model
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(day=DAYS)
def test_a_week_later_every_relative_day_is_a_week_later(resolver: Resolver, day: date) -> None:
    week = timedelta(days=7)
    for before, after in zip(resolver.on(RELATIVE, day), resolver.on(RELATIVE, day + week), strict=True):
        assert before.interval is not None
        assert after.interval is not None
        assert before.interval.first is not None
        assert before.interval.first + week == after.interval.first


@pytest.mark.model
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(day=DAYS, text=st.sampled_from([RELATIVE, MIXED]))
def test_values_and_days_agree_and_spans_quote_the_text(resolver: Resolver, day: date, text: str) -> None:
    last_end = 0
    for each in resolver.on(text, day):
        assert each.span.quote(text) == each.text
        assert each.span.start >= last_end
        last_end = each.span.end
        assert (each.interval is None) == (each.reason is not None)
        if each.interval is None or each.value is None:
            continue
        assert each.interval.first is not None
        assert each.interval.last is not None
        assert each.interval.first <= each.interval.last
        if each.interval.precision is Precision.DAY:
            assert each.value[:10] == each.interval.first.isoformat()
        if each.value[:4].isdigit() and len(each.value) in (4, 7, 10) and "W" not in each.value:
            named = each.interval.last if each.modifier == "TO" else each.interval.first  # the end of a range
            assert named.isoformat().startswith(each.value[:4])


@given(text=st.text(max_size=200))
def test_tokens_cover_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens_of(text):
        assert token.start >= end
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@given(day=DAYS, unit=st.sampled_from("day week weekend month quarter half year decade century".split()))
def test_the_unit_that_holds_a_day_holds_it(day: date, unit: str) -> None:
    period = shifted(unit, day, 0)
    assert period is not None
    assert period.first <= day <= period.last or unit == "weekend"


@given(
    day=DAYS,
    unit=st.sampled_from("week month year decade century".split()),
    which=st.sampled_from(["START", "MID", "END"]),
)
def test_a_part_lies_within_its_whole(day: date, unit: str, which: str) -> None:
    whole = shifted(unit, day, 0)
    assert whole is not None
    piece = part(whole, which)
    assert whole.first <= piece.first <= piece.last <= whole.last
    assert piece.value == whole.value


@given(day=DAYS, months=st.integers(-600, 600))
def test_months_forth_and_back_come_near_the_day(day: date, months: int) -> None:
    assert abs((added_months(added_months(day, months), -months) - day).days) <= 3


@given(day=DAYS)
def test_a_stated_day_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%d. %b. %Y}"):
        stated = stated_date(text)
        assert stated is not None
        assert stated.day == day


@given(year=st.integers(1900, 2099))
def test_easter_is_a_sunday_and_fridays_before_it_are_fridays(year: int) -> None:
    easter, friday = feast("easter", year), feast("easter -2", year)
    assert easter is not None
    assert friday is not None
    assert easter.first.weekday() == 6
    assert friday.first.weekday() == 4


@pytest.mark.parametrize(
    ("rule", "year", "first"),
    [
        ("hebrew 1 15 8", 2024, "2024-04-23"),
        ("hebrew 7 1 2", 2023, "2023-09-16"),
        ("hebrew 7 10 1", 1973, "1973-10-06"),
        ("hebrew 9 25 8", 2024, "2024-12-26"),
        ("hijri 10 1 3", 2024, "2024-04-09"),
        ("orthodox_easter", 2024, "2024-05-05"),
        ("nth 1 0 11 1", 2024, "2024-11-05"),
        ("nth -1 0 5", 2024, "2024-05-27"),
        ("lunar", 2024, "2024-02-10"),
    ],
)
def test_feasts_fall_on_their_days(rule: str, year: int, first: str) -> None:
    found = feast(rule, year)
    assert found is not None
    assert found.first.isoformat() == first


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), code=st.sampled_from(["en", "es", "fr"]), day=st.none() | DAYS)
def test_any_words_of_a_grammar_in_any_order_are_read_without_error(
    grammar: Grammar, data: st.DataObject, code: str, day: date | None
) -> None:
    known = sorted(grammar.by_code[code].words)
    odd = [
        "2012",
        "31",
        "1990s",
        "3rd",
        "10:30",
        "1/0",
        "99999999999",
        "2024-02-30",
        "31/02/2024",
        "00",
        "Sept",
        "-",
        "'",
    ]
    words = data.draw(st.lists(st.sampled_from([*known, *odd]), max_size=30))
    text = " ".join(words)
    doc = spacy.blank("xx")(text)
    last_end = 0
    for each in temporal_expressions(doc, article_of(text, day.isoformat() if day else None, code), grammar):
        assert each.span.quote(text) == each.text
        assert each.span.start >= last_end
        assert (each.interval is None) == (each.reason is not None)
        last_end = each.span.end


@given(text=st.text(max_size=120))
def test_any_text_is_tried_as_a_stated_date_without_error(text: str) -> None:
    stated = stated_date(text)
    assert stated is None or stated.day.year >= 1900
