"""What phrases of the lexicons mean: names, agent nouns, titles, and what names alone don't say of people."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.actors import Actor, ActorKind, Sector


class How(StrEnum):
    """How a phrase names its actor."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"  # a city: stands for its state's government only where it acts
    PALACE = "palace"
    PARTY = "party"  # an adjective of a party's members
    PEOPLE = "people"  # an adjective of a people or faith
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Naming:
    """What a phrase of the gazetteer names."""

    actor_id: str
    how: How


@dataclass(frozen=True, slots=True)
class AgentNoun:
    """A noun for people or bodies by what they are."""

    noun: str
    sector: Sector
    sense: str  # "state", "group", "person", "body"
    body: str  # name of the body in its state, for institutions


@dataclass(frozen=True, slots=True)
class Title:
    """An office, rank or honorific."""

    title: str
    role: str
    sector: Sector | None
    use: str  # "office", "rank", "honorific"
    gender: str  # "m", "f" or "" where either


@dataclass(frozen=True, slots=True)
class Life:
    """What names alone don't say of a person."""

    gender: str = ""
    born: date | None = None
    died: date | None = None


_OF_NATIONS = ("an", "ese", "ish", "i")  # endings of adjectives of states
_OF_FAITHS = frozenset(
    "christian lutheran presbyterian anglican episcopalian sunni republican zoroastrian puritan".split()
)


def is_of_a_nation(key: str) -> bool:
    """Whether a folded word that the model takes for one of a people or party looks like the adjective of a state."""
    return key.endswith(_OF_NATIONS) and key not in _OF_FAITHS


def governs(actor: Actor) -> bool:
    """Whether an actor is a state, or a territory that acts like one: "Somaliland"."""
    return actor.kind is ActorKind.STATE or is_territory(actor)


def is_territory(actor: Actor) -> bool:
    """Whether an actor is a territory that governs itself within a state, or against it."""
    return actor.actor_id.startswith("territory:")
