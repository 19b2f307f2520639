"""The sweep as a Prefect flow: what a lost event or a killed run left undone."""

from datetime import UTC, datetime, timedelta

from prefect import flow

from flows.alerting.running import evaluate_and_deliver
from flows.batch_task import as_task
from flows.loading.keeping import load_kept
from flows.maintaining import renewed_copy
from flows.settings import load_settings
from storage import Database, mark_interrupted

_LONGEST_RUN = timedelta(hours=6)


@flow(name="sweep", validate_parameters=True)
def sweep(database: str | None = None) -> dict[str, int]:
    """Marks runs that were killed, loads batches that wait, evaluates what no event announced, delivers what waits."""
    settings = load_settings(database=database)
    now = datetime.now(UTC)
    with Database(path=settings.database).transaction() as connection:
        mark_interrupted(connection, started_before=now - _LONGEST_RUN, noticed_at=now)
    loaded = load_kept(settings, step=as_task)
    found, delivered, failed = evaluate_and_deliver(settings)
    renewed_copy(settings)
    return {
        "loaded": loaded.counts.kept if loaded else 0,
        "fired": len(found.fired),
        "delivered": delivered,
        "to_be_tried_again": failed,
    }
