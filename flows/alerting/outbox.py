"""Messages on their way: what is to be told, once for each channel, each under a key that never changes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.alerts import Delivery, DeliveryState
from domain.identifiers import content_id


def outbox_messages(
    message: Mapping[str, object], channels: Sequence[str], *, key: Sequence[object], now: datetime
) -> list[Delivery]:
    """A message to each channel; `key` is what makes this telling another than that of the same alert before.

    The message's `alert_id` says what it tells of.
    """
    payload = json.dumps(message, ensure_ascii=False)
    return [
        Delivery(
            delivery_id=content_id("del", *key, channel),
            alert_id=str(message["alert_id"]),
            channel=channel,
            payload=payload,
            state=DeliveryState.WAITING,
            attempts=0,
            reason=None,
            created_at=now,
            next_try_at=now,
        )
        for channel in channels
    ]
