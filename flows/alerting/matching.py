"""Which events make a rule fire, and what shares an alert: pure functions of rule, events and clock."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.alerts import WatchedEvent
from flows.alerting.conditions import has_parties, meets
from flows.alerting.habit import robust_z
from flows.alerting.rules import RuleDefinition
from flows.alerting.wording import headline, in_order, names_of

_MOST_PAIRS = 3  # named in a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One firing: what shares an alert, a line for people, and the events behind it."""

    dedup_key: str
    title: str
    events: tuple[WatchedEvent, ...]
    lines: tuple[str, ...] = ()  # further lines of the body, for rules without events


def event_hits(events: Iterable[WatchedEvent], rule: RuleDefinition, now: datetime) -> list[Hit]:
    """A hit for each group of matching events that share an alert."""
    groups: dict[str, list[WatchedEvent]] = defaultdict(list)
    for event in in_order(events):
        if meets(event, rule, now):
            groups[_key(event, rule)].append(event)
    return [
        Hit(dedup_key=key, title=headline(found[-1]) if rule.per != "rule" else rule.name, events=tuple(found))
        for key, found in groups.items()
    ]


def count_hits(events: Iterable[WatchedEvent], rule: RuleDefinition, now: datetime) -> list[Hit]:
    """A hit where enough matching events stand in the window."""
    first = (now - timedelta(days=rule.window_days)).date()
    recent = [event for event in events if event.date_to is not None and event.date_to >= first]
    return [
        Hit(
            dedup_key=hit.dedup_key,
            title=f"{rule.name}: {len(hit.events)} events in {rule.window_days} days",
            events=hit.events,
        )
        for hit in event_hits(recent, rule, now)
        if len(hit.events) >= rule.threshold
    ]


def counted_before(events: Iterable[WatchedEvent], rule: RuleDefinition, now: datetime) -> list[Hit]:
    """The same over all history: a hit for each stretch of days in which the window holds enough, at its fullest."""
    groups: dict[str, list[WatchedEvent]] = defaultdict(list)
    for event in events:
        if event.date_to is not None and meets(event, rule, now):
            groups[_key(event, rule)].append(event)
    found = []
    window = timedelta(days=rule.window_days)
    for key, own in groups.items():
        own.sort(key=lambda event: event.date_to or date.min)
        stretch: list[WatchedEvent] = []
        fullest: list[WatchedEvent] = []
        for event in own:
            assert event.date_to is not None  # chosen above
            first = event.date_to - window
            stretch = [each for each in stretch if each.date_to is not None and each.date_to >= first] + [event]
            if fullest and (len(stretch) < rule.threshold):
                found.append((key, fullest))
                fullest = []
            if len(stretch) >= max(rule.threshold, len(fullest)):
                fullest = stretch
        if fullest:
            found.append((key, fullest))
    return [
        Hit(
            dedup_key=f"{key}@{events[-1].date_to}",
            title=f"{rule.name}: {len(events)} events in {rule.window_days} days",
            events=tuple(events),
        )
        for key, events in found
    ]


def contact_hits(
    events: Sequence[WatchedEvent], known: frozenset[str], rule: RuleDefinition, now: datetime
) -> list[Hit]:
    """A hit for each event that is the first ever, of the rule's types, between two of its actors."""
    met = {frozenset(pair.split(">")) for pair in known}
    hits = []
    for event in events:
        pairs = _pairs(event) if meets(event, rule, now) else []
        new = [(one, other) for one, other in pairs if frozenset((one, other)) not in met]
        if new:
            met |= {frozenset(pair) for pair in new}
            names = names_of(event)
            told = "; ".join(f"{names.get(one, one)} and {names.get(other, other)}" for one, other in new[:_MOST_PAIRS])
            more = f" and {len(new) - _MOST_PAIRS} more pairs" if len(new) > _MOST_PAIRS else ""
            hits.append(Hit(dedup_key=event.event_id, title=f"First contact of {told}{more}", events=(event,)))
    return hits


def _pairs(event: WatchedEvent) -> list[tuple[str, str]]:
    """Pairs of actors that are known by an id; mere words ("text:delegations") have no history."""
    ones, others = (
        [each for each in side if not each.startswith("text:")] for side in (event.initiators, event.recipients)
    )
    if event.recipients:
        return [(one, other) for one in ones for other in others if one != other]
    return [(one, other) for one in ones for other in ones if one < other]


def dyads_of(event: WatchedEvent) -> set[tuple[str, str]]:
    """The ordered pairs for which the event counts in the dyad views."""
    pairs = {(one, other) for one in event.initiators for other in event.recipients}
    if event.reciprocal:
        others = event.recipients or event.initiators
        pairs |= {(other, one) for one in event.initiators for other in others}
    return {(one, other) for one, other in pairs if one != other}


History = Iterable[tuple[str, str, date, int, int, int]]  # initiator, recipient, day, events, conflict, cooperation


def change_hits(
    history: History, told: Collection[date], rule: RuleDefinition, day: date, events: Sequence[WatchedEvent]
) -> list[Hit]:
    """Pairs of the day's events whose day stands out from their own history.

    Only days of which anything at all was told (`told`) count as quiet where a pair has nothing: a database that began
    last week, or whose sources were down, knows no habit of the days before. Without half a history there is none.
    """
    past_days = [day - timedelta(days=back) for back in range(rule.history_days, 0, -1)]
    past_days = [each for each in past_days if each in told]
    if len(past_days) < rule.history_days / 2:
        return []
    today = [event for event in events if event.date_from == day and is_counted(event, rule)]
    if not today:
        return []
    counts: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    wanted = {pair for event in today for pair in dyads_of(event)}
    for one, other, when, every, conflict, cooperation in history:
        if (one, other) in wanted:
            counts[one, other][when] = {"events": every, "conflict": conflict, "cooperation": cooperation}[rule.measure]
    found = []
    for (one, other), days in sorted(counts.items()):
        value = days.get(day, 0)
        past = [days.get(each, 0) for each in past_days]
        z = robust_z(value, past)
        if value > 0 and z >= rule.z_score:
            own = tuple(event for event in today if (one, other) in dyads_of(event))
            names = {actor: name for event in own for actor, name in names_of(event).items()}
            what = "events" if rule.measure == "events" else f"events of {rule.measure}"
            usual = math.fsum(past) / len(past)
            title = (
                f"{rule.name}: {value} {what} on {day} of {names.get(one, one)} with {names.get(other, other)}, "
                f"{usual:.2g} a day before, z = {z:.1f}"
            )
            found.append(Hit(dedup_key=f"{one}>{other}@{day}", title=title, events=own))
    return found


def is_counted(event: WatchedEvent, rule: RuleDefinition) -> bool:
    """Whether it is actual and of the parties that the rule names: a change counts by its measure, not by types."""
    return event.status == "actual" and has_parties(event, rule)


def _key(event: WatchedEvent, rule: RuleDefinition) -> str:
    if rule.per == "dyad":
        return event.dyad
    if rule.per == "pair":
        return _pair_key(event)
    if rule.per == "place":
        return event.place_country or "nowhere"
    return "rule" if rule.per == "rule" else event.event_id


def _pair_key(event: WatchedEvent) -> str:
    """The countries of both sides, whoever acts for them and in whichever direction; without one, the actors."""
    one = event.initiator_countries or event.initiators
    other = event.recipient_countries or event.recipients
    return "-".join(sorted({*one, *other}))
