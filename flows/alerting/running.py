"""Evaluating and delivering as one step, from the settings; it may run twice without effect."""

import logging
from datetime import UTC, datetime

from domain.errors import EventwireError
from flows.alerting.delivery import Channels, deliver
from flows.alerting.evaluation import BEGINNING, Evaluation, evaluate
from flows.alone import alone
from flows.settings import Settings
from storage import Database
from storage.alerts import evaluated_until, save_evaluated_until

_PATIENCE = 60.0  # seconds for another evaluation or delivery to end
_log = logging.getLogger(__name__)


def evaluate_and_deliver(settings: Settings, since: datetime | None = None) -> tuple[Evaluation, int, int]:
    """Evaluates what was loaded since the last evaluation; returns what fired, and messages delivered and failed."""
    database = Database(path=settings.database)
    secret = settings.alert_secret.get_secret_value() if settings.alert_secret else None
    channels = Channels.from_settings(settings.alert_channels.get_secret_value(), secret)
    # Two at once would do no harm, but the same work, and tell the same messages, under the same keys.
    with alone(settings.database, "alerts", seconds=_PATIENCE):
        now = datetime.now(UTC)
        with database.reading() as connection:
            start = since or evaluated_until(connection) or BEGINNING
        found = evaluate(database, now=now, since=start, channels=tuple(channels.by_name))
        with database.transaction() as connection:
            save_evaluated_until(connection, now)
    with alone(settings.database, "delivery", seconds=_PATIENCE):
        delivered, failed = deliver(database, channels)
    return found, delivered, failed


def alert_at_once(settings: Settings) -> None:
    """The same as the last step of a load, where people wait for it; what fails here is left to the next evaluation."""
    try:
        evaluate_and_deliver(settings)
    except EventwireError as error:
        _log.warning("alerts are left to the next evaluation: %s", error)
