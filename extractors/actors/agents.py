"""Whom an agent noun with its modifiers speaks of: states, bodies and groups of people."""

from dataclasses import replace

from domain.actors import ActorKind, Sector
from extractors.actors.acting import clause_country
from extractors.actors.bodies import body_actor
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution, person_of
from extractors.actors.groups import administration, of_people, of_state, spread, without_state
from extractors.actors.naming import AgentNoun, is_of_a_nation, is_territory
from extractors.actors.view import View

# Groups that are mostly at home where the clause says that they act.
_LOCAL = frozenset(
    (
        Sector.COP,
        Sector.CVL,
        Sector.JUD,
        Sector.LEG,
        Sector.OPP,
        Sector.LAB,
        Sector.EDU,
        Sector.PTY,
        Sector.REL,
        Sector.AGR,
        Sector.HLH,
        Sector.REB,
        Sector.CRM,
    )
)
_AT_HOME = frozenset((Sector.COP, Sector.LEG, Sector.JUD, Sector.OPP))
_FORCES = frozenset(("army", "military", "troops", "soldiers", "armed forces", "security forces", "air force", "navy"))


def resolved_agent(cast: Cast, candidate: Candidate) -> Resolution:
    """Whom an agent noun with its modifiers speaks of."""
    agent = candidate.agent
    assert agent is not None
    person = person_of(cast, candidate)
    if person is not None and agent.sense == "state":
        return administration(cast, agent, person)
    if (named := _named_body(cast, candidate)) is not None:
        return named
    anchors = [actor for anchor in candidate.anchors if (actor := cast.actor(anchor)) is not None]
    peoples = [actor for actor in anchors if actor.actor_id.startswith("people:")]
    if peoples and not any(actor.kind is ActorKind.STATE for actor in anchors):
        return of_people(cast, agent, peoples[0])
    bodies = [actor for actor in anchors if actor.kind is not ActorKind.STATE and actor not in peoples]
    if bodies and (agent.sense != "body" or is_territory(bodies[0])):
        return Resolution((cast.known(bodies[0].actor_id),), f"{agent.noun} of {bodies[0].name}", 0.9)
    countries = list(dict.fromkeys(actor.country for actor in anchors if actor.country and actor not in peoples))
    if not countries and person is not None and person.actor and person.actor.country:
        countries = [person.actor.country]
    return _of_states(cast, candidate, agent, countries) if countries else _unanchored(cast, candidate, agent)


def _of_states(cast: Cast, candidate: Candidate, agent: AgentNoun, countries: list[str]) -> Resolution:
    """The groups or bodies of the states beside the noun."""
    if agent.sector is Sector.UNS:
        return Resolution((), f"{agent.noun}: too general to be an actor")
    behind = candidate.complement.preposition if candidate.complement else ""
    before = bool(candidate.modifiers and candidate.modifiers.anchors)
    if agent.sector is Sector.REB and len(countries) > 1 and behind == "in" and not before:
        return Resolution((spread(cast, candidate, agent),), "a group in several states")
    ids = tuple(of_state(cast, agent, country) for country in countries)
    return Resolution(ids, f"{agent.noun} of {' and '.join(countries)}", 0.95)


def _unanchored(cast: Cast, candidate: Candidate, agent: AgentNoun) -> Resolution:
    """A noun without a state or body beside it: by its clause, by the article's one state, or nobody."""
    if agent.sense != "body" and (inner := _body_inside(cast, candidate)) is not None:
        return inner
    if _is_of_unknown(cast.view, candidate):
        return Resolution((), f"{agent.noun} of a state or body that we don't know")
    if agent.sector in _LOCAL and _is_plural(cast, candidate):
        place = clause_country(cast.view, candidate.head)
        if place is not None:
            return Resolution((of_state(cast, agent, place),), f"{agent.noun} where the clause says, in {place}", 0.7)
    if cast.home and _is_at_home(cast, candidate):
        ids = (of_state(cast, agent, cast.home),)
        return Resolution(ids, f"{agent.noun} of {cast.home}, the only state that the article speaks of", 0.6)
    if _is_fragment(cast.view, candidate):
        return Resolution((without_state(cast, agent),), "all that the sentence says; no state is given", 0.6)
    return Resolution((), f"a group that the text gives no state or name: {agent.noun}")


