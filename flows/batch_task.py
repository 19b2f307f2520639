"""A batch as a Prefect task, and the news that a run loaded something."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from flows.alerting.running import alert_at_once
from flows.loading import BatchOutcome
from flows.loading.running import Step
from flows.settings import Settings

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


def with_alerts(settings: Settings) -> Step:
    """The same, and alerts as soon as each batch is loaded: nobody waits for another process to start."""

    def step(load: Callable[[], BatchOutcome], number: int) -> BatchOutcome:
        outcome = as_task(load, number)
        if outcome.counts.events:
            alert_at_once(settings)
        return outcome

    return step


def tell_loaded(run_id: str, events: int) -> None:
    """Emits that a run loaded events: ids only. Where no server hears it, the scheduled sweep does the same later."""
    if events:
        emit_event(
            event=LOADED, resource={"prefect.resource.id": f"eventwire.run.{run_id}"}, payload={"run_id": run_id}
        )
