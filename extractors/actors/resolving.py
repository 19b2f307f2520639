"""All candidates of an article resolved, in the order in which one resolution helps the next."""

from collections.abc import Callable

from domain.actors import Actor, ActorKind, MentionForm, Sector
from extractors.actors.acting import acts, clause_country, is_membership, speaks
from extractors.actors.agents import resolved_agent
from extractors.actors.antecedents import sentence_numbers
from extractors.actors.bodies import body_actor
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution, person_of
from extractors.actors.coreference import is_pleonastic, resolve_pronouns
from extractors.actors.descriptions import Said, beside_in_office, described
from extractors.actors.firstperson import FIRST, NOT_QUOTED, first_person_candidates, first_persons
from extractors.actors.groups import of_state
from extractors.actors.identities import Identity
from extractors.actors.names import folded
from extractors.actors.naming import AgentNoun
from extractors.actors.offices import terms_of
from extractors.actors.officials import resolved_title

Resolved = list[tuple[Candidate, Resolution]]
_BESIDE = frozenset(("predecessor", "successor"))
_OTHERS = frozenset(("counterpart", "counterparts"))
_FORCES = frozenset("forces troops fighters soldiers men militia militants rebels army gunmen".split())


def resolved_candidates(cast: Cast, found: list[Candidate]) -> Resolved:
    """Each candidate with whom it speaks of; what only says where, or stands for nothing, is left out.

    Names and people first, then titles and agent nouns in the order of the text, then pronouns, and last what belongs
    to a pronoun ("his predecessor").
    """
    people = {id(mention): identity for identity in cast.people for mention in identity.mentions}
    done: dict[int, Resolution] = {}
    for candidate in found:
        identity = people.get(id(candidate))
        if identity is not None and identity.actor is not None:
            done[id(candidate)] = Resolution((cast.add(identity.actor),), identity.reason, identity.score)
        elif _is_name(candidate) and not _only_says_where(cast, candidate):
            done[id(candidate)] = _resolved_name(cast, candidate)
    owned = [c for c in found if _possessor(c) is not None]
    _resolve_phrases(cast, [c for c in found if _possessor(c) is None], done)
    _resolve_owned(cast, found, owned, done)
    spoken = first_persons(cast.view, _at_heads(found, done))
    taken = {i for candidate in found for i in range(candidate.start, candidate.end)}
    said = [pair for pair in first_person_candidates(spoken) if pair[0].head not in taken]
    resolved = [(candidate, done[id(candidate)]) for candidate in found if id(candidate) in done]
    return sorted([*resolved, *said], key=lambda pair: pair[0].start)


def _at_heads(found: list[Candidate], done: dict[int, Resolution]) -> Callable[[int], Resolution | None]:
    """Looks up the resolution of the mention with its head at a token."""
    heads = {candidate.head: candidate for candidate in found}
    return lambda head: done.get(id(heads[head])) if head in heads else None


def _is_name(candidate: Candidate) -> bool:
    return candidate.agent is None and not candidate.titles and candidate.form is not MentionForm.PRONOUN


def _possessor(candidate: Candidate) -> int | None:
    return candidate.modifiers.possessor if candidate.modifiers and candidate.person is None else None


def _resolve_phrases(cast: Cast, found: list[Candidate], done: dict[int, Resolution]) -> None:
    """Titles and agent nouns, in the order of the text, so that each can take up what stands before."""
    number = sentence_numbers(cast.view)
    history: list[Said] = []
    for candidate in found:
        if id(candidate) not in done:
            resolution = _phrase(cast, candidate, history)
            if resolution is None:
                continue
            done[id(candidate)] = resolution
        resolution = done[id(candidate)]
        if resolution.actor_ids:
            history.append(Said(candidate.head, number[candidate.head], resolution.actor_ids))
            for title in candidate.titles:
                if title.role:
                    cast.titled[title.title] = resolution.actor_ids


