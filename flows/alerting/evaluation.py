"""Evaluating rules: hits become alerts, alerts update in place, and what people must hear goes to the outbox.

All of it is one transaction: an alert that is recorded has its messages recorded with it, so a kill loses neither.
Evaluating twice over the same events changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts import Alert, AlertState, WatchedEvent
from domain.identifiers import content_id
from flows.alerting.conditions import meets
from flows.alerting.finding import BEGINNING, Found, fired_before, found_since
from flows.alerting.matching import Hit
from flows.alerting.rules import RuleDefinition, Watch
from flows.alerting.telling import alert_of, has_cooled, is_state, is_to_be_told, messages
from storage import Connection, Database
from storage.alerts import save_alerts, standing_alerts
from storage.outbox import last_told, save_deliveries
from storage.watching import changed_events, events_of

__all__ = ["BEGINNING", "Evaluation", "evaluate", "fired_before"]

_ACCUMULATE = (Watch.EVENTS, Watch.CHANGE)  # an alert's events add up; a count's are those of its window
_WITHDRAWN = "No event meets the rule any more: reports were corrected, denied or withdrawn."
_RESOLVE_DAYS = 7.0  # of an alert whose rule is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation did."""

    fired: tuple[Alert, ...]  # new alerts
    updated: tuple[Alert, ...]  # alerts that got news
    resolved: tuple[Alert, ...]
    deliveries: int  # messages put into the outbox
    problems: tuple[tuple[str, str], ...] = ()  # rules that could not be evaluated, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """An alert after this evaluation, and before it."""

    rule: RuleDefinition
    after: Alert
    before: Alert | None


def evaluate(
    database: Database, *, now: datetime, since: datetime = BEGINNING, channels: Sequence[str] = ()
) -> Evaluation:
    """Evaluates all rules that are enabled and not muted over events founded or changed after `since`."""
    found = found_since(database, since, now)
    with database.transaction() as connection:
        hit_ids = {_alert_id(rule, hit): (rule, hit) for rule, hit in found.hits}
        standing = standing_alerts(connection, hit_ids)
        told = last_told(connection, hit_ids)
        revised = _revised(connection, standing, found.rules, hit_ids.keys(), since, now)
        changes = _changes(connection, hit_ids, standing, now) + [each for each in revised if each.after.event_ids]
        withdrawn = [each for each in revised if not each.after.event_ids]
        touched = {each.after.alert_id for each in (*changes, *withdrawn)}
        ended = _ended(standing, found, hit_ids.keys(), touched, now)
        to_tell = [each.after for each in changes if _is_told(each, told, now)]
        to_tell += [each.after for each in (*withdrawn, *ended) if _is_told_resolved(each)]
        to_tell += _postponed(standing, found.rules, touched | {each.after.alert_id for each in ended}, told, now)
        deliveries = [each for alert in to_tell for each in messages(alert, channels, now)]
        save_alerts(connection, [each.after for each in (*changes, *withdrawn, *ended)])
        save_deliveries(connection, deliveries)
    return Evaluation(
        fired=tuple(each.after for each in changes if each.before is None),
        updated=tuple(each.after for each in changes if each.before is not None),
        resolved=tuple(each.after for each in (*withdrawn, *ended)),
        deliveries=len(deliveries),
        problems=found.problems,
    )


def _alert_id(rule: RuleDefinition, hit: Hit) -> str:
    return content_id("alr", rule.id, hit.dedup_key)


def _changes(
    connection: Connection,
    hits: Mapping[str, tuple[RuleDefinition, Hit]],
    standing: Mapping[str, Alert],
    now: datetime,
) -> list[_Change]:
    """Alerts that the hits make or change, with all events that they have had and that still meet their rules."""
    earlier = {event_id for alert_id in hits if alert_id in standing for event_id in standing[alert_id].event_ids}
    known = {event.event_id: event for event in events_of(connection, earlier)}
    changes = []
    for alert_id, (rule, hit) in hits.items():
        before = standing.get(alert_id)
        if before is not None and before.state is not AlertState.RESOLVED and rule.watch in _ACCUMULATE:
            hit = replace(hit, events=_together(rule, hit.events, before, known, now))
        after = alert_of(rule, hit, before, alert_id, now)
        if after != before:
            changes.append(_Change(rule=rule, after=after, before=before))
    return changes


