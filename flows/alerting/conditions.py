"""Whether an event meets a rule's conditions: pure functions of rule, event and clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from domain.alerts import WatchedEvent
from flows.alerting.rules import Conditions, RuleDefinition


def meets(event: WatchedEvent, rule: RuleDefinition, now: datetime) -> bool:
    """Whether the event meets all conditions of the rule."""
    when = rule.when
    return (
        (not when.types or event.type in when.types)
        and (not when.modes or event.mode in when.modes)
        and (not when.contexts or bool(set(when.contexts) & set(event.contexts)))
        and (not when.status or event.status in when.status)
        and (not when.place or _is_there(event, when.place))
        and event.confidence >= when.confidence
        and event.corroboration >= when.corroboration
        and (when.claimed is None or bool(event.speakers) is when.claimed)
        and (not when.speakers or _among(rule.actors(when.speakers), event.speakers, event.speaker_countries))
        and _is_fresh(event, when, now)
        and reaches(event, when.least)
        and has_parties(event, rule)
    )


def _is_fresh(event: WatchedEvent, when: Conditions, now: datetime) -> bool:
    """By its own date, else by the latest article that tells of it; nothing is known to be old that has neither."""
    if when.days_old is None:
        return True
    last = event.date_to or event.date_from or event.told_on
    return last is None or last >= (now - timedelta(days=when.days_old)).date()


def reaches(event: WatchedEvent, least: Mapping[str, float]) -> bool:
    """Whether all figures are as large as asked."""
    most = {name: most for name, _, most in event.magnitudes}
    return all(most.get(name, -1.0) >= figure for name, figure in least.items())


def _is_there(event: WatchedEvent, places: Sequence[str]) -> bool:
    """By the country's code or the place's own name."""
    name = (event.place_name or "").casefold()
    return event.place_country in places or (bool(name) and name in {place.casefold() for place in places})


def has_parties(event: WatchedEvent, rule: RuleDefinition) -> bool:
    """Whether the event is of the actors that the rule names.

    An id stands for itself, an alpha-3 code for all actors of its country. Who does something to each other is on
    both sides.
    """
    when = rule.when
    if when.across_borders is not None and is_across_borders(event) is not when.across_borders:
        return False
    one, other = _sides(event)
    return (
        (not when.actors or bool(rule.actors(when.actors) & (one | other)))
        and (not when.initiators or bool(rule.actors(when.initiators) & one))
        and (not when.recipients or bool(rule.actors(when.recipients) & other))
        and (not when.between or _is_between(event, rule.actors(when.between)))
    )


def _sides(event: WatchedEvent) -> tuple[set[str], set[str]]:
    """Ids and countries of those who act, and of those who are acted upon."""
    one = {*event.initiators, *event.initiator_countries}
    other = {*event.recipients, *event.recipient_countries}
    if event.reciprocal:
        return (one | other, one | other)
    return one, other


def _is_between(event: WatchedEvent, wanted: frozenset[str]) -> bool:
    """Whether one of the wanted stands on each side, and not the same one; a meeting's list is both sides."""
    one, other = (side & wanted for side in _sides(event))
    return bool(one) and bool(other) and len(one | other) > 1


def _among(wanted: frozenset[str], ids: Iterable[str], countries: Iterable[str]) -> bool:
    return not wanted.isdisjoint(ids) or not wanted.isdisjoint(countries)


def is_across_borders(event: WatchedEvent) -> bool:
    """Whether actors of the two sides are of different countries; a meeting's list is both sides."""
    if event.reciprocal and not event.recipients:
        return len(set(event.initiator_countries)) > 1
    return any(one != other for one in event.initiator_countries for other in event.recipient_countries)
