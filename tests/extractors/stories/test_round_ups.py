"""Round-ups: they belong to the stories that they tell, or to none, and never glue them."""

import pytest
from story_prints import printed

from domain.relations import Relation, RelationKind
from extractors.relations import MemoryArticleIndex, relate
from extractors.stories import MemoryStoryIndex, assign_story

HARBOUR = (
    "Estonian police arrested 14 dock workers in Muuga harbour on Monday after chaining themselves to cranes to "
    "stop a cargo of Belarusian potash. The union leader Priit Sarap said that the cargo broke sanctions."
)
HARBOUR_LATER = (
    "The 14 dock workers arrested at Muuga harbour were freed on Tuesday. Priit Sarap of the union said that cranes "
    "would stand still again if another ship with Belarusian potash came."
)
BUS = (
    "A bus plunged into a ravine near Ayacucho on Monday, killing 21 people, Peruvian police said. The driver, Hernan "
    "Quispe, survived. Rescuers from Huanta climbed down with ropes."
)
BUS_LATER = (
    "Rescuers from Huanta ended their search in the ravine near Ayacucho on Tuesday after they found the last of 21. "
    "Prosecutors questioned the driver of the bus, Hernan Quispe."
)
STRIKE = (
    "Kenyan doctors began a strike on Monday over the pay of interns. Hospitals in Kisumu and Nakuru sent many home. "
    "Davji Atellah of the union said that 1,200 interns had waited since last year."
)
NEWS = (HARBOUR, BUS, STRIKE)
FORMS = {
    "bullets": ("World news in brief", "\n\n".join(f"• {item}" for item in NEWS)),
    "a digest": ("Morning digest: what happened overnight", "\n\n".join(NEWS)),
    "a newsletter": ("Your Tuesday briefing", "\n\n".join(["Good morning.", *NEWS, "See you tomorrow."])),
    "times": ("As it happened: Monday", "\n\n".join(f"1{at}:05 {item}" for at, item in enumerate(NEWS))),
    "headings": ("Week in review", "\n\n".join(f"What {name}\n{item}" for name, item in zip("abc", NEWS, strict=True))),
    "numbers": ("Five things to know", "\n\n".join(f"{at}. {item}" for at, item in enumerate(NEWS, 1))),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_round_up_is_in_all_stories_that_it_tells_and_glues_none(form: str) -> None:
    title, text = FORMS[form]
    index = MemoryStoryIndex()
    told = [assign_story(printed(each), index)[0].story_id for each in NEWS]
    found = assign_story(printed(text, title=title), index)
    assert {each.story_id for each in found} == set(told)
    assert [assign_story(printed(each), index)[0].story_id for each in (HARBOUR_LATER, BUS_LATER)] == told[:2]


@pytest.mark.parametrize("form", FORMS)
def test_stories_that_a_round_up_told_first_do_not_meet_in_it(form: str) -> None:
    title, text = FORMS[form]
    articles, stories = MemoryArticleIndex(), MemoryStoryIndex()
    first = printed(text, title=title)
    (alone,) = assign_story(first, stories)
    articles.add(first)
    found = []
    for each in map(printed, (*NEWS, HARBOUR_LATER, BUS_LATER)):
        (place,) = assign_story(each, stories, relate(each, articles))
        articles.add(each)
        found.append(place.story_id)
    assert len(set(found)) == 3
    assert found[3:] == found[:2]
    assert alone.story_id not in found


def test_running_text_on_several_stories_is_in_each_and_pulls_none_to_another() -> None:
    index = MemoryStoryIndex()
    told = [assign_story(printed(each), index)[0].story_id for each in (HARBOUR, BUS)]
    found = assign_story(printed(f"{HARBOUR} {BUS}", title="Arrests in a harbour and a bus in a ravine"), index)
    assert {each.story_id for each in found} == set(told)
    assert [assign_story(printed(each), index)[0].story_id for each in (HARBOUR_LATER, BUS_LATER)] == told


@pytest.mark.parametrize("kind", [RelationKind.NEAR, RelationKind.UPDATE, RelationKind.DERIVATIVE])
def test_a_copy_or_new_version_of_a_round_up_glues_nothing(kind: RelationKind) -> None:
    title, text = FORMS["a digest"]
    index = MemoryStoryIndex()
    told = [assign_story(printed(each), index)[0].story_id for each in NEWS]
    first, later = printed(text, title=title), printed(text.replace("Monday", "March 4"), title="The world today")
    assign_story(first, index)
    copied = Relation(
        from_version=later.version_id, to_version=first.version_id, kind=kind, score=0.9, reason="made up"
    )
    assert {each.story_id for each in assign_story(later, index, [copied])} == set(told)
    assert assign_story(printed(HARBOUR_LATER), index)[0].story_id == told[0]
    assert assign_story(printed(BUS_LATER), index)[0].story_id == told[1]
