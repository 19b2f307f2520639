"""The one non-overlapping layer of mentions of an article, and their actors."""

from datetime import date

from spacy.tokens import Doc

from domain.actors import Actor, ActorKind, ActorLayer, Mention, MentionForm
from domain.documents import Article
from domain.identifiers import content_id
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.actors.acting import acts
from extractors.actors.book import ActorBook, load_actor_book
from extractors.actors.candidates import Candidate, candidates
from extractors.actors.casting import Cast, Resolution, resolved_agent, resolved_title
from extractors.actors.identities import KnownActors, Surroundings, identities
from extractors.actors.people import person_spans
from extractors.actors.view import View, view_of

__all__ = ["ActorBook", "KnownActors", "NoKnownActors", "find_actors", "load_actor_book"]


class NoKnownActors:
    """For reading articles without a database."""

    def named(self, key: str) -> tuple[Actor, ...]:
        return ()


def find_actors(
    doc: Doc, article: Article, dates: tuple[TemporalExpression, ...], book: ActorBook, known: KnownActors
) -> ActorLayer:
    """The article's actors and mentions."""
    if not len(doc) or not doc.has_annotation("DEP"):
        return ActorLayer(actors=(), mentions=())
    view = view_of(doc, book)
    found = candidates(view, person_spans(view))
    day = _day(article)
    people = [(c, c.person.text(view)) for c in found if c.person is not None]
    around = Surroundings(day=day, countries=_countries(view))
    cast = Cast(view=view, book=book, day=day, people=identities(people, book, known, around))
    by_candidate = {id(m): i for i in cast.people for m in i.mentions}
    mentions = []
    for candidate in found:
        identity = by_candidate.get(id(candidate))
        if identity is not None:
            assert identity.actor is not None
            resolution = Resolution((cast.add(identity.actor),), identity.reason, identity.score)
        elif candidate.agent is not None:
            resolution = resolved_agent(cast, candidate)
        elif candidate.titles:
            resolution = resolved_title(cast, candidate)
        elif candidate.actor_id is not None or candidate.rule == "model: GPE":
            if _only_says_where(view, candidate):
                continue
            resolution = _resolved_name(cast, candidate)
        elif candidate.form is MentionForm.PRONOUN:
            resolution = Resolution((), "not resolved")
        else:
            resolution = _unknown_body(cast, candidate)
        mentions.append(_mention(view, article, candidate, resolution))
    used = {actor_id for mention in mentions for actor_id in mention.actor_ids}
    return ActorLayer(
        actors=tuple(actor for actor_id, actor in cast.actors.items() if actor_id in used), mentions=tuple(mentions)
    )


def _day(article: Article) -> date | None:
    interval = article.published.interval
    return (interval.last or interval.first) if interval else None


def _countries(view: View) -> frozenset[str]:
    ids = (match.values[0].actor_id for match in view.names.values())
    return frozenset(i.removeprefix("state:") for i in ids if i.startswith("state:"))


def _only_says_where(view: View, candidate: Candidate) -> bool:
    """A town, palace or state that is a location here, and no actor."""
    if candidate.actor_id is not None and candidate.form is MentionForm.NAME:
        is_state = candidate.actor_id.startswith("state:")
        return is_state and not acts(view, candidate.start, candidate.end, candidate.head, town=False)
    if candidate.form is not MentionForm.METONYM:
        return False
    town = candidate.rule != "gazetteer: palace"
    return not acts(view, candidate.start, candidate.end, candidate.head, town=town)


def _resolved_name(cast: Cast, candidate: Candidate) -> Resolution:
    if candidate.actor_id is None:
        name = str(cast.view.doc[candidate.start : candidate.end].text)
        country = cast.book.towns.get(name.casefold())
        if country is None:
            return Resolution((), "a place that we have no actor for")
        return Resolution((cast.known(f"state:{country}"),), f"a place in {country} that acts", 0.6)
    return Resolution((cast.known(candidate.actor_id),), candidate.rule)


def _unknown_body(cast: Cast, candidate: Candidate) -> Resolution:
    if candidate.rule != "model: ORG":
        return Resolution((), "a place or people that we have no actor for")
    name = str(cast.view.doc[candidate.start : candidate.end].text)
    actor = Actor(
        actor_id=content_id("body", name.casefold()),
        name=name,
        kind=ActorKind.OTHER,
        country=None,
        sector=None,
        known=False,
    )
    return Resolution((cast.add(actor),), "an organisation that is new to us", 0.7)


def _mention(view: View, article: Article, candidate: Candidate, resolution: Resolution) -> Mention:
    start, end = view.first_char(candidate.start), view.last_char(candidate.end)
    head = view.doc[candidate.head]
    return Mention(
        span=Span(start=start, end=end),
        text=article.text[start:end],
        head=Span(start=head.idx, end=head.idx + len(head)),
        form=candidate.form,
        actor_ids=resolution.actor_ids,
        rule=candidate.rule,
        reason=resolution.reason,
        office=" and ".join(title.title for title in candidate.titles if title.role) or None,
        score=round(resolution.score, 3),
    )


_ = ActorKind
