"""What expressions are resolved against: publication dates, datelines, captions, what was told; and their modifiers."""

from dataclasses import replace
from datetime import date

import pytest
from dates_articles import article_of

from domain.intervals import DayInterval, Precision
from domain.temporal import TemporalExpression
from extractors.dates import Grammar, caption_dates, load_grammar, temporal_expressions
from extractors.parsing import Parser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar()


def found(
    parser: Parser, grammar: Grammar, text: str, reference: str | None = "2024-11-21", language: str = "en"
) -> tuple[TemporalExpression, ...]:
    doc = next(iter(parser.parse([(text, language)])))
    return temporal_expressions(doc, article_of(text, reference, language), grammar)


def first_day(expression: TemporalExpression) -> str | None:
    interval = expression.interval
    return interval.first.isoformat() if interval and interval.first else None


def test_a_dateline_older_than_publication_shifts_the_reference_date(parser: Parser, grammar: Grammar) -> None:
    text = "NICOSIA, November 19 (Example Wire) -- The cabinet met today and will meet again tomorrow."
    assert [first_day(each) for each in found(parser, grammar, text)] == ["2024-11-19", "2024-11-19", "2024-11-20"]
    assert found(parser, grammar, text)[1].anchor == "dateline 2024-11-19"


def test_an_old_day_at_the_head_of_a_text_is_no_dateline(parser: Parser, grammar: Grammar) -> None:
    text = "NICOSIA, March 3 (Example Wire) -- The cabinet met today."
    assert first_day(found(parser, grammar, text)[-1]) == "2024-11-21"


def test_what_was_resolved_names_its_anchor(parser: Parser, grammar: Grammar) -> None:
    text = "The raid began yesterday. On May 3, 2019, he fled; two days later he was caught."
    assert [each.anchor for each in found(parser, grammar, text)] == [
        "publication 2024-11-21",
        None,
        "narrative 2019-05-03",
    ]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("It failed after December 2023.", "AFTER"),
        ("It failed before December 2023.", "BEFORE"),
        ("It will fail ahead of March 2026.", "BEFORE"),
        ("It has failed since 2014.", "SINCE"),
        ("It ran until 2014.", "UNTIL"),
        ("It must end by 2030.", "ON_OR_BEFORE"),
        ("It ended around 2014.", "APPROX"),
        ("It ended in early 2014.", "START"),
        ("It ended in mid-2014.", "MID"),
        ("It ended in late 2014.", "END"),
        ("It lasted more than two years.", "MORE_THAN"),
        ("It lasted less than two years.", "LESS_THAN"),
        ("It lasted at least two years.", "EQUAL_OR_MORE"),
        ("It lasted about two years.", "APPROX"),
        ("It failed in 2014.", None),
    ],
)
def test_the_words_around_an_expression_make_its_modifier(
    parser: Parser, grammar: Grammar, text: str, modifier: str | None
) -> None:
    assert found(parser, grammar, text)[0].modifier == modifier


def test_a_modifier_never_moves_the_days(parser: Parser, grammar: Grammar) -> None:
    days = {
        first_day(found(parser, grammar, f"It failed {word} December 2023.")[0]) for word in ("in", "after", "since")
    }
    assert days == {"2023-12-01"}


def test_a_publication_month_resolves_only_what_all_its_days_agree_on(parser: Parser, grammar: Grammar) -> None:
    text = "He left yesterday. She left last year. They left in 2014."
    doc = next(iter(parser.parse([(text, "en")])))
    article = article_of(text, "2024-11-21")
    month = DayInterval(first=date(2024, 11, 1), last=date(2024, 11, 30), precision=Precision.MONTH)
    dated = replace(article, published=replace(article.published, interval=month))
    expressions = temporal_expressions(doc, dated, grammar)
    assert [first_day(each) for each in expressions] == [None, "2023-01-01", "2014-01-01"]
    assert expressions[0].reason is not None


def test_a_named_day_is_not_read_before_it_happened(parser: Parser, grammar: Grammar) -> None:
    text = "The October 7 attack surprised the army."
    assert first_day(found(parser, grammar, text, "2020-11-21")[0]) == "2020-10-07"
    assert first_day(found(parser, grammar, text, "2024-11-21")[0]) == "2023-10-07"


def test_a_caption_is_anchored_on_its_own_day(grammar: Grammar) -> None:
    article = article_of("The envoys met.", "2024-11-21")
    expressions = caption_dates("The emir speaks on Monday in Doha, Qatar, June 13, 2024.", article, grammar)
    assert [(each.text, first_day(each)) for each in expressions] == [
        ("Monday", "2024-06-10"),
        ("June 13, 2024", "2024-06-13"),
    ]


def test_a_caption_without_a_day_leans_on_the_article(grammar: Grammar) -> None:
    article = article_of("The envoys met.", "2024-11-21")
    assert [first_day(each) for each in caption_dates("The emir spoke yesterday.", article, grammar)] == ["2024-11-20"]


def test_a_language_without_a_grammar_has_no_expressions(parser: Parser, grammar: Grammar) -> None:
    assert found(parser, grammar, "Das Treffen war am Mittwoch.", language="de") == ()


def test_an_empty_article_has_no_expressions(parser: Parser, grammar: Grammar) -> None:
    assert found(parser, grammar, "") == ()


def test_typographic_quotes_stay_in_the_quoted_words(parser: Parser, grammar: Grammar) -> None:
    text = "The exiles left in the ’80s, he said."
    assert found(parser, grammar, text)[0].text == "the ’80s"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('"We will vote tomorrow," the speaker said on Monday.', "2024-11-19"),
        ('On Monday the speaker told reporters: "We will vote tomorrow."', "2024-11-19"),
        ('"We struck yesterday," the general said on Tuesday.', "2024-11-18"),
        ('"We struck yesterday," the general said.', "2024-11-20"),
        ("The general said on Tuesday that the strike was yesterday.", "2024-11-20"),
    ],
)
def test_a_quoted_day_counts_from_the_day_of_the_quote(parser: Parser, grammar: Grammar, text: str, day: str) -> None:
    spoken = [each for each in found(parser, grammar, text) if each.rule == "en.deictic"]
    assert [first_day(each) for each in spoken] == [day]
