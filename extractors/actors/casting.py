"""Whom titles, agent nouns and names speak of: states, bodies, holders of offices and groups of people."""

from dataclasses import dataclass, field, replace
from datetime import date

from domain.actors import Actor, ActorKind, Sector
from domain.identifiers import content_id
from extractors.actors.acting import clause_country
from extractors.actors.book import ActorBook
from extractors.actors.bodies import body_actor
from extractors.actors.candidates import Candidate
from extractors.actors.identities import Identity
from extractors.actors.names import folded
from extractors.actors.naming import AgentNoun, Title
from extractors.actors.offices import Holder, fits, fitting, holder
from extractors.actors.view import View

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


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a candidate speaks of, and why."""

    actor_ids: tuple[str, ...]
    reason: str | None
    score: float = 1.0


@dataclass(slots=True)
class Cast:
    """The actors of one article while its mentions are being resolved."""

    view: View
    book: ActorBook
    day: date | None
    window: tuple[date, date] | None  # for articles without a date: when all that they name by title held their offices
    people: list[Identity]
    actors: dict[str, Actor] = field(default_factory=dict)
    home: str | None = None  # the one country that the article speaks of, if it is one
    titled: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by role: whom the last such title spoke of
    short_forms: dict[str, Candidate] = field(default_factory=dict)  # by folded acronym: the body that bears it
    linked: dict[int, Identity] = field(default_factory=dict)  # by head token of a title in apposition to a name

    def add(self, actor: Actor) -> str:
        self.actors.setdefault(actor.actor_id, actor)
        return actor.actor_id

    def known(self, actor_id: str) -> str:
        return self.add(self.actors.get(actor_id) or self.book.actors[actor_id])

    def actor(self, actor_id: str) -> Actor | None:
        return self.actors.get(actor_id) or self.book.actors.get(actor_id)

    def adjective(self, country: str) -> str:
        return self.book.adjectives.get(country, country)


def resolved_agent(cast: Cast, candidate: Candidate) -> Resolution:
    """Whom an agent noun with its modifiers speaks of."""
    agent = candidate.agent
    assert agent is not None
    person = _person_of(cast, candidate)
    if person is not None and agent.sense == "state":
        return _administration(cast, agent, person)
    if (named := _named_body(cast, candidate)) is not None:
        return named
    anchors = [actor for anchor in candidate.anchors if (actor := cast.actor(anchor)) is not None]
    peoples = [actor for actor in anchors if actor.actor_id.startswith("people:")]
    if peoples and not any(actor.kind is ActorKind.STATE for actor in anchors):
        return _of_people(cast, agent, peoples[0])
    anchors = [actor for actor in anchors if actor not in peoples]
    bodies = [actor for actor in anchors if actor.kind is not ActorKind.STATE]
    if bodies and agent.sense != "body":
        ids = tuple(dict.fromkeys(cast.known(body.actor_id) for body in bodies[:1]))
        return Resolution(ids, f"{agent.noun} of {bodies[0].name}", 0.9)
    countries = list(dict.fromkeys(actor.country for actor in anchors if actor.country))
    if not countries and person is not None and person.actor and person.actor.country:
        countries = [person.actor.country]
    if not countries and agent.sense != "body" and (inner := _body_inside(cast, candidate)) is not None:
        return inner
    if (
        not countries
        and agent.sector in _LOCAL
        and _is_plural(cast, candidate)
        and (place := clause_country(cast.view, candidate.head))
    ):
        return Resolution((_of_state(cast, agent, place),), f"{agent.noun} where the clause says, in {place}", 0.7)
    if not countries and cast.home and _is_at_home(cast, candidate):
        ids = (_of_state(cast, agent, cast.home),)
        return Resolution(ids, f"{agent.noun} of {cast.home}, the only state that the article speaks of", 0.6)
    if not countries and _is_fragment(cast.view, candidate):
        return Resolution((_without_state(cast, agent),), "all that the sentence says; no state is given", 0.6)
    if not countries:
        return Resolution((), f"a group that the text gives no state or name: {agent.noun}")
    if agent.sector is Sector.UNS:
        return Resolution((), f"{agent.noun}: too general to be an actor")
    preposition = candidate.complement.preposition if candidate.complement else ""
    if (
        agent.sector is Sector.REB
        and len(countries) > 1
        and preposition == "in"
        and not (candidate.modifiers and candidate.modifiers.anchors)
    ):
        return Resolution((_spread(cast, candidate, agent),), "a group in several states")
    return Resolution(
        tuple(_of_state(cast, agent, country) for country in countries),
        f"{agent.noun} of {' and '.join(countries)}",
        0.95,
    )


def _named_body(cast: Cast, candidate: Candidate) -> Resolution | None:
    """A body by its full name, where the noun and a word before it are written with capitals: "Israeli Labor Party"."""
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
    part = replace(candidate, start=min(words), end=candidate.head + 1)
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
    return view.deps[candidate.head] == "ROOT" and candidate.start - view.sentences[candidate.head] <= 1


def _without_state(cast: Cast, agent: AgentNoun) -> str:
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


def _person_of(cast: Cast, candidate: Candidate) -> Identity | None:
    spans = [
        span
        for span in (
            candidate.modifiers.person if candidate.modifiers else None,
            candidate.complement.person if candidate.complement else None,
        )
        if span
    ]
    for span in spans:
        for identity in cast.people:
            if any(m.person and m.person.start < span[1] and span[0] < m.person.end for m in identity.mentions):
                return identity
    return None


def _administration(cast: Cast, agent: AgentNoun, person: Identity) -> Resolution:
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


def _of_state(cast: Cast, agent: AgentNoun, country: str) -> str:
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


def _of_people(cast: Cast, agent: AgentNoun, people: Actor) -> Resolution:
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


def _spread(cast: Cast, candidate: Candidate, agent: AgentNoun) -> str:
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


def resolved_title(cast: Cast, candidate: Candidate) -> Resolution:
    """Who a title without a name is: by the article's own names, then by who held the office on its day."""
    if candidate.head in cast.linked:
        identity = cast.linked[candidate.head]
        assert identity.actor is not None
        return Resolution((cast.add(identity.actor),), f"stands beside {identity.actor.name}")
    whose = _whose(cast, candidate)
    named = _named_holder(cast, candidate, whose)
    if named is not None:
        assert named.actor is not None
        return Resolution((cast.add(named.actor),), f"the {candidate.titles[-1].title} whom the article names", 0.95)
    if not whose:
        return _bare_title(cast, candidate)
    if "former" not in candidate.flags and "next" not in candidate.flags and "deputy" not in candidate.flags:
        for title in candidate.titles:
            found = _holder(cast, whose, title)
            if found is not None and found.actor_id in cast.book.actors:
                return Resolution((cast.known(found.actor_id),), found.reason, found.score)
    return _office_itself(cast, candidate, whose)


