"""Passives whose auxiliary is left out, and seas, to which nobody does anything."""

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import Report
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model


def reports(text: str, knowledge: Knowledge) -> tuple[Report, ...]:
    found = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(found, Article)
    (result,) = code([found], knowledge)
    assert not isinstance(result, Rejected)
    return result.reports


def test_police_that_respond_when_attacked_attack_nobody(knowledge: Knowledge) -> None:
    (report,) = reports("Police responded when attacked.", knowledge)
    assert (report.initiators, [party.text for party in report.recipients]) == ((), ["Police"])


def test_who_is_charged_in_a_headline_charges_nobody(knowledge: Knowledge) -> None:
    (report,) = reports("Mayor Juan Perez Charged With Two Counts Of Murder", knowledge)
    assert report.initiators == ()
    assert [party.text for party in report.recipients] == ["Mayor Juan Perez"]


@pytest.mark.parametrize(
    "text",
    [
        "Somali pirates threatened a tanker in the Gulf of Aden on Sunday.",
        "Pirates mounted forty attacks in the Gulf of Aden and the Indian Ocean last year.",
        "Somali pirates attacked a merchant ship in the Arabian Sea.",
    ],
)
def test_seas_are_no_parties(text: str, knowledge: Knowledge) -> None:
    names = {party.text for report in reports(text, knowledge) for party in report.recipients}
    assert not any("Gulf" in name or "Ocean" in name or "Sea" in name or "Aden" in name for name in names)
