"""The outbox: messages to be delivered, kept until their receivers have taken them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

import pyarrow as pa

from domain.alerts import Delivery, DeliveryState
from storage.database import Connection
from storage.frames import replace_rows, stage_ids

_TOLD = """
SELECT alert_id, max(created_at) FROM outbox
WHERE alert_id IN (SELECT alert_id FROM alerts WHERE state <> 'resolved' OR alert_id IN (SELECT id FROM asked_alerts))
GROUP BY alert_id
"""
_WAITING = """
SELECT delivery_id, alert_id, channel, payload, state, attempts, reason, created_at, next_try_at, delivered_at
FROM outbox WHERE state = 'waiting' AND NOT list_contains($without, channel)
    AND (next_try_at <= $now_time OR next_try_at > $now_time::TIMESTAMPTZ + INTERVAL 1 DAY) -- by a clock that was wrong
ORDER BY attempts, created_at, delivery_id LIMIT $most
"""
_KNOWN = "SELECT delivery_id FROM outbox WHERE list_contains($ids, delivery_id)"
_DUE = """
UPDATE outbox SET next_try_at = $now_time
WHERE state = 'waiting' AND channel = $channel AND next_try_at > $now_time AND created_at > coalesce(
    (SELECT max(taken.delivered_at) FROM outbox AS taken
        WHERE taken.channel = $channel AND taken.delivered_at < $now_time),
    '-infinity'::TIMESTAMPTZ)
"""
_AGAIN = """
UPDATE outbox SET state = 'waiting', attempts = 0, next_try_at = $now_time
WHERE state <> 'delivered' AND ($channel IS NULL OR channel = $channel)
    AND (len($ids) = 0 OR list_contains($ids, delivery_id) OR list_contains($ids, alert_id))
"""
_TABLE = """
SELECT created_at, channel, state, attempts, CASE WHEN state = 'waiting' THEN next_try_at END AS next_try_at,
    delivered_at, reason, payload ->> 'title' AS title, alert_id, delivery_id
FROM outbox
WHERE ($everything OR state <> 'delivered') AND ($channel IS NULL OR channel = $channel)
ORDER BY created_at DESC, delivery_id LIMIT $most
"""
_OF_ALERT = """
SELECT channel, state, attempts, coalesce(delivered_at, next_try_at), reason FROM outbox WHERE alert_id = $alert_id
ORDER BY created_at, channel
"""


def save_deliveries(connection: Connection, deliveries: Sequence[Delivery]) -> None:
    """Adds messages, or replaces those of the same ids."""
    rows = [asdict(each) | {"state": each.state.value} for each in deliveries]
    replace_rows(connection, "outbox", "delivery_id", rows)


def waiting_deliveries(
    connection: Connection, now: datetime, *, without: Iterable[str] = (), most: int = 1_000
) -> tuple[Delivery, ...]:
    """Messages that are to be tried, those tried least first, then the oldest; but none to the channels `without`."""
    values = {"now_time": now, "without": list(without), "most": most}
    rows = connection.execute(_WAITING, values).fetchall()
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


def known_deliveries(connection: Connection, delivery_ids: Sequence[str]) -> frozenset[str]:
    """Which of these messages the outbox has held."""
    rows = connection.execute(_KNOWN, {"ids": list(delivery_ids)}).fetchall()
    return frozenset(row[0] for row in rows)


def make_due(connection: Connection, channel: str, now: datetime) -> None:
    """Lets messages that came since a channel last took one be tried at once: its receiver is back.

    Those that it refused while it took others keep their turn.
    """
    connection.execute(_DUE, {"channel": channel, "now_time": now})


def try_again(connection: Connection, now: datetime, *, channel: str | None = None, ids: Sequence[str] = ()) -> int:
    """Makes messages due that wait or were given up (of this channel; of these ids, or alerts); returns how many."""
    row = connection.execute(_AGAIN, {"channel": channel, "ids": list(ids), "now_time": now}).fetchone()
    return int(row[0]) if row else 0


def last_told(connection: Connection, alert_ids: Iterable[str]) -> dict[str, datetime]:
    """When the last message was made of each alert that is not resolved or has one of these ids; without: none was."""
    stage_ids(connection, "asked_alerts", alert_ids)
    return dict(connection.execute(_TOLD).fetchall())


def messages_of(connection: Connection, alert_id: str) -> list[tuple[str, str, int, datetime, str | None]]:
    """Messages of an alert, oldest first: channel, state, tries, when it was delivered or is to be, and why not yet."""
    return connection.execute(_OF_ALERT, {"alert_id": alert_id}).fetchall()


def outbox_table(connection: Connection, *, everything: bool, channel: str | None, most: int) -> pa.Table:
    """Messages, latest first: those that wait or were given up; with `everything`, delivered ones too."""
    values = {"everything": everything, "channel": channel, "most": most}
    return connection.execute(_TABLE, values).to_arrow_table()
