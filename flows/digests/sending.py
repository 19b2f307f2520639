"""Digests go out as alerts do: through the outbox, at least once."""

import json
from datetime import datetime

from domain.errors import SettingsError
from flows.alerting.outbox import outbox_messages
from flows.digests.gathering import Digest
from flows.settings import Settings
from storage import Database
from storage.marks import DIGESTED, save_mark
from storage.outbox import known_deliveries, save_deliveries


def put_in_outbox(settings: Settings, digest: Digest, body: str, *, now: datetime) -> tuple[str, ...]:
    """Puts the digest into the outbox of alerts, once a period and channel; returns the channels.

    Raises SettingsError for a channel that EVENTWIRE_ALERT_CHANNELS does not name.
    """
    channels = _channels(settings)
    key = f"digest:{digest.since.isoformat()}/{digest.until.isoformat()}"
    message = {
        "alert_id": key,
        "rule": "digest",
        "severity": "info",
        "state": "open",
        "title": digest.title,
        "body": body,
        "event_ids": list(digest.event_ids),
        "first_fired_at": digest.since.isoformat(),
        "last_fired_at": digest.until.isoformat(),
        "times_fired": 1,
    }
    deliveries = outbox_messages(message, channels, key=(key,), now=now)
    with Database(path=settings.database).transaction() as connection:
        known = known_deliveries(connection, [each.delivery_id for each in deliveries])
        save_deliveries(connection, [each for each in deliveries if each.delivery_id not in known])
        save_mark(connection, DIGESTED, now)
    return channels


def _channels(settings: Settings) -> tuple[str, ...]:
    known = json.loads(settings.alert_channels.get_secret_value() or "{}")
    wanted = [each.strip() for each in settings.digest_channels.split(",") if each.strip()]
    for channel in wanted:
        if channel not in known:
            raise SettingsError(f"EVENTWIRE_DIGEST_CHANNELS names {channel!r}, which EVENTWIRE_ALERT_CHANNELS lacks")
    return tuple(wanted or known)
