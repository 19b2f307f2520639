"""Which actor rows are one: proposals with score and reason, pins that a person made, and what follows from both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from rapidfuzz import fuzz

from domain.actors import Actor, ActorKind, ActorLayer, ActorMerge
from extractors.actors.names import folded, last_name_key, name_key, name_score, telling_words

_SAME = 0.9
_LEAST_FOUND = 60.0  # of 100, for a search


def proposed_merges(actors: Iterable[Actor], pins: Sequence[ActorMerge] = ()) -> tuple[ActorMerge, ...]:
    """Merges of people and bodies that articles made, by their names and states; pins that say otherwise win.

    The actor of the knowledge files is kept before one made from text, and of two such the one with the fuller name.
    """
    blocks: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in actors:
        blocks[_block(actor)].append(actor)
    said = {frozenset((pin.kept_id, pin.merged_id)) for pin in pins if pin.pinned}
    found = []
    for block in blocks.values():
        for one, other in combinations(sorted(block, key=_standing), 2):
            if (one.known and other.known) or frozenset((one.actor_id, other.actor_id)) in said:
                continue
            score, reason = same_actor(one, other)
            if score >= _SAME:
                found.append(
                    ActorMerge(kept_id=one.actor_id, merged_id=other.actor_id, score=round(score, 3), reason=reason)
                )
    return (*(pin for pin in pins if pin.pinned), *found)


def same_actor(one: Actor, other: Actor) -> tuple[float, str]:
    """How likely two rows are one actor, 0 to 1, and why."""
    if one.kind is not other.kind and ActorKind.OTHER not in (one.kind, other.kind):
        return 0.0, f"a {one.kind} and a {other.kind}"
    if one.country and other.country and one.country != other.country:
        return 0.0, f"of {one.country} and of {other.country}"
    names, its = (one.name, *one.names), (other.name, *other.names)
    if one.kind is ActorKind.PERSON:
        score, mine, theirs = max((name_score(a, b), a, b) for a in names for b in its)
        if len(telling_words(mine)) < 2 or len(telling_words(theirs)) < 2:
            return min(score, 0.6), "a last name alone says too little"
    else:
        score, mine, theirs = max((1.0 if name_key(a) == name_key(b) else 0.0, a, b) for a in names for b in its)
    return score, f"{mine!r} and {theirs!r} are forms of one name" if score else "no name in common"


def canonical_ids(merges: Iterable[ActorMerge]) -> Mapping[str, str]:
    """The id that each merged id now goes by; pairs that a person keeps apart never meet, even by way of a third."""
    merges = list(merges)
    apart = {frozenset((m.kept_id, m.merged_id)) for m in merges if m.apart}
    parent: dict[str, str] = {}
    members: dict[str, set[str]] = {}

    def root(actor_id: str) -> str:
        while parent.get(actor_id, actor_id) != actor_id:
            actor_id = parent[actor_id]
        return actor_id

    for merge in sorted((m for m in merges if not m.apart), key=lambda m: (not m.pinned, -m.score, m.kept_id)):
        kept, merged = root(merge.kept_id), root(merge.merged_id)
        mine, its = members.get(kept, {kept}), members.get(merged, {merged})
        if kept == merged or any(frozenset((a, b)) in apart for a in mine for b in its):
            continue
        parent[merged] = kept
        members[kept] = mine | its
    return {actor_id: root(actor_id) for actor_id in parent}


def with_merges(layer: ActorLayer, merges: Iterable[ActorMerge]) -> ActorLayer:
    """The layer with merged actors under the ids that they go by, so that merges and pins outlive a re-coding."""
    ids = canonical_ids(merges)
    if not any(actor.actor_id in ids for actor in layer.actors):
        return layer
    actors: dict[str, Actor] = {}
    for actor in layer.actors:
        kept = ids.get(actor.actor_id, actor.actor_id)
        actors.setdefault(kept, replace(actor, actor_id=kept))
    mentions = tuple(
        replace(mention, actor_ids=tuple(dict.fromkeys(ids.get(i, i) for i in mention.actor_ids)))
        for mention in layer.mentions
    )
    return ActorLayer(actors=tuple(actors.values()), mentions=mentions)


def found_by_name(query: str, actors: Iterable[Actor], limit: int = 20) -> tuple[tuple[float, Actor], ...]:
    """Actors by any form of their names, best first, with a score of 0 to 1: "al thani", "Pezeshkian", "unsc"."""
    wanted = folded(query)
    scored = []
    for actor in actors:
        score = max(_likeness(query, wanted, name) for name in (actor.name, *actor.names))
        if score >= _LEAST_FOUND:
            scored.append((round(score / 100, 3), actor))
    return tuple(sorted(scored, key=lambda pair: (-pair[0], pair[1].name))[:limit])


def _likeness(query: str, wanted: str, name: str) -> float:
    its = folded(name)
    if wanted == its:
        return 100.0
    mine, theirs = set(name_key(query).split()), set(name_key(name).split())
    if mine <= theirs:
        return 90.0
    return float(fuzz.ratio(wanted, its, score_cutoff=80.0)) * 0.9


def _block(actor: Actor) -> tuple[str, str]:
    if actor.kind is ActorKind.PERSON:
        return "person", last_name_key(actor.name)
    return "body", name_key(actor.name)


def _standing(actor: Actor) -> tuple[bool, int, str]:
    return (not actor.known, -len(telling_words(actor.name)), actor.actor_id)
