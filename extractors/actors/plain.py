"""Actors of texts without a parse: Spanish and French by gazetteer and titles, others by the names of states."""

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from domain.actors import Actor, ActorLayer, Mention, MentionForm
from domain.documents import Article
from domain.spans import Span
from extractors.actors.book import ActorBook
from extractors.actors.candidates import Candidate
from extractors.actors.datelines import datelines
from extractors.actors.foreign import ForeignNames
from extractors.actors.identities import Surroundings, identities
from extractors.actors.known import KnownActors
from extractors.actors.modifiers import Modifiers
from extractors.actors.names import folded
from extractors.actors.naming import How, Naming, Title
from extractors.actors.offices import holder
from extractors.actors.people import PersonSpan
from extractors.actors.phrases import Match

_READ = frozenset(("es", "fr"))  # languages whose titles and demonyms we know
_UNSPACED = frozenset("zh ja th ko my km lo".split())
_OF = frozenset("de del du des d la el le les l".split())
_LINKS = frozenset("de del la el al bin ibn von van der abu ben".split())
_ACTING_BEFORE = frozenset("entre con contra avec contre y et que".split())
_FOREIGN_ONLY = frozenset((How.DEMONYM, How.PEOPLE))  # of the English gazetteer, not read here


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    form: MentionForm
    actor_id: str | None = None
    titles: tuple[Title, ...] = ()
    country: str | None = None
    name: tuple[int, int] | None = None  # tokens of a person's name
    rule: str = "gazetteer"


def plain_layer(doc: Doc, article: Article, book: ActorBook, known: KnownActors, day: date | None) -> ActorLayer:
    """The layer of a text that has words and sentence bounds only."""
    foreign = book.foreign.get(article.language)
    if foreign is None:
        return ActorLayer(actors=(), mentions=())
    if article.language in _UNSPACED:
        return _written_layer(article, book, foreign)
    texts = [token.text for token in doc]
    keys = [folded(text) for text in texts]
    whence = datelines(article)
    found = [
        each
        for each in _found(doc, texts, keys, book, foreign, read=article.language in _READ)
        if not any(span.start <= doc[each.start].idx < span.end for span in whence)
    ]
    return _layer(doc, article, book, known, day, found)


def _written_layer(article: Article, book: ActorBook, foreign: ForeignNames) -> ActorLayer:
    """States' names as they stand in a script without spaces, the longest first."""
    names = sorted(foreign.written, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names))) if names else None
    mentions = []
    for match in pattern.finditer(article.text) if pattern else ():
        span = Span(start=match.start(), end=match.end())
        mentions.append(_mention(article, span, span, MentionForm.NAME, foreign.written[match[0]], "gazetteer", None))
    return _listed(book, {}, mentions)


def _found(
    doc: Doc, texts: list[str], keys: list[str], book: ActorBook, foreign: ForeignNames, *, read: bool
) -> list[_Found]:
    found: list[_Found] = []
    place = 0
    while place < len(texts):
        step = _at(doc, texts, keys, place, book, foreign, read=read)
        if step is None:
            place += 1
        else:
            found.append(step)
            place = step.end
    return found


def _at(
    doc: Doc, texts: list[str], keys: list[str], place: int, book: ActorBook, foreign: ForeignNames, *, read: bool
) -> _Found | None:
    if read and (title := foreign.titles.at(keys, texts, place)) is not None:
        return _titled(texts, keys, title, foreign, book)
    match = foreign.names.at(keys, texts, place)
    if match is None and "-" in texts[place] and texts[place][0].isupper():  # "États-Unis" is one token
        values = foreign.names.get(texts[place])
        match = Match(place, place + 1, values) if values else None
    if match is not None and match.values[0].how is How.CAPITAL:
        return _capital(doc, keys, match)
    if match is not None:
        form = MentionForm.DEMONYM if match.values[0].how is How.DEMONYM else MentionForm.NAME
        return _Found(match.start, match.end, form, match.values[0].actor_id)
    english = book.names.at(keys, texts, place) if read and texts[place][:1].isupper() else None
    if english is None or english.values[0].how in _FOREIGN_ONLY:
        return None
    if english.values[0].how is How.PERSON:
        return _Found(place, english.end, MentionForm.NAME, name=(place, english.end), rule="person name")
    if english.values[0].how is How.CAPITAL:
        return _capital(doc, keys, english)
    if english.values[0].actor_id.startswith("state:") and english.end - place == 1 and len(texts[place]) < 4:
        return None  # "US", "UK": other words elsewhere
    return _Found(place, english.end, MentionForm.NAME, english.values[0].actor_id)


def _capital(doc: Doc, keys: list[str], match: Match[Naming]) -> _Found | None:
    """A capital where it acts, as far as that shows without a parse: at the start, or behind "with" or "and"."""
    place = match.start
    acts = doc[place].is_sent_start or (place > 0 and keys[place - 1] in _ACTING_BEFORE)
    return _Found(place, match.end, MentionForm.METONYM, match.values[0].actor_id) if acts else None


