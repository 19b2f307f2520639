"""Whom pronouns speak of: antecedents by number, gender, role, recency and parallelism; things compete with actors.

Scores follow the salience factors of Lappin and Leass (1994) in spirit: recency by sentence, subjects over objects over
the rest, parallel roles, and how often the text has named the actor.
"""

from collections.abc import Sequence

from extractors.actors.antecedents import (
    Antecedent,
    antecedent_of,
    sentence_numbers,
    with_lists,
    with_pairs,
    with_things,
)
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.view import View

_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_POSSESSIVE = frozenset("his her hers their theirs its".split())
_REFLEXIVE = frozenset("himself herself themselves itself".split())
_HOSTILE = frozenset("bomb bombard shell attack strike hit raid target storm invade pound besiege ambush".split())
_REACH = 3  # sentences back
_LEAST = 40.0
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS = frozenset(("dobj", "dative", "iobj"))


def resolve_pronouns(
    cast: Cast, found: Sequence[tuple[Candidate, Resolution]], heads: Sequence[int]
) -> dict[int, Resolution]:
    """Resolutions of the pronouns at the tokens `heads`; where none fits, they have no actor_ids but a reason."""
    view = cast.view
    number = sentence_numbers(view)
    history = [antecedent_of(cast, c, r, number) for c, r in found if r.actor_ids or c.agent or c.titles]
    history = with_pairs(cast, with_lists(view, history))
    history = with_things(view, history, number, {i for c, _ in found for i in range(c.start, c.end)})
    resolved: dict[int, Resolution] = {}
    for head in heads:
        best = _best(cast, head, history, number)
        if best is None:
            resolved[head] = Resolution((), "no antecedent that fits stands before it")
            continue
        antecedent, score = best
        words = view.texts[antecedent.head]
        if antecedent.actor_ids:
            resolved[head] = Resolution(antecedent.actor_ids, f"stands for {words!r}", min(0.95, score / 150))
        else:
            resolved[head] = Resolution((), f"seems to stand for {words!r}, no actor that we know")
        _remember(history, head, antecedent, number)
    return resolved


def _best(cast: Cast, head: int, history: list[Antecedent], number: list[int]) -> tuple[Antecedent, float] | None:
    view = cast.view
    key = view.keys[head]
    here = number[head]
    scored: list[tuple[float, int, Antecedent]] = []
    for antecedent in reversed(history):
        if antecedent.head >= head:
            continue
        if here - antecedent.sentence > _REACH:
            break
        if not _fits(key, antecedent) or _barred(view, head, antecedent.head, key):
            continue
        if not _is_its_own_victim(cast, head, antecedent, history):
            scored.append((_salience(cast, head, antecedent, here, history), antecedent.head, antecedent))
    if not scored:
        return None
    score, _, best = max(scored, key=lambda each: each[:2])
    return (best, score) if score >= _LEAST else None


def _fits(key: str, antecedent: Antecedent) -> bool:
    if key in _MALE or key in _FEMALE:
        wrong = "f" if key in _MALE else "m"
        return antecedent.person and not antecedent.plural and antecedent.gender != wrong
    if key in _PLURAL:
        return antecedent.plural
    return (
        not antecedent.person
        and (not antecedent.plural or (bool(antecedent.actor_ids) and not antecedent.common))
        and len(antecedent.actor_ids) < 2
    )


def _barred(view: View, head: int, other: int, key: str) -> bool:
    """A pronoun that is no possessive or reflexive never stands for another argument of its own verb."""
    if key in _POSSESSIVE and view.deps[head] == "poss":
        return _is_possessed(view, head, other)
    if key in _REFLEXIVE:
        return False
    if view.sentences[head] != view.sentences[other]:
        return False
    verb = _verb_of(view, other)
    if verb == _verb_of(view, head):
        return True
    return view.deps[other] in _SUBJECTS and verb == _verb_of_subject(view, head) and view.deps[head] not in _SUBJECTS


