"""Where messages go: signed JSON to web hooks, lines to files, Prefect events, and all that apprise knows."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import time
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

import httpx

from domain.alerts import Delivery
from domain.errors import SettingsError
from domain.masking import masked
from flows.alerting.signing import signed_headers

Send = Callable[[Delivery], None]  # raises DeliveryFailed

_SECONDS = 20.0  # that a web hook may take in all
_LONGEST_REASON = 300


class DeliveryFailed(Exception):
    """The receiver did not take a message. `is_away`: it can't be reached, so that others to it need not be tried."""

    def __init__(self, reason: str, *, is_away: bool = False, wait: float = 0.0) -> None:
        super().__init__(masked(reason)[:_LONGEST_REASON])
        self.is_away = is_away
        self.wait = wait  # seconds that the receiver asks us to wait


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
        return cls(by_name={name: _sender(name, address, secret) for name, address in addresses.items()})


def _sender(name: str, address: str, secret: str | None) -> Send:
    scheme = address.partition(":")[0].lower()
    if scheme in ("http", "https"):
        if not urlsplit(address).hostname:
            raise SettingsError(f"EVENTWIRE_ALERT_CHANNELS: {name!r} has an address without a host")
        return lambda delivery: _post(address, secret, delivery)
    if scheme == "file":
        path = Path(unquote(urlsplit(address).path))
        return lambda delivery: _append(path, delivery)
    if scheme == "prefect":
        return _emit
    if "://" not in address:
        raise SettingsError(f"EVENTWIRE_ALERT_CHANNELS: {name!r} has no address such as https://host/hook")
    return lambda delivery: _notify(address, delivery)


def _post(address: str, secret: str | None, delivery: Delivery) -> None:
    body = delivery.payload.encode()
    headers = signed_headers(body, delivery.delivery_id, secret, moment=int(time()))
    try:
        answer = asyncio.run(asyncio.wait_for(_answer(address, body, headers), _SECONDS))
    except TimeoutError as error:
        raise DeliveryFailed(f"no answer within {_SECONDS:g} s", is_away=True) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        told = f"{type(error).__name__}: {error}".replace(address, "the address")
        raise DeliveryFailed(told, is_away=isinstance(error, httpx.TransportError)) from error
    if answer.is_redirect:
        to = urlsplit(answer.headers.get("location", "")).netloc or "another path"
        raise DeliveryFailed(f"the receiver answered {answer.status_code}: it has moved to {to}, set its new address")
    if not answer.is_success:
        asked = answer.headers.get("retry-after", "")
        raise DeliveryFailed(
            f"the receiver answered {answer.status_code}", wait=float(asked) if asked.isdecimal() else 0.0
        )


async def _answer(address: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    """Status and headers alone: what else a receiver says, however much, is not read. Redirects are not followed."""
    async with (
        httpx.AsyncClient(timeout=_SECONDS) as client,
        client.stream("POST", address, content=body, headers=dict(headers)) as answer,
    ):
        return answer


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
    """A Prefect event, told to the server at once: Prefect's own emitting lets events go where nobody listens."""
    from prefect.client.orchestration import get_client  # only this channel wants it
    from prefect.settings import PREFECT_API_URL

    if not PREFECT_API_URL.value():
        raise DeliveryFailed("there is no Prefect server to tell: PREFECT_API_URL is not set", is_away=True)
    event = {
        "id": str(uuid5(NAMESPACE_URL, delivery.delivery_id)),  # the same at every try
        "occurred": delivery.created_at.isoformat(),
        "event": "eventwire.alert.fired",
        "resource": {"prefect.resource.id": f"eventwire.alert.{delivery.alert_id}"},
        "payload": {"alert_id": delivery.alert_id, "delivery_id": delivery.delivery_id},
    }
    try:
        with get_client(sync_client=True) as client:
            client._client.post("/events", json=[event]).raise_for_status()
    except (httpx.HTTPError, RuntimeError) as error:
        raise DeliveryFailed(f"no Prefect server took the event: {error}", is_away=True) from error


def _notify(address: str, delivery: Delivery) -> None:
    """Plain text, which apprise escapes for receivers of HTML; what is too long for one message goes in several."""
    import apprise  # only these channels want it

    message = json.loads(delivery.payload)
    receiver = apprise.Apprise()
    if not receiver.add(address):
        raise DeliveryFailed("apprise does not know this kind of address")
    for each in receiver:
        each.overflow_mode = apprise.OverflowMode.SPLIT
    taken = receiver.notify(
        title=f"[{message['severity']}] {message['title']}",
        body=message["body"] or message["title"],
        body_format=apprise.NotifyFormat.TEXT,
    )
    if not taken:
        raise DeliveryFailed("the receiver did not take it")
