"""The story of an article: one it joins, several for a round-up, or one of its own."""

from collections.abc import Sequence
from dataclasses import replace

from domain.relations import COPY_KINDS, Relation, RelationKind, StoryAssignment
from extractors.relations.fingerprint import Fingerprint
from extractors.stories.closeness import Closeness, closeness, likeness_of_stories
from extractors.stories.index import StoryIndex
from extractors.stories.pins import StoryPins
from extractors.stories.state import Member, StoryState, founded, member
from extractors.stories.vectors import Vector, unit, vector

_JOINS = 0.28  # closeness from which on an article belongs to a story
_WORTH_TELLING = 0.1  # of the likeliest story where that is not enough
_LOOKED_INTO = 4  # stories whose members are compared one by one: the likeliest as a whole
_PART_JOINS = 0.35  # of an item of a round-up, which has few words to go by
_NEARLY = 0.7  # share of the best claim that makes another one as good
_UNLIKE = 0.15  # likeness of two stories, up to which an article that is near both tells of both
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
    found = _assigned(fingerprint, index, relations, pins or StoryPins(), text)
    belongs = pins.belongs if pins else frozenset()
    return tuple(replace(each, pinned=(version, each.story_id) in belongs) for each in found)


def _assigned(
    fingerprint: Fingerprint, index: StoryIndex, relations: Sequence[Relation], pins: StoryPins, text: str | None
) -> tuple[StoryAssignment, ...]:
    """The place of an article that has none yet."""
    index.statistics.observe(fingerprint)
    terms = vector(fingerprint, index.statistics)
    told = _told(fingerprint, relations, index, pins)
    if fingerprint.parts:
        return _round_up(fingerprint, terms, told, index, pins, text)
    if told:
        beside_round_up = len(told) > 1 or any(story.closed for story, *_ in told)
        joining = member(fingerprint, {} if beside_round_up or not all(adds for *_, adds in told) else terms)
        return tuple(_joined(fingerprint, story, joining, score, reason, index) for story, score, reason, _ in told)
    claims = _claims(fingerprint, terms, index, pins)
    if not claims or claims[0].score < _JOINS:
        return (_founded(fingerprint, member(fingerprint, terms), claims, index, text),)
    several = _of_several(claims)
    joining = member(fingerprint, {} if len(several) > 1 else terms)
    return tuple(_joined(fingerprint, each.story, joining, each.score, each.reason(text), index) for each in several)


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


def _claims(fingerprint: Fingerprint, terms: Vector, index: StoryIndex, pins: StoryPins) -> list[Closeness]:
    """What the likeliest stories have to say for these terms, the best first."""
    alike = [
        (-story.likeness(terms), story.story_id, story)
        for story in index.candidates(terms)
        if not story.closed and (fingerprint.version_id, story.story_id) not in pins.barred
    ]
    likely = sorted(alike)[:_LOOKED_INTO]  # ids are told apart before stories would be compared
    found = [closeness(fingerprint, terms, story, -distance) for distance, _, story in likely]
    return sorted(found, key=lambda each: (each.score, each.story.story_id), reverse=True)


def _of_several(claims: Sequence[Closeness]) -> list[Closeness]:
    """The best claim, and those that are nearly as good though their stories are unlike all better ones."""
    found = [claims[0]]
    for claim in claims[1:]:
        if claim.score >= max(_PART_JOINS, _NEARLY * claims[0].score) and all(
            likeness_of_stories(claim.story, better.story) < _UNLIKE for better in found
        ):
            found.append(claim)
    return found


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
        own = unit({stem: terms[stem] for stem in part if stem in terms})
        for best in _claims(fingerprint, own, index, pins)[:1]:
            if best.score < _PART_JOINS:
                continue
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
    fingerprint: Fingerprint, first: Member, claims: Sequence[Closeness], index: StoryIndex, text: str | None
) -> StoryAssignment:
    index.put(story := founded(first))
    reason = "the first of its story"
    if claims and claims[0].score >= _WORTH_TELLING:
        best = claims[0]
        reason += f"; {best.story.story_id} is too far ({best.score:.2f} of {_JOINS:.2f}): {best.reason(text)}"
    return _assignment(fingerprint, story, 1.0, reason)


def _assignment(fingerprint: Fingerprint, story: StoryState, score: float, reason: str) -> StoryAssignment:
    return StoryAssignment(
        version_id=fingerprint.version_id, story_id=story.story_id, score=round(min(1.0, score), 3), reason=reason
    )