def _is_of_unknown(view: View, candidate: Candidate) -> bool:
    """Whether a name that we know of no state says whose it is: "officials from Ruritania", "Ruritania's army"."""
    if candidate.complement is not None and candidate.complement.unknown:
        return True
    words = candidate.modifiers.words if candidate.modifiers else []
    if any(view.entities[i] == "GPE" and view.texts[i][:1].isupper() for i in words):
        return True
    if any(view.entities[i] == "NORP" and is_of_a_nation(view.keys[i]) for i in words):
        return True
    owners = [i for i in words if view.deps[i] == "poss" and view.pos[i] == "PROPN" and view.entities[i] != "PERSON"]
    return bool(owners)


def _named_body(cast: Cast, candidate: Candidate) -> Resolution | None:
    """A body by its full name: the noun and a word before it have capitals, "Israeli Labor Party"."""
    view, agent = cast.view, candidate.agent
    words = candidate.modifiers.words if candidate.modifiers else []
    if (
        agent is None
        or agent.sense == "state"
        or agent.body.endswith("ministry")
        or not view.texts[candidate.head][:1].isupper()
    ):
        return None
    if not words or not all(view.texts[i][:1].isupper() for i in words) or min(words) == view.sentences[min(words)]:
        return None
    country = next((a.country for i in candidate.anchors if (a := cast.actor(i)) is not None and a.country), None)
    capitals = [i for i in range(candidate.start, candidate.head) if view.texts[i][:1].isupper()]
    if not capitals:
        return None
    start = capitals[0]
    start += view.keys[start] == "the"
    part = replace(candidate, start=start, end=candidate.head + 1)
    actor = body_actor(view, part, country)
    return Resolution((cast.add(actor),), "a body that is new to us", 0.7) if actor is not None else None


def _body_inside(cast: Cast, candidate: Candidate) -> Resolution | None:
    """A body that only the model knows beside the noun: "Los Zetas gunmen", "members of the Karen union"."""
    view = cast.view
    inside = [
        i
        for i in range(candidate.start, candidate.end)
        if i != candidate.head and view.entities[i] in ("ORG", "GPE") and view.pos[i] == "PROPN"
    ]
    if not inside or not all(view.texts[i][:1].isupper() for i in inside):
        return None
    part = replace(candidate, start=inside[0], end=inside[-1] + 1, head=inside[-1])
    actor = body_actor(view, part, None)
    if actor is None or candidate.agent is None:
        return None
    if actor.sector is None and candidate.agent.sense == "group":
        actor = replace(actor, sector=candidate.agent.sector)
    return Resolution((cast.add(actor),), f"{candidate.agent.noun} of {actor.name}", 0.6)


def _is_plural(cast: Cast, candidate: Candidate) -> bool:
    """Whether the noun speaks of people together; one person is no group."""
    assert candidate.agent is not None
    return candidate.agent.sense != "person" or cast.view.tags[candidate.head] in ("NNS", "NNPS")


def _is_at_home(cast: Cast, candidate: Candidate) -> bool:
    """Whether the noun is most likely of the one state that the article speaks of: "the army", "parliament"."""
    agent = candidate.agent
    assert agent is not None
    if agent.sector is Sector.MIL:
        return agent.noun in _FORCES
    return agent.sense in ("state", "body") or (agent.sector in _AT_HOME and _is_plural(cast, candidate))


def _is_fragment(view: View, candidate: Candidate) -> bool:
    """Whether the phrase is a whole sentence without a verb, as in headlines and lists."""
    return view.deps[candidate.head] == "ROOT" and (
        view.is_label or candidate.start - view.sentences[candidate.head] <= 1
    )
