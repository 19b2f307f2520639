"""Stories of a stream: what joins, what stays apart, round-ups, corrections by hand."""

from collections.abc import Sequence

import pytest
from story_prints import printed

from domain.relations import Relation, RelationKind, StoryAssignment
from extractors.relations import Fingerprint
from extractors.stories import (
    MemoryStoryIndex,
    StoryState,
    TermStatistics,
    assign_story,
    merge,
    split,
)
from extractors.stories.index import lookup_terms
from extractors.stories.vectors import vector

QUAKE = (
    "A quake of magnitude 6.1 shook the Orvand valley on Sunday and flattened mud houses in Tashkora, where rescuers "
    "under Colonel Davud Remzi dug 14 people out of the rubble. The seismic centre in Belmira counted nine aftershocks."
)
QUAKE_LATER = (
    "Rescuers in Tashkora pulled two more people alive from the rubble on Monday, a day after the quake in the Orvand "
    "valley. Colonel Davud Remzi said that tents and blankets had come from Belmira, and that aftershocks went on."
)
OTHER_QUAKE = (
    "A quake of magnitude 5.4 rattled the harbour of San Telmo on Thursday and cracked the dome of its cathedral, "
    "Mayor Lucinda Ferro said. Nobody was hurt in the province of Costa Brisa, where schools closed for inspection."
)
VISIT = (
    "Chancellor Otmar Brandt received Premier Yusra Halim in Lindau on Tuesday. They spoke of wheat and signed a "
    "treaty on grain silos at the port of Marsa, which Halim called a harvest for both peoples."
)
VISIT_LATER = (
    "Premier Yusra Halim was back in Lindau on Monday to see Chancellor Otmar Brandt, this time over jailed reporters. "
    "Brandt asked for the release of the journalist Samir Toubal; Halim spoke of courts that nobody may command."
)
ROUND_UP = (
    "TASHKORA - Rescuers under Colonel Davud Remzi dug people out of the rubble that a quake left in the Orvand "
    "valley, and the seismic centre in Belmira counted aftershocks all through the night.\n\n"
    "SAN TELMO - The cathedral lost part of its dome when a quake rattled the harbour, Mayor Lucinda Ferro said; "
    "schools in the province of Costa Brisa were closed for inspection by engineers.\n\n"
    "ULAN TOLGOI - Herders found the wreck of a balloon that the weather service had lost in March, and its director, "
    "Batbayar Ganzorig, thanked them with a feast of mutton and a brass band.\n\n"
    "PORT DENHOLM - Teal Petroleum stopped the pipeline of the Carrow refinery after two firemen, Glen Ashby and Paolo "
    "Reni, were burned while putting out a blaze in a tank of naphtha."
)


def stories_of(prints: Sequence[Fingerprint], index: MemoryStoryIndex | None = None) -> list[str]:
    """The (first) story of each."""
    index = index or MemoryStoryIndex()
    return [assign_story(each, index)[0].story_id for each in prints]


def relation(from_: Fingerprint, to: Fingerprint, kind: RelationKind) -> Relation:
    return Relation(from_version=from_.version_id, to_version=to.version_id, kind=kind, score=0.9, reason="made up")


def test_two_reports_on_one_happening_are_one_story_with_a_reason() -> None:
    index = MemoryStoryIndex()
    first = assign_story(printed(QUAKE), index)[0]
    second = assign_story(printed(QUAKE_LATER), index)[0]
    assert first.story_id == second.story_id
    assert first.reason == "the first of its story"
    assert "orvand" in second.reason
    assert 0 < second.score <= 1


def test_two_quakes_in_other_places_are_two_stories() -> None:
    assert len(set(stories_of([printed(QUAKE), printed(OTHER_QUAKE)]))) == 2


