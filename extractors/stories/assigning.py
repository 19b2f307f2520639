"""The story of an article: one it joins, several for a round-up, or one of its own."""

from collections.abc import Sequence

from domain.relations import Relation, RelationKind, StoryAssignment
from extractors.relations.fingerprint import Fingerprint
from extractors.stories.closeness import Closeness, closeness
from extractors.stories.index import StoryIndex
from extractors.stories.pins import StoryPins
from extractors.stories.state import Member, StoryState, founded, member
from extractors.stories.vectors import Vector, unit, vector

_JOINS = 0.28  # closeness from which on an article belongs to a story
_LOOKED_INTO = 4  # stories whose members are compared one by one: the likeliest as a whole
_PART_JOINS = 0.35  # of an item of a round-up, which has few words to go by
_SAME_STORY = frozenset(RelationKind) - {RelationKind.EXCERPT}  # a passage may be quoted in another story
_ADDS_NOTHING = frozenset({RelationKind.SAME_TEXT, RelationKind.NEAR, RelationKind.COSMETIC})


def assign_story(
    fingerprint: Fingerprint,
    index: StoryIndex,
    relations: Sequence[Relation] = (),
    pins: StoryPins | None = None,
) -> tuple[StoryAssignment, ...]:
    """The article's place in the stories of the index, which takes it in.

    `relations` are those that `relate` found: a copy, rewrite or new version belongs where the other one does. An
    article that is already in the index keeps its place.
    """
    version = fingerprint.version_id
    if standing := index.stories_of(version):
        return tuple(_assignment(fingerprint, story, 1.0, "it is in the story already") for story in standing)
    pins = pins or StoryPins()
    index.statistics.observe(fingerprint)
    terms = vector(fingerprint, index.statistics)
    pinned = [story for story_id in pins.stories_of(version) if (story := index.story(story_id))]
    if pinned:
        return tuple(
            _joined(fingerprint, story, member(fingerprint, terms), 1.0, "put there by hand", index) for story in pinned
        )
    if related := _story_of_related(fingerprint, relations, index, pins):
        story, relation = related
        joining = member(fingerprint, {} if relation.kind in _ADDS_NOTHING else terms)
        reason = f"{relation.kind.value} of {relation.to_version}, which is in it"
        return (_joined(fingerprint, story, joining, relation.score, reason, index),)
    if fingerprint.parts:
        return _round_up(fingerprint, terms, index, pins)
    best = _closest(fingerprint, terms, index, pins)
    if best and best.score >= _JOINS:
        return (_joined(fingerprint, best.story, member(fingerprint, terms), best.score, best.reason, index),)
    return (_founded(fingerprint, member(fingerprint, terms), best, index),)


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


def _story_of_related(
    fingerprint: Fingerprint, relations: Sequence[Relation], index: StoryIndex, pins: StoryPins
) -> tuple[StoryState, Relation] | None:
    """The story of the closest article that this one copies, rewrites or replaces."""
    for relation in relations:
        if relation.kind not in _SAME_STORY:
            continue
        for story in index.stories_of(relation.to_version):
            if (fingerprint.version_id, story.story_id) not in pins.barred:
                return story, relation
    return None


def _round_up(
    fingerprint: Fingerprint, terms: Vector, index: StoryIndex, pins: StoryPins
) -> tuple[StoryAssignment, ...]:
    """Each story that an item of the round-up tells; where none is known, one of its own that nothing joins."""
    claims: dict[str, Closeness] = {}
    for part in fingerprint.parts:
        best = _closest(fingerprint, unit({stem: terms[stem] for stem in part if stem in terms}), index, pins)
        if best and best.score >= _PART_JOINS:
            claims.setdefault(best.story.story_id, best)
    joining = member(fingerprint, {})  # it pulls no story towards another
    if claims:
        return tuple(
            _joined(fingerprint, claim.story, joining, claim.score, f"an item of the round-up {claim.reason}", index)
            for claim in claims.values()
        )
    index.put(story := founded(joining, closed=True))
    return (_assignment(fingerprint, story, 1.0, "a round-up of stories that are not known"),)


def _joined(
    fingerprint: Fingerprint, story: StoryState, joining: Member, score: float, reason: str, index: StoryIndex
) -> StoryAssignment:
    index.put(story.with_member(joining))
    return _assignment(fingerprint, story, score, reason)


def _founded(fingerprint: Fingerprint, first: Member, best: Closeness | None, index: StoryIndex) -> StoryAssignment:
    index.put(story := founded(first))
    reason = "the first of its story"
    if best and best.terms:
        reason += f"; the closest other one {best.reason.replace('shares', 'shared', 1)}, which is too little"
    return _assignment(fingerprint, story, 1.0, reason)


def _assignment(fingerprint: Fingerprint, story: StoryState, score: float, reason: str) -> StoryAssignment:
    return StoryAssignment(
        version_id=fingerprint.version_id, story_id=story.story_id, score=round(min(1.0, score), 3), reason=reason
    )
