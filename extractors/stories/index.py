"""Looking up stories by term: what assigning asks of a store, and a store in memory."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from extractors.stories.state import StoryState
from extractors.stories.statistics import TermStatistics
from extractors.stories.vectors import Vector, telling_words

_LAST_HOLDERS = 32  # stories that a key remembers: the ones that changed last
_ASKED = 32  # heaviest terms of an article by which it looks stories up
_LOADED = 36  # the same, where what is stored is looked up before the batch is counted in


class StoryIndex(Protocol):
    """The stories so far, and how common terms are among their articles."""

    @property
    def statistics(self) -> TermStatistics:
        """Counts of the articles assigned so far."""

    def candidates(self, terms: Vector) -> Iterable[StoryState]:
        """The stories that an article with these terms may belong to, the most promising ones."""

    def stories_of(self, version_id: str) -> tuple[StoryState, ...]:
        """The stories that an article is in."""

    def story(self, story_id: str) -> StoryState | None:
        """A story by its id; None where there is no such story."""

    def put(self, state: StoryState) -> None:
        """Take a new or changed story in; one without members is gone."""


class MemoryStoryIndex:
    """A `StoryIndex` in memory; with `load`, the part of a stored one that a batch of articles needs.

    A key remembers the 32 stories that changed last, so that cost per article stays the same however many there are.
    """

    def __init__(self, statistics: TermStatistics | None = None, *, most_candidates: int = 8) -> None:
        self._statistics = statistics or TermStatistics()
        self._states: dict[str, StoryState] = {}
        self._holders: dict[str, dict[str, None]] = {}
        self._stories_of: dict[str, dict[str, None]] = {}
        self._changed: dict[str, None] = {}
        self._most_candidates = most_candidates

    @property
    def statistics(self) -> TermStatistics:
        """Counts of the articles assigned so far."""
        return self._statistics

    @property
    def changed(self) -> tuple[StoryState, ...]:
        """Stories founded or changed since the index was made or loaded; those left without members too."""
        return tuple(self._states[story_id] for story_id in self._changed)

    def candidates(self, terms: Vector) -> list[StoryState]:
        """Those whose keys carry most of the article's weight."""
        shared: dict[str, float] = {}
        for stem in telling_words(terms, _ASKED):
            for story_id in self._holders.get(stem, ()):
                shared[story_id] = shared.get(story_id, 0.0) + terms[stem]
        best = sorted(shared, key=lambda story_id: (-shared[story_id], story_id))[: self._most_candidates]
        return [self._states[story_id] for story_id in best]

    def stories_of(self, version_id: str) -> tuple[StoryState, ...]:
        """The stories that an article is in, in the order in which it joined them."""
        return tuple(self._states[story_id] for story_id in self._stories_of.get(version_id, ()))

    def story(self, story_id: str) -> StoryState | None:
        """A story by its id; None where there is none, or where it has no members left."""
        state = self._states.get(story_id)
        return state if state and state.version_ids else None

    def put(self, state: StoryState) -> None:
        """Take a new or changed story in; one without members is gone."""
        self._changed[state.story_id] = None
        self._take(state)

    def load(self, states: Iterable[StoryState]) -> None:
        """Take stored stories in, in the order in which they last changed."""
        for state in states:
            self._take(state)

    def _take(self, state: StoryState) -> None:
        before = self._states.get(state.story_id)
        for key in before.keys if before else ():
            self._holders[key].pop(state.story_id, None)
        self._states[state.story_id] = state
        for key in state.keys:
            holders = self._holders.setdefault(key, {})
            holders[state.story_id] = None
            if len(holders) > _LAST_HOLDERS:
                del holders[next(iter(holders))]
        self._place_members(before.version_ids if before else (), state)

    def _place_members(self, before: Sequence[str], state: StoryState) -> None:
        """Notes who is in a story; members join at its end, so those before an unchanged last one are in place."""
        known, now = len(before), state.version_ids
        if not known or len(now) < known or now[known - 1] != before[-1]:
            known = 0
        for version_id in before[known:]:
            self._stories_of[version_id].pop(state.story_id, None)
        for version_id in now[known:]:
            self._stories_of.setdefault(version_id, {})[state.story_id] = None


def lookup_terms(terms: Vector) -> tuple[str, ...]:
    """The keys under which a store must look stories up for an article that comes in a batch.

    They are more than it asks for, since the order of its terms shifts a little while the batch is counted in.
    """
    return tuple(telling_words(terms, _LOADED))
