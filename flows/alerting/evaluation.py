"""Evaluating rules: hits become alerts, alerts update in place, and what people must hear goes to the outbox.

All of it is one transaction: an alert that is recorded has its messages recorded with it, so a kill loses neither.
Evaluating twice over the same events changes nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from domain.alerts import Alert, AlertRule, AlertState, Delivery, DeliveryState, Severity, WatchedEvent
from domain.identifiers import content_id
from flows.alerting.matching import Hit, change_hits, contact_hits, count_hits, event_hits, headline, reaches
from flows.alerting.rules import RuleDefinition, Watch, definition_of
from storage import Connection, Database, QueryError
from storage.alerts import (
    alerts,
    all_rules,
    dyad_history,
    known_dyads,
    rows_of,
    save_alerts,
    save_deliveries,
    silent_sources,
    watched_events,
)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_EVIDENCE = 8  # sentences in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation did."""

    fired: tuple[Alert, ...]  # new alerts
    updated: tuple[Alert, ...]  # alerts that got news
    resolved: tuple[Alert, ...]
    deliveries: int  # messages put into the outbox
    problems: tuple[tuple[str, str], ...] = ()  # rules that could not be evaluated, and why


def evaluate(
    database: Database, *, now: datetime, since: datetime = BEGINNING, channels: Sequence[str] = ()
) -> Evaluation:
    """Evaluates all rules that are enabled and not muted over events founded or changed after `since`."""
    hits, problems = _all_hits(database, now, since)
    with database.transaction() as connection:
        standing = {alert.alert_id: alert for alert in alerts(connection, most=1_000_000)}
        changed: list[tuple[RuleDefinition, Alert, Alert | None]] = []
        for rule, hit in hits:
            alert_id = content_id("alr", rule.id, hit.dedup_key)
            before = standing.get(alert_id)
            after = _alert(rule, hit, before, alert_id, now)
            if after != before:
                changed.append((rule, after, before))
        resolved = _resolved(connection, standing, {after.alert_id for _, after, _ in changed}, now)
        deliveries = [each for change in changed for each in _deliveries(*change, channels, now)]
        save_alerts(connection, [after for _, after, _ in changed] + resolved)
        save_deliveries(connection, deliveries)
    return Evaluation(
        fired=tuple(after for _, after, before in changed if before is None),
        updated=tuple(after for _, after, before in changed if before is not None),
        resolved=tuple(resolved),
        deliveries=len(deliveries),
        problems=tuple(problems),
    )


def fired_before(database: Database, rule: AlertRule, *, now: datetime) -> list[Hit]:
    """What a rule would have fired over all that is stored: for trying a rule before it goes live."""
    definition = definition_of(rule)
    ageless = definition.model_copy(update={"when": definition.when.model_copy(update={"days_old": None})})
    with database.reading() as connection:
        events = watched_events(connection, BEGINNING, now)
        return _hits(connection, ageless, events, now)


def _all_hits(
    database: Database, now: datetime, since: datetime
) -> tuple[list[tuple[RuleDefinition, Hit]], list[tuple[str, str]]]:
    """Hits of all rules, and rules that failed, which stop no other.

    They are found on a reading connection: a rule's SQL can neither write nor reach files.
    """
    hits: list[tuple[RuleDefinition, Hit]] = []
    problems: list[tuple[str, str]] = []
    with database.reading() as connection:
        live = [rule for rule in all_rules(connection) if rule.enabled and not (rule.muted_until or BEGINNING) > now]
        rules = [definition_of(rule) for rule in live]
        # Counting needs the whole window, not only what is new.
        longest = max((rule.window_days for rule in rules if rule.watch is Watch.COUNT), default=0)
        start = min(since, now - timedelta(days=longest)) if longest else since
        events = watched_events(connection, start, now)
        new = [event for event in events if event.recorded_at > since]
        for rule in rules:
            try:
                found = _hits(connection, rule, events if rule.watch is Watch.COUNT else new, now)
                hits += [(rule, hit) for hit in found]
            except QueryError as error:
                problems.append((rule.id, str(error)))
    return hits, problems


def _hits(connection: Connection, rule: RuleDefinition, events: Sequence[WatchedEvent], now: datetime) -> list[Hit]:
    if rule.watch is Watch.EVENTS:
        return event_hits(events, rule, now)
    if rule.watch is Watch.COUNT:
        return count_hits(events, rule, now)
    if rule.watch is Watch.FIRST_CONTACT:
        known = known_dyads(connection, [event.event_id for event in events])
        return contact_hits(events, known, rule, now)
    if rule.watch is Watch.CHANGE:
        return _changes(connection, rule, events, now)
    if rule.watch is Watch.SILENCE:
        return [
            Hit(dedup_key=source_id, title=f"{name} has fallen silent", events=(), lines=(f"last document: {newest}",))
            for source_id, name, newest in silent_sources(connection)
        ]
    assert rule.sql is not None  # checked when the rule was read
    return [_row_hit(rule, number, row) for number, row in enumerate(rows_of(connection, rule.sql))]


def _changes(connection: Connection, rule: RuleDefinition, events: Sequence[WatchedEvent], now: datetime) -> list[Hit]:
    """Days that stand out, of dyads that the new events speak of."""
    hits = []
    days = sorted({event.date_from for event in events if event.date_from and event.date_from == event.date_to})
    for day in days[-rule.window_days :]:
        if day < (now - timedelta(days=rule.window_days)).date():
            continue
        history = dyad_history(connection, day - timedelta(days=rule.history_days), day)
        for one, other, z, value in change_hits(history, rule, day):
            own = tuple(event for event in events if event.date_from == day and {one, other} <= _everyone(event))
            if own:
                title = f"{rule.name}: {value} {rule.measure} on {day} between {one} and {other}, z = {z:.1f}"
                hits.append(Hit(dedup_key=f"{one}>{other}@{day}", title=title, events=own))
    return hits


