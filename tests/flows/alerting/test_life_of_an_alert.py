"""An alert from its first message to its last: news, cool-down, escalation, resolution, withdrawal."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from alert_values import NOW, put_event, put_usual_days, stored

from domain.alerts import AlertState, DeliveryState
from flows.alerting import evaluate, rules_from_yaml
from flows.alerting.finding import fired_before
from storage.alerts import save_rules
from storage.database import Database
from storage.outbox import waiting_deliveries

HOUR = timedelta(hours=1)


def with_rule(database: Database, **more: Any) -> Database:
    """A rule on attacks that killed five or more, with a cool-down of six hours."""
    rule = {
        "id": "deadly",
        "name": "Deadly",
        "description": "x",
        "severity": "warning",
        "when": {"types": ["ASSAULT"], "least": {"killed": 5}},
        "cooldown_hours": 6,
        "resolve_days": 3,
        "escalate": {"least": {"killed": 50}, "severity": "critical"},
    } | more
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(str({"rules": [rule]}), "rules"), moment=NOW)
    return database


def told(database: Database, now: datetime, since: datetime) -> int:
    """How many messages an evaluation makes."""
    return evaluate(database, now=now, since=since, channels=["desk"]).deliveries


def test_the_title_says_what_has_added_up(database: Database) -> None:
    watched = with_rule(database)
    put_event(watched, "evt_1", 12, NOW)
    evaluate(watched, now=NOW)
    assert stored(watched)[0].title.endswith("(12 killed)")
    put_event(watched, "evt_1", 12, NOW + HOUR, most=17, corroboration=4)
    evaluate(watched, now=NOW + HOUR, since=NOW)
    assert stored(watched)[0].title.endswith("(now 4 independent publishers, 12-17 killed)")


def test_constant_news_do_not_put_off_the_next_message_for_ever(database: Database) -> None:
    watched = with_rule(database)
    messages = 0
    for hour in range(0, 14, 3):
        moment = NOW + hour * HOUR
        put_event(watched, "evt_1", 10 + hour, moment)
        messages += told(watched, moment, moment - HOUR)
    assert messages == 3  # at once, after six hours, after twelve


def test_news_of_the_cool_down_are_told_together_when_it_is_over(database: Database) -> None:
    watched = with_rule(database)
    put_event(watched, "evt_1", 10, NOW)
    assert told(watched, NOW, NOW - HOUR) == 1
    put_event(watched, "evt_1", 11, NOW + HOUR)
    put_event(watched, "evt_1", 12, NOW + 2 * HOUR)
    assert told(watched, NOW + 2 * HOUR, NOW) == 0
    assert told(watched, NOW + 7 * HOUR, NOW + 2 * HOUR) == 1  # without further news
    assert told(watched, NOW + 14 * HOUR, NOW + 7 * HOUR) == 0
    with watched.reading() as connection:
        assert '"title": "ASSAULT' in waiting_deliveries(connection, NOW + 9 * HOUR)[-1].payload


def test_events_that_share_an_alert_stay_in_it_when_more_come(database: Database) -> None:
    watched = with_rule(database, per="dyad")
    put_event(watched, "evt_1", 10, NOW)
    evaluate(watched, now=NOW)
    put_event(watched, "evt_2", 20, NOW + HOUR)
    evaluate(watched, now=NOW + HOUR, since=NOW)
    (alert,) = stored(watched)
    assert alert.event_ids == ("evt_1", "evt_2")
    assert "killed 10" in alert.body
    assert "killed 20" in alert.body
    assert "and 1 more" in alert.title
    again = evaluate(watched, now=NOW + 2 * HOUR)  # over all events at once
    assert (again.fired, again.updated) == ((), ())


def test_an_alert_whose_reports_were_corrected_is_taken_back(database: Database) -> None:
    watched = with_rule(database)
    put_event(watched, "evt_1", 12, NOW)
    assert told(watched, NOW, NOW - HOUR) == 1
    put_event(watched, "evt_1", 2, NOW + HOUR)
    found = evaluate(watched, now=NOW + HOUR, since=NOW, channels=["desk"])
    assert [alert.state for alert in found.resolved] == [AlertState.RESOLVED]
    assert found.deliveries == 1
    assert stored(watched)[0].body.startswith("No event meets the rule any more")
    assert evaluate(watched, now=NOW + 2 * HOUR, since=NOW, channels=["desk"]).deliveries == 0


def test_an_alert_keeps_what_still_holds_when_one_of_its_events_falls(database: Database) -> None:
    watched = with_rule(database, per="dyad")
    put_event(watched, "evt_1", 10, NOW)
    put_event(watched, "evt_2", 20, NOW)
    evaluate(watched, now=NOW)
    put_event(watched, "evt_1", 1, NOW + HOUR)
    evaluate(watched, now=NOW + HOUR, since=NOW)
    (alert,) = stored(watched)
    assert (alert.event_ids, alert.state) == (("evt_2",), AlertState.OPEN)


def test_growing_old_is_no_correction(database: Database) -> None:
    watched = with_rule(database, resolve_days=300)
    put_event(watched, "evt_1", 12, NOW)
    evaluate(watched, now=NOW)
    put_event(watched, "evt_1", 13, NOW + 60 * 24 * HOUR)
    later = evaluate(watched, now=NOW + 60 * 24 * HOUR, since=NOW)
    assert later.resolved == ()
    assert "killed 13" in stored(watched)[0].body


@pytest.mark.parametrize(("asked", "expected"), [(False, 0), (True, 1)])
def test_a_resolution_is_told_where_the_rule_asks_for_it(database: Database, asked: bool, expected: int) -> None:
    watched = with_rule(database, tell_resolved=asked)
    put_event(watched, "evt_1", 12, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    moment = NOW + 5 * 24 * HOUR
    assert told(watched, moment, moment - HOUR) == expected


def test_a_state_is_resolved_when_it_ends_and_not_while_it_lasts(database: Database) -> None:
    sql = "SELECT event_id AS key, quote AS title FROM events WHERE superseded_at IS NULL AND corroboration > 1"
    text = str({"rules": [{"id": "rows", "name": "R", "description": "x", "watch": "sql", "sql": sql}]})
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(text, "rules"), moment=NOW)
    put_event(database, "evt_1", 1, NOW, corroboration=2)
    assert len(evaluate(database, now=NOW).fired) == 1
    month = NOW + timedelta(days=30)
    assert evaluate(database, now=month, since=month).resolved == ()
    put_event(database, "evt_1", 1, month, corroboration=1)
    assert len(evaluate(database, now=month + HOUR, since=month).resolved) == 1
    put_event(database, "evt_1", 1, month + HOUR, corroboration=2)
    back = evaluate(database, now=month + 2 * HOUR, since=month)
    assert [alert.state for alert in back.updated] == [AlertState.OPEN]


def test_what_goes_to_the_digest_is_told_at_once_only_when_it_gets_louder(database: Database) -> None:
    watched = with_rule(database, deliver="digest")
    put_event(watched, "evt_1", 12, NOW)
    assert told(watched, NOW, NOW - HOUR) == 0
    put_event(watched, "evt_1", 80, NOW + HOUR)
    assert told(watched, NOW + HOUR, NOW) == 1


def test_a_rule_that_this_program_can_not_read_stops_no_other(database: Database) -> None:
    watched = with_rule(database)
    with watched.transaction() as connection:
        connection.execute(
            "INSERT INTO alert_rules VALUES ('old', 'Old', 'x', 'info', 'id: old\ncolour: red', true, NULL, $now)",
            {"now": NOW},
        )
    put_event(watched, "evt_1", 12, NOW)
    found = evaluate(watched, now=NOW)
    assert [rule_id for rule_id, _ in found.problems] == ["old"]
    assert len(found.fired) == 1


def test_a_channel_that_can_not_be_reached_is_left_alone_after_one_message(database: Database) -> None:
    from flows.alerting import Channels, deliver

    watched = with_rule(database)
    for number in range(5):
        put_event(watched, f"evt_{number}", 12, NOW)
    assert told(watched, NOW, NOW - HOUR) == 5
    nobody = Channels.from_settings('{"desk": "http://127.0.0.1:9/"}')
    assert deliver(watched, nobody, now=NOW) == (0, 1)
    with watched.reading() as connection:
        waiting = waiting_deliveries(connection, NOW)
    assert [(each.state, each.attempts) for each in waiting] == [(DeliveryState.WAITING, 0)] * 4


def test_counts_are_tried_over_history_in_windows_that_slide(database: Database) -> None:
    text = """rules: [{id: many, name: Many, description: x, watch: count, when: {types: [ASSAULT]}, per: rule,
        window_days: 3, threshold: 3}]"""
    (rule,) = rules_from_yaml(text, "rules")
    for start in (date(2022, 5, 1), date(2023, 7, 1)):
        for number in range(4):
            day = start + timedelta(days=number)
            put_event(database, f"evt_{day}", 1, NOW, day=day)
    put_event(database, "evt_alone", 1, NOW, day=date(2024, 1, 1))
    found = fired_before(database, rule, now=NOW)
    assert [len(hit.events) for hit in found] == [4, 4]


@pytest.mark.parametrize(("burst", "expected"), [(6, 1), (1, 0)])
def test_conflict_above_habit_fires_on_a_burst_alone(database: Database, burst: int, expected: int) -> None:
    text = """rules: [{id: habit, name: Above habit, description: x, watch: change, measure: conflict}]"""
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(text, "rules"), moment=NOW)
    put_usual_days(database)
    for number in range(6):
        put_event(database, f"evt_old_{number}", 1, NOW - 99 * HOUR, day=date(2025, 1, 1) + timedelta(days=8 * number))
    for number in range(burst):
        put_event(database, f"evt_{number}", 1, NOW, day=date(2025, 3, 4))
    found = evaluate(database, now=NOW, since=NOW - HOUR)
    assert len(found.fired) == expected
    if found.fired:
        assert len(found.fired[0].event_ids) == burst
        assert len(fired_before(database, rules_from_yaml(text, "rules")[0], now=NOW)) == 1