def test_two_visits_weeks_apart_are_two_stories_and_two_reports_of_one_day_are_one() -> None:
    apart = stories_of([printed(VISIT, day="2024-03-05"), printed(VISIT_LATER, day="2024-04-15")])
    assert len(set(apart)) == 2
    together = stories_of([printed(QUAKE, day="2024-03-03"), printed(QUAKE_LATER, day="2024-03-04")])
    assert len(set(together)) == 1


def test_a_long_story_holds_together_over_weeks_where_the_matter_is_the_same() -> None:
    assert len(set(stories_of([printed(QUAKE, day="2024-03-03"), printed(QUAKE_LATER, day="2024-04-20")]))) == 1


@pytest.mark.parametrize("kind", [RelationKind.DERIVATIVE, RelationKind.NEAR, RelationKind.UPDATE])
def test_a_copy_rewrite_or_new_version_goes_where_the_other_article_is(kind: RelationKind) -> None:
    index = MemoryStoryIndex()
    first, other = printed(QUAKE), printed(VISIT)
    story = assign_story(first, index)[0].story_id
    found = assign_story(other, index, [relation(other, first, kind)])[0]
    assert found.story_id == story
    assert kind.value in found.reason


def test_a_quoted_passage_does_not_pull_its_host_into_a_story() -> None:
    index = MemoryStoryIndex()
    first, host = printed(QUAKE), printed(VISIT)
    story = assign_story(first, index)[0].story_id
    assert assign_story(host, index, [relation(host, first, RelationKind.EXCERPT)])[0].story_id != story


def test_a_round_up_belongs_to_each_story_it_tells_and_joins_none_to_another() -> None:
    index = MemoryStoryIndex()
    quake, other = stories_of([printed(QUAKE), printed(OTHER_QUAKE)], index)
    assert {each.story_id for each in assign_story(printed(ROUND_UP), index)} == {quake, other}
    assert stories_of([printed(QUAKE_LATER)], index) == [quake]
    assert quake != other


def test_a_round_up_of_unknown_stories_draws_no_later_article() -> None:
    index = MemoryStoryIndex()
    (alone,) = assign_story(printed(ROUND_UP), index)
    assert alone.story_id not in stories_of([printed(QUAKE), printed(OTHER_QUAKE)], index)


def test_an_article_assigned_twice_keeps_its_place_and_is_counted_once() -> None:
    index = MemoryStoryIndex()
    first = assign_story(printed(QUAKE), index)[0]
    again = assign_story(printed(QUAKE), index)[0]
    assert again.story_id == first.story_id
    assert index.statistics.articles == 1


def test_articles_split_off_by_hand_stay_out_and_take_their_copies_along() -> None:
    index = MemoryStoryIndex()
    prints = [printed(QUAKE), printed(QUAKE_LATER)]
    story = index.story(stories_of(prints, index)[0])
    assert story is not None
    correction = split(story, [prints[1].version_id], "another aftershock")
    anew = MemoryStoryIndex()
    anew.load(correction.states)
    assert [state.story_id for state in anew.stories_of(prints[1].version_id)] != [story.story_id]
    later_run = MemoryStoryIndex()
    assert stories_of(prints[:1], later_run) == [story.story_id]
    barred = assign_story(prints[1], later_run, pins=correction.pins)[0]
    assert barred.story_id != story.story_id
    copied = printed(QUAKE_LATER + " Snow is expected.")
    copy = relation(copied, prints[1], RelationKind.NEAR)
    assert assign_story(copied, later_run, [copy], correction.pins)[0].story_id == barred.story_id


def test_stories_merged_by_hand_stay_merged_in_a_later_run() -> None:
    index = MemoryStoryIndex()
    prints = [printed(QUAKE), printed(VISIT)]
    kept, other = (index.story(story_id) for story_id in stories_of(prints, index))
    assert kept is not None
    assert other is not None
    correction = merge(kept, other, "the visit was about the quake")
    assert [len(state.members) for state in correction.states] == [2, 0]
    later_run = MemoryStoryIndex()
    stories_of(prints[:1], later_run)
    found = assign_story(prints[1], later_run, pins=correction.pins)
    assert [each.story_id for each in found] == [kept.story_id]
    assert found[0].reason == "put there by hand"


