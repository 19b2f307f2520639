"""Which of several bodies of one name the text means, by the states beside the name and in the article."""

from collections import Counter

from domain.actors import Actor, ActorKind
from extractors.actors.naming import How, Naming
from extractors.actors.phrases import Match
from extractors.actors.view import View

_SHARED = frozenset((ActorKind.PARTY, ActorKind.GOVERNMENT_BODY, ActorKind.MILITARY, ActorKind.MEDIA, ActorKind.OTHER))
_BESIDE = 100
_KINDS_OF_PARTY = frozenset("opposition ruling governing main biggest largest far right left centre center".split()) | {
    "-"
}


def choose_names(view: View) -> None:
    """Keeps of each name the actor that is meant; a body of another state than the text gives beside it goes."""
    spoken = Counter(country for match in view.names.values() for country in _countries(view, match) if country)
    for start, match in list(view.names.items()):
        bodies = [value for value in match.values if value.how is How.NAME]
        if not bodies or bodies[0].actor_id.startswith(("state:", "territory:")):
            continue
        beside = _beside(view, match)
        fitting = [value for value in bodies if _may_be(view.book.actors[value.actor_id], beside)]
        fitting = [value for value in fitting if not _is_party_abroad(view, match, value, spoken)]
        if not fitting:
            _drop(view, start, match)
        elif len(fitting) > 1 or len(fitting) < len(match.values):
            best = max(fitting, key=lambda value: _weight(view, value, beside, spoken))
            chosen = Match(match.start, match.end, (best,))
            view.names[start] = view.names_ending[match.end] = chosen


def _countries(view: View, match: Match[Naming]) -> list[str | None]:
    """Countries of a name that is of one actor only."""
    if len(match.values) > 1:
        return []
    return [view.book.actors[match.values[0].actor_id].country]


def _beside(view: View, match: Match[Naming]) -> str | None:
    """Country of the state right beside the name: "Israeli Labour Party", "House of Representatives of Nigeria"."""
    before = match.start
    while before and view.keys[before - 1] in _KINDS_OF_PARTY:
        before -= 1
    if before and view.texts[before - 1] == "'s":
        before -= 1
    for other in (view.names_ending.get(before), _of(view, match.end)):
        if other is not None and other.values[0].how is not How.PERSON:
            actor = view.book.actors[other.values[0].actor_id]
            if actor.kind is ActorKind.STATE:
                return actor.country
    return None


def _of(view: View, place: int) -> Match[Naming] | None:
    if place + 1 >= len(view.keys) or view.keys[place] != "of":
        return None
    return view.names.get(place + 1 + (view.keys[place + 1] == "the"))


def _may_be(actor: Actor, beside: str | None) -> bool:
    return beside is None or actor.country in (None, beside) or actor.kind not in _SHARED


def _is_party_abroad(view: View, match: Match[Naming], value: Naming, spoken: Counter[str]) -> bool:
    """Whether the text speaks of states, but not of that of a party whose name many have: "the Democratic Party"."""
    actor = view.book.actors[value.actor_id]
    if actor.kind is not ActorKind.PARTY or view.keys[match.end - 1] != "party":
        return False
    return bool(spoken) and actor.country is not None and spoken[actor.country] <= (len(match.values) == 1)


def _weight(view: View, value: Naming, beside: str | None, spoken: Counter[str]) -> int:
    actor = view.book.actors[value.actor_id]
    return (_BESIDE if beside and actor.country == beside else 0) + spoken.get(actor.country or "", 0)


def _drop(view: View, start: int, match: Match[Naming]) -> None:
    """Takes a name out; an agent noun in its place ("house of representatives") may then speak."""
    del view.names[start]
    view.names_ending.pop(match.end, None)
    agent = view.book.agents.at(view.keys, view.texts, start, match.end)
    if agent is not None:
        view.agents[start] = view.agents_ending[agent.end] = agent
