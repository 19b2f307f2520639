"""A batch as a Prefect task, and the news that a run loaded something."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from flows.loading import BatchOutcome

LOADED = "eventwire.batch.loaded"  # starts the deployment `alerts`

_RETRIES = 2  # a batch is one transaction: what failed left nothing behind
_RETRY_SECONDS = 5


def as_task(load: Callable[[], BatchOutcome], number: int) -> BatchOutcome:
    """Loads a batch as a task run. The task takes no arguments: Prefect would copy and inspect them."""
    run = task(
        name="batch",
        task_run_name=f"batch {number}",
        retries=_RETRIES,
        retry_delay_seconds=_RETRY_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    return run(load)()


def tell_loaded(run_id: str, events: int) -> None:
    """Emits that a run loaded events: ids only. Where no server hears it, the scheduled sweep does the same later."""
    if events:
        emit_event(
            event=LOADED, resource={"prefect.resource.id": f"eventwire.run.{run_id}"}, payload={"run_id": run_id}
        )
