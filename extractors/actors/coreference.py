"""Whom pronouns speak of: antecedents by number, gender, role, recency and parallelism; things compete with actors.

Scores follow the salience factors of Lappin and Leass (1994) in spirit: recency by sentence, subjects over objects over
the rest, parallel roles, and how often the text has named the actor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actors import ActorKind, MentionForm
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.view import View

_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_POSSESSIVE = frozenset("his her hers their theirs its".split())
_REFLEXIVE = frozenset("himself herself themselves itself".split())
_REACH = 3  # sentences back
_LEAST = 40.0
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS = frozenset(("dobj", "dative", "iobj"))
_COLLECTIVE = frozenset(
    (
        ActorKind.ARMED_GROUP,
        ActorKind.PARTY,
        ActorKind.GROUP,
        ActorKind.MILITARY,
        ActorKind.OTHER,
        ActorKind.NGO,
        ActorKind.GOVERNMENT_BODY,
        ActorKind.MEDIA,
        ActorKind.COMPANY,
    )
)


@dataclass(slots=True)
class Antecedent:
    """A noun phrase that a later pronoun may stand for; a thing where it has no actors."""

    head: int
    sentence: int  # number of its sentence
    actor_ids: tuple[str, ...]
    person: bool
    plural: bool
    gender: str  # "m", "f" or ""
    demonym: bool = False
    paired: bool = False  # two that one sentence speaks of, without "and"
    listed: bool = False  # one of "Iran and Qatar": no singular pronoun takes it up readily


def resolve_pronouns(
    cast: Cast, found: Sequence[tuple[Candidate, Resolution]], heads: Sequence[int]
) -> dict[int, Resolution]:
    """Resolutions of the pronouns at the tokens `heads`; where none fits, they have no actor_ids but a reason."""
    view = cast.view
    number = sentence_numbers(view)
    history = [_antecedent(cast, c, r, number) for c, r in found if r.actor_ids or c.agent or c.titles]
    history = _with_pairs(cast, _with_lists(view, history))
    history = _with_things(view, history, number, {i for c, _ in found for i in range(c.start, c.end)})
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


def sentence_numbers(view: View) -> list[int]:
    numbers, count, last = [], -1, -1
    for start in view.sentences:
        if start != last:
            count, last = count + 1, start
        numbers.append(count)
    return numbers


def _with_lists(view: View, history: list[Antecedent]) -> list[Antecedent]:
    """The antecedents with the lists that they make up: "Macron and Scholz" for "they"."""
    lists: dict[int, list[Antecedent]] = {}
    for antecedent in history:
        top = antecedent.head
        while view.deps[top] == "conj" and view.heads[top] != top:
            top = view.heads[top]
        lists.setdefault(top, []).append(antecedent)
    joined = [
        Antecedent(
            head=top,
            sentence=parts[0].sentence,
            actor_ids=tuple(dict.fromkeys(i for part in parts for i in part.actor_ids)),
            person=all(part.person for part in parts),
            plural=True,
            gender="",
        )
        for top, parts in lists.items()
        if len(parts) > 1 and all(part.actor_ids for part in parts)
    ]
    for parts in lists.values():
        if len(parts) > 1:
            for part in parts:
                part.listed = True
    return history + joined


def _with_pairs(cast: Cast, history: list[Antecedent]) -> list[Antecedent]:
    """The antecedents with the two states (or two people) of a sentence together: "Iran could support Qatar. Their ..." """
    by_sentence: dict[int, dict[str, Antecedent]] = {}
    for antecedent in history:
        if len(antecedent.actor_ids) == 1:
            by_sentence.setdefault(antecedent.sentence, {})[antecedent.actor_ids[0]] = antecedent
    pairs = []
    for sentence, said in by_sentence.items():
        kinds = {actor.kind for i in said if (actor := cast.actor(i)) is not None}
        if len(said) == 2 and kinds in ({ActorKind.STATE}, {ActorKind.PERSON}):
            last = max(said.values(), key=lambda each: each.head)
            person = kinds == {ActorKind.PERSON}
            pairs.append(
                Antecedent(
                    head=last.head,
                    sentence=sentence,
                    actor_ids=tuple(said),
                    person=person,
                    plural=True,
                    gender="",
                    paired=True,
                )
            )
    return history + pairs


def _antecedent(cast: Cast, candidate: Candidate, resolution: Resolution, number: list[int]) -> Antecedent:
    view, ids = cast.view, resolution.actor_ids
    actors = [actor for i in ids if (actor := cast.actor(i)) is not None]
    person = bool(actors) and all(actor.kind is ActorKind.PERSON for actor in actors)
    plural = len(ids) > 1 or view.tags[candidate.head] in ("NNS", "NNPS")
    if not actors:
        person = not plural and (candidate.agent is None or candidate.agent.sense in ("person", "group"))
    collective = any(actor.kind in _COLLECTIVE or actor.members for actor in actors)
    return Antecedent(
        head=candidate.head,
        sentence=number[candidate.head],
        actor_ids=ids,
        person=person,
        plural=plural or (collective and not person),
        gender=_gender(cast, candidate, ids) if person else "",
        demonym=candidate.form is MentionForm.DEMONYM,
    )


def _gender(cast: Cast, candidate: Candidate, ids: tuple[str, ...]) -> str:
    life = cast.book.lives.get(ids[0]) if len(ids) == 1 else None
    if life is not None and life.gender:
        return life.gender
    for identity in cast.people:
        if identity.actor is not None and identity.actor.actor_id in ids:
            return next((title.gender for title in identity.titles if title.gender), "")
    return next((title.gender for title in candidate.titles if title.gender), "")


def _with_things(view: View, history: list[Antecedent], number: list[int], taken: set[int]) -> list[Antecedent]:
    """The antecedents with the subjects and objects that are no mentions: "the deal", "talks"."""
    things = [
        Antecedent(
            head=i, sentence=number[i], actor_ids=(), person=False, plural=view.tags[i] in ("NNS", "NNPS"), gender=""
        )
        for i, dep in enumerate(view.deps)
        if (dep in _SUBJECTS or dep in _OBJECTS) and i not in taken and view.pos[i] in ("NOUN", "PROPN")
    ]
    return sorted(history + things, key=lambda a: a.head)


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
        if _fits(key, antecedent) and not _barred(view, head, antecedent.head, key):
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
        and (not antecedent.plural or bool(antecedent.actor_ids))
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
