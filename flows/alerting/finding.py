"""What rules find in a database: hits of what is new, and what a rule would have found before it was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pydantic import ValidationError

from domain.alerts import AlertRule, WatchedEvent
from flows.alerting.matching import (
    Hit,
    change_hits,
    contact_hits,
    count_hits,
    counted_before,
    dyads_of,
    event_hits,
)
from flows.alerting.rules import RuleDefinition, Watch, definition_of, is_state
from storage import Connection, Database, QueryError
from storage.alerts import all_rules
from storage.watching import dyad_history, events_of, known_dyads, rows_of, silent_sources, told_days, watched_events

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_OWN_COLUMNS = ("key", "title", "event_id", "event_ids")  # of a rule's SQL: the rest is told as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the rules found."""

    rules: dict[str, RuleDefinition]  # all that were evaluated, by id
    hits: tuple[tuple[RuleDefinition, Hit], ...]
    problems: tuple[tuple[str, str], ...]  # rules that could not be evaluated, and why; they stop no other
    resting: dict[str, RuleDefinition]  # rules that are muted or disabled: their alerts only grow old


def found_since(database: Database, since: datetime, now: datetime, *, until: datetime) -> Found:
    """Hits of all rules that are enabled and not muted, over events founded or changed after `since` and by `until`.

    They are found on a reading connection: a rule's SQL can neither write nor reach files.
    """
    hits: list[tuple[RuleDefinition, Hit]] = []
    with database.reading() as connection:
        rules, resting, problems = _live_rules(connection, now)
        # Counting needs the whole window, not only what is new.
        longest = max((rule.window_days for rule in rules if rule.watch is Watch.COUNT), default=0)
        start = min(since, now - timedelta(days=longest)) if longest else since
        events = watched_events(connection, start, until)
        new = [event for event in events if event.recorded_at > since]
        evaluated = {}
        for rule in rules:
            try:
                hits += [(rule, hit) for hit in _hits(connection, rule, events, new, since, now)]
                evaluated[rule.id] = rule
            except QueryError as error:
                problems.append((rule.id, str(error)))
    return Found(rules=evaluated, hits=tuple(hits), problems=tuple(problems), resting=resting)


def _live_rules(
    connection: Connection, now: datetime
) -> tuple[list[RuleDefinition], dict[str, RuleDefinition], list[tuple[str, str]]]:
    """Rules to be evaluated, those that are muted or disabled, and those that can't be read."""
    live, problems = [], []
    resting = {}
    for rule in all_rules(connection):
        try:
            definition = definition_of(rule)
        except ValidationError as error:  # written for another version of this program
            problems.append((rule.rule_id, error.errors()[0]["msg"]))
            continue
        if rule.enabled and not (rule.muted_until or BEGINNING) > now:
            live.append(definition)
        else:
            resting[rule.rule_id] = definition
    return live, resting, problems


def _hits(
    connection: Connection,
    rule: RuleDefinition,
    events: Sequence[WatchedEvent],
    new: Sequence[WatchedEvent],
    since: datetime,
    now: datetime,
) -> list[Hit]:
    if rule.watch is Watch.EVENTS:
        return event_hits(new, rule, now)
    if rule.watch is Watch.COUNT:
        return count_hits(events, rule, now)
    if rule.watch is Watch.FIRST_CONTACT:
        if not new:
            return []
        return contact_hits(new, known_dyads(connection, since, rule.when.types), rule, now)
    if rule.watch is Watch.CHANGE:
        return _changes(connection, rule, new, now)
    return _states(connection, rule, now)


def _changes(connection: Connection, rule: RuleDefinition, new: Sequence[WatchedEvent], now: datetime) -> list[Hit]:
    """Days that stand out, of dyads that the new events speak of."""
    first = (now - timedelta(days=rule.window_days)).date()
    recent = [each for each in new if each.date_from and each.date_from == each.date_to and each.date_from >= first]
    if not recent:
        return []
    days = sorted({event.date_from for event in recent if event.date_from})
    dyads = {f"{one}>{other}" for event in recent for one, other in dyads_of(event)}
    past = days[0] - timedelta(days=rule.history_days)
    history, told = dyad_history(connection, past, days[-1], dyads), told_days(connection, past, days[-1])
    return [hit for day in days for hit in change_hits(history, told, rule, day, recent)]


