"""The people of one article: all forms of a name joined, and each joined to who we know already."""

from dataclasses import dataclass, field, replace
from datetime import date

from domain.actors import Actor, ActorKind, Sector
from domain.identifiers import content_id
from extractors.actors.book import ActorBook
from extractors.actors.candidates import Candidate
from extractors.actors.known import SAME, KnownActors, join_known
from extractors.actors.names import name_key, name_key_words, name_score, same_word, sound, telling_words
from extractors.actors.naming import Title
from extractors.actors.offices import fits, held_on, terms_of

_PUBLIC = frozenset((Sector.GOV, Sector.LEG, Sector.MIL, Sector.COP, Sector.JUD, Sector.OPP, Sector.PTY, Sector.ELI))
_LIKELY = 0.7  # with a title or country that agrees


@dataclass(slots=True)
class Identity:
    """One person of the article, by all the names and titles that it gives."""

    names: list[str]
    countries: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)  # actor_ids of organisations
    titles: list[Title] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    mentions: list[Candidate] = field(default_factory=list)
    actor: Actor | None = None
    score: float = 1.0
    reason: str = ""

    @property
    def name(self) -> str:
        """The fullest form."""
        return max(self.names, key=lambda name: (len(telling_words(name)), len(name)))

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None


@dataclass(slots=True)
class Surroundings:
    """What the article says as a whole, for choosing among people of one name."""

    day: date | None
    countries: frozenset[str]  # of all states that it names


def identities(
    mentions: list[tuple[Candidate, str]], book: ActorBook, known: KnownActors, around: Surroundings
) -> list[Identity]:
    """The people behind mentions (with the name's text), each with its actor."""
    found: list[Identity] = []
    for candidate, name in mentions:
        if candidate.actor_id and _is_of_another(candidate, name, mentions, book, around.day):
            candidate.actor_id = None
    full = [(c, name) for c, name in mentions if len(telling_words(name)) > 1 or c.actor_id]
    short = [(c, name) for c, name in mentions if len(telling_words(name)) <= 1 and not c.actor_id]
    for candidate, name in sorted(full, key=lambda pair: -len(telling_words(pair[1]))):
        _join(found, candidate, name, book)
    for candidate, name in short:
        _join_short(found, candidate, name, book)
    for identity in found:
        _settle(identity, book, known, around)
    return _merged(found)


def _is_of_another(
    candidate: Candidate, name: str, mentions: list[tuple[Candidate, str]], book: ActorBook, day: date | None
) -> bool:
    """Whether a surname that the book gives to one person belongs to another, whom the article names in full.

    Who holds an office on the day keeps the surname: "Trump" behind "Melania Trump" is the president.
    """
    actor = book.actors.get(candidate.actor_id or "")
    if actor is None or len(telling_words(name)) > 1 or any(True for _ in terms_of(book, actor.actor_id, day)):
        return False
    full = [other for _, other in mentions if len(telling_words(other)) > 1]
    bearers = [other for other in full if same_word(telling_words(other)[-1], telling_words(name)[0])]
    known = (actor.name, *actor.names)
    return bool(bearers) and not any(name_score(other, own) >= _LIKELY for other in bearers for own in known)


def _evidence(identity: Identity, candidate: Candidate, book: ActorBook) -> None:
    """Adds what a mention says to its identity."""
    anchors = [*candidate.anchors, *(candidate.person.anchors if candidate.person else [])]
    for anchor in anchors:
        actor = book.actors.get(anchor)
        if actor is None:
            continue
        if actor.kind is not ActorKind.STATE:
            identity.bodies.append(anchor)
        elif actor.country and actor.country not in identity.countries:
            identity.countries.append(actor.country)
    identity.titles += [title for title in candidate.titles if title.use != "honorific" or title.gender]
    identity.flags |= candidate.flags
    identity.mentions.append(candidate)


def _join(found: list[Identity], candidate: Candidate, name: str, book: ActorBook) -> None:
    fresh = Identity(names=[name])
    _evidence(fresh, candidate, book)
    for identity in found:
        theirs = {m.actor_id for m in identity.mentions if m.actor_id}
        if candidate.actor_id and theirs:
            if candidate.actor_id in theirs:
                break
            continue
        conflict = bool(fresh.countries and identity.countries and not set(fresh.countries) & set(identity.countries))
        if not conflict and max(name_score(name, other) for other in identity.names) >= SAME:
            break
    else:
        found.append(fresh)
        return
    identity.names.append(name)
    _evidence(identity, candidate, book)


def _join_short(found: list[Identity], candidate: Candidate, name: str, book: ActorBook) -> None:
    """A surname alone goes to the person of the article who bears it: by title and state, else the nearest before."""
    fresh = Identity(names=[name])
    _evidence(fresh, candidate, book)
    alike = [i for i in found if _bears(i, name)]
    agreeing = [i for i in alike if _agrees(i, fresh)]
    if not agreeing:
        found.append(fresh)
        return
    identity = max(agreeing, key=lambda i: (_shares_title(i, fresh), _nearness(i, candidate)))
    identity.names.append(name)
    _evidence(identity, candidate, book)


def _bears(identity: Identity, name: str) -> bool:
    word = telling_words(name)[0] if telling_words(name) else ""
    for other in identity.names:
        words = telling_words(other)
        if word and words and (same_word(word, words[-1]) or (len(words) > 1 and same_word(word, words[0]))):
            return True
        if len(words) > 2 and any(same_word(word, w) for w in words[1:]):
            return True
        if name_score(name, other) >= 0.6:
            return True
    return False


