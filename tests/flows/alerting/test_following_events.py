"""Alerts follow their events: merged or split by hand, coded anew, under another key, or many at once."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alert_values import NOW, put_event, stored

from domain.alerts import Alert, AlertState
from flows.alerting import evaluate, rules_from_yaml
from flows.alerting.running import evaluate_and_deliver
from flows.correcting import merge_events, split_event
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import Settings
from storage.alerts import all_rules, remove_rules, save_evaluated_until, save_rules
from storage.database import Database
from storage.outbox import waiting_deliveries

RAIDS = (
    "DOHA, October 2, 2024 - Iran fired missiles at Israel on Tuesday, killing three people, the army said.",
    "ANKARA, October 3, 2024 - Turkey bombed a Syrian border town on Wednesday, killing nine people, officials said.",
)


def with_rule(database: Database, **more: Any) -> Database:
    rule = {"id": "raids", "name": "Raids", "description": "x", "when": {"types": ["ASSAULT"], "days_old": None}} | more
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(json.dumps({"rules": [rule]}), "rules"), moment=NOW)
    return database


@pytest.fixture
def raids(database: Database, tmp_path: Path, knowledge: Knowledge) -> Settings:
    (tmp_path / "in").mkdir()
    for number, text in enumerate(RAIDS):
        (tmp_path / "in" / f"{number}.txt").write_text(text)
    settings = Settings(database=database.path)
    run_backfill([tmp_path / "in"], settings, knowledge=knowledge)
    return settings


def by_event(database: Database) -> dict[str, Alert]:
    return {alert.dedup_key: alert for alert in stored(database)}


def test_of_two_events_that_are_merged_one_alert_goes_on_and_the_other_says_where(
    raids: Settings, database: Database
) -> None:
    with_rule(database)
    before = evaluate(database, now=datetime.now(UTC))
    one, other = sorted(alert.dedup_key for alert in before.fired)
    since = datetime.now(UTC)
    gone = merge_events(raids, one, [other], reason="one night")
    found = evaluate(database, now=datetime.now(UTC), since=since, channels=["desk"])
    alerts = by_event(database)
    assert [alert.dedup_key for alert in found.resolved] == [other]
    assert alerts[other].body.startswith(f"This goes on in alert {alerts[one].alert_id}")
    assert [alert.event_ids for alert in found.updated] == [(one,)]
    with database.reading() as connection:
        told = waiting_deliveries(connection, datetime.now(UTC))
    assert {each.alert_id for each in told} <= {alerts[one].alert_id}
    since = datetime.now(UTC)
    own = split_event(raids, one, gone[other], reason="two after all")
    evaluate(database, now=datetime.now(UTC), since=since)
    open_events = {
        event for alert in stored(database) if alert.state is not AlertState.RESOLVED for event in alert.event_ids
    }
    assert open_events == {one, own}


def test_an_alert_goes_on_with_what_its_event_was_merged_into(raids: Settings, database: Database) -> None:
    with_rule(database, when={"types": ["ASSAULT"], "days_old": None, "initiators": ["TUR"]})
    (alert,) = evaluate(database, now=datetime.now(UTC)).fired
    with database.reading() as connection:
        (kept,) = connection.execute(
            "SELECT event_id FROM events WHERE type = 'ASSAULT' AND event_id <> ?", [alert.dedup_key]
        ).fetchall()[0]
    since = datetime.now(UTC)
    merge_events(raids, str(kept), [alert.dedup_key], reason="one night")
    found = evaluate(database, now=datetime.now(UTC), since=since)
    (after,) = stored(database)
    assert (found.fired, found.resolved) == ((), ())
    assert (after.alert_id, after.event_ids, after.state) == (alert.alert_id, (kept,), AlertState.OPEN)


def test_an_event_whose_parties_change_stays_in_its_alert(database: Database) -> None:
    with_rule(database, per="dyad")
    put_event(database, "evt_1", 10, NOW)
    (alert,) = evaluate(database, now=NOW).fired
    put_event(database, "evt_1", 10, NOW + timedelta(hours=1))
    with database.transaction() as connection:
        connection.execute("UPDATE events SET initiators = ['state:RUS', 'state:BLR'] WHERE superseded_at IS NULL")
    found = evaluate(database, now=NOW + timedelta(hours=1), since=NOW)
    assert found.fired == ()
    assert [each.alert_id for each in stored(database)] == [alert.alert_id]


def test_a_rule_that_rests_keeps_its_alerts_and_one_that_is_removed_ends_them(database: Database) -> None:
    with_rule(database, tell_resolved=True)
    put_event(database, "evt_1", 10, NOW)
    evaluate(database, now=NOW)
    soon = NOW + timedelta(days=2)
    with database.transaction() as connection:
        save_rules(connection, [replace(all_rules(connection)[0], muted_until=soon)], moment=NOW)
    assert evaluate(database, now=NOW + timedelta(days=1), since=NOW).resolved == ()
    with database.transaction() as connection:
        remove_rules(connection, ["raids"])
    found = evaluate(database, now=NOW + timedelta(days=1), since=NOW, channels=["desk"])
    assert [alert.body.splitlines()[0] for alert in found.resolved] == ["Its rule was removed."]
    assert found.deliveries == 0


def test_two_thousand_alerts_at_once_are_told_in_a_few_messages_and_a_list(database: Database) -> None:
    with_rule(database, name="Many")
    put_event(database, "evt", 10, NOW)
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO events SELECT e.* REPLACE (event_id || n AS event_id) FROM events AS e, range(1999) _(n)"
        )
    found = evaluate(database, now=NOW, channels=["desk"])
    assert (len(found.fired), found.deliveries) == (2_000, 20)
    with database.reading() as connection:
        (last,) = (each for each in waiting_deliveries(connection, NOW) if each.alert_id == "list:raids")
    assert '"title": "Many: 1981 more alerts at once"' in last.payload
    assert "eventwire alerts list --rule raids" in last.payload
    assert evaluate(database, now=NOW, channels=["desk"]).deliveries == 0


def test_a_count_that_its_window_leaves_behind_is_no_news_and_one_that_is_corrected_is_taken_back(
    database: Database,
) -> None:
    with_rule(database, watch="count", per="rule", threshold=3, window_days=3, cooldown_hours=0)
    for number in range(4):
        put_event(database, f"evt_{number}", 1, NOW, day=(NOW - timedelta(days=number)).date())
    (alert,) = evaluate(database, now=NOW).fired
    assert len(alert.event_ids) == 4
    later = evaluate(database, now=NOW + timedelta(days=1), since=NOW, channels=["desk"])
    assert (later.updated, later.deliveries) == ((), 0)
    for number in range(2):
        with database.transaction() as connection:
            connection.execute(
                "UPDATE events SET status = 'negated', recorded_at = ? WHERE event_id = ?",
                [NOW + timedelta(days=2), f"evt_{number}"],
            )
    found = evaluate(database, now=NOW + timedelta(days=2), since=NOW + timedelta(days=1), channels=["desk"])
    assert [each.body.splitlines()[0][:31] for each in found.resolved] == ["Too few events meet the rule now"[:31]]
    assert found.deliveries == 1


def test_two_rules_with_one_key_have_an_alert_each(database: Database) -> None:
    with_rule(database)
    with_rule(database, id="strikes")
    put_event(database, "evt_1", 10, NOW)
    fired = evaluate(database, now=NOW).fired
    assert len({alert.alert_id for alert in fired}) == 2
    assert len({alert.dedup_key for alert in fired}) == 1


def test_rows_of_sql_that_name_events_show_their_evidence(database: Database) -> None:
    sql = "SELECT 'Fires' AS title, list(event_id) AS event_ids, count(*) AS fires FROM events"
    with_rule(database, watch="sql", sql=sql, when={})
    put_event(database, "evt_1", 10, NOW)
    (alert,) = evaluate(database, now=NOW).fired
    assert alert.event_ids == ("evt_1",)
    assert alert.body.splitlines()[0] == "fires: 1"
    assert "“Missiles hit the town.”" in alert.body


@pytest.mark.parametrize(
    "sql", ["SELECT range AS key FROM range(2000)", "SELECT 'infinity'::DATE AS key", "SELECT nothing", "ATTACH 'x.db'"]
)
def test_a_rule_whose_sql_fails_says_so_and_stops_no_other(database: Database, sql: str) -> None:
    with_rule(database)
    with_rule(database, id="broken", watch="sql", sql="SELECT 1 AS key", when={})
    with database.transaction() as connection:
        broken = next(rule for rule in all_rules(connection) if rule.rule_id == "broken")
        text = broken.definition.replace("SELECT 1 AS key", f'"{sql}"')
        save_rules(connection, [replace(broken, definition=text)], moment=NOW)
    put_event(database, "evt_1", 10, NOW)
    found = evaluate(database, now=NOW)
    assert [rule_id for rule_id, _ in found.problems] == ["broken"]
    assert len(found.fired) == 1


def test_a_clock_that_has_gone_back_loses_no_alert(database: Database) -> None:
    with_rule(database)
    now = datetime.now(UTC)
    with database.transaction() as connection:
        save_evaluated_until(connection, now + timedelta(days=400))
    put_event(database, "evt_1", 10, now - timedelta(hours=1))
    found, _, _ = evaluate_and_deliver(Settings(database=database.path))
    assert len(found.fired) == 1
    put_event(database, "evt_2", 10, now - timedelta(seconds=30))  # by a machine whose clock is behind
    found, _, _ = evaluate_and_deliver(Settings(database=database.path))
    assert [alert.dedup_key for alert in found.fired] == ["evt_2"]


def test_a_long_past_is_evaluated_in_pieces(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.alerting.running._MOST_EVENTS", 2)
    with_rule(database, per="rule")
    for number in range(7):
        put_event(database, f"evt_{number}", 10, NOW + timedelta(minutes=number))
    found, _, _ = evaluate_and_deliver(Settings(database=database.path))
    assert [len(alert.event_ids) for alert in found.fired] == [7]
    assert found.updated == ()
