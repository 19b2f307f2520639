"""The digest as a Prefect flow: every morning, the day before."""

from datetime import UTC, date, datetime, timedelta

from prefect import flow

from flows.alerting.running import evaluate_and_deliver
from flows.digests import as_text, day_of, digest_of, put_in_outbox
from flows.settings import load_settings
from storage import Database


@flow(name="digest", validate_parameters=True)
def digest(database: str | None = None, day: date | None = None) -> dict[str, int]:
    """Sends what a UTC day (by default yesterday) brought to the channels for it; a second time it sends nothing."""
    settings = load_settings(database=database)
    now = datetime.now(UTC)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else now - timedelta(days=1)
    found = digest_of(Database(path=settings.database), *day_of(moment))
    put_in_outbox(settings, found, as_text(found), now=now)
    _, delivered, failed = evaluate_and_deliver(settings)
    return {"events": len(found.event_ids), "delivered": delivered, "to_be_tried_again": failed}
