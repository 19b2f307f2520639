"""What the coder knows of one article: its parse with the mentions, places and dates that stand on each word."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from domain.actors import Actor, ActorLayer, Mention, PlaceMention
from domain.documents import Article
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.ontology import Ontology
from extractors.reports.topics import Topic, topics_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One article; tables are by token index."""

    doc: Doc
    article: Article
    ontology: Ontology
    actors: Mapping[str, Actor]
    mention_at: Mapping[int, Mention]
    place_at: Mapping[int, PlaceMention]
    date_at: Mapping[int, TemporalExpression]
    topics: frozenset[Topic]
    office_holders: frozenset[str]  # ids of actors to whom a mention gives an office

    def quote(self, span: Span) -> str:
        return self.article.text[span.start : span.end]

    def head_at(self, span: Span) -> Token:
        """The word that carries the role of a span's phrase."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        assert found is not None
        return found.root

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """The actors of the mention that covers the token."""
        mention = self.mention_at.get(token.i)
        return tuple(self.actors[id_] for id_ in mention.actor_ids if id_ in self.actors) if mention else ()


def scene_of(
    doc: Doc,
    article: Article,
    layer: ActorLayer,
    places: tuple[PlaceMention, ...],
    dates: tuple[TemporalExpression, ...],
    ontology: Ontology,
) -> Scene:
    """The scene of an article."""
    starts = {token.idx: token.i for token in doc}
    return Scene(
        doc=doc,
        article=article,
        ontology=ontology,
        actors={actor.actor_id: actor for actor in layer.actors},
        mention_at={i: each for each in layer.mentions for i in _tokens(doc, starts, each.span)},
        place_at={i: each for each in places for i in _tokens(doc, starts, each.span)},
        date_at={i: each for each in dates for i in _tokens(doc, starts, each.span)},
        topics=topics_of(doc, ontology.nouns),
        office_holders=frozenset(id_ for each in layer.mentions if each.office for id_ in each.actor_ids),
    )


def _tokens(doc: Doc, starts: Mapping[int, int], span: Span) -> range:
    """Indices of the tokens that a span touches."""
    first = starts.get(span.start)
    if first is None:  # the span begins inside a token
        inside = doc.char_span(span.start, max(span.end, span.start + 1), alignment_mode="expand")
        return range(inside.start, inside.end) if inside is not None else range(0)
    last = first
    while last < len(doc) and doc[last].idx < span.end:
        last += 1
    return range(first, last)


def token_span(first: Token, last: Token) -> Span:
    """Characters from one token to another, both included."""
    return Span(start=first.idx, end=last.idx + len(last))
