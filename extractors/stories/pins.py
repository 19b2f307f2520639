"""Corrections by hand, which later runs keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.stories.state import StoryState, founded


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPins:
    """What people decided; assigning keeps to it whatever the words say. Pairs are (version_id, story_id)."""

    belongs: frozenset[tuple[str, str]] = frozenset()  # merged by hand: the version is in the story
    barred: frozenset[tuple[str, str]] = frozenset()  # split by hand: the version stays out of the story

    def stories_of(self, version_id: str) -> tuple[str, ...]:
        """Stories that a version was put in by hand."""
        return tuple(sorted(story for version, story in self.belongs if version == version_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A split or merge by hand: the stories as they then are, and the pins that keep them so; dropped, it is undone."""

    states: tuple[StoryState, ...]  # one left without members is gone
    pins: StoryPins
    reason: str  # in the person's words


def split(story: StoryState, version_ids: Iterable[str], reason: str) -> Correction:
    """The story without some of its articles, which found one of their own.

    Raises ValueError where that would leave either story empty.
    """
    wanted = set(version_ids)
    moved = [member for member in story.members if member.version_id in wanted]
    if not moved or len(moved) == len(story.members):
        raise ValueError(f"a split of {story.story_id} must leave articles on both sides")
    other = founded(moved[0])
    if other.story_id == story.story_id:  # the founder leaves, but the story keeps its name
        other = StoryState(story_id=founded(story.members[0]).story_id + "_split", members=(moved[0],))
    for member in moved[1:]:
        other = other.with_member(member)
    pins = StoryPins(
        belongs=frozenset((member.version_id, other.story_id) for member in moved),
        barred=frozenset((member.version_id, story.story_id) for member in moved),
    )
    return Correction(states=(story.without(wanted), other), pins=pins, reason=reason)


def merge(kept: StoryState, other: StoryState, reason: str) -> Correction:
    """All articles of both in the story that is kept."""
    known = {member.version_id for member in kept.members}
    moved = [member for member in other.members if member.version_id not in known]
    for member in moved:
        kept = kept.with_member(member)
    pins = StoryPins(belongs=frozenset((member.version_id, kept.story_id) for member in other.members))
    gone = other.without(member.version_id for member in other.members)
    return Correction(states=(kept, gone), pins=pins, reason=reason)