def _is_possessed(view: View, head: int, other: int) -> bool:
    """ "his minister": the pronoun is not the minister."""
    return view.heads[head] == other


def _is_its_own_victim(cast: Cast, head: int, antecedent: Antecedent, history: list[Antecedent]) -> bool:
    """Whether one would strike one's own: in "warplanes bombed its positions" the positions are another's."""
    view = cast.view
    noun = view.heads[head]
    verb = view.doc[view.heads[noun]]
    if view.deps[head] != "poss" or view.deps[noun] != "dobj" or verb.lemma_ not in _HOSTILE:
        return False
    doers = [child.i for child in verb.children if child.dep_ == "nsubj"]
    if antecedent.head in doers:
        return True
    theirs = {_country(cast, i) for other in history if other.head in doers for i in other.actor_ids} - {None}
    return any(_country(cast, i) in theirs for i in antecedent.actor_ids)


def _country(cast: Cast, actor_id: str) -> str | None:
    actor = cast.actor(actor_id)
    return actor.country if actor is not None else None


def _verb_of(view: View, place: int) -> int:
    for _ in range(12):
        parent = view.heads[place]
        if parent == place or view.pos[parent] in ("VERB", "AUX"):
            return parent
        place = parent
    return place


def _verb_of_subject(view: View, place: int) -> int:
    """The verb whose subject is that of the pronoun's own verb too: "called" in "called him and urged her"."""
    verb = _verb_of(view, place)
    while view.deps[verb] == "conj" and not any(child.dep_ in _SUBJECTS for child in view.doc[verb].children):
        verb = view.heads[verb]
    return verb


def _salience(cast: Cast, head: int, antecedent: Antecedent, here: int, history: list[Antecedent]) -> float:
    view = cast.view
    distance = here - antecedent.sentence
    score = 100.0 - 28.0 * distance - 0.4 * min(head - antecedent.head, 60)
    dep, own = view.deps[antecedent.head], view.deps[head]
    if dep in _SUBJECTS:
        score += 25 + (10 if own in _SUBJECTS else 0)
    elif dep in _OBJECTS:
        score += 8 + (6 if own in _OBJECTS else 0)
    elif dep == "poss":
        score += 12
    elif dep == "appos":
        score -= 10
    if own == "poss" and distance == 0 and dep in _SUBJECTS and _verb_of(view, head) == _verb_of(view, antecedent.head):
        score += 20
    if antecedent.listed:
        score -= 25
    if antecedent.paired:
        score -= 20
    if antecedent.demonym:
        score -= 45
    if not antecedent.actor_ids:
        score -= 12
    else:
        named = sum(1 for other in history if other.head < head and other.actor_ids == antecedent.actor_ids)
        score += 3 * min(named, 5)
    return score


def _remember(history: list[Antecedent], head: int, antecedent: Antecedent, number: list[int]) -> None:
    """A resolved pronoun is itself an antecedent for the next."""
    again = Antecedent(
        head=head,
        sentence=number[head],
        actor_ids=antecedent.actor_ids,
        person=antecedent.person,
        plural=antecedent.plural,
        gender=antecedent.gender,
    )
    at = next((n for n, other in enumerate(history) if other.head > head), len(history))
    history.insert(at, again)


def is_pleonastic(view: View, head: int) -> bool:
    """ "it" that stands for nothing: "it is clear that", "it seems"."""
    if view.keys[head] != "it":
        return False
    if view.deps[head] == "expl":
        return True
    verb = view.doc[view.heads[head]]
    if view.deps[head] in _SUBJECTS and verb.lemma_ in ("seem", "appear", "happen", "turn", "rain", "snow"):
        return True
    if view.deps[head] in _SUBJECTS and verb.lemma_ == "be":
        kids = {child.dep_ for child in verb.children if child.i > verb.i}
        return bool(kids & {"acomp", "attr", "oprd"}) and bool(kids & {"ccomp", "xcomp", "advcl", "csubj"})
    return False
