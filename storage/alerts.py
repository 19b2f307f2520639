"""Alert rules, alerts and the outbox, and what rules look at."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from domain.alerts import Alert, AlertRule, AlertState, Delivery, DeliveryState, Severity, WatchedEvent
from storage.database import Connection
from storage.frames import filled, stage, stage_ids
from storage.querying import answer

_RULE_SECONDS = 30.0

_REPLACE = "DELETE FROM {table} WHERE {id} IN (SELECT {id} FROM staged_{table})"
_INSERT = "INSERT INTO {table} BY NAME SELECT * FROM staged_{table}"
_REMOVE_RULES = "DELETE FROM alert_rules WHERE list_contains($ids, rule_id)"
_RULES = """
SELECT rule_id, name, description, severity, definition, enabled, muted_until FROM alert_rules ORDER BY rule_id
"""
_EVENTS = """
WITH chosen AS (
    SELECT * FROM current_events
    WHERE {chosen}
), linked AS (
    SELECT event_reports.event_id,
        list_sort(list_distinct(list(articles.url) FILTER (articles.url IS NOT NULL))) AS links
    FROM event_reports JOIN reports USING (report_id) JOIN articles ON articles.latest_version_id = reports.version_id
    WHERE event_reports.superseded_at IS NULL AND reports.superseded_at IS NULL
        AND event_reports.event_id IN (SELECT event_id FROM chosen)
    GROUP BY event_reports.event_id
), acting AS (
    SELECT event_actors.event_id, list_sort(list_distinct(list(actors.country) FILTER (actors.country IS NOT NULL)))
        AS countries
    FROM event_actors JOIN actors USING (actor_id)
    WHERE event_actors.event_id IN (SELECT event_id FROM chosen) GROUP BY event_actors.event_id
)
SELECT event_id, type, mode, contexts, status, initiators, recipients, initiator_names, recipient_names,
    coalesce(countries, []) AS countries, reciprocal, date_from, date_to, place_name, place_country,
    list_transform(magnitudes, lambda figure: {'name': figure.name, 'least': figure.least, 'most': figure.most})
        AS magnitudes,
    speakers, corroboration, publishers, confidence, score, quote, coalesce(links, []) AS links, recorded_at
FROM chosen LEFT JOIN linked USING (event_id) LEFT JOIN acting USING (event_id)
ORDER BY recorded_at, event_id
"""
_RECORDED = "recorded_at > $since AND recorded_at <= $until"
_ASKED = "event_id IN (SELECT id FROM asked_events)"
_CHANGED = """
SELECT DISTINCT event_id FROM events
WHERE event_id IN (SELECT id FROM asked_events) AND greatest(recorded_at, coalesce(superseded_at, recorded_at)) > $since
"""
_KNOWN_DYADS = """
SELECT DISTINCT initiator || '>' || recipient FROM event_dyads
WHERE status = 'actual' AND event_id NOT IN (SELECT id FROM asked_events)
"""
_SILENT = "SELECT source_id, name, newest_at FROM source_health WHERE silent ORDER BY name"
_HISTORY = """
SELECT initiator, recipient, day, events, material_conflict + verbal_conflict AS conflict,
    material_cooperation + verbal_cooperation AS cooperation
FROM dyad_days
WHERE day BETWEEN $since AND $until
    AND ($everybody OR initiator || '>' || recipient IN (SELECT id FROM asked_dyads))
ORDER BY ALL
"""
_ALERTS = """
SELECT alert_id, rule_id, dedup_key, severity, state, title, body, event_ids, first_fired_at, last_fired_at, times_fired
FROM alerts WHERE ($rule_id IS NULL OR rule_id = $rule_id) AND ($open IS NULL OR (state <> 'resolved') = $open)
ORDER BY last_fired_at DESC, alert_id LIMIT $most
"""
_STANDING = """
SELECT alert_id, rule_id, dedup_key, severity, state, title, body, event_ids, first_fired_at, last_fired_at, times_fired
FROM alerts WHERE state <> 'resolved' OR alert_id IN (SELECT id FROM asked_alerts) ORDER BY alert_id
"""
_TOLD = """
SELECT alert_id, max(created_at) FROM outbox
WHERE alert_id IN (SELECT alert_id FROM alerts WHERE state <> 'resolved' OR alert_id IN (SELECT id FROM asked_alerts))
GROUP BY alert_id
"""
_OUTBOX = """
SELECT delivery_id, alert_id, channel, payload, state, attempts, reason, created_at, next_try_at, delivered_at
FROM outbox WHERE state = 'waiting' AND next_try_at <= $now_time ORDER BY created_at, delivery_id LIMIT $most
"""
_RULES_TABLE = """
SELECT rule_id, severity, enabled, muted_until, name, description FROM alert_rules ORDER BY rule_id
"""
_ALERTS_TABLE = """
SELECT last_fired_at, severity, state, title, times_fired, rule_id, event_ids, body, alert_id FROM alerts
WHERE $everything OR state <> 'resolved' ORDER BY last_fired_at DESC, alert_id LIMIT $most
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
    _replace(connection, "alert_rules", "rule_id", rows)


def remove_rules(connection: Connection, rule_ids: Sequence[str]) -> None:
    """Forgets rules; the alerts that they fired stay, and are resolved when nothing more is heard of them."""
    connection.execute(_REMOVE_RULES, {"ids": list(rule_ids)})


def all_rules(connection: Connection) -> tuple[AlertRule, ...]:
    """All rules by id, disabled and muted ones too."""
    names = ("rule_id", "name", "description", "severity", "definition", "enabled", "muted_until")
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(_RULES).fetchall()]
    return tuple(AlertRule(**(row | {"severity": Severity(row["severity"])})) for row in rows)


