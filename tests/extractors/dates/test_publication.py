"""Publication dates: which statement is taken, which are refused, and when none is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from dates_articles import page, plain

from domain.documents import DateRule, PublicationFinding
from domain.intervals import Precision
from extractors.dates import inherited_date, publication_date

TODAY = date(2025, 6, 1)
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s", "dateModified": "%s"}</script>'
OG = '<meta property="article:published_time" content="%s">'


def dated(*args: str, **more: str) -> PublicationFinding:
    raw, reading = page(*args, **more)
    return publication_date(raw, reading, today=TODAY)


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "rule"),
    [
        (LD % ("2024-11-21T08:30:00+03:00", "2024-11-21T09:00:00+03:00"), "", None, "2024-11-21", DateRule.JSON_LD),
        (OG % "2024-11-21T08:30:00Z", "", None, "2024-11-21", DateRule.META),
        ('<meta name="dc.date.issued" content="2024-11-21">', "", None, "2024-11-21", DateRule.META),
        ("", '<time datetime="2024-11-21" pubdate>Thursday</time>', None, "2024-11-21", DateRule.TIME_ELEMENT),
        ("", '<span class="post-date">21 November 2024</span>', None, "2024-11-21", DateRule.TIME_ELEMENT),
        ("", "<p>Published: 21 Nov 2024, 14:05</p>", None, "2024-11-21", DateRule.BYLINE),
        ("", "<p>Veröffentlicht am 21. März 2024</p>", None, "2024-03-21", DateRule.BYLINE),
        ("", "<p>Publié le 3 février 2024</p>", None, "2024-02-03", DateRule.BYLINE),
        ("", "<p>Publicado el 4 de mayo de 2024</p>", None, "2024-05-04", DateRule.BYLINE),
        ("", "", "https://news.example/2024/11/21/talks", "2024-11-21", DateRule.URL),
        ("", "", "https://news.example/world/20241121/talks", "2024-11-21", DateRule.URL),
    ],
)
def test_a_page_states_its_date_in_many_ways(head: str, body: str, url: str | None, day: str, rule: DateRule) -> None:
    raw, reading = page(head, body, url)
    found = publication_date(raw, reading, today=TODAY)
    assert found.interval is not None, found
    assert (found.interval.first, found.interval.last, found.rule) == (
        date.fromisoformat(day),
        date.fromisoformat(day),
        rule,
    )
    assert found.quote
    assert found.reason is None


def test_a_time_with_its_zone_gives_the_minute() -> None:
    found = dated(OG % "2024-11-21T23:30:00-05:00")
    assert found.interval is not None
    assert found.interval.first == date(2024, 11, 21)  # the publisher's own day
    assert found.interval.precision is Precision.MINUTE
    assert found.moment == datetime(2024, 11, 22, 4, 30, tzinfo=UTC)


def test_a_moment_in_utc_yields_to_the_publishers_day_in_the_address() -> None:
    found = dated(OG % "2024-11-22T03:10:00Z", url="https://news.example/2024/11/21/talks")
    assert found.interval is not None
    assert found.interval.first == date(2024, 11, 21)


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    found = dated(LD % ("2024-11-20", "2025-01-15"), "<p>Updated 20 November 2024</p>")
    assert found.interval is not None
    assert found.interval.first == date(2024, 11, 20)
    assert any(each.refused == "says when the page was changed" for each in found.candidates)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2031-01-15", "lies in the future"),
        ("1970-01-01T00:00:00Z", "looks like a default of the content system"),
        ("0001-01-01", "no day can be read from it"),
        ("soon", "no day can be read from it"),
        ("2024-02-31", "no day can be read from it"),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(value: str, reason: str) -> None:
    found = dated(OG % value)
    assert found.interval is None
    assert found.reason == "nothing states a date"
    assert [each.refused for each in found.candidates] == [reason]


def test_nothing_is_refused_as_future_where_the_day_is_not_known() -> None:
    raw, reading = page(OG % "2031-01-15")
    assert publication_date(raw, reading, today=None).interval is not None


@pytest.mark.parametrize(
    "body",
    [
        "<footer>© 2024 Example News. 3 May 2024</footer>",
        "<p>Copyright 21 November 2024 Example News</p>",
        '<div class="related"><time datetime="2024-11-21">yesterday</time></div>',
        '<section class="comments"><time datetime="2024-11-21" pubdate>said Ann</time></section>',
        "<nav><span class='date'>21 November 2024</span></nav>",
        "<p>The war began in 2022 and on May 3 the town fell.</p>",
    ],
)
def test_furniture_comments_and_teasers_state_no_date(body: str) -> None:
    assert dated("", body).interval is None


def test_a_page_that_shows_another_day_than_its_markup_is_left_undated() -> None:
    found = dated(LD % ("2024-01-02", "2024-01-02"), '<span class="post-date">21 November 2024</span>')
    assert found.interval is None
    assert found.reason == "the markup declares 2024-01-02, the page shows 2024-11-21"


def test_a_neighbouring_day_that_the_page_prints_twice_is_the_one_that_readers_saw() -> None:
    found = dated(
        OG % "2024-11-20T19:00:49+01:00",
        '<p>21.11.24</p><span class="post-date">Thursday 21.11.24</span>',
    )
    assert found.interval is not None
    assert found.interval.first == date(2024, 11, 21)
    assert found.quote is not None
    assert "21.11.24" in found.quote


def test_a_first_of_january_that_nothing_confirms_is_taken_for_a_bare_year() -> None:
    found = dated('<meta name="citation_publication_date" content="2019/01/01">')
    assert found.interval is None
    assert any("bare year" in (each.refused or "") for each in found.candidates)


@pytest.mark.parametrize(
    ("head", "body", "url"),
    [
        (OG % "2019-01-01T09:30:00Z", "", None),
        (OG % "2019-01-01", "", "https://news.example/2019/01/01/truce"),
        (OG % "2019-01-01", "<p>Published: January 1, 2019</p>", None),
    ],
)
def test_a_first_of_january_with_a_time_or_a_second_statement_is_taken(head: str, body: str, url: str | None) -> None:
    raw, reading = page(head, body, url)
    found = publication_date(raw, reading, today=TODAY)
    assert found.interval is not None
    assert found.interval.first == date(2019, 1, 1)


def test_declared_dates_that_conflict_are_left_undated_with_the_reason() -> None:
    found = dated(LD % ("2024-01-02", "") + OG % "2024-05-06")
    assert found.interval is None
    assert found.reason is not None
    assert "conflict" in found.reason


def test_an_older_day_in_the_address_wins_over_a_reissue() -> None:
    found = dated(OG % "2024-05-06", url="https://news.example/2017/07/12/talks")
    assert found.rule is DateRule.URL


def test_the_capture_day_of_an_archived_copy_is_never_taken() -> None:
    found = dated(url="https://web.archive.org/web/20241206101316/https://news.example/talks")
    assert found.interval is None
    assert [each.refused for each in found.candidates] == ["says when a copy was archived"]


def test_every_rival_is_kept_with_its_rule() -> None:
    found = dated(LD % ("2024-11-21", "2024-11-22") + OG % "2024-11-21", '<time datetime="2024-11-21"></time>')
    rules = {each.rule for each in found.candidates}
    assert {DateRule.JSON_LD, DateRule.META, DateRule.TIME_ELEMENT} <= rules
    assert sum(each.refused is None for each in found.candidates) == 1


def test_a_cut_header_line_dates_a_plain_text() -> None:
    raw, reading = plain("The president called for closer ties.", header="date 2024-11-21")
    found = publication_date(raw, reading, today=TODAY)
    assert found.interval is not None
    assert (found.interval.first, found.rule) == (date(2024, 11, 21), DateRule.HEADER_LINE)


def test_relative_words_alone_date_nothing() -> None:
    raw, reading = plain("On Wednesday the president called for closer ties, as he did last month.")
    found = publication_date(raw, reading, today=TODAY)
    assert (found.interval, found.reason) == (None, "nothing states a date")


def test_dates_in_the_body_are_not_taken_for_publication() -> None:
    raw, reading = plain("The accord was signed on October 24, 2024, in Doha.")
    assert publication_date(raw, reading, today=TODAY).interval is None


@pytest.mark.parametrize(
    ("carrier", "rule"),
    [("feed", DateRule.FEED), ("sitemap", DateRule.SITEMAP), ("record", DateRule.RECORD), (None, DateRule.RECORD)],
)
def test_what_the_carrier_states_is_named_after_the_carrier(carrier: str | None, rule: DateRule) -> None:
    raw, reading = plain("Envoys met again in Doha.", published="Thu, 21 Nov 2024 08:30:00 GMT", carrier=carrier)
    found = publication_date(raw, reading, today=TODAY)
    assert found.interval is not None
    assert (found.interval.first, found.rule) == (date(2024, 11, 21), rule)


def test_broken_json_ld_still_states_its_date() -> None:
    found = dated(
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-11-21",}</script>'
    )
    assert found.interval is not None


def test_a_page_without_any_content_is_undated() -> None:
    raw, reading = page()
    assert publication_date(raw, reading, today=TODAY).reason == "nothing states a date"


def test_a_derivative_inherits_its_originals_day_and_says_so() -> None:
    raw, reading = plain("Envoys met again in Doha.", published="2024-11-21")
    original = publication_date(raw, reading, today=TODAY)
    raw, reading = plain("Envoys met once more.")
    undated = publication_date(raw, reading, today=TODAY)
    found = inherited_date(undated, original)
    assert (found.interval, found.rule) == (original.interval, DateRule.INHERITED)
    assert inherited_date(original, undated) == original
    assert inherited_date(undated, found) == undated  # only from an original's own date


def test_where_only_a_change_is_dated_the_reason_says_so() -> None:
    raw, reading = plain("Envoys met again in Doha.", header="Last updated: 22 November 2024")
    found = publication_date(raw, reading, today=TODAY)
    assert (found.interval, found.reason) == (None, "only the day of its last change is stated, 2024-11-22")


def test_the_day_that_a_page_shows_in_its_head_when_fetched_is_refused() -> None:
    raw, reading = page("", '<span class="date">Thursday, 21 November 2024</span>')
    fetched = replace(raw, fetched_at=datetime(2024, 11, 21, 10, tzinfo=UTC))
    assert publication_date(raw, reading, today=TODAY).interval is not None
    assert publication_date(fetched, reading, today=TODAY).interval is None


def test_a_page_that_differs_from_its_feed_is_believed_about_itself() -> None:
    found = dated(OG % "2024-11-19", published="Thu, 21 Nov 2024 08:30:00 GMT", carrier="feed")
    assert found.interval is not None
    assert (found.interval.first, found.rule) == (date(2024, 11, 19), DateRule.META)