def _agrees(identity: Identity, fresh: Identity) -> bool:
    if fresh.countries and identity.countries and not set(fresh.countries) & set(identity.countries):
        return False
    genders = {title.gender for title in (*identity.titles, *fresh.titles) if title.gender}
    return len(genders) < 2


def _shares_title(identity: Identity, fresh: Identity) -> bool:
    if "former" in identity.flags and "former" not in fresh.flags:
        return False  # "Prime Minister Roe" is not the former one
    roles = {title.role for title in identity.titles if title.role}
    return any(title.role in roles for title in fresh.titles)


def _nearness(identity: Identity, candidate: Candidate) -> tuple[bool, int]:
    before = [m.start for m in identity.mentions if m.start < candidate.start]
    return (bool(before), max(before) if before else -min(m.start for m in identity.mentions))


def _settle(identity: Identity, book: ActorBook, known: KnownActors, around: Surroundings) -> None:
    """Gives the identity its actor: of the book, of earlier articles, or a new one."""
    best = max(
        (
            (score + _spelt_alike(identity, book.actors[actor_id]), actor_id)
            for actor_id in _book_ids(identity, book)
            if (score := _book_score(identity, actor_id, book, around)) > 0
        ),
        default=(0.0, ""),
    )
    if best[0] > 0:
        actor = book.actors[best[1]]
        identity.actor, identity.score = _as_of(actor, identity, book, around), min(1.0, best[0])
        identity.reason = f"the name is one of {actor.name}'s"
        return
    fresh = _new_actor(identity, book, around)
    joined = join_known(fresh, known)
    if joined is not None:
        identity.actor, identity.score = joined[0], joined[1]
        identity.reason = f"joins {joined[0].name} of earlier articles"
    else:
        identity.actor, identity.score, identity.reason = fresh, 1.0, "a name that is new to us"


def _spelt_alike(identity: Identity, actor: Actor) -> float:
    """A little for a name that is spelt as the actor's: "Milei" is not Milley, though they sound alike."""
    words = {word for name in (actor.name, *actor.names) for word in name_key_words(name)}
    return 0.02 if words.issuperset(name_key_words(identity.name)) else 0.0


def _book_ids(identity: Identity, book: ActorBook) -> set[str]:
    ids = {m.actor_id for m in identity.mentions if m.actor_id}
    for name in identity.names:
        words = telling_words(name)
        for word in {words[-1], words[0]} if words else set():
            ids.update(book.people.get(sound(word), ()))
    return {actor_id for actor_id in ids if actor_id}


def _book_score(identity: Identity, actor_id: str, book: ActorBook, around: Surroundings) -> float:
    """How well a person of the book fits: the names, and what the text says of state and office."""
    actor = book.actors[actor_id]
    name = identity.name
    score = max(name_score(name, other) for other in (actor.name, *actor.names))
    given = any(m.actor_id == actor_id for m in identity.mentions)
    if given:
        score = max(score, SAME)
    if score <= 0:
        return 0.0
    countries = {office.country for office in book.terms.get(actor_id, ())} | {actor.country}
    if identity.countries and not countries & set(identity.countries):
        return 0.0
    agrees = bool(set(identity.countries) & countries) or _holds_title(identity, actor_id, book)
    if score >= SAME:
        return score + 0.05 * agrees
    if score >= _LIKELY:
        return score + 0.2 if agrees else 0.0
    if len(telling_words(name)) > 1:
        return 0.0
    present = bool(countries & around.countries) and any(True for _ in terms_of(book, actor_id, around.day))
    return 0.6 + 0.2 * agrees if agrees or (present and score >= 0.6) else 0.0


def _holds_title(identity: Identity, actor_id: str, book: ActorBook) -> bool:
    return any(fits(title, office) > 0.4 for title in identity.titles for office in book.terms.get(actor_id, ()))


def _as_of(actor: Actor, identity: Identity, book: ActorBook, around: Surroundings) -> Actor:
    """The actor with the sector of the day: who is out of office is an elite, not the government."""
    if "former" not in identity.flags or around.day is None:
        return actor
    holds = any(held_on(office, around.day) for office in book.terms.get(actor.actor_id, ()))
    return actor if holds else replace(actor, sector=Sector.ELI)


def _new_actor(identity: Identity, book: ActorBook, around: Surroundings) -> Actor:
    name = identity.name
    body = book.actors.get(identity.bodies[0]) if identity.bodies else None
    country = identity.country or (body.country if body else None)
    sector = next((title.sector for title in reversed(identity.titles) if title.sector), None)
    if body is not None and body.sector is not None and (sector in (None, Sector.GOV, Sector.MIL)):
        sector = body.sector
    if sector is Sector.IGO and (body is None or body.kind is not ActorKind.IGO):
        sector = Sector.GOV
    if "former" in identity.flags:
        sector = Sector.ELI
    stated = country
    if country is None and sector in _PUBLIC and len(around.countries) == 1:
        country = next(iter(around.countries))  # an office without a state is one of the article's only state
    return Actor(
        actor_id=content_id("person", name_key(name), stated),
        name=name,
        kind=ActorKind.PERSON,
        country=country,
        sector=sector,
        names=tuple(dict.fromkeys(other for other in identity.names if other != name)),
        known=False,
    )


def _merged(found: list[Identity]) -> list[Identity]:
    """Identities that turned out to be one actor, as one."""
    by_actor: dict[str, Identity] = {}
    for identity in found:
        assert identity.actor is not None
        first = by_actor.setdefault(identity.actor.actor_id, identity)
        if first is not identity:
            for name in ("names", "countries", "bodies", "titles", "mentions"):
                getattr(first, name).extend(getattr(identity, name))
            first.flags |= identity.flags
    return list(by_actor.values())
