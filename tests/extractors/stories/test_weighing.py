"""What tells one happening from another: figures, names, days, and how much of a text is copied."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_prints import printed

from domain.relations import Relation, RelationKind
from extractors.relations.offices import office_names
from extractors.relations.words import tokens
from extractors.stories import MemoryStoryIndex, StoryPins, TermStatistics, assign_story, merge, split
from extractors.stories.closeness import likeness_of_stories
from extractors.stories.vectors import is_figure, telling_words, vector

FERRY = "The ferry Halcyon sank off Bodrin on Friday with 83 people on board; divers under Mila Roth found 17 of them."
FERRY_LATER = "Divers under Mila Roth went down to the Halcyon again off Bodrin, where 17 of 83 people had been found."
MINE = "Gas blew up in the Kastel mine near Orlec, where 29 miners were at work; the foreman Jan Dusek came out alone."
MINE_LATER = (
    "Jan Dusek, the foreman, told the inquiry how gas blew up in the Kastel mine near Orlec and buried 29 miners."
)
FAIR = (
    "The book fair of Lund opened with a reading by Siri Hallgren, who left the hall when a choir of 140 began to sing."
)
TEXTS = (FERRY, FERRY_LATER, MINE, MINE_LATER, FAIR)


def test_a_figure_weighs_more_than_a_word_and_a_year_does_not() -> None:
    terms = vector(printed("In 2024 a grinder in Orlec weighed 417 barrels."), TermStatistics())
    assert terms["417"] > terms["grinder"] > terms["2024"]


def test_a_name_after_an_office_weighs_less_than_another() -> None:
    terms = vector(printed("Minister Pavla Rehnova met Ilsa Brodova in Orlec."), TermStatistics())
    assert 0 < terms["rehnova"] < terms["brodova"] / 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Governor Tomas de Wadi spoke.", ("toma", "wadi")),
        ("The governor spoke to Tomas Wadi.", ()),
        ("Prime Minister Ana Belova of Norland met her counterpart Rok Zima.", ("ana", "belova", "rok", "zima")),
        ("He became president. The vote was close.", ()),
        ("El presidente Luis Arce viajó.", ("luis", "arce")),
    ],
)
def test_names_are_of_office_where_they_follow_one(text: str, names: tuple[str, ...]) -> None:
    assert office_names(tokens(text)) == names


def test_stories_are_looked_up_by_words_and_only_for_want_of_them_by_figures() -> None:
    weights = {"417": 0.9, "05-19": 0.8, "kastel": 0.5, "orlec": 0.4}
    assert telling_words(weights, 2) == ["kastel", "orlec"]
    assert telling_words(weights, 3) == ["kastel", "orlec", "417"]
    assert is_figure("05-19")


@pytest.mark.parametrize(("score", "together"), [(0.6, False), (0.9, True)])
def test_a_form_filled_in_anew_is_half_a_copy_and_decides_nothing(score: float, together: bool) -> None:
    index = MemoryStoryIndex()
    first, other = printed(FERRY), printed(MINE)
    story = assign_story(first, index)[0].story_id
    half = Relation(
        from_version=other.version_id,
        to_version=first.version_id,
        kind=RelationKind.NEAR,
        score=score,
        reason="made up",
    )
    assert (assign_story(other, index, [half])[0].story_id == story) is together


def test_reasons_name_words_as_the_article_writes_them() -> None:
    index = MemoryStoryIndex()
    assign_story(printed(MINE, day="2024-05-06"), index)
    (found,) = assign_story(printed(MINE_LATER, day="2024-05-07"), index, text=MINE_LATER)
    assert "Kastel" in found.reason
    assert found.reason.endswith("with its 1 article, 1 day from the nearest")


def test_a_first_article_names_the_story_that_it_nearly_joined() -> None:
    index = MemoryStoryIndex()
    first = assign_story(printed(MINE), index)[0]
    other = assign_story(printed(f"{FAIR} A guest had come from Orlec, where he is foreman."), index)[0]
    assert other.story_id != first.story_id
    assert f"{first.story_id} is too far" in other.reason


def test_what_a_person_decided_is_marked() -> None:
    index = MemoryStoryIndex()
    first, other = printed(FERRY), printed(MINE)
    story = assign_story(first, index)[0].story_id
    pins = StoryPins(belongs=frozenset({(other.version_id, story)}))
    assert [each.pinned for each in assign_story(other, index, pins=pins)] == [True]


def test_the_order_of_arrival_changes_who_is_together_and_the_ids_of_articles_in_nothing() -> None:
    prints = {text: printed(text) for text in TEXTS}
    partitions, versions = set(), set()
    for order in permutations(TEXTS):
        index = MemoryStoryIndex()
        by_story: dict[str, set[str]] = {}
        for text in order:
            for place in assign_story(prints[text], index):
                by_story.setdefault(place.story_id, set()).add(place.version_id)
        partitions.add(frozenset(frozenset(members) for members in by_story.values()))
        versions.add(frozenset(version for members in by_story.values() for version in members))
    assert len(partitions) == len(versions) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12))
def test_an_article_that_comes_again_changes_nothing(stream: list[str]) -> None:
    index, once = MemoryStoryIndex(), MemoryStoryIndex()
    for text in stream:
        assign_story(printed(text), index)
    for text in dict.fromkeys(stream):
        assign_story(printed(text), once)
    for text in TEXTS:
        assert index.stories_of(printed(text).version_id) == once.stories_of(printed(text).version_id)
    assert index.statistics.articles == once.statistics.articles


def test_the_likeness_of_stories_is_the_same_both_ways_and_one_with_itself() -> None:
    index = MemoryStoryIndex()
    one, other = (index.story(assign_story(printed(text), index)[0].story_id) for text in (FERRY, MINE))
    assert one is not None
    assert other is not None
    assert likeness_of_stories(one, other) == likeness_of_stories(other, one)
    assert likeness_of_stories(one, one) == pytest.approx(1, abs=1e-6)


def test_merging_undoes_a_split_and_splitting_a_merge() -> None:
    index = MemoryStoryIndex()
    one, other = (index.story(assign_story(printed(text), index)[0].story_id) for text in (FERRY, MINE))
    assert one is not None
    assert other is not None
    merged, gone = merge(one, other, "one day of misfortune").states
    assert gone.version_ids == ()
    left, parted = split(merged, other.version_ids, "a ferry is no mine").states
    assert (left.story_id, left.version_ids) == (one.story_id, one.version_ids)
    assert (parted.story_id, parted.version_ids) == (other.story_id, other.version_ids)
    again, _ = merge(left, parted, "one after all").states
    assert set(again.version_ids) == set(merged.version_ids)
