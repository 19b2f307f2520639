"""The backfill as a Prefect flow: one task a batch, plain functions inside."""

from collections.abc import Callable, Sequence
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from domain.errors import InputError
from flows.loading import BatchOutcome, RunOutcome, Watch, run_backfill, unwatched
from flows.settings import Settings, load_settings

_RETRIES = 2  # a batch is one transaction: what failed left nothing behind
_RETRY_SECONDS = 5


@flow(name="backfill", validate_parameters=True)
def backfill(
    paths: list[str], database: str | None = None, batch_size: int | None = None, strict: bool = False
) -> dict[str, int]:
    """Reads files or folders and loads them; gives the counts of the run.

    With `strict`, a rejected document fails the run, after all others are loaded.
    """
    settings = load_settings(database=database, batch_size=batch_size)
    outcome = run_backfill([Path(path) for path in paths], settings, step=as_task)
    if strict and outcome.counts.rejected:
        raise InputError(f"{outcome.counts.rejected} documents were rejected; `eventwire rejects list` shows why")
    return outcome.counts_by_name()


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


def run_as_flow(paths: Sequence[Path], settings: Settings, watch: Watch = unwatched) -> RunOutcome:
    """The same flow for a caller that wants to watch it."""

    @flow(name="backfill")
    def watched() -> RunOutcome:
        return run_backfill(paths, settings, step=as_task, watch=watch)

    return watched()
