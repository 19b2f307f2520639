"""Delivery: at least once, each message under one key at every try, nothing lost when the receiver or we die."""

import hashlib
import hmac
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from domain.alerts import Delivery, DeliveryState
from domain.errors import SettingsError
from storage import Database
from storage.outbox import save_deliveries, waiting_deliveries

Send = Callable[[Delivery], None]  # raises DeliveryFailed

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_ATTEMPTS = 40  # some ten days
_MOST_FAILURES = 3  # of one channel, one after the other
_SECONDS = 20.0


class DeliveryFailed(Exception):
    """The receiver did not take a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where messages go, by name: each a function that sends one."""

    by_name: Mapping[str, Send]

    @classmethod
    def from_settings(cls, channels: str, secret: str | None = None) -> "Channels":
        """Channels from their JSON: {"desk": "https://host/hook", "log": "file:///var/alerts.jsonl", "mail": "mailto://..."}.

        http and https addresses get signed JSON, file ones a line each, `prefect:` emits a Prefect event, all others go
        through apprise (mail, Slack, Telegram and so on). Raises SettingsError for what can't be used.
        """
        try:
            addresses = json.loads(channels or "{}")
            if not all(isinstance(address, str) for address in addresses.values()):
                raise ValueError("an address is no text")
        except (ValueError, AttributeError) as error:
            raise SettingsError("EVENTWIRE_ALERT_CHANNELS is not a JSON object of names and addresses") from error
        return cls(by_name={name: _sender(address, secret) for name, address in addresses.items()})


def deliver(
    database: Database, channels: Channels, *, now: datetime | None = None, dice: random.Random | None = None
) -> tuple[int, int]:
    """Tries every message that is due, also those that come meanwhile; returns how many were delivered and failed.

    A message is marked as delivered after its receiver took it: a kill in between repeats it, under the same key. A
    channel that fails three times running is left alone until the next time. `now` stands still only in tests.
    """
    dice = dice or random.Random()
    tried: set[str] = set()
    failing: Counter[str] = Counter()
    delivered = failed = 0
    while True:
        moment = now or datetime.now(UTC)
        with database.reading() as connection:
            due = [each for each in waiting_deliveries(connection, moment) if each.delivery_id not in tried]
        due = [each for each in due if failing[each.channel] < _MOST_FAILURES]
        if not due:
            return delivered, failed
        for delivery in due:
            if failing[delivery.channel] >= _MOST_FAILURES:
                continue
            tried.add(delivery.delivery_id)
            after = _tried(delivery, channels, now or datetime.now(UTC), dice)
            with database.transaction() as connection:
                save_deliveries(connection, [after])
            is_delivered = after.state is DeliveryState.DELIVERED
            failing[delivery.channel] = 0 if is_delivered else failing[delivery.channel] + 1
            delivered += is_delivered
            failed += not is_delivered


def _tried(delivery: Delivery, channels: Channels, now: datetime, dice: random.Random) -> Delivery:
    attempts = delivery.attempts + 1
    send = channels.by_name.get(delivery.channel)
    try:
        if send is None:
            raise DeliveryFailed(f"there is no channel {delivery.channel!r} in EVENTWIRE_ALERT_CHANNELS")
        send(delivery)
    except DeliveryFailed as error:
        wait = min(_FIRST_WAIT * 2 ** min(attempts - 1, 12), _LONGEST_WAIT) * (1 + 0.25 * dice.random())
        state = DeliveryState.GIVEN_UP if attempts >= _MOST_ATTEMPTS else DeliveryState.WAITING
        return replace(delivery, attempts=attempts, state=state, reason=str(error)[:500], next_try_at=now + wait)
    return replace(delivery, attempts=attempts, state=DeliveryState.DELIVERED, reason=None, delivered_at=now)


def _sender(address: str, secret: str | None) -> Send:
    if address.startswith(("http://", "https://")):
        return lambda delivery: _post(address, secret, delivery)
    if address.startswith("file://"):
        return lambda delivery: _append(Path(address.removeprefix("file://")), delivery)
    if address.startswith("prefect:"):
        return _emit
    return lambda delivery: _notify(address, delivery)


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256 of the body, as receivers check it: `sha256=<hex>`."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _post(address: str, secret: str | None, delivery: Delivery) -> None:
    body = delivery.payload.encode()
    headers = {"content-type": "application/json", "idempotency-key": delivery.delivery_id}
    if secret:
        headers["x-eventwire-signature"] = signature(secret, body)
    try:
        answer = httpx.post(address, content=body, headers=headers, timeout=_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DeliveryFailed(f"{type(error).__name__}: {error}") from error
    if not answer.is_success:
        raise DeliveryFailed(f"the receiver answered {answer.status_code}")


def _append(path: Path, delivery: Delivery) -> None:
    line = json.dumps({"delivery_id": delivery.delivery_id, **json.loads(delivery.payload)}, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DeliveryFailed(f"{path}: {error.strerror}") from error


def _emit(delivery: Delivery) -> None:
    from prefect.events import emit_event  # only this channel wants it

    emitted = emit_event(
        event="eventwire.alert.fired",
        resource={"prefect.resource.id": f"eventwire.alert.{delivery.alert_id}"},
        payload={"alert_id": delivery.alert_id, "delivery_id": delivery.delivery_id},
    )
    if emitted is None:
        raise DeliveryFailed("no Prefect server took the event")


def _notify(address: str, delivery: Delivery) -> None:
    import apprise  # only these channels want it

    message = json.loads(delivery.payload)
    receiver = apprise.Apprise()
    if not receiver.add(address):
        raise DeliveryFailed("apprise does not know this kind of address")
    title = f"[{message['severity']}] {message['title']}"
    if not receiver.notify(title=title, body=message["body"]):
        raise DeliveryFailed("the receiver did not take it")