def _bare_title(cast: Cast, candidate: Candidate) -> Resolution:
    """ "The Emir", "the foreign minister": as the title last stood, or the one such office of the article's states."""
    title = candidate.titles[-1]
    unsaid = Resolution((), f"{title.title}: the text does not say of what state or body")
    if title.use != "office" or (candidate.modifiers and candidate.modifiers.determiner not in ("the", "")):
        return unsaid
    if title.role in cast.titled and not candidate.flags:
        return Resolution(cast.titled[title.role], f"as {title.title} last stood in the text", 0.7)
    states = {i.removeprefix("state:") for i in cast.actors if i.startswith("state:")}
    exact = [state for state in sorted(states) if any(score == 1.0 for score, _ in fitting(cast.book, state, title))]
    if len(exact) == 1 and not candidate.flags:
        found = _holder(cast, exact[0], title)
        if found is not None and found.actor_id in cast.book.actors:
            return Resolution((cast.known(found.actor_id),), found.reason, 0.7)
    return unsaid


def _holder(cast: Cast, whose: str, title: Title) -> Holder | None:
    """The holder on the article's day, or the only one in the time that its other titles leave open."""
    if cast.day is not None or cast.window is None:
        return holder(cast.book, whose, title, cast.day)
    first, last = (holder(cast.book, whose, title, day) for day in cast.window)
    if first is None or last is None or first.actor_id != last.actor_id:
        return holder(cast.book, whose, title, None)
    return replace(
        first, score=0.9 * first.score, reason=f"{first.reason}, by the other offices that the article names"
    )


def _whose(cast: Cast, candidate: Candidate) -> str:
    for anchor in candidate.anchors:
        actor = cast.actor(anchor)
        if actor is not None:
            return actor.country if actor.kind is ActorKind.STATE and actor.country else actor.actor_id
    person = _person_of(cast, candidate)
    if person is not None and person.actor is not None and person.actor.country:
        return person.actor.country
    return ""


def _named_holder(cast: Cast, candidate: Candidate, whose: str) -> Identity | None:
    """The person of the article who bears the title, or held the office on the article's day."""
    wanted = {title.role for title in candidate.titles if title.role}
    former = "former" in candidate.flags
    alike = []
    for identity in cast.people:
        actor = identity.actor
        if actor is None or (whose and whose not in (actor.country, *identity.bodies)):
            continue
        if ("former" in identity.flags or "late" in identity.flags) != former and whose:
            continue
        if any(title.role in wanted for title in identity.titles if title.role):
            before = [m.start for m in identity.mentions if m.start < candidate.start]
            alike.append((bool(before), max(before, default=0), identity))
    if not alike or (not whose and len(alike) > 1 and not candidate.modifiers):
        return None
    return max(alike, key=lambda each: each[:2])[2]


def _office_itself(cast: Cast, candidate: Candidate, whose: str) -> Resolution:
    """An actor for the office, where who holds it can't be told."""
    body = cast.actor(whose)
    country = (body.country if body else whose) or None
    title = candidate.titles[-1]
    if title.role in ("government_leader", "adviser", "envoy", "spokesperson", "") and body is None and country:
        return Resolution((cast.known(f"state:{country}"),), f"an unnamed {title.title} speaks for the state", 0.7)
    if body is not None:
        return Resolution((cast.known(body.actor_id),), f"an unnamed {title.title} speaks for the body", 0.7)
    if title.use == "rank" and country and title.sector is not None:
        agent = AgentNoun(title.title, title.sector, "person", "")
        return Resolution((_of_state(cast, agent, country),), f"an unnamed {title.title}: one of many", 0.6)
    adjective = cast.adjective(country) if country else ""
    former = "former " if "former" in candidate.flags else ""
    office = Actor(
        actor_id=f"office:{country}:{folded(former + title.title).replace(' ', '-')}",
        name=f"{adjective} {former}{title.title}".strip(),
        kind=ActorKind.PERSON,
        country=country,
        sector=Sector.ELI if former else title.sector,
        known=False,
    )
    return Resolution((cast.add(office),), "who held the office then is not known to us", 0.6)


def fitting_titles(titles: list[Title], book: ActorBook, actor_id: str) -> bool:
    """Whether a person of the book ever held an office that one of the titles speaks of."""
    return any(fits(title, office) > 0.4 for title in titles for office in book.terms.get(actor_id, ()))
