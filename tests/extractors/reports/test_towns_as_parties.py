"""Towns that are acted upon stand for their state; whose town it is, what stands beside its name says."""

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


@pytest.mark.parametrize(
    ("text", "state", "place"),
    [
        ("Turkish jets bombed Idlib on Friday.", "state:SYR", "Idlib"),
        ("Russia shelled Kharkiv on Sunday.", "state:UKR", "Kharkiv"),
        ("Islamist rebels seized Aleppo on Friday.", "state:SYR", "Aleppo"),
        ("Rwandan troops besieged Bukavu.", "state:COD", "Bukavu"),
        ("Russia shelled Odesa, Ukraine, on Sunday.", "state:UKR", "Odesa"),
    ],
)
def test_a_town_that_is_attacked_stands_for_its_state_and_is_the_place(
    text: str, state: str, place: str, knowledge: Knowledge
) -> None:
    (report,) = reports(text, knowledge)
    assert [party.actor_id for party in report.recipients] == [state]
    assert report.recipients[0].text == place
    assert report.place is not None
    assert report.place.place.name == place


def test_a_town_of_the_doer_s_own_state_stands_for_itself(knowledge: Knowledge) -> None:
    (report,) = reports("Syria bombed Idlib on Friday.", knowledge)
    (town,) = report.recipients
    assert (town.text, town.actor_id, town.country) == ("Idlib", None, "SYR")


@pytest.mark.parametrize(
    ("where", "country"),
    [
        ("Surrey, England,", "GBR"),
        ("Jamaica, Queens,", "USA"),
        ("Paris, Texas,", "USA"),
        ("Tripoli, Lebanon,", "LBN"),
        ("Moscow, Russia,", "RUS"),
        ("Jamaica", "JAM"),
    ],
)
def test_the_name_beside_a_town_says_whose_it_is(where: str, country: str, knowledge: Knowledge) -> None:
    (report,) = reports(f"Police in {where} arrested three protesters on Monday.", knowledge)
    assert [party.country for party in report.initiators] == [country]
    assert report.place is not None
    assert report.place.place.country == country


def test_states_in_a_list_are_not_beside_each_other(knowledge: Knowledge) -> None:
    (report,) = reports("Police in Jamaica, Cuba and Haiti arrested two men on Tuesday.", knowledge)
    assert [party.country for party in report.initiators] == ["JAM", "CUB", "HTI"]


@pytest.mark.parametrize("government", ["The Qatari government", "The government of Qatar"])
def test_a_government_that_is_named_is_not_the_last_state_spoken_of(government: str, knowledge: Knowledge) -> None:
    _, second = reports(f"{government} met Iran. {government} condemned Israel.", knowledge)
    assert second.initiators[0].actor_id == "state:QAT"


def test_the_government_is_the_one_that_was_called_so(knowledge: Knowledge) -> None:
    _, second = reports("The government of Qatar held talks with Iran. The government condemned Israel.", knowledge)
    assert second.initiators[0].actor_id == "state:QAT"


def test_who_left_for_a_capital_is_not_of_the_country_that_he_visits(knowledge: Knowledge) -> None:
    (visit,) = reports("The emir left for Ankara for meetings.", knowledge)
    assert (visit.type.value, visit.mode) == ("CONSULT", "visit")
    assert visit.initiators[0].country is None
    assert visit.recipients[0].actor_id == "state:TUR"


def test_the_last_of_several_dead_did_not_kill_the_others(knowledge: Knowledge) -> None:
    found = reports(
        "Officials published names of four nurses and one driver killed when rebels raided the clinic.", knowledge
    )
    assert all(party.text != "one driver" for report in found for party in report.initiators)
    assert "one driver" in [party.text for report in found for party in report.recipients]
