"""Actors for people and bodies without a name of their own: "Turkish troops", "the Trump administration"."""

from domain.actors import Actor, ActorKind, Sector
from domain.identifiers import content_id
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.identities import Identity
from extractors.actors.names import folded
from extractors.actors.naming import AgentNoun

_GROUP_NAMES = {
    Sector.MIL: "{} armed forces",
    Sector.COP: "{} police",
    Sector.LEG: "{} lawmakers",
    Sector.JUD: "{} judges",
    Sector.REB: "{} militants",
    Sector.OPP: "{} opposition",
    Sector.CVL: "{} civilians",
    Sector.REF: "{} refugees",
    Sector.MED: "{} media",
    Sector.BUS: "{} businesses",
    Sector.LAB: "{} workers",
    Sector.EDU: "{} academics",
    Sector.REL: "{} clergy",
    Sector.SPY: "{} intelligence services",
}
_GROUP_KINDS = {
    Sector.MIL: ActorKind.MILITARY,
    Sector.COP: ActorKind.GOVERNMENT_BODY,
    Sector.SPY: ActorKind.GOVERNMENT_BODY,
    Sector.LEG: ActorKind.GOVERNMENT_BODY,
    Sector.JUD: ActorKind.GOVERNMENT_BODY,
}


def administration(cast: Cast, agent: AgentNoun, person: Identity) -> Resolution:
    assert person.actor is not None
    leader = person.actor
    surname = leader.name.split()[-1]
    if leader.country is None:
        return Resolution((leader.actor_id,), f"{agent.noun} of {leader.name}", 0.7)
    noun = "administration" if leader.country == "USA" else "government"
    body = Actor(
        actor_id=f"government_body:{leader.country}:{folded(surname)}-{noun}",
        name=f"{surname} {noun}",
        kind=ActorKind.GOVERNMENT_BODY,
        country=leader.country,
        sector=Sector.GOV,
        known=False,
    )
    return Resolution((cast.add(body),), f"{agent.noun} of {leader.name}", 0.95)


def of_state(cast: Cast, agent: AgentNoun, country: str) -> str:
    state = f"state:{country}"
    if agent.sense == "state" or (agent.sense == "person" and agent.sector is Sector.GOV):
        return cast.known(state)
    adjective = cast.adjective(country)
    if agent.sense == "body":
        return cast.add(
            Actor(
                actor_id=f"government_body:{country}:{folded(agent.body).replace(' ', '-')}",
                name=f"{adjective} {agent.body}",
                kind=ActorKind.GOVERNMENT_BODY,
                country=country,
                sector=agent.sector,
                known=False,
            )
        )
    pattern = _GROUP_NAMES.get(agent.sector)
    return cast.add(
        Actor(
            actor_id=f"group:{country}:{agent.sector}",
            name=pattern.format(adjective) if pattern else f"{adjective} {agent.noun}",
            kind=_GROUP_KINDS.get(agent.sector, ActorKind.GROUP),
            country=country,
            sector=agent.sector,
            known=False,
        )
    )


def of_people(cast: Cast, agent: AgentNoun, people: Actor) -> Resolution:
    if agent.sector in (people.sector, Sector.UNS):
        return Resolution((cast.known(people.actor_id),), f"{agent.noun} of the {people.name}", 0.8)
    group = Actor(
        actor_id=f"group:{people.actor_id.removeprefix('people:')}:{agent.sector}",
        name=f"{people.name.removesuffix('s')} {agent.noun}",
        kind=ActorKind.ARMED_GROUP if agent.sector is Sector.REB else ActorKind.GROUP,
        country=people.country,
        sector=agent.sector,
        known=False,
    )
    return Resolution((cast.add(group),), f"{agent.noun} of the {people.name}", 0.8)


def spread(cast: Cast, candidate: Candidate, agent: AgentNoun) -> str:
    text = str(cast.view.doc[candidate.start : candidate.end].text)
    return cast.add(
        Actor(
            actor_id=content_id("group", folded(text)),
            name=text,
            kind=ActorKind.ARMED_GROUP if agent.sector is Sector.REB else ActorKind.GROUP,
            country=None,
            sector=agent.sector,
            known=False,
        )
    )


def without_state(cast: Cast, agent: AgentNoun) -> str:
    return cast.add(
        Actor(
            actor_id=f"group:{folded(agent.noun).replace(' ', '-')}",
            name=agent.noun,
            kind=ActorKind.GROUP,
            country=None,
            sector=agent.sector,
            known=False,
        )
    )
