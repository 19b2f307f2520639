"""Whom a report's deed concerns, and who only claims it: occasions, victims, territories, accusers, captured towns."""

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import EventType, Report, Status
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model


def reports(text: str, knowledge: Knowledge) -> tuple[Report, ...]:
    found = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(found, Article)
    (result,) = code([found], knowledge)
    assert not isinstance(result, Rejected)
    return result.reports


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Tajikistan condemned the attack in a call with Putin.", "person:vladimir-putin"),
        ("North Korea supported the war in Ukraine.", "state:UKR"),
        ("Norway criticised the exclusion of Afghan women from the talks.", "group:AFG:CVL"),
        ("France condemned the arrest of the Turkish mayor.", "state:TUR"),
        ("Officials marched against an amnesty for Catalan rebels in Spain.", "group:catalans:REB"),
    ],
)
def test_occasions_battlefields_and_victims_are_no_recipients(text: str, nobody: str, knowledge: Knowledge) -> None:
    found = reports(text, knowledge)
    assert found
    assert nobody not in {party.actor_id for report in found for party in report.recipients}


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("Tajikistan complained in a call with Putin.", None),
        ("Norway condemned Iran's arrest of two teachers.", "state:IRN"),
        ("Sudan condemned the killing of two monks by Ethiopian troops.", "group:ETH:MIL"),
        ("Norway supported Ukraine in the war.", "state:UKR"),
    ],
)
def test_who_did_it_and_who_is_backed_are_recipients(text: str, somebody: str | None, knowledge: Knowledge) -> None:
    parties = {party.actor_id for report in reports(text, knowledge) for party in report.recipients}
    assert somebody is None or somebody in parties


def test_a_territory_and_its_state_are_two_sides(knowledge: Knowledge) -> None:
    (report,) = reports("Somalia accused Somaliland of shelling a village.", knowledge)[:1]
    assert [party.actor_id for party in report.recipients] == ["territory:somaliland"]
    (report,) = reports("Somaliland rejected Somalia's offer.", knowledge)
    assert [party.actor_id for party in report.recipients] == ["state:SOM"]


def test_who_accuses_is_the_speaker_of_the_deed_even_at_home(knowledge: Knowledge) -> None:
    found = reports("Serbia's opposition accused the Serbian police of beating marchers.", knowledge)
    beating = next(report for report in found if report.type is EventType.ASSAULT)
    assert beating.speaker is not None
    assert beating.speaker.actor_id == "group:SRB:OPP"


def test_a_captured_town_is_where_it_is_and_nobody_under_arrest(knowledge: Knowledge) -> None:
    (report,) = reports("Rebels captured Goma.", knowledge)
    assert (report.type, report.mode) == (EventType.ASSAULT, None)
    assert report.place is not None
    assert report.place.place.name == "Goma"
    (report,) = reports("Soldiers captured a rebel in Goma.", knowledge)
    assert (report.type, report.mode) == (EventType.COERCE, "arrest")


def test_an_unknown_state_has_no_country_of_its_neighbour_in_the_sentence(knowledge: Knowledge) -> None:
    (report, *_) = reports("Ruritania accused the United States of spying.", knowledge)
    assert [party.country for party in report.initiators] == [None]
    (report, *_) = reports("Officials from Ruritania met U.S. diplomats.", knowledge)
    assert [party.country for party in (*report.initiators, *report.recipients)] == [None, "USA"]


def test_two_deeds_joined_by_and_are_two_reports(knowledge: Knowledge) -> None:
    found = reports("Pakistan recalled its ambassador and expelled Iran's envoy.", knowledge)
    assert [(report.type, report.mode) for report in found] == [
        (EventType.SANCTION, "withdraw"),
        (EventType.SANCTION, "expel"),
    ]


def test_who_shot_killed_not_who_blocked_the_road(knowledge: Knowledge) -> None:
    found = reports("Kenyan police opened fire on marchers who blocked a road in Kisumu, killing two.", knowledge)
    (killing,) = [report for report in found if report.trigger.start > 50 and report.type is EventType.ASSAULT]
    assert [party.actor_id for party in killing.initiators] == ["group:KEN:COP"]


def test_claimed_responsibility_says_who_attacked(knowledge: Knowledge) -> None:
    (report,) = reports("Islamic State claimed responsibility for the attack on a church in Nigeria.", knowledge)
    assert report.type is EventType.ASSAULT
    assert [party.actor_id for party in report.initiators] == ["armed_group:isis"]
    assert report.status is Status.ACTUAL


def test_crime_between_private_people_is_no_report_but_for_those_of_office(knowledge: Knowledge) -> None:
    assert reports("A man stabbed his neighbour in Leeds.", knowledge) == ()
    assert reports("A man stabbed a police officer in Leeds.", knowledge)
    assert reports("A man stabbed his neighbour in Leeds. Racist riots followed.", knowledge)
