"""Who a title without a name is: by the article's own names, then by who held the office on its day."""

from dataclasses import replace

from domain.actors import Actor, ActorKind, Sector
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution, person_of
from extractors.actors.groups import of_state
from extractors.actors.identities import Identity
from extractors.actors.names import folded
from extractors.actors.naming import AgentNoun, Title
from extractors.actors.offices import RANK_AND_FILE, Holder, fitting, holder, is_other_office

_INDEFINITE = frozenset("a an another some one any each every no".split())


def resolved_title(cast: Cast, candidate: Candidate) -> Resolution:
    """Who a title without a name is: by the article's own names, then by who held the office on its day."""
    if candidate.head in cast.linked:
        identity = cast.linked[candidate.head]
        assert identity.actor is not None
        return Resolution((cast.add(identity.actor),), f"stands beside {identity.actor.name}")
    whose = _whose(cast, candidate)
    then = cast.dated.get(cast.view.sentences[candidate.head])
    if then is not None and whose:
        for title in candidate.titles:
            old = holder(cast.book, whose, title, then)
            if old is not None and old.actor_id in cast.book.actors:
                return Resolution((cast.known(old.actor_id),), f"{old.reason}, of which the sentence speaks", old.score)
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
    if title.title in cast.titled and not candidate.flags:
        return Resolution(cast.titled[title.title], f"as {title.title} last stood in the text", 0.7)
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
    person = person_of(cast, candidate)
    if person is not None and person.actor is not None and person.actor.country:
        return person.actor.country
    return ""


def _named_holder(cast: Cast, candidate: Candidate, whose: str) -> Identity | None:
    """The person of the article who bears the title; "a minister" is nobody whom it names."""
    if candidate.modifiers and candidate.modifiers.determiner in _INDEFINITE:
        return None
    former = "former" in candidate.flags
    alike = []
    for identity in cast.people:
        actor = identity.actor
        if actor is None or (whose and whose not in (actor.country, *identity.bodies)):
            continue
        if ("former" in identity.flags or "late" in identity.flags) != former and whose:
            continue
        if any(_is_same(title, other) for title in candidate.titles for other in identity.titles):
            before = [m.start for m in identity.mentions if m.start < candidate.start]
            alike.append((bool(before), max(before, default=0), identity))
    if not alike or (not whose and len(alike) > 1 and not candidate.modifiers):
        return None
    return max(alike, key=lambda each: each[:2])[2]


def _is_same(title: Title, other: Title) -> bool:
    """Whether one person may bear both: the same words or office; any minister is "the minister"."""
    if not title.role or not other.role:
        return False
    if title.title == "minister":
        return other.role.endswith("minister") or other.role == "head_of_government"
    if title.role in RANK_AND_FILE or title.use != "office":
        return title.title == other.title
    return title.role == other.role and not is_other_office(title, other)


def _office_itself(cast: Cast, candidate: Candidate, whose: str) -> Resolution:
    """An actor for the office, where who holds it can't be told."""
    body = cast.actor(whose)
    country = (body.country if body else whose) or None
    title = candidate.titles[-1]
    unnamed = ("government_leader", "adviser", "envoy", "spokesperson", "")
    if title.role in unnamed and body is None and country and candidate.anchors:
        return Resolution((cast.known(f"state:{country}"),), f"an unnamed {title.title} speaks for the state", 0.7)
    if body is not None:
        return Resolution((cast.known(body.actor_id),), f"an unnamed {title.title} speaks for the body", 0.7)
    if title.use == "rank" and country and title.sector is not None:
        agent = AgentNoun(title.title, title.sector, "person", "")
        return Resolution((of_state(cast, agent, country),), f"an unnamed {title.title}: one of many", 0.6)
    if not candidate.anchors and title.role in RANK_AND_FILE:
        return Resolution((), f"an unnamed {title.title} of a person")
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
