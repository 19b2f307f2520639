"""Whom definite descriptions speak of: "both countries", "the two leaders", "the group", "his predecessor"."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.actors import Actor, ActorKind, Sector
from extractors.actors.acting import out_of_lists
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.naming import governs, is_territory
from extractors.actors.offices import beside

_STATES = frozenset(
    "countries nations states governments capitals neighbors neighbours republics sides parties powers "
    "rivals foes allies".split()
)
_STATE = frozenset("country nation state kingdom republic homeland government".split())
_PEOPLE = frozenset(
    "leaders presidents ministers men officials diplomats premiers women politicians rivals counterparts "
    "generals".split()
)
_BODIES = {
    ActorKind.ARMED_GROUP: frozenset(
        "group movement organization organisation faction militia militants rebels insurgents fighters".split()
    ),
    ActorKind.IGO: frozenset("organization organisation agency body bloc alliance watchdog union institution".split()),
    ActorKind.PARTY: frozenset("party movement group faction".split()),
    ActorKind.COMPANY: frozenset("company firm corporation".split()),
    ActorKind.NGO: frozenset("organization organisation group charity".split()),
    ActorKind.MEDIA: frozenset("agency outlet broadcaster newspaper".split()),
}
_OF_TWO = frozenset("neighbours neighbors rivals foes sides countries nations".split())
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OFFICIAL = frozenset((ActorKind.STATE, ActorKind.PERSON, ActorKind.GOVERNMENT_BODY))
DESCRIBING = _STATES | _STATE | _PEOPLE | frozenset(word for words in _BODIES.values() for word in words)


@dataclass(frozen=True, slots=True)
class Said:
    """A mention that stands before, with its actors."""

    head: int
    sentence: int
    actor_ids: tuple[str, ...]


def described(cast: Cast, candidate: Candidate, history: Sequence[Said]) -> Resolution | None:
    """Whom an agent noun without a name of its own takes up from before; None where it takes up nobody."""
    view = cast.view
    key = view.keys[candidate.head]
    modifiers = candidate.modifiers
    if key not in DESCRIBING or modifiers is None:
        return None
    numbers = [_NUMBERS[view.keys[i]] for i in modifiers.words if view.keys[i] in _NUMBERS]
    is_pair = modifiers.determiner == "both" or 2 in numbers or view.keys[candidate.start] == "both"
    said_whose = candidate.complement is not None and bool(candidate.complement.anchors)
    if said_whose and not (is_pair and view.keys[candidate.head + 1] != "of"):
        return None  # but "both leaders in Vienna" are of no place
    if is_pair:
        return _pair(cast, key, _without_doer(cast, candidate, history))
    if numbers and modifiers.determiner in ("the", "these", "those", "all") and not modifiers.anchors:
        return _several(cast, history, numbers[0])
    if modifiers.determiner not in ("the", "this", "that") or modifiers.anchors:
        return None  # "the Qatari government" says itself whose
    if any(view.pos[i] in ("ADJ", "NOUN", "PROPN") for i in modifiers.words):
        return None
    if key in _OF_TWO and modifiers.determiner == "the" and not modifiers.words:
        return _two_just_named(cast, history)
    return _single(cast, key, history)


def _without_doer(cast: Cast, candidate: Candidate, history: Sequence[Said]) -> Sequence[Said]:
    """What was said before, without who does something to the pair: "the envoy will meet both leaders"."""
    view = cast.view
    if view.deps[candidate.head] != "dobj":
        return history
    sentence = view.sentences[candidate.head]
    return [
        said
        for said in history
        if view.sentences[said.head] != sentence or view.deps[said.head] not in ("nsubj", "nsubjpass")
    ]


def _pair(cast: Cast, key: str, history: Sequence[Said]) -> Resolution:
    wants_people = key in _PEOPLE and key not in _STATES
    picked = _latest(cast, history, (lambda actor: actor.kind is ActorKind.PERSON) if wants_people else governs, 2)
    if len(picked) < 2 and not wants_people:
        picked = _with_states_of_people(cast, history, picked)
    if len(picked) < 2 and key in ("sides", "parties", "rivals", "foes"):
        picked = _latest(cast, history, lambda actor: actor.kind is not ActorKind.PERSON, 2)
    if len(picked) < 2:
        return Resolution((), "no two actors of the kind stand before it")
    names = " and ".join(actor.name for i in picked if (actor := cast.actor(i)))
    return Resolution(tuple(picked), f"the last two spoken of: {names}", 0.75)


def _two_just_named(cast: Cast, history: Sequence[Said]) -> Resolution | None:
    """ "The neighbours": the states of the last sentence that names any, where it names two."""
    named: dict[int, list[str]] = {}
    for said in history:
        for actor_id in said.actor_ids:
            if (actor := cast.actor(actor_id)) is not None and governs(actor):
                named.setdefault(said.sentence, []).append(actor_id)
    last = list(dict.fromkeys(named[max(named)])) if named else []
    return Resolution(tuple(last), "the two states just spoken of", 0.7) if len(last) == 2 else None


def _several(cast: Cast, history: Sequence[Said], count: int) -> Resolution:
    """The states of the last list of so many: "Peru, Chile and Bolivia met. The three countries ..." """
    lists: dict[int, list[str]] = {}
    for said in history:
        ids = [i for i in said.actor_ids if (actor := cast.actor(i)) is not None and governs(actor)]
        lists.setdefault(out_of_lists(cast.view, said.head), []).extend(ids)
    whole = [ids for _, ids in sorted(lists.items()) if len(set(ids)) == count]
    if not whole:
        return Resolution((), f"no list of {count} states stands before it")
    names = ", ".join(actor.name for i in whole[-1] if (actor := cast.actor(i)))
    return Resolution(tuple(dict.fromkeys(whole[-1])), f"the last {count} that were listed: {names}", 0.75)


def _single(cast: Cast, key: str, history: Sequence[Said]) -> Resolution | None:
    view = cast.view
    same = [said for said in history if view.keys[said.head] == key and len(said.actor_ids) == 1]
    if same and key in _STATE:  # "the government of Qatar ... the government"
        picked = list(same[-1].actor_ids)
    elif key in _STATE:
        picked = _latest(cast, history, governs, 1)
    else:
        kinds = {kind for kind, words in _BODIES.items() if key in words}
        picked = _latest(cast, history, lambda actor: actor.kind in kinds, 1)
    if not picked:
        return None
    actor = cast.actor(picked[0])
    return Resolution((picked[0],), f"the last of the kind spoken of: {actor.name if actor else picked[0]}", 0.7)


def _with_states_of_people(cast: Cast, history: Sequence[Said], picked: list[str]) -> list[str]:
    """The last two states, where who acts for a state counts as it: "Iran's president ... Qatar ... Both countries"."""
    found: list[str] = []
    for said in reversed(history):
        for actor_id in said.actor_ids:
            actor = cast.actor(actor_id)
            state = f"state:{actor.country}" if actor is not None and actor.country else ""
            if actor is not None and is_territory(actor):
                state = actor_id
            acts = actor is not None and actor.kind in _OFFICIAL and actor.sector is Sector.GOV
            if acts and state in cast.book.actors and state not in found:
                found.append(state)
        if len(found) >= 2:
            return [cast.known(state) for state in reversed(found[:2])]
    return picked


def _latest(cast: Cast, history: Sequence[Said], fits: Callable[[Actor], bool], count: int) -> list[str]:
    """The ids of the last `count` distinct fitting actors, nearest sentence first, in the order of the text."""
    picked: list[str] = []
    for said in reversed(history):
        for actor_id in said.actor_ids:
            actor = cast.actor(actor_id)
            if actor is not None and fits(actor) and actor_id not in picked:
                picked.append(actor_id)
        if len(picked) >= count:
            break
    return list(reversed(picked[:count]))


def beside_in_office(cast: Cast, candidate: Candidate, person_ids: Iterable[str]) -> Resolution:
    """Who "his predecessor" or "her successor" is, by the office that the possessor holds on the article's day."""
    view = cast.view
    earlier = view.keys[candidate.head].startswith("predecessor")
    for identity in cast.people:
        actor = identity.actor
        if actor is None or actor.actor_id not in person_ids:
            continue
        for title in identity.titles:
            found = beside(cast.book, actor, title, cast.day, earlier=earlier) if title.role else None
            if found is not None and found.actor_id in cast.book.actors:
                return Resolution((cast.known(found.actor_id),), found.reason, 0.8 * found.score)
    return Resolution((), "the text and our offices don't say who it was")
