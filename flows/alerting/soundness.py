"""Whether a rule can ever fire: words that nothing is called by are mistakes, not silence."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from domain.reports import EventType
from extractors.actors import ActorBook, load_actor_book
from extractors.ontology.ontology import DATA
from extractors.ontology.tables import PloverType, read_contexts, read_types
from flows.alerting.rules import RuleDefinition
from storage.querying import QueryError, checked_question

# Figures that are read from texts.
FIGURES = frozenset(
    "killed injured arrested abducted missing displaced released expelled people crowd troops money".split()
)
_SIDES = ("actors", "initiators", "recipients", "between", "speakers")

Problem = tuple[tuple[str | int, ...], str]  # path to the field, and what is wrong there


def problems_of(rule: RuleDefinition) -> list[Problem]:
    """What keeps the rule from ever firing: unknown modes, contexts, figures or parties; SQL that asks nothing."""
    return [*_words(rule), *_parties(rule), *_question(rule)]


def _words(rule: RuleDefinition) -> Iterator[Problem]:
    when = rule.when
    if not (when.modes or when.contexts or when.least or (rule.escalate and rule.escalate.least)):
        return
    of_types = ", ".join(when.types)
    modes = {mode for name in when.types or EventType for mode in _types()[name].modes}
    what = f"no mode of {of_types}" if when.types else "no mode"
    yield from _unknown("modes", when.modes, modes, what)
    yield from _unknown("contexts", when.contexts, _contexts(), "no context")
    for at, figures in (("when", when.least), ("escalate", rule.escalate.least if rule.escalate else {})):
        for name in figures:
            if name not in FIGURES:
                yield (at, "least", name), f"no figure is called {name!r}{_meant(name, FIGURES)}"


def _unknown(field: str, given: Iterable[str], known: Iterable[str], what: str) -> Iterator[Problem]:
    names = frozenset(known)
    for number, name in enumerate(given):
        if name not in names:
            yield ("when", field, number), f"{what} is called {name!r}{_meant(name, names)}"


def _parties(rule: RuleDefinition) -> Iterator[Problem]:
    named = [
        (("when", field, number), name)
        for field in _SIDES
        for number, name in enumerate(getattr(rule.when, field))
        if name not in rule.groups
    ]
    named += [
        (("groups", group, number), name)
        for group, members in rule.used_groups().items()
        for number, name in enumerate(members)
    ]
    codes = [
        (("when", "place", number), name)
        for number, name in enumerate(rule.when.place)
        if len(name) == 3 and name.isupper()
    ]
    if not named and not codes:
        return
    book = _book()
    countries = {actor.country for actor in book.actors.values() if actor.country}
    for path, name in named:
        if ":" in name or name in countries:
            continue  # actors that only articles name have ids too
        naming = book.names.get(name)
        ids = sorted({each.actor_id for each in naming} & book.actors.keys())
        hint = f": write {' or '.join(ids)}" if ids else _meant(name, {*rule.groups, *countries})
        yield path, f"{name!r} is no group, no country's ISO 3166-1 alpha-3 code and no actor's id{hint}"
    for path, name in codes:
        if name not in countries:
            yield path, f"no country has the ISO 3166-1 alpha-3 code {name!r}{_meant(name, countries)}"


def _question(rule: RuleDefinition) -> Iterator[Problem]:
    if rule.sql is not None:
        try:
            checked_question(rule.sql)
        except QueryError as error:
            yield ("sql",), str(error)


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


@cache
def _types() -> Mapping[EventType, PloverType]:
    return read_types(DATA / "plover_types.yaml")


@cache
def _contexts() -> frozenset[str]:
    return frozenset(each.name for each in read_contexts(DATA / "contexts.yaml"))


@cache
def _book() -> ActorBook:
    return load_actor_book()