def test_a_split_that_leaves_a_side_empty_is_refused() -> None:
    index = MemoryStoryIndex()
    story = index.story(stories_of([printed(QUAKE)], index)[0])
    assert story is not None
    with pytest.raises(ValueError, match="both sides"):
        split(story, [story.members[0].version_id], "wrong")


def test_splitting_the_founder_off_leaves_the_story_its_name() -> None:
    index = MemoryStoryIndex()
    prints = [printed(QUAKE), printed(QUAKE_LATER)]
    story = index.story(stories_of(prints, index)[0])
    assert story is not None
    left, moved = split(story, [prints[0].version_id], "wrong day").states
    assert left.story_id == story.story_id != moved.story_id


def batched(prints: Sequence[Fingerprint], size: int) -> list[tuple[StoryAssignment, ...]]:
    """Assignments of a stream in batches, between which everything is stored as bytes."""
    stored: dict[str, bytes] = {}
    statistics = TermStatistics().to_record()
    found = []
    for start in range(0, len(prints), size):
        batch = prints[start : start + size]
        index = MemoryStoryIndex(TermStatistics.from_record(statistics))
        asked = {stem for each in batch for stem in lookup_terms(vector(each, index.statistics))}
        states = [StoryState.from_record(record) for record in stored.values()]
        index.load(state for state in states if asked.intersection(state.keys))
        found += [assign_story(each, index) for each in batch]
        stored |= {state.story_id: state.to_record() for state in index.changed}
        statistics = index.statistics.to_record()
    return found


@pytest.mark.parametrize("size", [1, 2, 5])
def test_batches_with_storing_in_between_give_what_one_stream_gives(size: int) -> None:
    texts = (QUAKE, VISIT, OTHER_QUAKE, QUAKE_LATER, ROUND_UP, VISIT_LATER)
    prints = [printed(text, day=f"2024-03-{3 + number:02}") for number, text in enumerate(texts)]
    index = MemoryStoryIndex()
    assert batched(prints, size) == [assign_story(each, index) for each in prints]


def test_of_many_members_the_founder_and_the_latest_are_compared() -> None:
    index = MemoryStoryIndex()
    prints = [printed(f"{QUAKE} Bulletin {number} of the seismic centre.") for number in range(40)]
    (story_id,) = set(stories_of(prints, index))
    story = index.story(story_id)
    assert story is not None
    compared = [member.version_id for member in story.compared]
    assert len(story.members) == 40
    assert compared == [prints[0].version_id, *(each.version_id for each in prints[-len(compared) + 1 :])]


def test_a_story_grown_in_memory_is_the_one_read_from_its_record() -> None:
    index = MemoryStoryIndex()
    prints = [printed(f"{QUAKE} Bulletin {number} of the seismic centre.") for number in range(40)]
    (story_id,) = set(stories_of(prints, index))
    grown = index.story(story_id)
    assert grown is not None
    read = StoryState.from_record(grown.to_record())
    assert read.keys == grown.keys
    assert {stem: weight for stem, weight in read.total.items() if weight} == grown.total
    terms = vector(prints[7], index.statistics)
    assert read.likeness(terms) == grown.likeness(terms)


def test_a_version_taken_out_of_a_story_is_no_longer_found_in_it() -> None:
    index = MemoryStoryIndex()
    prints = [printed(f"{QUAKE} Bulletin {number} of the seismic centre.") for number in range(4)]
    (story_id,) = set(stories_of(prints, index))
    story = index.story(story_id)
    assert story is not None
    for state in split(story, [prints[1].version_id], "another quake").states:
        index.put(state)
    assert [each.story_id for each in index.stories_of(prints[1].version_id)] != [story_id]
    assert [each.story_id for each in index.stories_of(prints[3].version_id)] == [story_id]