def _phrase(cast: Cast, candidate: Candidate, history: list[Said]) -> Resolution | None:
    if candidate.titles and candidate.person is None:
        return resolved_title(cast, candidate)
    if candidate.agent is not None and (linked := _named_beside(cast, candidate)) is not None:
        return linked
    if candidate.agent is not None and candidate.agent.noun in _BESIDE and (owner := person_of(cast, candidate)):
        return _beside(cast, candidate, owner)
    if candidate.agent is not None:
        taken_up = described(cast, candidate, history)
        if taken_up is not None and taken_up.actor_ids:
            return taken_up
        resolution = resolved_agent(cast, candidate)
        return resolution if resolution.actor_ids or taken_up is None else taken_up
    return None


def _named_beside(cast: Cast, candidate: Candidate) -> Resolution | None:
    """The person whose name stands beside a word for one: "his rival, Jane Roe"."""
    identity = cast.linked.get(candidate.head)
    if identity is None or identity.actor is None or cast.view.tags[candidate.head] in ("NNS", "NNPS"):
        return None
    return Resolution((cast.add(identity.actor),), f"stands beside {identity.actor.name}")


def _beside(cast: Cast, candidate: Candidate, owner: Identity) -> Resolution:
    """ "Merkel's predecessor": by the offices, unless his name follows."""
    named = any(m.person and m.person.first == candidate.end for identity in cast.people for m in identity.mentions)
    if named or owner.actor is None:
        return Resolution((), "the name that follows says who")
    return beside_in_office(cast, candidate, [owner.actor.actor_id])


def _resolve_owned(cast: Cast, found: list[Candidate], owned: list[Candidate], done: dict[int, Resolution]) -> None:
    """Pronouns, and phrases that belong to one: "his country", "its troops", "his predecessor"."""
    pronouns = [c for c in found if c.form is MentionForm.PRONOUN and not is_pleonastic(cast.view, c.head)]
    possessors = [place for c in owned if (place := _possessor(c)) is not None]
    heads = sorted({*(c.head for c in pronouns), *possessors})
    if not heads:
        return
    before = [(candidate, done[id(candidate)]) for candidate in found if id(candidate) in done]
    resolved = resolve_pronouns(cast, before, [head for head in heads if cast.view.keys[head] not in FIRST])
    for candidate in pronouns:
        done[id(candidate)] = resolved[candidate.head]
    resolved |= {place: NOT_QUOTED for place in possessors if place not in resolved}
    resolved |= first_persons(cast.view, _at_heads(found, done))
    for candidate in owned:
        place = _possessor(candidate)
        assert place is not None
        done[id(candidate)] = _owned(cast, candidate, resolved[place])


def _owned(cast: Cast, candidate: Candidate, owner: Resolution) -> Resolution:
    noun = cast.view.keys[candidate.head]
    if (linked := _named_beside(cast, candidate)) is not None:
        return linked
    owners = [actor for i in owner.actor_ids if (actor := cast.actor(i)) is not None]
    if not owners:
        return Resolution((), f"whose {noun} it is can't be told: {owner.reason}")
    if noun in _BESIDE:
        return beside_in_office(cast, candidate, [actor.actor_id for actor in owners])
    states = [_state_of(actor) for actor in owners]
    if noun in ("country", "nation", "homeland", "kingdom") and all(state in cast.book.actors for state in states):
        return Resolution(
            tuple(cast.known(state) for state in dict.fromkeys(states) if state), f"{owner.reason}: their {noun}", 0.85
        )
    if (unnamed := _unnamed(candidate, owners)) is not None:
        return unnamed
    assert candidate.modifiers is not None
    if not candidate.modifiers.anchors:  # "his Chinese counterpart" says itself whose
        candidate.modifiers.anchors = [
            _commanded(cast, candidate, actor)
            or (state if actor.kind is ActorKind.PERSON and state in cast.book.actors else actor.actor_id)
            for actor, state in zip(owners, states, strict=True)
        ]
    resolution = _phrase(cast, candidate, [])
    return resolution or Resolution((), f"whose {noun} it is can't be told")


