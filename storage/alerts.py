"""Alert rules and alerts."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from domain.alerts import Alert, AlertRule, AlertState, Severity
from storage.database import Connection
from storage.event_tables import EventFilter, chosen_events
from storage.frames import replace_rows, stage_ids

_REMOVE_RULES = "DELETE FROM alert_rules WHERE list_contains($ids, rule_id)"
_RULES = """
SELECT rule_id, name, description, severity, definition, enabled, muted_until FROM alert_rules ORDER BY rule_id
"""
_ALERTS = """
SELECT alert_id, rule_id, dedup_key, severity, state, title, body, event_ids, first_fired_at, last_fired_at, times_fired
FROM alerts
WHERE ($rule_id IS NULL OR rule_id = $rule_id) AND ($alert_id IS NULL OR alert_id = $alert_id)
    AND ($open IS NULL OR (state <> 'resolved') = $open)
ORDER BY last_fired_at DESC, alert_id LIMIT $most
"""
_STANDING = """
SELECT alert_id, rule_id, dedup_key, severity, state, title, body, event_ids, first_fired_at, last_fired_at, times_fired
FROM alerts WHERE state <> 'resolved' OR alert_id IN (SELECT id FROM asked_alerts) ORDER BY alert_id
"""
_RULES_TABLE = """
SELECT rule_id, severity, enabled, muted_until, name, description FROM alert_rules ORDER BY rule_id
"""
_ALERTS_TABLE = """
SELECT last_fired_at, severity, state, title, times_fired, rule_id, event_ids, body, alert_id FROM alerts
WHERE {conditions} ORDER BY last_fired_at DESC, alert_id LIMIT $most
"""
_UNTIL = "SELECT value FROM settings WHERE name = 'alerts_evaluated_until'"
_SAVE_UNTIL = """
MERGE INTO settings USING (SELECT 'alerts_evaluated_until' AS name, $value AS value, $moment AS recorded_at) AS fresh
    ON settings.name = fresh.name
WHEN MATCHED THEN UPDATE SET value = fresh.value, recorded_at = fresh.recorded_at
WHEN NOT MATCHED THEN INSERT VALUES (fresh.name, fresh.value, fresh.recorded_at)
"""


def save_rules(connection: Connection, rules: Sequence[AlertRule], *, moment: datetime) -> None:
    """Adds rules, or replaces those of the same ids."""
    rows = [asdict(rule) | {"severity": rule.severity.value, "changed_at": moment} for rule in rules]
    replace_rows(connection, "alert_rules", "rule_id", rows)


def remove_rules(connection: Connection, rule_ids: Sequence[str]) -> None:
    """Forgets rules; the alerts that they fired stay, and are resolved when nothing more is heard of them."""
    connection.execute(_REMOVE_RULES, {"ids": list(rule_ids)})


def all_rules(connection: Connection) -> tuple[AlertRule, ...]:
    """All rules by id, disabled and muted ones too."""
    names = ("rule_id", "name", "description", "severity", "definition", "enabled", "muted_until")
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(_RULES).fetchall()]
    return tuple(AlertRule(**(row | {"severity": Severity(row["severity"])})) for row in rows)


def alerts(
    connection: Connection,
    *,
    rule_id: str | None = None,
    alert_id: str | None = None,
    is_open: bool | None = None,
    most: int = 10_000,
) -> tuple[Alert, ...]:
    """Alerts, latest first; of one rule or id, or only open (False: resolved) ones."""
    rows = connection.execute(
        _ALERTS, {"rule_id": rule_id, "alert_id": alert_id, "open": is_open, "most": most}
    ).fetchall()
    return tuple(_alert(row) for row in rows)


def standing_alerts(connection: Connection, alert_ids: Iterable[str]) -> dict[str, Alert]:
    """All alerts that are not resolved, and those of these ids, by id."""
    stage_ids(connection, "asked_alerts", alert_ids)
    return {row[0]: _alert(row) for row in connection.execute(_STANDING).fetchall()}


def _alert(row: Sequence[Any]) -> Alert:
    return Alert(
        alert_id=row[0],
        rule_id=row[1],
        dedup_key=row[2],
        severity=Severity(row[3]),
        state=AlertState(row[4]),
        title=row[5],
        body=row[6],
        event_ids=tuple(row[7]),
        first_fired_at=row[8],
        last_fired_at=row[9],
        times_fired=row[10],
    )


def save_alerts(connection: Connection, changed: Sequence[Alert]) -> None:
    """Adds alerts, or replaces those of the same ids."""
    rows = [asdict(alert) | {"severity": alert.severity.value, "state": alert.state.value} for alert in changed]
    replace_rows(connection, "alerts", "alert_id", rows)


def rules_table(connection: Connection) -> pa.Table:
    """The stored rules, for people."""
    return connection.execute(_RULES_TABLE).to_arrow_table()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts; conditions add up."""

    rule_id: str | None = None
    severity: Severity = Severity.INFO  # as loud as this, or louder
    events: EventFilter | None = None  # some current event of theirs is one of these
    since: date | None = None  # fired or updated on this day or later
    until: date | None = None
    everything: bool = False  # resolved ones too
    most: int = 1000


def alerts_table(connection: Connection, wanted: AlertFilter) -> pa.Table:
    """Alerts, latest first."""
    values: dict[str, object] = {"severities": list(Severity)[list(Severity).index(wanted.severity) :]}
    conditions = ["list_contains($severities, severity)"]
    for condition, name, value in (
        ("rule_id = $rule_id", "rule_id", wanted.rule_id),
        ("last_fired_at::DATE >= $fired_since", "fired_since", wanted.since),
        ("last_fired_at::DATE <= $fired_until", "fired_until", wanted.until),
    ):
        if value is not None:
            conditions.append(condition)
            values[name] = value
    if not wanted.everything:
        conditions.append("state <> 'resolved'")
    if wanted.events is not None:
        chosen, bound = chosen_events(connection, wanted.events)
        conditions.append(f"list_has_any(event_ids, (SELECT coalesce(list(event_id), []) FROM ({chosen})))")  # noqa: S608
        values |= bound
    sql = _ALERTS_TABLE.replace("{conditions}", " AND ".join(conditions))
    return connection.execute(sql, values | {"most": wanted.most}).to_arrow_table()


def evaluated_until(connection: Connection) -> datetime | None:
    """Up to when rules have been evaluated; None: never."""
    row = connection.execute(_UNTIL).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def save_evaluated_until(connection: Connection, moment: datetime) -> None:
    """Records up to when rules have been evaluated."""
    connection.execute(_SAVE_UNTIL, {"value": moment.isoformat(), "moment": moment})