def watched_events(connection: Connection, since: datetime, until: datetime) -> tuple[WatchedEvent, ...]:
    """Current events that were founded or changed after `since` and not after `until`, oldest first."""
    return _events(connection, _RECORDED, {"since": since, "until": until})


def events_of(connection: Connection, event_ids: Iterable[str]) -> tuple[WatchedEvent, ...]:
    """These events as they are now, oldest first; those that are no more are left out."""
    stage_ids(connection, "asked_events", event_ids)
    return _events(connection, _ASKED, {})


def _events(connection: Connection, chosen: str, values: dict[str, datetime]) -> tuple[WatchedEvent, ...]:
    sql = _EVENTS.replace("{chosen}", chosen)
    rows = connection.execute(sql, values).to_arrow_table().to_pylist()
    lists = "contexts initiators recipients initiator_names recipient_names countries speakers publishers links".split()
    found = []
    for row in rows:
        row |= {name: tuple(row[name]) for name in lists}
        row["magnitudes"] = tuple((each["name"], each["least"], each["most"]) for each in row["magnitudes"])
        found.append(WatchedEvent(**row))
    return tuple(found)


def changed_events(connection: Connection, event_ids: Iterable[str], since: datetime) -> frozenset[str]:
    """Which of these events changed, or ceased to be, after a moment."""
    stage_ids(connection, "asked_events", event_ids)
    return frozenset(row[0] for row in connection.execute(_CHANGED, {"since": since}).fetchall())


def known_dyads(connection: Connection, without: Sequence[str]) -> frozenset[str]:
    """Pairs "initiator>recipient" of all actual events but these."""
    stage_ids(connection, "asked_events", without)
    return frozenset(row[0] for row in connection.execute(_KNOWN_DYADS).fetchall())


def silent_sources(connection: Connection) -> tuple[tuple[str, str, datetime | None], ...]:
    """Sources that have fallen silent: id, name and when they last gave a document."""
    return tuple((row[0], row[1], row[2]) for row in connection.execute(_SILENT).fetchall())


def dyad_history(
    connection: Connection, since: date, until: date, dyads: Iterable[str] | None = None
) -> tuple[tuple[str, str, date, int, int, int], ...]:
    """Initiator, recipient, day, and numbers of events, conflict and cooperation, of days with events.

    Of the pairs "initiator>recipient" given; None: of all.
    """
    stage_ids(connection, "asked_dyads", dyads or ())
    values = {"since": since, "until": until, "everybody": dyads is None}
    rows = connection.execute(_HISTORY, values).fetchall()
    return tuple((row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows)


def rows_of(connection: Connection, sql: str) -> list[dict[str, object]]:
    """The rows that a rule's own SQL gives, on a reading connection. Raises QueryError for what can't be answered."""
    return list(answer(connection, sql, seconds=_RULE_SECONDS).to_pylist())


def alerts(
    connection: Connection, *, rule_id: str | None = None, is_open: bool | None = None, most: int = 10_000
) -> tuple[Alert, ...]:
    """Alerts, latest first; of one rule, or only open (False: resolved) ones."""
    rows = connection.execute(_ALERTS, {"rule_id": rule_id, "open": is_open, "most": most}).fetchall()
    return tuple(_alert(row) for row in rows)


def standing_alerts(connection: Connection, alert_ids: Iterable[str]) -> dict[str, Alert]:
    """All alerts that are not resolved, and those of these ids, by id."""
    stage_ids(connection, "asked_alerts", alert_ids)
    return {row[0]: _alert(row) for row in connection.execute(_STANDING).fetchall()}


def last_told(connection: Connection, alert_ids: Iterable[str]) -> dict[str, datetime]:
    """When the last message was made of each alert that is not resolved or has one of these ids; without: none was."""
    stage_ids(connection, "asked_alerts", alert_ids)
    return dict(connection.execute(_TOLD).fetchall())


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
    _replace(connection, "alerts", "alert_id", rows)


def save_deliveries(connection: Connection, deliveries: Sequence[Delivery]) -> None:
    """Adds messages, or replaces those of the same ids."""
    _replace(connection, "outbox", "delivery_id", [asdict(each) | {"state": each.state.value} for each in deliveries])


def waiting_deliveries(connection: Connection, now: datetime, *, most: int = 1_000) -> tuple[Delivery, ...]:
    """Messages that are to be tried, oldest first."""
    rows = connection.execute(_OUTBOX, {"now_time": now, "most": most}).fetchall()
    return tuple(
        Delivery(
            delivery_id=row[0],
            alert_id=row[1],
            channel=row[2],
            payload=row[3],
            state=DeliveryState(row[4]),
            attempts=row[5],
            reason=row[6],
            created_at=row[7],
            next_try_at=row[8],
            delivered_at=row[9],
        )
        for row in rows
    )


def _replace(connection: Connection, table: str, key: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        stage(connection, table, list(rows))
        connection.execute(filled(_REPLACE, table=table, id=key))
        connection.execute(filled(_INSERT, table=table))


def rules_table(connection: Connection) -> pa.Table:
    """The stored rules, for people."""
    return connection.execute(_RULES_TABLE).to_arrow_table()


def alerts_table(connection: Connection, *, everything: bool, most: int) -> pa.Table:
    """Alerts, latest first; with `everything`, resolved ones too."""
    return connection.execute(_ALERTS_TABLE, {"everything": everything, "most": most}).to_arrow_table()


def evaluated_until(connection: Connection) -> datetime | None:
    """Up to when rules have been evaluated; None: never."""
    row = connection.execute(_UNTIL).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def save_evaluated_until(connection: Connection, moment: datetime) -> None:
    """Records up to when rules have been evaluated."""
    connection.execute(_SAVE_UNTIL, {"value": moment.isoformat(), "moment": moment})
