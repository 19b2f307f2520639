"""Datelines are no part of a clause: neither their day nor their place is that of what happened."""

from dataclasses import replace
from datetime import date

import pytest

from domain.documents import Article, DateRule, MediaType, PublicationFinding, RawDocument
from domain.intervals import DayInterval
from domain.rejects import Rejected
from domain.reports import Report
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model
MAY_8 = date(2025, 5, 8)  # a Thursday


def reports(text: str, knowledge: Knowledge, published: date | None = MAY_8) -> tuple[Report, ...]:
    found = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(found, Article)
    if published:
        finding = PublicationFinding(interval=DayInterval.day(published), rule=DateRule.RECORD, quote="record")
        found = replace(found, published=finding)
    (result,) = code([found], knowledge)
    assert not isinstance(result, Rejected)
    return result.reports


DATELINES = [
    "OSLO, May 7, 2025 -",
    "OSLO, May 7 (Reuters) -",
    "OSLO, May 7 (Xinhua) --",
    "OSLO, 7 May 2025 (AFP) –",
    "OSLO/BERGEN, May 7 (Reuters) -",
    "OSLO (AP, May 7) -",
    "OSLO, Norway, May 7, 2025 (AP) _",
    "May 7 (Reuters) -",
    "Oslo, May 7 –",
    "Oslo, May 7, 2025 / AFP:",
    "OSLO | May 7, 2025 -",
    "7 May 2025, OSLO -",
    "OSLO, May 7.",
    "OSLO, Wednesday -",
    "OSLO (Reuters) -",
    "Oslo (dpa) -",
    "[OSLO]",
    "(OSLO) -",
    "OSLO:",
    "OSLO –",
    "Oslo, Norway –",
    "Oslo -",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_what_a_state_did_elsewhere_has_neither_the_day_nor_the_place_of_the_dateline(
    dateline: str, knowledge: Knowledge
) -> None:
    (report,) = reports(f"{dateline} Turkey bombed Iraq on Monday.", knowledge)
    assert [party.country for party in report.initiators] == ["TUR"]
    assert report.date is not None
    assert (report.date.interval.first, report.date.source) == (date(2025, 5, 5), "clause")
    assert report.place is None or report.place.place.name not in ("Oslo", "Norway", "Bergen")


@pytest.mark.parametrize(
    "dateline", ["OSLO, May 7, 2025 -", "OSLO, May 7 (Reuters) -", "Oslo, May 7 –", "OSLO, May 7."]
)
def test_an_undated_lead_is_of_the_day_on_which_it_was_written(dateline: str, knowledge: Knowledge) -> None:
    report, *_ = reports(f"{dateline} Turkey bombed rebels in Dohuk.", knowledge)
    assert report.date is not None
    assert (report.date.interval.first, report.date.source) == (date(2025, 5, 7), "narrative")
    assert report.place is not None
    assert report.place.place.country == "IRQ"


def test_a_dateline_of_a_text_without_a_day_of_publication_is_the_reference_of_its_weekdays(
    knowledge: Knowledge,
) -> None:
    (report,) = reports("MUSCAT, October 2, 2024 - Iran fired missiles at Israel on Tuesday.", knowledge, None)
    assert report.date is not None
    assert report.date.interval.first == date(2024, 10, 1)


def test_a_lead_of_the_country_s_own_people_happened_where_it_was_written(knowledge: Knowledge) -> None:
    (report,) = reports("AUSTIN, Texas (AP) — Police arrested two protesters on Monday.", knowledge)
    assert report.place is not None
    assert (report.place.place.name, report.place.source) == ("Austin", "dateline")
    assert {party.country for party in (*report.initiators, *report.recipients)} == {"USA"}


def test_a_place_of_the_clause_goes_before_that_of_the_dateline(knowledge: Knowledge) -> None:
    (report,) = reports("AUSTIN, Texas (AP) — Police arrested two protesters in Houston on Monday.", knowledge)
    assert report.place is not None
    assert report.place.place.name == "Houston"


def test_the_capital_whence_a_strike_is_told_is_not_where_it_was(knowledge: Knowledge) -> None:
    text = "ANKARA, May 7 - Turkish jets bombed PKK camps in the north, the defence ministry said."
    assert all(report.place is None for report in reports(text, knowledge))
