"""Evaluating and delivering as one step, from the settings; it may run twice without effect."""

from datetime import UTC, datetime

from flows.alerting.delivery import Channels, deliver
from flows.alerting.evaluation import BEGINNING, Evaluation, evaluate
from flows.settings import Settings
from storage import Database
from storage.alerts import evaluated_until, save_evaluated_until


def evaluate_and_deliver(settings: Settings, since: datetime | None = None) -> tuple[Evaluation, int, int]:
    """Evaluates what was loaded since the last evaluation; returns what fired, and messages delivered and failed."""
    database = Database(path=settings.database)
    secret = settings.alert_secret.get_secret_value() if settings.alert_secret else None
    channels = Channels.from_settings(settings.alert_channels.get_secret_value(), secret)
    now = datetime.now(UTC)
    with database.reading() as connection:
        start = since or evaluated_until(connection) or BEGINNING
    found = evaluate(database, now=now, since=start, channels=tuple(channels.by_name))
    with database.transaction() as connection:
        save_evaluated_until(connection, now)
    delivered, failed = deliver(database, channels, now=now)
    return found, delivered, failed
