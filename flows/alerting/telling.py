"""What becomes of an alert and when it is told: updates in place, escalation, cool-down, messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.alerts import Alert, AlertState, Severity, WatchedEvent
from flows.alerting.conditions import reaches
from flows.alerting.matching import Hit
from flows.alerting.rules import RuleDefinition, Watch, is_state
from flows.alerting.wording import body_of, title_of

_SKEW = timedelta(minutes=5)  # by which clocks may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An alert after an evaluation, and before it."""

    rule: RuleDefinition
    after: Alert
    before: Alert | None  # None: it is new
    is_taken_back: bool = False  # it lost its ground: that is told as loudly as it was given

    @property
    def is_over(self) -> bool:
        """Whether it is resolved now."""
        return self.after.state is AlertState.RESOLVED


def alert_of(rule: RuleDefinition, hit: Hit, before: Alert | None, alert_id: str, now: datetime) -> Alert:
    """The alert after a hit that holds all its events: new, updated in place, or as it was where nothing is new."""
    severity, state = rule.severity, AlertState.OPEN
    if rule.escalate is not None and _escalates(rule, hit.events):
        severity, state = rule.escalate.severity, AlertState.ESCALATED
    title, body = title_of(rule, hit.title, hit.events), body_of(hit.events, hit.lines)
    event_ids = tuple(sorted(event.event_id for event in hit.events))
    if before is None:
        return Alert(
            alert_id=alert_id,
            rule_id=rule.id,
            dedup_key=hit.dedup_key,
            severity=severity,
            state=state,
            title=title,
            body=body,
            event_ids=event_ids,
            first_fired_at=now,
            last_fired_at=now,
            times_fired=1,
        )
    if _is_fading(rule, before, event_ids):
        return before
    if before.state is AlertState.ESCALATED and state is AlertState.OPEN:
        severity, state = before.severity, before.state  # louder stays louder until it is resolved
    after = replace(before, severity=severity, state=state, title=title, body=body, event_ids=event_ids)
    if after == before or (before.state is AlertState.RESOLVED and body == before.body and not is_state(rule)):
        return before
    return replace(after, last_fired_at=now, times_fired=before.times_fired + 1)


def _is_fading(rule: RuleDefinition, before: Alert, event_ids: Sequence[str]) -> bool:
    """Whether a count has the events that it had, without those that left the window: no news."""
    return (
        rule.watch is Watch.COUNT and before.state is not AlertState.RESOLVED and set(event_ids) < set(before.event_ids)
    )


def resolved(alert: Alert, now: datetime, why: str | None = None) -> Alert:
    """The alert as over, with a line on why where it did not just fall silent."""
    body = f"{why}\n{alert.body}" if why else alert.body
    return replace(alert, state=AlertState.RESOLVED, body=body, last_fired_at=now, times_fired=alert.times_fired + 1)


def _escalates(rule: RuleDefinition, events: Sequence[WatchedEvent]) -> bool:
    louder = rule.escalate
    assert louder is not None  # asked only then
    return (
        (louder.corroboration is not None and any(each.corroboration >= louder.corroboration for each in events))
        or (bool(louder.least) and any(reaches(each, louder.least) for each in events))
        or (louder.events is not None and len(events) >= louder.events)
    )


def is_to_be_told(
    rule: RuleDefinition, after: Alert, before: Alert | None, told_at: datetime | None, now: datetime
) -> bool:
    """A new or louder alert is told at once, news of a standing one when its last message has cooled down.

    What goes to the digest is told at once only when it becomes louder.
    """
    louder = before is not None and loudness(after.severity) > loudness(before.severity)
    if rule.deliver == "digest":
        return louder
    return before is None or louder or has_cooled(rule, told_at, now)


def has_cooled(rule: RuleDefinition, told_at: datetime | None, now: datetime) -> bool:
    """Whether the last message was long enough ago; news that come meanwhile wait, and go together."""
    if told_at is None or told_at > now + _SKEW:  # told by a clock that was wrong
        return True
    return now >= told_at + timedelta(hours=rule.cooldown_hours)


def loudness(severity: Severity) -> int:
    """From 0, information, upwards."""
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
