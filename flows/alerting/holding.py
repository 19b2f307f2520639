"""What alerts stand on: an event stays in the alert that it first came to, also under another key or another id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alerts import Alert, WatchedEvent
from domain.identifiers import content_id
from flows.alerting.conditions import meets
from flows.alerting.matching import Hit
from flows.alerting.rules import RuleDefinition, Watch
from flows.alerting.wording import in_order
from storage import Connection
from storage.watching import events_of, heirs_of

ACCUMULATING = (Watch.EVENTS, Watch.CHANGE)  # an alert's events add up; a count's are those of its window


def alert_id_of(rule: RuleDefinition, hit: Hit) -> str:
    """The alert's id, for ever: from the rule and what its firings share."""
    return content_id("alr", rule.id, hit.dedup_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Open alerts of rules on events, and the events of those that something has happened to, as they are now."""

    standing: Mapping[str, Alert]  # by alert_id
    asked: frozenset[str]  # alerts of which `known` holds all events
    known: Mapping[str, WatchedEvent]
    heirs: Mapping[str, tuple[str, ...]]  # of events that are no more: those that hold their sentences
    holders: Mapping[tuple[str, str], str]  # rule_id and event_id: the alert that holds it, where one alone may

    @classmethod
    def of(
        cls,
        connection: Connection,
        alerts: Iterable[Alert],
        asked: Iterable[Alert],
        rules: Mapping[str, RuleDefinition],
    ) -> "Ground":
        """Reads what the alerts stand on, of those that are asked for."""
        standing = {alert.alert_id: alert for alert in alerts}
        chosen = {alert.alert_id: alert for alert in asked}
        ids = {event_id for alert in chosen.values() for event_id in alert.event_ids}
        known = {event.event_id: event for event in events_of(connection, ids)}
        heirs = heirs_of(connection, ids - known.keys()) if ids - known.keys() else {}
        known |= {event.event_id: event for event in events_of(connection, {e for own in heirs.values() for e in own})}
        holders: dict[tuple[str, str], str] = {}
        alone = [
            alert
            for alert in sorted(standing.values(), key=lambda each: (each.first_fired_at, each.alert_id))
            if rules[alert.rule_id].watch is Watch.EVENTS
        ]
        for alert in alone:
            for event_id in alert.event_ids:
                holders.setdefault((alert.rule_id, event_id), alert.alert_id)
        for alert in alone:
            for heir in (heir for event_id in alert.event_ids for heir in heirs.get(event_id, ())):
                holders.setdefault((alert.rule_id, heir), alert.alert_id)
        return cls(standing=standing, asked=frozenset(chosen), known=known, heirs=heirs, holders=holders)

    def joined(self, rule: RuleDefinition, hit: Hit, before: Alert, now: datetime) -> Hit:
        """The hit with what its alert has had and still meets the rule, or what that was merged into."""
        found = {event.event_id: event for event in (*self.held(rule, before, now), *hit.events)}
        return replace(hit, events=in_order(found.values()))

    def held(self, rule: RuleDefinition, before: Alert, now: datetime) -> list[WatchedEvent]:
        """Events of an alert that still meet its rule; having grown old is no reason not to."""
        ageless = rule.model_copy(update={"when": rule.when.model_copy(update={"days_old": None})})
        ids = dict.fromkeys(heir for each in before.event_ids for heir in (each, *self.heirs.get(each, ())))
        return [
            self.known[each]
            for each in ids
            if each in self.known
            and self.holders.get((rule.id, each), before.alert_id) == before.alert_id
            and meets(self.known[each], ageless, now)
        ]

    def others(self, rule: RuleDefinition, before: Alert) -> list[str]:
        """Alerts of the same rule that hold what the events of this one were merged into."""
        heirs = (heir for each in before.event_ids for heir in self.heirs.get(each, ()))
        found = {self.holders.get((rule.id, heir), before.alert_id) for heir in heirs}
        return sorted(found - {before.alert_id})


def gathered(hits: Iterable[tuple[RuleDefinition, Hit]], ground: Ground) -> list[tuple[RuleDefinition, Hit]]:
    """The hits, with each event where an open alert of the same rule holds it already."""
    found: dict[str, tuple[RuleDefinition, Hit]] = {}
    for rule, hit in hits:
        if rule.watch is not Watch.EVENTS:
            found[alert_id_of(rule, hit)] = (rule, hit)
            continue
        parts: dict[str, list[WatchedEvent]] = {}
        for event in hit.events:
            holder = ground.holders.get((rule.id, event.event_id))
            key = ground.standing[holder].dedup_key if holder else hit.dedup_key
            parts.setdefault(key, []).append(event)
        for key, events in parts.items():
            part = replace(hit, dedup_key=key, events=tuple(events))
            earlier = found.get(alert_id_of(rule, part))
            if earlier:
                part = replace(part, events=in_order((*earlier[1].events, *part.events)))
            found[alert_id_of(rule, part)] = (rule, part)
    return list(found.values())
