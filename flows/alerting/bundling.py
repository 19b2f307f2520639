"""Many alerts of one rule at once are told in a few messages and a list: nobody reads ten thousand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.alerts import Alert, Delivery, Severity
from flows.alerting.outbox import outbox_messages
from flows.alerting.rules import RuleDefinition
from flows.alerting.telling import loudness, message_of

_MOST_LISTED = 100  # alerts named in the list


class Telling(NamedTuple):
    """An alert that people are to hear of."""

    rule: RuleDefinition
    alert: Alert


def told_messages(tellings: Iterable[Telling], channels: Sequence[str], now: datetime) -> list[Delivery]:
    """A message of each alert to each channel; where a rule fires more than its most at once, the rest in one list."""
    by_rule: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_rule.setdefault(telling.rule.id, []).append(telling)
    found = []
    for own in by_rule.values():
        own.sort(key=lambda telling: -loudness(telling.alert.severity))
        most = own[0].rule.most_messages
        single = own if len(own) <= most else own[: most - 1]
        for _, alert in single:
            key = (alert.alert_id, alert.times_fired)
            found += outbox_messages(message_of(alert), channels, key=key, now=now)
        if len(own) > len(single):
            found += _list_of(own[0].rule, [alert for _, alert in own[len(single) :]], channels, now)
    return found


def _list_of(rule: RuleDefinition, alerts: Sequence[Alert], channels: Sequence[str], now: datetime) -> list[Delivery]:
    lines = [f"[{alert.severity}] {alert.title} ({alert.alert_id})" for alert in alerts[:_MOST_LISTED]]
    if len(alerts) > _MOST_LISTED:
        lines.append(f"and {len(alerts) - _MOST_LISTED} more: eventwire alerts list --rule {rule.id}")
    key = ("list", *(f"{alert.alert_id} {alert.times_fired}" for alert in alerts))
    loudest: Severity = max((alert.severity for alert in alerts), key=loudness)
    message = {
        "alert_id": f"list:{rule.id}",
        "rule": rule.id,
        "severity": loudest.value,
        "state": "open",
        "title": f"{rule.name or rule.id}: {len(alerts)} more alerts at once",
        "body": "\n".join(lines),
        "event_ids": [],
        "alert_ids": [alert.alert_id for alert in alerts],
        "first_fired_at": min(alert.first_fired_at for alert in alerts).isoformat(),
        "last_fired_at": max(alert.last_fired_at for alert in alerts).isoformat(),
        "times_fired": 1,
    }
    return outbox_messages(message, channels, key=key, now=now)
