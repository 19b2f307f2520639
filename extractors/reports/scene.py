"""What the coder knows of one article: its parse with the mentions, places and dates that stand on each word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc, Token

from domain.actors import Actor, ActorLayer, Mention, PlaceMention
from domain.documents import Article
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.actors.datelines import datelines
from extractors.ontology import Ontology
from extractors.reports.topics import Topic, topics_of

Found = TypeVar("Found", Mention, PlaceMention, TemporalExpression)


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
    dateline: frozenset[int]  # tokens of datelines: no part of any clause, and in none of the tables
    written_at: PlaceMention | None  # the first place of the first dateline
    written_on: TemporalExpression | None  # its day
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

    def has_dateline(self, token: Token) -> bool:
        """Whether the token's sentence opens with the dateline, or stands right behind it."""
        start = token.sent.start
        return start in self.dateline or start - 1 in self.dateline


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
    whence = datelines(article) or _city_before_dash(doc, places)
    outside = frozenset(i for span in whence for i in _tokens(doc, starts, span))
    head = whence[0] if whence else Span(start=0, end=0)
    here = [each for each in places if each.span.end <= head.end]
    days = [each for each in dates if each.span.end <= head.end and each.interval is not None]
    return Scene(
        doc=doc,
        article=article,
        ontology=ontology,
        actors={actor.actor_id: actor for actor in layer.actors},
        mention_at=_table(doc, starts, layer.mentions, outside),
        place_at=_table(doc, starts, places, outside),
        date_at=_table(doc, starts, dates, outside),
        dateline=outside,
        written_at=here[0] if here else None,
        written_on=days[0] if days else None,
        topics=topics_of(doc, ontology.nouns),
        office_holders=frozenset(id_ for each in layer.mentions if each.office for id_ in each.actor_ids),
    )


def _city_before_dash(doc: Doc, places: tuple[PlaceMention, ...]) -> tuple[Span, ...]:
    """A city that opens the text and is set off by a dash: "Oslo - Norway expelled two envoys"."""
    first = next(iter(places), None)
    if first is None or first.span.start > 0 or first.place.precision != "city":
        return ()
    dash = doc.char_span(0, first.span.end, alignment_mode="expand")
    if dash is None or dash.end + 1 >= len(doc) or doc[dash.end].text not in ("-", "–", "—", "--"):
        return ()
    after = doc[dash.end + 1]
    spaced = doc[dash.end].whitespace_ and dash[-1].whitespace_
    return (Span(start=0, end=doc[dash.end].idx + 1),) if spaced and after.is_title else ()


def _table(doc: Doc, starts: Mapping[int, int], found: Iterable[Found], outside: frozenset[int]) -> dict[int, Found]:
    """What stands on each token, but for those of datelines."""
    return {i: each for each in found for i in _tokens(doc, starts, each.span) if i not in outside}


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