def _everyone(event: WatchedEvent) -> set[str]:
    return set(event.initiators) | set(event.recipients)


def _row_hit(rule: RuleDefinition, number: int, row: dict[str, object]) -> Hit:
    """A row's `key` and `title` columns make the alert; without them, the row itself does."""
    told = ", ".join(f"{name}: {value}" for name, value in row.items() if name not in ("key", "title"))
    return Hit(
        dedup_key=str(row.get("key", told or number)), title=str(row.get("title", rule.name)), events=(), lines=(told,)
    )


def _alert(rule: RuleDefinition, hit: Hit, before: Alert | None, alert_id: str, now: datetime) -> Alert:
    """The alert after the hit: new, updated in place, or as it was where the hit brings nothing new."""
    events = {event.event_id: event for event in hit.events}
    severity, state = rule.severity, AlertState.OPEN
    if rule.escalate is not None and _escalates(rule, events.values()):
        severity, state = rule.escalate.severity, AlertState.ESCALATED
    body = _body(hit)
    if before is None:
        return Alert(
            alert_id=alert_id,
            rule_id=rule.id,
            dedup_key=hit.dedup_key,
            severity=severity,
            state=state,
            title=hit.title,
            body=body,
            event_ids=tuple(sorted(events)),
            first_fired_at=now,
            last_fired_at=now,
            times_fired=1,
        )
    event_ids = tuple(sorted({*before.event_ids, *events}))
    if before.state is AlertState.ESCALATED and state is AlertState.OPEN:
        severity, state = before.severity, before.state  # louder stays louder until it is resolved
    after = replace(before, severity=severity, state=state, title=hit.title, body=body, event_ids=event_ids)
    if after == before or (before.state is AlertState.RESOLVED and body == before.body):
        return before
    return replace(after, last_fired_at=now, times_fired=before.times_fired + 1)


def _escalates(rule: RuleDefinition, events: Iterable[WatchedEvent]) -> bool:
    louder = rule.escalate
    assert louder is not None  # asked only then
    found = list(events)
    return (
        (louder.corroboration is not None and any(each.corroboration >= louder.corroboration for each in found))
        or (bool(louder.least) and any(reaches(each, louder.least) for each in found))
        or (louder.events is not None and len(found) >= louder.events)
    )


def _body(hit: Hit) -> str:
    """The evidence: each event in a line, its figures and publishers, its sentence, its links."""
    lines = [*hit.lines]
    for event in hit.events[-_MOST_EVIDENCE:]:
        figures = "".join(f", {name} {_range(least, most)}" for name, least, most in event.magnitudes)
        publishers = f"{event.corroboration} independent publisher{'s' if event.corroboration != 1 else ''}"
        lines.append(f"{headline(event)} [{publishers}{figures}]")
        lines.append(f"  “{' '.join(event.quote.split())}”")
        lines += [f"  {link}" for link in event.links[:5]]
    if len(hit.events) > _MOST_EVIDENCE:
        lines.append(f"and {len(hit.events) - _MOST_EVIDENCE} earlier events")
    return "\n".join(lines)


def _range(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def _resolved(connection: Connection, standing: dict[str, Alert], changed: set[str], now: datetime) -> list[Alert]:
    """Alerts without news for longer than their rule lets them stand."""
    days = {rule.rule_id: definition_of(rule).resolve_days for rule in all_rules(connection)}
    return [
        replace(alert, state=AlertState.RESOLVED)
        for alert in standing.values()
        if alert.state is not AlertState.RESOLVED
        and alert.alert_id not in changed
        and alert.last_fired_at + timedelta(days=days.get(alert.rule_id, 7.0)) < now
    ]


def _deliveries(
    rule: RuleDefinition, after: Alert, before: Alert | None, channels: Sequence[str], now: datetime
) -> list[Delivery]:
    """Messages for a new or louder alert at once, for news of a standing one after its cool-down."""
    if rule.deliver == "digest":
        return []
    louder = before is not None and _loudness(after.severity) > _loudness(before.severity)
    cooled = before is None or now >= before.last_fired_at + timedelta(hours=rule.cooldown_hours)
    if not (before is None or louder or cooled):
        return []
    payload = json.dumps(message_of(after), ensure_ascii=False)
    return [
        Delivery(
            delivery_id=content_id("del", after.alert_id, after.times_fired, channel),
            alert_id=after.alert_id,
            channel=channel,
            payload=payload,
            state=DeliveryState.WAITING,
            attempts=0,
            reason=None,
            created_at=now,
            next_try_at=now,
        )
        for channel in channels
    ]


def _loudness(severity: Severity) -> int:
    return list(Severity).index(severity)


def message_of(alert: Alert) -> dict[str, object]:
    """The alert as receivers get it."""
    return {
        "alert_id": alert.alert_id,
        "rule": alert.rule_id,
        "severity": alert.severity.value,
        "state": alert.state.value,
        "title": alert.title,
        "body": alert.body,
        "event_ids": list(alert.event_ids),
        "first_fired_at": alert.first_fired_at.isoformat(),
        "last_fired_at": alert.last_fired_at.isoformat(),
        "times_fired": alert.times_fired,
    }
