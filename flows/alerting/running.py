"""Evaluating and delivering as one step, from the settings; it may run twice without effect."""

import logging
from datetime import UTC, datetime, timedelta

from domain.errors import EventwireError, SettingsError
from flows.alerting.channels import Channels, DeliveryFailed
from flows.alerting.delivery import deliver
from flows.alerting.evaluation import BEGINNING, Evaluation, evaluate
from flows.alerting.outbox import outbox_messages
from flows.alone import alone
from flows.settings import Settings
from storage import Connection, Database
from storage.alerts import evaluated_until, save_evaluated_until
from storage.watching import moment_after

_PATIENCE = 60.0  # seconds for another evaluation or delivery to end
_SKEW = timedelta(minutes=2)  # by which clocks of machines that load one database may differ
_REPAIR = timedelta(days=31)  # evaluated again where the clock has gone back
_MOST_EVENTS = 20_000  # evaluated at once: a first evaluation over years goes piece by piece
_log = logging.getLogger(__name__)


def evaluate_and_deliver(settings: Settings, since: datetime | None = None) -> tuple[Evaluation, int, int]:
    """Evaluates what was loaded since the last evaluation; returns what fired, and messages delivered and failed."""
    database = Database(path=settings.database)
    channels = channels_of(settings)
    # Two at once would do no harm, but the same work, and tell the same messages, under the same keys.
    with alone(settings.database, "alerts", seconds=_PATIENCE):
        found = _evaluated(database, tuple(channels.by_name), since, datetime.now(UTC))
    for rule_id, problem in found.problems:
        _log.warning("rule %s could not be evaluated: %s", rule_id, problem)
    delivered, failed = deliver_waiting(settings)
    return found, delivered, failed


def deliver_waiting(settings: Settings) -> tuple[int, int]:
    """Tries all messages that are due; returns how many were delivered and failed."""
    channels = channels_of(settings)
    with alone(settings.database, "delivery", seconds=_PATIENCE):
        return deliver(Database(path=settings.database), channels)


def say_hello(settings: Settings, channel: str) -> None:
    """Sends a message to a channel, past the outbox. Raises SettingsError where it is not set or takes nothing."""
    send = channels_of(settings).by_name.get(channel)
    if send is None:
        raise SettingsError(f"EVENTWIRE_ALERT_CHANNELS names no channel {channel!r}")
    now = datetime.now(UTC)
    message = {
        "alert_id": "hello",
        "rule": "hello",
        "severity": "info",
        "state": "open",
        "title": "A message from Eventwire",
        "body": "Alerts to this channel arrive here.",
        "event_ids": [],
        "first_fired_at": now.isoformat(),
        "last_fired_at": now.isoformat(),
        "times_fired": 1,
    }
    (delivery,) = outbox_messages(message, [channel], key=("hello", now.isoformat()), now=now)
    try:
        send(delivery)
    except DeliveryFailed as error:
        raise SettingsError(f"{channel} did not take it: {error}") from error


def channels_of(settings: Settings) -> Channels:
    """Where messages go. Raises SettingsError for what can't be used."""
    secret = settings.alert_secret.get_secret_value() if settings.alert_secret else None
    return Channels.from_settings(settings.alert_channels.get_secret_value(), secret)


def _evaluated(database: Database, channels: tuple[str, ...], since: datetime | None, now: datetime) -> Evaluation:
    with database.reading() as connection:
        start = since or _start(evaluated_until(connection), now)
        until = _piece(connection, start, now)
    pieces = []
    while True:
        pieces.append(evaluate(database, now=now, since=start, until=until, channels=channels))
        with database.transaction() as connection:
            save_evaluated_until(connection, until)
            if until >= now:
                return _together(pieces)
            start, until = until, _piece(connection, until, now)


def _piece(connection: Connection, start: datetime, now: datetime) -> datetime:
    """By when so many events were recorded that they are enough for one evaluation."""
    return min(moment_after(connection, start, _MOST_EVENTS) or now, now)


def _start(until: datetime | None, now: datetime) -> datetime:
    """Where to go on: a little before the last evaluation, for clocks differ; long before where ours has gone back."""
    if until is None:
        return BEGINNING
    return now - _REPAIR if until > now + _SKEW else until - _SKEW


def _together(pieces: list[Evaluation]) -> Evaluation:
    """What the pieces did; what one fired and a later one updated, it fired."""
    fired = {alert.alert_id: alert for piece in pieces for alert in piece.fired}
    updated = {alert.alert_id: alert for piece in pieces for alert in piece.updated}
    return Evaluation(
        fired=tuple(updated.get(alert_id, alert) for alert_id, alert in fired.items()),
        updated=tuple(alert for alert_id, alert in updated.items() if alert_id not in fired),
        resolved=tuple({alert.alert_id: alert for piece in pieces for alert in piece.resolved}.values()),
        deliveries=sum(piece.deliveries for piece in pieces),
        problems=pieces[-1].problems,
    )


def alert_at_once(settings: Settings) -> None:
    """The same as the last step of a load, where people wait for it; what fails here is left to the next evaluation."""
    try:
        evaluate_and_deliver(settings)
    except EventwireError as error:
        _log.warning("alerts are left to the next evaluation: %s", error)
