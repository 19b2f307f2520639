"""Hosts and mediators beside the two sides, and speakers whose quotation goes on."""

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import EventType, Report
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model


def reports_of(text: str, knowledge: Knowledge) -> tuple[Report, ...]:
    article = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(article, Article)
    (found,) = code([article], knowledge)
    assert not isinstance(found, Rejected)
    return found.reports


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Qatar hosted talks between Israel and Lebanon in Doha.", "host", "QAT"),
        ("Chad and Sudan signed a treaty brokered by Libya.", "mediator", "LBY"),
        ("Rwanda and Burundi signed a peace deal under the auspices of Kenya.", "mediator", "KEN"),
    ],
)
def test_who_hosts_or_mediates_is_a_third_party(text: str, role: str, country: str, knowledge: Knowledge) -> None:
    (report,) = reports_of(text, knowledge)
    assert [(each.role, each.party.country) for each in report.third_parties] == [(role, country)]
    assert country not in {party.country for party in (*report.initiators, *report.recipients)}


def test_a_quotation_that_goes_on_keeps_its_speaker(knowledge: Knowledge) -> None:
    text = '"Russian troops shelled a clinic," a Ukrainian minister said. "They also bombed a school in Kharkiv."'
    speakers = [each.speaker for each in reports_of(text, knowledge) if each.type is EventType.ASSAULT]
    assert len(speakers) == 2
    assert {speaker.country for speaker in speakers if speaker is not None} == {"UKR"}


def test_what_is_told_after_a_quotation_has_no_speaker(knowledge: Knowledge) -> None:
    text = '"Russian troops shelled a clinic," a Ukrainian minister said. Turkish jets bombed a village in Syria.'
    assert reports_of(text, knowledge)[-1].speaker is None
