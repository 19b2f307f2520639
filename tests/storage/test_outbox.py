"""The outbox and alerts: messages wait, go, are released and tried again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.alerts import Alert, AlertState, Delivery, DeliveryState, Severity
from storage.alerts import AlertFilter, alerts, alerts_table, save_alerts
from storage.database import Database
from storage.event_tables import EventFilter
from storage.outbox import (
    known_deliveries,
    make_due,
    messages_of,
    outbox_table,
    save_deliveries,
    try_again,
    waiting_deliveries,
)

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def message(number: int, **more: object) -> Delivery:
    made = Delivery(
        delivery_id=f"del_{number}",
        alert_id="alr_1",
        channel="desk",
        payload='{"title": "Fire"}',
        state=DeliveryState.WAITING,
        attempts=0,
        reason=None,
        created_at=NOW + number * timedelta(minutes=1),
        next_try_at=NOW,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def waiting(database: Database, now: datetime, *without: str) -> list[str]:
    with database.reading() as connection:
        return [each.delivery_id for each in waiting_deliveries(connection, now, without=without)]


def test_messages_wait_their_turn_and_are_found_again(database: Database) -> None:
    with database.transaction() as connection:
        save_deliveries(connection, [message(1), message(2, attempts=3), message(3, next_try_at=NOW + HOUR)])
        save_deliveries(connection, [message(4, channel="room"), message(5, next_try_at=NOW + 900 * HOUR)])
    assert waiting(database, NOW) == ["del_1", "del_4", "del_5", "del_2"]  # the fifth: by a clock that was wrong
    assert waiting(database, NOW, "desk") == ["del_4"]
    with database.transaction() as connection:
        assert known_deliveries(connection, ["del_3", "del_9"]) == {"del_3"}
        save_deliveries(connection, [message(1, state=DeliveryState.DELIVERED, delivered_at=NOW, attempts=1)])
        assert next(row[:3] for row in messages_of(connection, "alr_1")) == ("desk", "delivered", 1)
        assert outbox_table(connection, everything=False, channel="room", most=9).num_rows == 1


def test_what_waited_for_a_receiver_is_released_but_not_what_it_refused(database: Database) -> None:
    with database.transaction() as connection:
        refused = message(1, attempts=1, next_try_at=NOW + 5 * HOUR)
        taken = message(2, state=DeliveryState.DELIVERED, delivered_at=NOW + HOUR)
        late = message(3, attempts=1, created_at=NOW + 2 * HOUR, next_try_at=NOW + 5 * HOUR)
        save_deliveries(connection, [refused, taken, late])
        make_due(connection, "desk", NOW + 3 * HOUR)
    assert waiting(database, NOW + 3 * HOUR) == ["del_3"]
    with database.transaction() as connection:
        save_deliveries(connection, [message(4, state=DeliveryState.GIVEN_UP, attempts=40)])
        assert try_again(connection, NOW, ids=["del_4"]) == 1
        assert try_again(connection, NOW, channel="nowhere") == 0
        assert try_again(connection, NOW) == 3
    assert waiting(database, NOW) == ["del_1", "del_4", "del_3"]


def test_alerts_are_chosen_by_what_people_ask(database: Database) -> None:
    alert = Alert(
        alert_id="alr_1",
        rule_id="fires",
        dedup_key="x",
        severity=Severity.WARNING,
        state=AlertState.OPEN,
        title="Fire",
        body="",
        event_ids=("evt_1",),
        first_fired_at=NOW,
        last_fired_at=NOW,
        times_fired=1,
    )
    over = replace(alert, alert_id="alr_2", state=AlertState.RESOLVED, last_fired_at=NOW - 48 * HOUR)
    with database.transaction() as connection:
        save_alerts(connection, [alert, over])
        save_alerts(connection, [replace(alert, times_fired=2)])
        assert [each.times_fired for each in alerts(connection, alert_id="alr_1")] == [2]

    def chosen(**wanted: object) -> int:
        with database.reading() as connection:
            return alerts_table(connection, AlertFilter(**wanted)).num_rows  # type: ignore[arg-type]

    assert (chosen(), chosen(everything=True)) == (1, 2)
    assert (chosen(severity=Severity.CRITICAL), chosen(severity=Severity.NOTICE), chosen(rule_id="floods")) == (0, 1, 0)
    assert (chosen(everything=True, until=(NOW - 24 * HOUR).date()), chosen(since=NOW.date())) == (1, 1)
    assert chosen(events=EventFilter(types=("ASSAULT",))) == 0
