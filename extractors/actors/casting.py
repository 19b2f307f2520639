"""The actors of one article while its mentions are being resolved."""

from dataclasses import dataclass, field
from datetime import date

from domain.actors import Actor
from extractors.actors.book import ActorBook
from extractors.actors.candidates import Candidate
from extractors.actors.identities import Identity
from extractors.actors.view import View


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
    dated: dict[int, date]  # by first token of a sentence: the day of long ago that it speaks of
    window: tuple[date, date] | None  # for articles without a date: when all that they name by title held their offices
    people: list[Identity]
    actors: dict[str, Actor] = field(default_factory=dict)
    home: str | None = None  # the one country that the article speaks of, if it is one
    titled: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by title: whom it last spoke of
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


def person_of(cast: Cast, candidate: Candidate) -> Identity | None:
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
