"""The story of an article: one it joins, several for a round-up, or one of its own."""

from collections.abc import Sequence

from domain.relations import COPY_KINDS, Relation, RelationKind, StoryAssignment
from extractors.relations.fingerprint import Fingerprint
from extractors.stories.closeness import Closeness, closeness
from extractors.stories.index import StoryIndex
from extractors.stories.pins import StoryPins
from extractors.stories.state import Member, StoryState, founded, member
from extractors.stories.vectors import Vector, unit, vector

_JOINS = 0.28  # closeness from which on an article belongs to a story
_LOOKED_INTO = 4  # stories whose members are compared one by one: the likeliest as a whole
_PART_JOINS = 0.35  # of an item of a round-up, which has few words to go by
_MOSTLY_COPIED = 0.8  # score of a copy from which on it tells the same: forms that are filled in are half alike too
_ADDS_NOTHING = frozenset({RelationKind.SAME_TEXT, RelationKind.NEAR, RelationKind.COSMETIC})
_IN_WORDS = {
    RelationKind.SAME_TEXT: "the same text as",
    RelationKind.NEAR: "nearly the same text as",
    RelationKind.DERIVATIVE: "one is rewritten from the other,",
}


def assign_story(
    fingerprint: Fingerprint,
    index: StoryIndex,
    relations: Sequence[Relation] = (),
    pins: StoryPins | None = None,
    text: str | None = None,
) -> tuple[StoryAssignment, ...]:
    """The article's place in the stories of the index, which takes it in.

    `relations` are those that `relate` found: a copy, rewrite or new version belongs where the other one does. An
    article that is already in the index keeps its place. With its `text`, reasons name words as they stand there.
    """
    version = fingerprint.version_id
    if standing := index.stories_of(version):
        return tuple(_assignment(fingerprint, story, 1.0, "it is in the story already") for story in standing)
    pins = pins or StoryPins()
    index.statistics.observe(fingerprint)
    terms = vector(fingerprint, index.statistics)
    told = _told(fingerprint, relations, index, pins)
    if fingerprint.parts:
        return _round_up(fingerprint, terms, told, index, pins, text)
    if told:
        several = len(told) > 1 or any(story.closed for story, *_ in told)  # then the other one is a round-up
        joining = member(fingerprint, {} if several or not all(adds for *_, adds in told) else terms)
        return tuple(_joined(fingerprint, story, joining, score, reason, index) for story, score, reason, _ in told)
    best = _closest(fingerprint, terms, index, pins)
    if best and best.score >= _JOINS:
        reason = best.reason(text)
        return (_joined(fingerprint, best.story, member(fingerprint, terms), best.score, reason, index),)
    return (_founded(fingerprint, member(fingerprint, terms), best, index, text),)


_Told = tuple[StoryState, float, str, bool]  # a story, score and reason, and whether the article adds anything to it


def _told(fingerprint: Fingerprint, relations: Sequence[Relation], index: StoryIndex, pins: StoryPins) -> list[_Told]:
    """The stories that the article is in whatever its words: by hand, or with the closest one it copies or replaces."""
    version = fingerprint.version_id
    pinned = [story for story_id in pins.stories_of(version) if (story := index.story(story_id))]
    if pinned:
        return [(story, 1.0, "put there by hand", True) for story in pinned]
    for relation in relations:
        if relation.kind is RelationKind.EXCERPT:  # a passage may be quoted in another story
            continue
        if relation.kind in COPY_KINDS and relation.score < _MOSTLY_COPIED:
            continue
        stories = index.stories_of(relation.to_version)
        allowed = [story for story in stories if (version, story.story_id) not in pins.barred]
        if allowed:
            words = _IN_WORDS.get(relation.kind, "a new version of")
            reason = f"{relation.kind.value}: {words} {relation.to_version}, which is in it"
            return [(story, relation.score, reason, relation.kind not in _ADDS_NOTHING) for story in allowed]
    return []


def _closest(fingerprint: Fingerprint, terms: Vector, index: StoryIndex, pins: StoryPins) -> Closeness | None:
    """The story with the best claim on these terms."""
    alike = [
        (-story.likeness(terms), story.story_id, story)
        for story in index.candidates(terms)
        if not story.closed and (fingerprint.version_id, story.story_id) not in pins.barred
    ]
    likely = sorted(alike)[:_LOOKED_INTO]  # ids are told apart before stories would be compared
    found = [closeness(fingerprint, terms, story, -distance) for distance, _, story in likely]
    return max(found, key=lambda each: (each.score, each.story.story_id), default=None)


def _round_up(
    fingerprint: Fingerprint,
    terms: Vector,
    told: Sequence[_Told],
    index: StoryIndex,
    pins: StoryPins,
    text: str | None,
) -> tuple[StoryAssignment, ...]:
    """Each story that an item of the round-up tells; where none is known, one of its own that nothing joins."""
    claims = {story.story_id: (story, score, reason) for story, score, reason, _ in told}
    for part in fingerprint.parts:
        best = _closest(fingerprint, unit({stem: terms[stem] for stem in part if stem in terms}), index, pins)
        if best and best.score >= _PART_JOINS:
            reason = f"an item of the round-up {best.reason(text)}"
            claims.setdefault(best.story.story_id, (best.story, best.score, reason))
    joining = member(fingerprint, {})  # it pulls no story towards another
    if claims:
        return tuple(
            _joined(fingerprint, story, joining, score, reason, index) for story, score, reason in claims.values()
        )
    index.put(story := founded(joining, closed=True))
    return (_assignment(fingerprint, story, 1.0, "a round-up of stories that are not known"),)


def _joined(
    fingerprint: Fingerprint, story: StoryState, joining: Member, score: float, reason: str, index: StoryIndex
) -> StoryAssignment:
    index.put(story.with_member(joining))
    return _assignment(fingerprint, story, score, reason)


def _founded(
    fingerprint: Fingerprint, first: Member, best: Closeness | None, index: StoryIndex, text: str | None
) -> StoryAssignment:
    index.put(story := founded(first))
    reason = "the first of its story"
    if best and best.terms:
        score = f"{best.score:.2f} of the {_JOINS:.2f} that it takes"
        reason += f"; the likeliest other one, {best.story.story_id}, reaches {score}: {best.reason(text)}"
    return _assignment(fingerprint, story, 1.0, reason)


def _assignment(fingerprint: Fingerprint, story: StoryState, score: float, reason: str) -> StoryAssignment:
    return StoryAssignment(
        version_id=fingerprint.version_id, story_id=story.story_id, score=round(min(1.0, score), 3), reason=reason
    )
