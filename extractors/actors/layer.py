"""The one non-overlapping layer of mentions of an article, and their actors."""

import re
from datetime import date

from spacy.tokens import Doc

from domain.actors import Actor, ActorLayer, Mention
from domain.documents import Article
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.actors.apposition import appositions, learn
from extractors.actors.bodies import short_forms
from extractors.actors.book import ActorBook, load_actor_book
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.choosing import choose_names
from extractors.actors.counterparts import with_named_counterparts
from extractors.actors.datelines import datelines
from extractors.actors.finding import candidates, person_candidates
from extractors.actors.identities import Surroundings, identities
from extractors.actors.known import KnownActors
from extractors.actors.listing import listed
from extractors.actors.names import folded, telling_words
from extractors.actors.naming import How
from extractors.actors.offices import window_of
from extractors.actors.past import days_of_old
from extractors.actors.people import person_spans
from extractors.actors.plain import plain_layer
from extractors.actors.resolving import resolved_candidates
from extractors.actors.towns import without_towns
from extractors.actors.view import View, view_of

_WORD = re.compile(r"[^\W_]+|[-–.,()]")

__all__ = ["ActorBook", "KnownActors", "NoKnownActors", "find_actors", "load_actor_book"]


class NoKnownActors:
    """For reading articles without a database."""

    def named(self, key: str) -> tuple[Actor, ...]:  # noqa: ARG002 - part of the protocol
        return ()


def find_actors(
    doc: Doc, article: Article, dates: tuple[TemporalExpression, ...], book: ActorBook, known: KnownActors
) -> ActorLayer:
    """The article's actors and mentions."""
    if not doc.has_annotation("DEP"):
        return plain_layer(doc, article, book, known, _day(article))
    view = view_of(doc, book)
    choose_names(view)
    spans = without_towns(view, person_spans(view))
    named = person_candidates(view, spans)
    found = candidates(view, spans, named)
    whence = datelines(article)
    found = [each for each in found if not any(span.start <= view.first_char(each.start) < span.end for span in whence)]
    day = _day(article)
    people = [(c, c.person.text(view)) for c in named if c.person is not None]
    around = Surroundings(day=day, countries=_countries(view))
    beside = appositions(view, found, named)
    for person, others in beside.items():
        for other in others:
            learn(named[person], other)
    whom = identities(people, book, known, around)
    window = None if day else window_of(whom, book)
    cast = Cast(view=view, book=book, day=day, dated=days_of_old(view, dates, day), window=window, people=whom)
    for person, others in beside.items():
        identity = next((i for i in whom if any(m is named[person] for m in i.mentions)), None)
        if identity is not None:
            cast.linked.update({other.head: identity for other in others})
    cast.home = _home(cast, around)
    cast.short_forms = short_forms(view, [c for c in found if c.person is None])
    mentions = [
        _mention(view, article, candidate, resolution)
        for candidate, resolution in listed(cast, resolved_candidates(cast, found))
    ]
    told = with_named_counterparts(mentions, dict(cast.actors), article.text)
    used = {actor_id for mention in told for actor_id in mention.actor_ids}
    actors = {actor_id: actor for actor_id, actor in cast.actors.items() if actor_id in used}
    for actor in _captioned(article, book):
        actors.setdefault(actor.actor_id, actor)
    return ActorLayer(actors=tuple(actors.values()), mentions=told)


def _home(cast: Cast, around: Surroundings) -> str | None:
    """The country, where states and people of the article are all of one."""
    countries = set(around.countries) | {i.actor.country for i in cast.people if i.actor and i.actor.country}
    return countries.pop() if len(countries) == 1 else None


def _captioned(article: Article, book: ActorBook) -> list[Actor]:
    """People of the book whom captions name in full; captions are no part of the text, so they have no mentions."""
    found: dict[str, Actor] = {}
    for caption in article.captions:
        texts = _WORD.findall(caption)
        keys = [folded(text) for text in texts]
        for place in range(len(texts)):
            match = book.names.at(keys, texts, place)
            if (
                match is not None
                and len(telling_words(" ".join(texts[place : match.end]))) > 1
                and match.values[0].how is How.PERSON
            ):
                actor = book.actors[match.values[0].actor_id]
                found[actor.actor_id] = actor
    return list(found.values())


def _day(article: Article) -> date | None:
    interval = article.published.interval
    return (interval.last or interval.first) if interval else None


def _countries(view: View) -> frozenset[str]:
    ids = (match.values[0].actor_id for match in view.names.values())
    return frozenset(i.removeprefix("state:") for i in ids if i.startswith("state:"))


def _mention(view: View, article: Article, candidate: Candidate, resolution: Resolution) -> Mention:
    start, end = candidate.chars or (view.first_char(candidate.start), view.last_char(candidate.end))
    token = view.doc[candidate.head]
    head = Span(start=start, end=end) if candidate.chars else Span(start=token.idx, end=token.idx + len(token))
    return Mention(
        span=Span(start=start, end=end),
        text=article.text[start:end],
        head=head,
        form=candidate.form,
        actor_ids=resolution.actor_ids,
        rule=candidate.rule,
        reason=resolution.reason,
        office=" and ".join(title.title for title in candidate.titles if title.role) or None,
        score=round(resolution.score, 3),
    )
