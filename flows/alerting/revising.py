"""Alerts whose events were corrected, denied, merged or withdrawn: told again with what is left, or taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from domain.alerts import Alert, WatchedEvent
from flows.alerting.holding import Ground
from flows.alerting.matching import Hit
from flows.alerting.rules import RuleDefinition, Watch
from flows.alerting.telling import Change, alert_of, resolved
from flows.alerting.wording import bare_title, in_order

_WITHDRAWN = "No event meets the rule any more: reports were corrected, denied or withdrawn."
_TOO_FEW = "Too few events meet the rule now: reports were corrected, denied, merged or withdrawn."
_ELSEWHERE = "This goes on in alert {alert_id}: both were found to be one happening."


def revised(
    standing: Mapping[str, Alert],
    rules: Mapping[str, RuleDefinition],
    hit_ids: Iterable[str],
    ground: Ground,
    now: datetime,
) -> list[Change]:
    """Open alerts that no hit speaks of, whose events have changed: without those that no longer meet their rule."""
    hit = frozenset(hit_ids)
    found = []
    for alert_id in sorted(ground.asked - hit):
        before = standing[alert_id]
        rule = rules[before.rule_id]
        revision = _revision(rule, before, ground.held(rule, before, now), ground, now)
        if revision.after != before:
            found.append(revision)
    return found


def _revision(rule: RuleDefinition, before: Alert, events: list[WatchedEvent], ground: Ground, now: datetime) -> Change:
    if rule.watch is Watch.COUNT and len(events) >= rule.threshold:
        return Change(rule=rule, after=before, before=before)  # the window tells of it
    if rule.watch is Watch.COUNT or not events:
        return _over(rule, before, ground, now)
    own = Hit(dedup_key=before.dedup_key, title=bare_title(before.title), events=in_order(events))
    return Change(rule=rule, after=alert_of(rule, own, before, before.alert_id, now), before=before)


def _over(rule: RuleDefinition, before: Alert, ground: Ground, now: datetime) -> Change:
    """Taken back; or, where its events went into those of another alert, only closed."""
    others = ground.others(rule, before)
    if others:
        told = _ELSEWHERE.format(alert_id=others[0])
        return Change(rule=rule, after=replace(resolved(before, now, told), event_ids=()), before=before)
    told = _TOO_FEW if rule.watch is Watch.COUNT else _WITHDRAWN
    after = replace(resolved(before, now, told), event_ids=())
    return Change(rule=rule, after=after, before=before, is_taken_back=True)
