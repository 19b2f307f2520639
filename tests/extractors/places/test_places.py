"""Places: what stands as a location, and which of several places of one name."""

import pytest

from benchmarks.making import made_article
from extractors.actors import NoKnownActors, find_actors
from extractors.places import find_places
from flows.extraction import Knowledge

CASES = [
    ("Shelling in Tripoli, Lebanon, killed two.", "Tripoli", "LBN"),
    ("Libya closed the road. Fighting broke out in Tripoli.", "Tripoli", "LBY"),
    ("A storm hit Springfield, Illinois, at night.", "Springfield", "USA"),
    ("Protesters in Tbilisi clashed with police.", "Tbilisi", "GEO"),
    ("Rockets landed near Deir ez-Zor.", "Deir ez-Zor", "SYR"),
    ("Talks were held in Vienna.", "Vienna", "AUT"),
    ("He died in northwest Iran.", "Iran", "IRN"),
    ("The war in Ukraine goes on.", "Ukraine", "UKR"),
    ("Ships turned back in the Red Sea.", "Red Sea", None),
    ("Troops patrol the northern city of Aleppo.", "Aleppo", "SYR"),
    ("Gangs stormed a prison in Port-au-Prince.", "Port-au-Prince", "HTI"),
    ("Rwanda sent troops to Cabo Delgado.", "Cabo Delgado", "MOZ"),
    ("Russian forces withdrew from Kherson.", "Kherson", "UKR"),
    ("The envoy flew home from the US on Sunday, and fighting in the US went on.", "US", "USA"),
    ("A village in Un, India, was flooded.", "Un", "IND"),
]


def places(text: str, knowledge: Knowledge) -> dict[str, str | None]:
    (doc,) = knowledge.parser.parse([(text, "en")])
    layer = find_actors(doc, made_article(text), (), knowledge.book, NoKnownActors())
    found = find_places(doc, made_article(text), layer, knowledge.gazetteer)
    assert all(mention.span.quote(text) == mention.text for mention in found)
    return {mention.text: mention.place.country for mention in found}


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "country"), CASES)
def test_a_location_is_placed_in_its_country(text: str, words: str, country: str | None, knowledge: Knowledge) -> None:
    found = places(text, knowledge)
    assert words in found
    assert found[words] == country


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["Peacekeepers in UN uniforms arrived.", "A speech at the UN was cut short.", "Shots were fired at UN cars."],
)
def test_a_few_capitals_are_no_town(text: str, knowledge: Knowledge) -> None:
    assert "UN" not in places(text, knowledge)


@pytest.mark.model
def test_whose_envoys_they_are_is_no_place(knowledge: Knowledge) -> None:
    assert places("Iran summoned the envoys of Germany and France.", knowledge) == {}


@pytest.mark.model
def test_a_state_that_acts_is_no_place(knowledge: Knowledge) -> None:
    assert places("Iran accused Israel of sabotage.", knowledge) == {}


@pytest.mark.model
def test_a_capital_that_speaks_is_no_place_but_one_that_hosts_is(knowledge: Knowledge) -> None:
    found = places("Tehran said that talks were held in Muscat.", knowledge)
    assert found == {"Muscat": "OMN"}


def test_the_table_ranks_places_of_one_name_by_people(knowledge: Knowledge) -> None:
    assert [place.country for place in knowledge.gazetteer.places["tripoli"]][:2] == ["LBY", "LBN"]
    assert knowledge.gazetteer.places["iran"][0].precision == "country"
