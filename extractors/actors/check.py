"""What is wrong in the knowledge files of actors beyond what stops the loader: for `eventwire actors check`."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

from domain.actors import Office
from domain.errors import KnowledgeError
from extractors.actors.book import ActorBook, load_actor_book
from extractors.actors.naming import How
from extractors.actors.records import DATA

_ONE_HOLDER = frozenset(
    ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "supreme_leader", "crown_prince")
)
_HANDOVER_DAYS = 31
_LEAST = {"igo:": 30, "state:": 190}  # a file that lost its rows is wrong too


def check_actor_files(folder: Path = DATA) -> tuple[str, ...]:
    """All problems found, one sentence each; none where the files are good."""
    try:
        book = load_actor_book(folder)
    except KnowledgeError as error:
        return (str(error),)
    return (*_counts(book), *_references(book), *_offices(book), *_names(book), *_lives(book))


def _counts(book: ActorBook) -> list[str]:
    problems = []
    for prefix, least in _LEAST.items():
        count = sum(1 for actor_id in book.actors if actor_id.startswith(prefix))
        if count < least:
            problems.append(f"only {count} actors {prefix}..., fewer than {least}")
    return problems


def _references(book: ActorBook) -> list[str]:
    problems = []
    states = {i.removeprefix("state:") for i in book.actors if i.startswith("state:")}
    for actor in book.actors.values():
        if actor.country is not None and actor.country not in states:
            problems.append(f"{actor.actor_id}: {actor.country} is no state of states.csv")
        problems += [f"{actor.actor_id}: its member {m} is no actor" for m in actor.members if m not in book.actors]
    for terms in book.terms.values():
        for office in terms:
            if office.actor_id not in book.actors:
                problems.append(f"{office.office_id}: its holder {office.actor_id} is no actor")
            if office.organisation and office.organisation not in book.actors:
                problems.append(f"{office.office_id}: its body {office.organisation} is no actor")
            if office.country and office.country not in states:
                problems.append(f"{office.office_id}: {office.country} is no state of states.csv")
            if not office.country and not office.organisation:
                problems.append(f"{office.office_id}: has neither country nor body")
    return problems


def _offices(book: ActorBook) -> list[str]:
    """Two holders of one office at one time, a month of handover apart."""
    problems = []
    groups: dict[tuple[str, str, str], list[Office]] = defaultdict(list)
    seen: set[str] = set()
    for terms in book.terms.values():
        for office in terms:
            if office.office_id in seen:
                problems.append(f"{office.office_id}: stands twice")
            seen.add(office.office_id)
            if office.role in _ONE_HOLDER and not office.acting:
                groups[(office.country or "", office.role, office.title)].append(office)
    for (country, role, _), held in groups.items():
        held.sort(key=lambda office: office.held_from or date.min)
        for one, other in pairwise(held):
            end = one.held_to or date.max
            start = other.held_from or date.min
            if one.actor_id != other.actor_id and (end - start).days > _HANDOVER_DAYS:
                problems.append(f"{country} {role}: {one.office_id} and {other.office_id} overlap")
    return problems


def _names(book: ActorBook) -> list[str]:
    """Names that mean two actors; demonyms and people may be shared."""
    problems = []
    for actor in book.actors.values():
        for name in (actor.name, *actor.names):
            ids = {v.actor_id for v in book.names.get(name) if v.how is How.NAME}
            if len({(book.actors[i].kind, book.actors[i].country) for i in ids}) == len(ids):
                continue  # the text beside the name tells bodies of several states apart
            if len(ids) > 1 and actor.actor_id == min(ids):
                problems.append(f"the name {name!r} is of {', '.join(sorted(ids))}")
    return problems


def _lives(book: ActorBook) -> list[str]:
    problems = []
    for actor_id, life in book.lives.items():
        if life.gender not in ("m", "f", ""):
            problems.append(f"{actor_id}: gender is m, f or blank, not {life.gender!r}")
        for office in book.terms.get(actor_id, ()):
            end = office.held_to or office.held_from
            if life.died and end and end > life.died:
                problems.append(f"{office.office_id}: goes on after its holder's death on {life.died}")
    return problems