def _states(connection: Connection, rule: RuleDefinition, now: datetime) -> list[Hit]:
    """What holds now: sources that are silent, or rows of a rule's own SQL."""
    if rule.watch is Watch.SILENCE:
        return [
            Hit(dedup_key=source_id, title=f"{name} has fallen silent", events=(), lines=(f"last document: {newest}",))
            for source_id, name, newest in silent_sources(
                connection, now, hours=rule.silent_hours, sources=rule.sources
            )
        ]
    assert rule.sql is not None  # checked when the rule was read
    rows = rows_of(connection, rule.sql)
    ids = {event_id for row in rows for event_id in _event_ids(row)}
    events = {event.event_id: event for event in events_of(connection, ids)} if ids else {}
    return [_row_hit(rule, number, row, events) for number, row in enumerate(rows)]


def _event_ids(row: dict[str, object]) -> list[str]:
    """Events that a row names in a column `event_id` or `event_ids`: they are its evidence."""
    several = row.get("event_ids")
    named = [row.get("event_id"), *(several if isinstance(several, list) else ())]
    return [each for each in named if isinstance(each, str)]


def _row_hit(rule: RuleDefinition, number: int, row: dict[str, object], events: dict[str, WatchedEvent]) -> Hit:
    """A row's `key` and `title` columns make the alert; without a key, all its values do."""
    told = ", ".join(f"{name}: {value}" for name, value in row.items() if name not in _OWN_COLUMNS)
    key, title = row.get("key"), row.get("title")
    return Hit(
        dedup_key=str(key) if key is not None else told or str(number),
        title=str(title) if title is not None else rule.name,
        events=tuple(events[each] for each in _event_ids(row) if each in events),
        lines=(told,) if told else (),
    )


def fired_before(
    database: Database, rule: AlertRule, *, now: datetime, since: date | None = None, until: date | None = None
) -> list[Hit]:
    """What a rule would have fired over all that is stored, of whatever age: for trying it before it goes live.

    Counts are taken in windows that slide over all days, changes on every day of every pair; what only holds now
    (silence, SQL) is shown as of now. With `since` or `until`, only events of these days count. By day.
    """
    definition = definition_of(rule)
    ageless = definition.model_copy(update={"when": definition.when.model_copy(update={"days_old": None})})
    with database.reading() as connection:
        if is_state(ageless):
            return _states(connection, ageless, now)
        types = () if ageless.watch is Watch.CHANGE else ageless.when.types
        events = [
            event
            for event in watched_events(connection, BEGINNING, now, types=types)
            if (since is None or (_last_day(event) or date.min) >= since)
            and (until is None or (event.date_from or date.max) <= until)
        ]
        events.sort(key=lambda event: (_last_day(event) or date.max, event.recorded_at, event.event_id))
        if ageless.watch is Watch.COUNT:
            return counted_before(events, ageless, now)
        if ageless.watch is Watch.CHANGE:
            return _changed_before(connection, ageless, events)
        if ageless.watch is Watch.FIRST_CONTACT:
            return contact_hits(events, frozenset(), ageless, now)
        return event_hits(events, ageless, now)


def _last_day(event: WatchedEvent) -> date | None:
    return event.date_to or event.date_from


def _changed_before(connection: Connection, rule: RuleDefinition, events: Sequence[WatchedEvent]) -> list[Hit]:
    dated = [event for event in events if event.date_from and event.date_from == event.date_to]
    if not dated:
        return []
    days = sorted({event.date_from for event in dated if event.date_from})
    first = days[0] - timedelta(days=rule.history_days)
    history, told = dyad_history(connection, first, days[-1]), told_days(connection, first, days[-1])
    return [hit for day in days for hit in change_hits(history, told, rule, day, dated)]
