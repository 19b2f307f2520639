"""Which events meet a rule's conditions: pure functions of rule, events and clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.alerts import WatchedEvent
from flows.alerting.habit import robust_z
from flows.alerting.rules import Conditions, RuleDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One firing: what shares an alert, a line for people, and the events behind it."""

    dedup_key: str
    title: str
    events: tuple[WatchedEvent, ...]
    lines: tuple[str, ...] = ()  # further lines of the body, for rules without events


def meets(event: WatchedEvent, rule: RuleDefinition, now: datetime) -> bool:
    """Whether the event meets all conditions of the rule."""
    when = rule.when
    return (
        (not when.types or event.type in when.types)
        and (not when.modes or event.mode in when.modes)
        and (not when.contexts or bool(set(when.contexts) & set(event.contexts)))
        and (not when.status or event.status in when.status)
        and (not when.place or event.place_country in when.place)
        and event.confidence >= when.confidence
        and event.corroboration >= when.corroboration
        and (when.claimed is None or bool(event.speakers) is when.claimed)
        and _is_fresh(event, when, now)
        and reaches(event, when.least)
        and _has_parties(event, rule)
    )


def _is_fresh(event: WatchedEvent, when: Conditions, now: datetime) -> bool:
    if when.days_old is None:
        return True
    last = event.date_to or event.date_from
    return last is None or last >= (now - timedelta(days=when.days_old)).date()


def reaches(event: WatchedEvent, least: Mapping[str, float]) -> bool:
    """Whether all figures are as large as asked."""
    most = {name: most for name, _, most in event.magnitudes}
    return all(most.get(name, -1.0) >= figure for name, figure in least.items())


def _has_parties(event: WatchedEvent, rule: RuleDefinition) -> bool:
    when = rule.when
    initiators, recipients = set(event.initiators), set(event.recipients)
    everyone = initiators | recipients | set(event.countries)
    if when.actors and not rule.actors(when.actors) & everyone:
        return False
    if when.initiators and not _among(rule.actors(when.initiators), initiators, event):
        return False
    if when.recipients and not _among(rule.actors(when.recipients), recipients, event):
        return False
    if when.between:
        sides = rule.actors(when.between)
        return len(sides & everyone) >= 2
    return True


def _among(wanted: frozenset[str], side: set[str], event: WatchedEvent) -> bool:
    """Ids stand for themselves; an alpha-3 code for its state, where that is on the side."""
    states = {each.removeprefix("state:") for each in side if each.startswith("state:")}
    return bool(wanted & (side | states)) or (event.reciprocal and bool(wanted & set(event.countries)))


def event_hits(events: Iterable[WatchedEvent], rule: RuleDefinition, now: datetime) -> list[Hit]:
    """A hit for each group of matching events that share an alert."""
    groups: dict[str, list[WatchedEvent]] = defaultdict(list)
    for event in events:
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
    """A hit for the first event ever between an initiator and a recipient."""
    hits: dict[str, Hit] = {}
    for event in events:
        if not meets(event, rule, now):
            continue
        for one, other in _pairs(event):
            if f"{one}>{other}" not in known and f"{other}>{one}" not in known:
                key = ">".join(sorted((one, other)))
                hits.setdefault(key, Hit(dedup_key=key, title=f"First contact: {headline(event)}", events=(event,)))
    return list(hits.values())


def _pairs(event: WatchedEvent) -> list[tuple[str, str]]:
    if event.recipients:
        return [(one, other) for one in event.initiators for other in event.recipients if one != other]
    return [(one, other) for one in event.initiators for other in event.initiators if one < other]


def dyads_of(event: WatchedEvent) -> set[tuple[str, str]]:
    """The ordered pairs for which the event counts in the dyad views."""
    pairs = {(one, other) for one in event.initiators for other in event.recipients}
    if event.reciprocal:
        others = event.recipients or event.initiators
        pairs |= {(other, one) for one in event.initiators for other in others}
    return {(one, other) for one, other in pairs if one != other}


History = Iterable[tuple[str, str, date, int, int, int]]  # initiator, recipient, day, events, conflict, cooperation


def change_hits(history: History, rule: RuleDefinition, day: date, events: Sequence[WatchedEvent]) -> list[Hit]:
    """Pairs of the day's events whose day stands out from their own history."""
    today = [event for event in events if event.date_from == day and meets_parties(event, rule)]
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
        past = [days.get(day - timedelta(days=back), 0) for back in range(rule.history_days, 0, -1)]
        z = robust_z(value, past)
        if value > 0 and z >= rule.z_score:
            title = f"{rule.name}: {value} {rule.measure} on {day} between {one} and {other}, z = {z:.1f}"
            own = tuple(event for event in today if (one, other) in dyads_of(event))
            found.append(Hit(dedup_key=f"{one}>{other}@{day}", title=title, events=own))
    return found


def meets_parties(event: WatchedEvent, rule: RuleDefinition) -> bool:
    """Whether it is actual and of the parties that the rule names: a change counts by its measure, not by types."""
    return event.status == "actual" and _has_parties(event, rule)


def _key(event: WatchedEvent, rule: RuleDefinition) -> str:
    if rule.per == "dyad":
        return event.dyad
    if rule.per == "place":
        return event.place_country or "nowhere"
    return "rule" if rule.per == "rule" else event.event_id


def headline(event: WatchedEvent) -> str:
    """The event in one line."""
    who = ", ".join(event.initiator_names) or "somebody"
    whom = ", ".join(event.recipient_names)
    mode = f" ({event.mode})" if event.mode else ""
    when = f", {event.date_from.isoformat()}" if event.date_from else ""
    where = f", {event.place_name}" if event.place_name else ""
    return f"{event.type}{mode}: {who}{' -> ' + whom if whom else ''}{where}{when}"