def _titled(texts: list[str], keys: list[str], title: Match[Title], foreign: ForeignNames, book: ActorBook) -> _Found:
    """A title with its state ("presidente iraní", "ministro de Exteriores de Catar") and the name behind it."""
    place, country = title.end, None
    whose = _whose(texts, keys, place, foreign, book)
    if whose is not None:
        place, country = whose
    at = place + (place < len(texts) and texts[place] == ",")
    end = _end_of_name(texts, keys, at)
    name = (at, end) if end > at and (end - at > 1 or at == place) else None
    stop = end if name else place
    return _Found(
        title.start, stop, MentionForm.NAME if name else MentionForm.TITLE, None, title.values, country, name, "title"
    )


def _whose(
    texts: list[str], keys: list[str], place: int, foreign: ForeignNames, book: ActorBook
) -> tuple[int, str] | None:
    start = place
    while start < len(keys) and keys[start] in _OF and start - place < 3:
        start += 1
    match: Match[Naming] | None = foreign.names.at(keys, texts, start) if start < len(keys) else None
    actor = book.actors.get(match.values[0].actor_id) if match is not None else None
    return (match.end, actor.country) if match is not None and actor is not None and actor.country else None


def _end_of_name(texts: list[str], keys: list[str], start: int) -> int:
    end = start
    while end < len(texts) and end - start < 6:
        if texts[end][:1].isupper() and texts[end].isalpha():
            end += 1
        elif (
            end > start
            and (keys[end] in _LINKS or texts[end] == "-")
            and end + 1 < len(texts)
            and texts[end + 1][:1].isupper()
        ):
            end += 2
        else:
            break
    return min(end, len(texts))


def _layer(
    doc: Doc, article: Article, book: ActorBook, known: KnownActors, day: date | None, found: list[_Found]
) -> ActorLayer:
    countries = {f.actor_id.removeprefix("state:") for f in found if f.actor_id and f.actor_id.startswith("state:")}
    countries |= {each.country for each in found if each.country}
    around = Surroundings(day=day, countries=frozenset(countries))
    named = [(each, _as_person(each)) for each in found if each.name is not None]
    people = identities(
        [(candidate, str(doc[each.name[0] : each.name[1]].text)) for each, candidate in named if each.name],
        book,
        known,
        around,
    )
    whose = {id(mention): identity for identity in people for mention in identity.mentions}
    made: dict[str, Actor] = {}
    by_found: dict[int, str] = {}
    for each, candidate in named:
        actor = whose[id(candidate)].actor
        if actor is not None:
            made[actor.actor_id] = actor
            by_found[id(each)] = actor.actor_id
    mentions = []
    for each in found:
        actor_id = by_found.get(id(each)) or each.actor_id or _office_holder(each, book, day)
        start = doc[each.start].idx
        last = doc[each.end - 1]
        mentions.append(
            _mention(
                article,
                Span(start=start, end=last.idx + len(last)),
                Span(start=last.idx, end=last.idx + len(last)),
                each.form,
                actor_id,
                each.rule,
                " and ".join(title.title for title in each.titles) or None,
            )
        )
    return _listed(book, made, mentions)


def _as_person(each: _Found) -> Candidate:
    start, end = each.name or (each.start, each.end)
    anchors = [f"state:{each.country}"] if each.country else []
    return Candidate(
        start=each.start,
        end=each.end,
        head=end - 1,
        form=MentionForm.NAME,
        rule=each.rule,
        person=PersonSpan(start=start, end=end, first=each.start),
        titles=list(each.titles),
        modifiers=Modifiers(start=each.start, anchors=anchors),
    )


def _office_holder(each: _Found, book: ActorBook, day: date | None) -> str | None:
    if each.form is not MentionForm.TITLE or each.country is None:
        return None
    for title in each.titles:
        found = holder(book, each.country, title, day)
        if found is not None and found.actor_id in book.actors:
            return found.actor_id
    return None


def _mention(
    article: Article,
    span: Span,
    head: Span,
    form: MentionForm,
    actor_id: str | None,
    rule: str,
    office: str | None,
) -> Mention:
    return Mention(
        span=span,
        text=span.quote(article.text),
        head=head,
        form=form,
        actor_ids=(actor_id,) if actor_id else (),
        rule=rule,
        reason=None if actor_id else "the text does not say who",
        office=office,
        score=0.8,
    )


def _listed(book: ActorBook, made: dict[str, Actor], mentions: list[Mention]) -> ActorLayer:
    ids = dict.fromkeys(actor_id for mention in mentions for actor_id in mention.actor_ids)
    actors = tuple(actor for i in ids if (actor := made.get(i) or book.actors.get(i)) is not None)
    return ActorLayer(actors=actors, mentions=tuple(mentions))
