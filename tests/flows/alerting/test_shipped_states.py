"""Shipped rules that want a database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alert_values import NOW, put_event, put_usual_days

from domain.alerts import Alert
from domain.sources import PollState, Source
from flows.alerting import evaluate, rules_from_yaml
from storage.alerts import save_rules
from storage.database import Database
from storage.sources import save_polls, save_sources

SHIPPED = Path(__file__).parents[3] / "seeds" / "alert_rules.yaml"
_ARRIVALS = """
INSERT INTO arrivals BY NAME SELECT 'arr_' || n AS arrival_id, 'raw' AS raw_id, 'src_1' AS source_id,
    CASE WHEN n < $read THEN 'ver_' || n END AS version_id, 'run' AS run_id, $moment AS recorded_at,
    $moment AS fetched_at, 'x' AS origin, 'html' AS media_type, [] AS headers, [] AS hint_authors,
    'bat' AS batch_id, '1' AS extractor_version, '1' AS ontology_version
FROM range($number) AS t(n)
"""


def with_shipped(database: Database, rule_id: str) -> Database:
    """A database with one of the rules that are shipped, and a source."""
    (rule,) = (rule for rule in rules_from_yaml(SHIPPED.read_text("utf-8"), "shipped") if rule.rule_id == rule_id)
    source = Source(source_id="src_1", name="The Daily", url="https://daily.example/feed")
    with database.transaction() as connection:
        save_rules(connection, [rule], moment=NOW)
        save_sources(connection, [source], moment=NOW)
        save_polls(connection, [PollState(source_id="src_1")], moment=NOW)
    return database


def arrived(database: Database, number: int, *, read: int, days_ago: float) -> None:
    """So many documents of the source, of which `read` were not rejected."""
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    with database.transaction() as connection:
        connection.execute(_ARRIVALS, {"number": number, "read": read, "moment": moment})


def fired(database: Database) -> list[Alert]:
    """Alerts of an evaluation now."""
    found = evaluate(database, now=datetime.now(UTC))
    assert found.problems == ()
    return list(found.fired)


@pytest.mark.parametrize(("days_ago", "expected"), [(40.0, 1), (0.1, 0)])
def test_silent_sources_fires_on_silence_alone(database: Database, days_ago: float, expected: int) -> None:
    watched = with_shipped(database, "silent-sources")
    arrived(watched, 30, read=30, days_ago=days_ago)
    alerts = fired(watched)
    assert len(alerts) == expected
    assert all("The Daily has fallen silent" in alert.title for alert in alerts)


@pytest.mark.parametrize(("read", "expected"), [(3, 1), (18, 0)])
def test_rejected_share_fires_where_most_is_rejected(database: Database, read: int, expected: int) -> None:
    watched = with_shipped(database, "rejected-share")
    arrived(watched, 20, read=read, days_ago=0.1)
    alerts = fired(watched)
    assert len(alerts) == expected
    assert all("85.0% rejected" in alert.title for alert in alerts)


@pytest.mark.parametrize(("burst", "expected"), [(6, 1), (1, 0)])
def test_conflict_above_habit_as_shipped(database: Database, burst: int, expected: int) -> None:
    watched = with_shipped(database, "conflict-above-habit")
    put_usual_days(watched)
    for number in range(burst):
        put_event(watched, f"evt_{number}", 1, NOW)
    assert len(evaluate(watched, now=NOW, since=NOW - timedelta(hours=1)).fired) == expected
