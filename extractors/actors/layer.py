"""The one non-overlapping layer of mentions of an article, and their actors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from domain.actors import Actor, ActorKind, ActorLayer, Mention, MentionForm
from domain.documents import Article
from domain.spans import Span
from domain.temporal import TemporalExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorBook:
    """All that we know of actors beforehand."""

    actors: Mapping[str, Actor]


class KnownActors(Protocol):
    """Actors that earlier articles made: what resolution may join an unknown name to."""

    def named(self, key: str) -> Iterable[Actor]:
        """Actors that have a name with this folded last-name key."""
        ...


class NoKnownActors:
    """For reading articles without a database."""

    def named(self, key: str) -> Iterable[Actor]:
        return ()


def load_actor_book() -> ActorBook:
    """The knowledge files, validated."""
    return ActorBook(actors={})


def find_actors(
    doc: Doc, article: Article, dates: tuple[TemporalExpression, ...], book: ActorBook, known: KnownActors
) -> ActorLayer:
    """The article's actors and mentions."""
    actors: dict[str, Actor] = {}
    mentions = []
    for entity in doc.ents:
        if entity.label_ not in ("PERSON", "ORG", "GPE", "NORP"):
            continue
        actor_id = f"name:{entity.text.lower()}"
        actors[actor_id] = Actor(
            actor_id=actor_id, name=entity.text, kind=ActorKind.OTHER, country=None, sector=None, known=False
        )
        head = entity.root
        mentions.append(
            Mention(
                span=Span(start=entity.start_char, end=entity.end_char),
                text=article.text[entity.start_char : entity.end_char],
                head=Span(start=head.idx, end=head.idx + len(head)),
                form=MentionForm.NAME,
                actor_ids=(actor_id,),
                rule="model",
            )
        )
    return ActorLayer(actors=tuple(actors.values()), mentions=tuple(mentions))