def _together(
    rule: RuleDefinition,
    events: Iterable[WatchedEvent],
    before: Alert,
    known: Mapping[str, WatchedEvent],
    now: datetime,
) -> tuple[WatchedEvent, ...]:
    earlier = [known[each] for each in before.event_ids if each in known and _holds(known[each], rule, now)]
    joined = {event.event_id: event for event in (*earlier, *events)}
    return tuple(sorted(joined.values(), key=lambda event: (event.recorded_at, event.event_id)))


def _holds(event: WatchedEvent, rule: RuleDefinition, now: datetime) -> bool:
    """Whether an event that once met the rule still does; having grown old is no reason."""
    return meets(event, rule.model_copy(update={"when": rule.when.model_copy(update={"days_old": None})}), now)


def _revised(
    connection: Connection,
    standing: Mapping[str, Alert],
    rules: Mapping[str, RuleDefinition],
    hit_ids: Iterable[str],
    since: datetime,
    now: datetime,
) -> list[_Change]:
    """Open alerts that no hit speaks of, whose events have changed: without those that no longer meet their rule."""
    hit = frozenset(hit_ids)
    asked = [
        alert
        for alert in standing.values()
        if alert.state is not AlertState.RESOLVED and alert.alert_id not in hit and _is_of_events(alert, rules)
    ]
    changed = changed_events(connection, (each for alert in asked for each in alert.event_ids), since)
    asked = [alert for alert in asked if not changed.isdisjoint(alert.event_ids)]
    known = {event.event_id: event for event in events_of(connection, (e for alert in asked for e in alert.event_ids))}
    revised = []
    for before in asked:
        rule = rules[before.rule_id]
        events = _together(rule, (), before, known, now)
        if events:
            own = Hit(dedup_key=before.dedup_key, title=before.title.partition(" (now ")[0], events=events)
            after = alert_of(rule, own, before, before.alert_id, now)
        else:
            body = f"{_WITHDRAWN}\n{before.body}"
            after = replace(_resolved(before, now), body=body, event_ids=())
        if after != before:
            revised.append(_Change(rule=rule, after=after, before=before))
    return revised


def _is_of_events(alert: Alert, rules: Mapping[str, RuleDefinition]) -> bool:
    rule = rules.get(alert.rule_id)
    return rule is not None and rule.watch in (Watch.EVENTS, Watch.FIRST_CONTACT)


def _resolved(alert: Alert, now: datetime) -> Alert:
    return replace(alert, state=AlertState.RESOLVED, last_fired_at=now, times_fired=alert.times_fired + 1)


def _ended(
    standing: Mapping[str, Alert], found: Found, hit_ids: Iterable[str], touched: set[str], now: datetime
) -> list[_Change]:
    """Alerts without news for longer than their rule lets them stand, and states that hold no longer."""
    hit = frozenset(hit_ids)
    failed = {rule_id for rule_id, _ in found.problems}
    ended = []
    for alert in standing.values():
        rule = found.rules.get(alert.rule_id)
        if alert.state is AlertState.RESOLVED or alert.alert_id in touched or alert.rule_id in failed:
            continue
        if rule is not None and is_state(rule):
            is_over = alert.alert_id not in hit
        else:
            days = rule.resolve_days if rule is not None else _RESOLVE_DAYS
            is_over = alert.last_fired_at + timedelta(days=days) < now
        if is_over:
            own = rule or RuleDefinition.model_validate({"id": alert.rule_id, "name": "", "description": ""})
            ended.append(_Change(rule=own, after=_resolved(alert, now), before=alert))
    return ended


def _is_told(change: _Change, told: Mapping[str, datetime], now: datetime) -> bool:
    return is_to_be_told(change.rule, change.after, change.before, told.get(change.after.alert_id), now)


def _is_told_resolved(change: _Change) -> bool:
    """An alert that lost its ground is taken back as loudly as it was given."""
    return (
        change.rule.deliver == "now"
        and (change.rule.tell_resolved or not change.after.event_ids)
        and not (is_state(change.rule) and not change.rule.tell_resolved)
    )


def _postponed(
    standing: Mapping[str, Alert],
    rules: Mapping[str, RuleDefinition],
    settled: set[str],
    told: Mapping[str, datetime],
    now: datetime,
) -> list[Alert]:
    """Open alerts whose last news came while their last message was too fresh for another, and now is not."""
    found = []
    for alert in standing.values():
        rule, told_at = rules.get(alert.rule_id), told.get(alert.alert_id)
        if rule is None or told_at is None or alert.state is AlertState.RESOLVED or alert.alert_id in settled:
            continue
        if rule.deliver == "now" and alert.last_fired_at > told_at and has_cooled(rule, told_at, now):
            found.append(alert)
    return found