def _unnamed(candidate: Candidate, owners: list[Actor]) -> Resolution | None:
    """People of somebody's own whom no state or body names: "his widow", "his players", "his counterpart"."""
    agent = candidate.agent
    if agent is None or any(actor.kind is not ActorKind.PERSON for actor in owners):
        return None
    stated = bool(candidate.modifiers and candidate.modifiers.anchors)
    if agent.noun in _OTHERS and not stated:
        return Resolution((), f"the text does not say of what state {owners[0].name}'s {agent.noun} is")
    if agent.sector is Sector.CVL and (agent.sense == "person" or not owners[0].country) and not stated:
        return Resolution((), f"{owners[0].name}'s {agent.noun}, whom the text does not name")
    return None


def _commanded(cast: Cast, candidate: Candidate, owner: Actor) -> str | None:
    """The armed body whose men a rebel leader's "forces" or "men" are; None for others."""
    if candidate.agent is None or candidate.agent.noun not in _FORCES or owner.sector is not Sector.REB:
        return None
    return next(
        (term.organisation for term in terms_of(cast.book, owner.actor_id, cast.day) if term.organisation), None
    )


def _state_of(actor: Actor) -> str:
    return f"state:{actor.country}" if actor.country else ""


def _of_people_there(cast: Cast, candidate: Candidate) -> Resolution:
    """ "Ethnic Albanians" are people of the state where the clause has them, not of Albania."""
    country = clause_country(cast.view, candidate.head)
    if country is None:
        return Resolution((), "an ethnic group: the text does not say in what state")
    people = AgentNoun("people", Sector.CVL, "group", "")
    return Resolution((of_state(cast, people, country),), f"an ethnic group in {country}", 0.6)


def _only_says_where(cast: Cast, candidate: Candidate) -> bool:
    """A town, palace or state that is a location here, and no actor."""
    view = cast.view
    if candidate.actor_id is not None and candidate.form is MentionForm.NAME:
        if candidate.actor_id.startswith("igo:") and is_membership(view, candidate.head):
            return True
        is_state = candidate.actor_id.startswith(("state:", "territory:"))
        return is_state and not acts(view, candidate.end, candidate.head, "state")
    if candidate.form is not MentionForm.METONYM:
        return False
    kind = "palace" if candidate.rule == "gazetteer: palace" else "town"
    if candidate.rule == "model: GPE":
        name = str(view.doc[candidate.start : candidate.end].text)
        if name.casefold() not in cast.book.towns or not speaks(view, candidate.head):
            return True
    return not acts(view, candidate.end, candidate.head, kind)


def _resolved_name(cast: Cast, candidate: Candidate) -> Resolution:
    if candidate.actor_ids:
        return Resolution(tuple(cast.known(actor_id) for actor_id in candidate.actor_ids), candidate.rule)
    if candidate.form is MentionForm.DEMONYM and candidate.start and cast.view.keys[candidate.start - 1] == "ethnic":
        return _of_people_there(cast, candidate)
    if candidate.actor_id is not None:
        return Resolution((cast.known(candidate.actor_id),), candidate.rule)
    name = str(cast.view.doc[candidate.start : candidate.end].text)
    if candidate.rule == "model: GPE":
        country = cast.book.towns.get(name.casefold())
        if country is None:
            return Resolution((), "a place that we have no actor for")
        return Resolution((cast.known(f"state:{country}"),), f"a place in {country} that acts", 0.6)
    if candidate.rule != "model: ORG":
        return Resolution((), "people that we have no actor for")
    if (full := cast.short_forms.get(folded(name))) is not None and full is not candidate:
        resolution = resolved_agent(cast, full) if full.agent else _resolved_name(cast, full)
        return Resolution(resolution.actor_ids, f"the short form of {cast.view.doc[full.start : full.end].text}", 0.9)
    country = next((a.country for i in candidate.anchors if (a := cast.actor(i)) is not None and a.country), None)
    actor = body_actor(cast.view, candidate, country)
    if actor is None:
        return Resolution((), "a name that is no body's")
    return Resolution((cast.add(actor),), "an organisation that is new to us", 0.7)
