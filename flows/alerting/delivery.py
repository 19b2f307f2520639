"""Delivery: at least once, each message under one key at every try, nothing lost when the receiver or we die."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.alerts import Delivery, DeliveryState
from flows.alerting.channels import Channels, DeliveryFailed
from storage import Database
from storage.outbox import make_due, save_deliveries, waiting_deliveries

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_ATTEMPTS = 40  # some ten days
_MOST_FAILURES = 3  # of one channel, one after the other


def deliver(
    database: Database, channels: Channels, *, now: datetime | None = None, dice: random.Random | None = None
) -> tuple[int, int]:
    """Tries every message that is due, also those that come meanwhile; returns how many were delivered and failed.

    A message is marked as delivered after its receiver took it: a kill in between repeats it, under the same key. A
    channel that can't be reached, or refuses three messages running, is left alone until the next time; when it takes
    one again, all that waited for it are due. `now` stands still only in tests.
    """
    dice = dice or random.Random()
    failing: Counter[str] = Counter()
    tried: set[str] = set()
    delivered = failed = 0
    while True:
        left_alone = {channel for channel, number in failing.items() if number >= _MOST_FAILURES}
        with database.reading() as connection:
            due = waiting_deliveries(connection, now or datetime.now(UTC), without=left_alone)
        due = tuple(each for each in due if each.delivery_id not in tried)
        if not due:
            return delivered, failed
        for delivery in due:
            if failing[delivery.channel] >= _MOST_FAILURES:
                continue
            tried.add(delivery.delivery_id)
            moment = now or datetime.now(UTC)
            after, is_away = _tried(delivery, channels, moment, dice)
            is_taken = after.state is DeliveryState.DELIVERED
            with database.transaction() as connection:
                save_deliveries(connection, [after])
                if is_taken:
                    make_due(connection, delivery.channel, moment)
            more = _MOST_FAILURES if is_away else 1
            failing[delivery.channel] = 0 if is_taken else failing[delivery.channel] + more
            delivered += is_taken
            failed += not is_taken


def _tried(delivery: Delivery, channels: Channels, now: datetime, dice: random.Random) -> tuple[Delivery, bool]:
    """The message after a try, and whether its receiver is away."""
    attempts = delivery.attempts + 1
    send = channels.by_name.get(delivery.channel)
    try:
        if send is None:
            raise DeliveryFailed(f"there is no channel {delivery.channel!r} in EVENTWIRE_ALERT_CHANNELS", is_away=True)
        send(delivery)
    except DeliveryFailed as error:
        wait = min(_FIRST_WAIT * 2 ** min(attempts - 1, 12), _LONGEST_WAIT) * (1 + 0.25 * dice.random())
        wait = max(wait, min(timedelta(seconds=error.wait), _LONGEST_WAIT))
        state = DeliveryState.GIVEN_UP if attempts >= _MOST_ATTEMPTS else DeliveryState.WAITING
        after = replace(delivery, attempts=attempts, state=state, reason=str(error), next_try_at=now + wait)
        return after, error.is_away
    after = replace(delivery, attempts=attempts, state=DeliveryState.DELIVERED, reason=None, delivered_at=now)
    return after, False
