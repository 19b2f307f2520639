"""What pronouns may stand for: mentions, lists and pairs of them, and things that are no actors."""

from dataclasses import dataclass

from domain.actors import ActorKind, MentionForm
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.view import View

_ROLES = frozenset(("nsubj", "nsubjpass", "csubj", "dobj", "dative", "iobj"))
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
    common: bool = False  # a plural of a common noun: "rebels", never "it"
    listed: bool = False  # one of "Iran and Qatar": no singular pronoun takes it up readily


def sentence_numbers(view: View) -> list[int]:
    numbers, count, last = [], -1, -1
    for start in view.sentences:
        if start != last:
            count, last = count + 1, start
        numbers.append(count)
    return numbers


def with_lists(view: View, history: list[Antecedent]) -> list[Antecedent]:
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


def with_pairs(cast: Cast, history: list[Antecedent]) -> list[Antecedent]:
    """The antecedents with the two states (or people) of a sentence as one: "Iran could support Qatar. Their ..." """
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


def antecedent_of(cast: Cast, candidate: Candidate, resolution: Resolution, number: list[int]) -> Antecedent:
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
        common=view.tags[candidate.head] == "NNS" and candidate.form is MentionForm.NOMINAL,
    )


def _gender(cast: Cast, candidate: Candidate, ids: tuple[str, ...]) -> str:
    life = cast.book.lives.get(ids[0]) if len(ids) == 1 else None
    if life is not None and life.gender:
        return life.gender
    for identity in cast.people:
        if identity.actor is not None and identity.actor.actor_id in ids:
            return next((title.gender for title in identity.titles if title.gender), "")
    return next((title.gender for title in candidate.titles if title.gender), "")


def with_things(view: View, history: list[Antecedent], number: list[int], taken: set[int]) -> list[Antecedent]:
    """The antecedents with the subjects and objects that are no mentions: "the deal", "talks"."""
    things = [
        Antecedent(
            head=i, sentence=number[i], actor_ids=(), person=False, plural=view.tags[i] in ("NNS", "NNPS"), gender=""
        )
        for i, dep in enumerate(view.deps)
        if dep in _ROLES and i not in taken and view.pos[i] in ("NOUN", "PROPN")
    ]
    return sorted(history + things, key=lambda a: a.head)
