"""Who held an office on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.actors import Actor, Office
from extractors.actors.book import ActorBook
from extractors.actors.names import name_words
from extractors.actors.naming import Title

# Titles whose holder another role of the files may also be called.
_ALSO = {
    "head_of_state": ("head_of_state", "supreme_leader", "head_of_government"),
    "head_of_government": ("head_of_government",),
    "government_leader": ("supreme_leader", "head_of_government", "head_of_state"),
}
RANK_AND_FILE = frozenset(
    (
        "",
        "minister",
        "deputy_minister",
        "spokesperson",
        "envoy",
        "adviser",
        "governor",
        "director",
        "legislator",
        "judge",
        "officer",
        "royal",
        "cleric",
        "journalist",
        "business_leader",
        "academic",
        "lawyer",
        "doctor",
        "party_leader",
        "rebel_leader",
        "opposition_leader",
    )
)
_HEADS = frozenset(
    "director igo_head government_leader party_leader rebel_leader military_chief intelligence_chief police_chief "
    "head_of_state central_bank_governor".split()
)  # of a body, whatever its own title is
_LESSER = frozenset("deputy vice assistant under special first shadow junior associate".split())
_HEADS_OF_BODIES = frozenset(
    "igo_head leader director military_chief intelligence_chief secretary police_chief "
    "central_bank_governor speaker".split()
)
_LATEST = date(2100, 1, 1)  # of terms that go on
_EMPTY = frozenset(("of", "the", "for", "and", "acting", "interim", "caretaker"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held the office, and how sure that is."""

    actor_id: str
    office: Office
    score: float
    reason: str


def fits(title: Title, office: Office) -> float:
    """How well a title speaks of an office: 1 the same words, .8 the same role, .5 a role also called so."""
    words = set(name_words(title.title)) - _EMPTY
    its = set(name_words(office.title)) - _EMPTY
    if words == its or (words < its and len(words) > 1 and not (its - words) & _LESSER):
        return 1.0
    if title.role == office.role and title.role not in RANK_AND_FILE:
        return 0.8 if not _is_other_word(words, its) else 0.4
    if office.organisation and title.role in _HEADS and office.role in _HEADS_OF_BODIES:
        return 0.6
    return 0.5 if office.role in _ALSO.get(title.role, ()) and not _is_other_word(words, its) else 0.0


def is_other_office(one: Title, other: Title) -> bool:
    """Whether two titles of one role are still two offices: an emir is no president."""
    return _is_other_word(set(name_words(one.title)), set(name_words(other.title)))


def _is_other_word(words: set[str], its: set[str]) -> bool:
    """A president is no king, although both may be heads of state."""
    royal = {"king", "queen", "emir", "amir", "sultan", "pope", "emperor", "monarch"}
    elected = {"president", "chancellor"}
    return bool((words & royal and its & elected) or (words & elected and its & royal))


def held_on(office: Office, day: date) -> bool:
    return (office.held_from is None or office.held_from <= day) and (office.held_to is None or day <= office.held_to)


def fitting(book: ActorBook, whose: str, title: Title) -> list[tuple[float, Office]]:
    """All terms of the best-fitting office of a country or body, oldest first."""
    terms = book.offices.get(whose, ())
    if ":" not in whose:
        terms = _of_the_state(book, whose, title, terms)
    scored = [(score, office) for office in terms if (score := fits(title, office)) > 0]
    best = max((score for score, _ in scored), default=0.0)
    return sorted(
        ((score, office) for score, office in scored if score == best),
        key=lambda pair: pair[1].held_from or date.min,
    )


def _of_the_state(book: ActorBook, country: str, title: Title, terms: tuple[Office, ...]) -> tuple[Office, ...]:
    """The terms of a state that its "leader" can be of: who governs, and no head of one of its bodies."""
    if title.role != "government_leader":
        return terms
    roles = ("head_of_government", "head_of_state") if country in book.cabinets else ("head_of_state",)
    for role in ("supreme_leader", *roles, "head_of_government"):
        held = tuple(office for office in terms if office.role == role and not office.organisation)
        if held:
            return held
    return ()


def holder(book: ActorBook, whose: str, title: Title, day: date | None) -> Holder | None:
    """Who held the office on the day; with no day known, only who alone held it in all the years that we know.

    `whose` is an ISO alpha-3 country or the actor_id of a body.
    """
    terms = fitting(book, whose, title)
    if not terms:
        return None
    score = terms[0][0]
    if day is None:
        ids = {office.actor_id for _, office in terms}
        if len(ids) != 1:
            return None
        office = terms[-1][1]
        return Holder(office.actor_id, office, 0.7 * score, f"the only {office.title} of {whose} that we know of")
    now = [office for _, office in terms if held_on(office, day)]
    ids = {office.actor_id for office in now}
    if len(ids) > 1:  # the day of a handover: the one who comes in
        now = [max(now, key=lambda office: office.held_from or date.min)]
    if not now:
        return None
    return Holder(now[-1].actor_id, now[-1], score, f"{now[-1].title} of {whose} on {day.isoformat()}")


def beside(book: ActorBook, person: Actor, title: Title, day: date | None, *, earlier: bool) -> Holder | None:
    """Who held a person's office before (or after) their own term, the one nearest to the day."""
    terms = fitting(book, person.country or "", title)
    own = [n for n, (_, office) in enumerate(terms) if office.actor_id == person.actor_id]
    if not own:
        return None
    place = max(own) if day is None else min(own, key=lambda n: _days_from(terms[n][1], day))
    step = -1 if earlier else 1
    while 0 <= place < len(terms) and terms[place][1].actor_id == person.actor_id:
        place += step
    if not 0 <= place < len(terms):
        return None
    score, office = terms[place]
    side = "before" if earlier else "after"
    return Holder(office.actor_id, office, score, f"{office.title} of {office.country} {side} {person.name}")


def _days_from(office: Office, day: date) -> int:
    if held_on(office, day):
        return 0
    ends = [end for end in (office.held_from, office.held_to) if end]
    return min((abs((end - day).days) for end in ends), default=0)


class Titled(Protocol):
    """A person as an article names them."""

    titles: list[Title]
    flags: set[str]
    actor: Actor | None


def window_of(people: Iterable[Titled], book: ActorBook) -> tuple[date, date] | None:
    """First and last day on which all people of an undated article held the offices that it gives them.

    None where no title tells, or two can't be true on one day.
    """
    first, last = date.min, date.max
    for person in people:
        if person.actor is None or person.flags & {"former", "late", "next", "previous"}:
            continue
        held = [
            office
            for office in book.terms.get(person.actor.actor_id, ())
            if any(fits(title, office) >= 0.5 for title in person.titles)
        ]
        if held:
            first = max(first, min(office.held_from or date.min for office in held))
            last = min(last, max(office.held_to or _LATEST for office in held))
    return (first, last) if date.min < first <= last else None


def terms_of(book: ActorBook, actor_id: str, day: date | None) -> Iterable[Office]:
    """The offices of a person on the day; all of them where no day is known."""
    terms = book.terms.get(actor_id, ())
    return terms if day is None else tuple(office for office in terms if held_on(office, day))
