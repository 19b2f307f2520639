"""Evaluating rules: hits become alerts, alerts update in place, and what people must hear goes to the outbox.

All of it is one transaction: an alert that is recorded has its messages recorded with it, so a kill loses neither.
Evaluating twice over the same events changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alerts import Alert, AlertState
from flows.alerting.bundling import Telling, told_messages
from flows.alerting.finding import BEGINNING, Found, fired_before, found_since
from flows.alerting.holding import ACCUMULATING, Ground, alert_id_of, gathered
from flows.alerting.matching import Hit
from flows.alerting.revising import revised
from flows.alerting.rules import RuleDefinition, is_state
from flows.alerting.telling import Change, alert_of, has_cooled, is_to_be_told, resolved
from storage import Connection, Database
from storage.alerts import save_alerts, standing_alerts
from storage.marks import FAILING_RULES, mark, save_mark
from storage.outbox import last_told, save_deliveries
from storage.watching import changed_events

__all__ = ["BEGINNING", "Evaluation", "evaluate", "fired_before"]

_RULE_GONE = "Its rule was removed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation did."""

    fired: tuple[Alert, ...]  # new alerts
    updated: tuple[Alert, ...]  # alerts that got news
    resolved: tuple[Alert, ...]
    deliveries: int  # messages put into the outbox
    problems: tuple[tuple[str, str], ...] = ()  # rules that could not be evaluated, and why


def evaluate(
    database: Database,
    *,
    now: datetime,
    since: datetime = BEGINNING,
    until: datetime | None = None,
    channels: Sequence[str] = (),
) -> Evaluation:
    """Evaluates all rules that are enabled and not muted over events founded or changed after `since`.

    With `until`, only over those not after it: a long past is evaluated in pieces.
    """
    found = found_since(database, since, now, until=until or now)
    with database.transaction() as connection:
        standing = standing_alerts(connection, [alert_id_of(rule, hit) for rule, hit in found.hits])
        ground = _ground(connection, standing, found, since)
        hits = {alert_id_of(rule, hit): (rule, hit) for rule, hit in gathered(found.hits, ground)}
        changes = _changes(hits, standing, ground, now) + revised(standing, found.rules, hits.keys(), ground, now)
        changes += _ended(standing, found, hits.keys(), {each.after.alert_id for each in changes}, now)
        told = last_told(connection, hits)
        tellings = [Telling(each.rule, each.after) for each in changes if _is_told(each, told, now)]
        tellings += _postponed(standing, found.rules, {each.after.alert_id for each in changes}, told, now)
        deliveries = told_messages(tellings, channels, now)
        save_alerts(connection, [each.after for each in changes])
        save_deliveries(connection, deliveries)
        _note_problems(connection, dict(found.problems), now)
    return Evaluation(
        fired=tuple(each.after for each in changes if each.before is None),
        updated=tuple(each.after for each in changes if each.before is not None and not each.is_over),
        resolved=tuple(each.after for each in changes if each.is_over),
        deliveries=len(deliveries),
        problems=found.problems,
    )


def _note_problems(connection: Connection, problems: Mapping[str, str], now: datetime) -> None:
    """Records which rules could not be evaluated, for `eventwire doctor`, where that changed."""
    before = mark(connection, FAILING_RULES)
    if problems != (before[1] if before else {}):
        save_mark(connection, FAILING_RULES, now, **problems)


def _ground(connection: Connection, standing: Mapping[str, Alert], found: Found, since: datetime) -> Ground:
    """What open alerts stand on, of those that something has happened to."""
    hit = {alert_id_of(rule, each) for rule, each in found.hits}
    alerts = [
        alert
        for alert in standing.values()
        if alert.state is not AlertState.RESOLVED
        and alert.rule_id in found.rules
        and not is_state(found.rules[alert.rule_id])
    ]
    changed = changed_events(connection, (each for alert in alerts for each in alert.event_ids), since)
    asked = [alert for alert in alerts if alert.alert_id in hit or not changed.isdisjoint(alert.event_ids)]
    return Ground.of(connection, alerts, asked, found.rules)


def _changes(
    hits: Mapping[str, tuple[RuleDefinition, Hit]], standing: Mapping[str, Alert], ground: Ground, now: datetime
) -> list[Change]:
    """Alerts that the hits make or change, with all events that they have had and that still meet their rules."""
    changes = []
    for alert_id, (rule, hit) in hits.items():
        before = standing.get(alert_id)
        if before is not None and before.state is not AlertState.RESOLVED and rule.watch in ACCUMULATING:
            hit = ground.joined(rule, hit, before, now)
        after = alert_of(rule, hit, before, alert_id, now)
        if after != before:
            changes.append(Change(rule=rule, after=after, before=before))
    return changes


def _ended(
    standing: Mapping[str, Alert], found: Found, hit_ids: Iterable[str], touched: set[str], now: datetime
) -> list[Change]:
    """Alerts without news for longer than their rules let them stand, states that hold no longer, rules removed."""
    hit = frozenset(hit_ids)
    failed = {rule_id for rule_id, _ in found.problems}
    ended = []
    for alert in standing.values():
        if alert.state is AlertState.RESOLVED or alert.alert_id in touched or alert.rule_id in failed:
            continue
        rule = found.rules.get(alert.rule_id) or found.resting.get(alert.rule_id)
        if rule is None:
            nobody = RuleDefinition.model_validate({"id": alert.rule_id, "name": "", "description": ""})
            ended.append(Change(rule=nobody, after=resolved(alert, now, _RULE_GONE), before=alert))
        elif alert.rule_id in found.rules and is_state(rule):
            if alert.alert_id not in hit:
                ended.append(Change(rule=rule, after=resolved(alert, now), before=alert))
        elif alert.last_fired_at + timedelta(days=rule.resolve_days) < now:
            ended.append(Change(rule=rule, after=resolved(alert, now), before=alert))
    return ended


def _is_told(change: Change, told: Mapping[str, datetime], now: datetime) -> bool:
    if change.is_over:
        return change.rule.deliver == "now" and (change.is_taken_back or change.rule.tell_resolved)
    return is_to_be_told(change.rule, change.after, change.before, told.get(change.after.alert_id), now)


def _postponed(
    standing: Mapping[str, Alert],
    rules: Mapping[str, RuleDefinition],
    settled: set[str],
    told: Mapping[str, datetime],
    now: datetime,
) -> list[Telling]:
    """Open alerts whose last news came while their last message was too fresh for another, and now is not."""
    found = []
    for alert in standing.values():
        rule, told_at = rules.get(alert.rule_id), told.get(alert.alert_id)
        if rule is None or told_at is None or alert.state is AlertState.RESOLVED or alert.alert_id in settled:
            continue
        if rule.deliver == "now" and alert.last_fired_at > told_at and has_cooled(rule, told_at, now):
            found.append(Telling(rule, alert))
    return found
