"""The backfill as a Prefect flow: one task a batch, plain functions inside."""

import os
from collections.abc import Sequence
from pathlib import Path

import httpx
from prefect import flow

from domain.errors import InputError, SettingsError
from flows.artifacts import show_run
from flows.batch_task import as_task, tell_loaded
from flows.loading import RunOutcome, Watch, run_backfill, unwatched
from flows.settings import Settings, load_settings

_ANSWER_SECONDS = 10.0


@flow(name="backfill", validate_parameters=True)
def backfill(
    paths: list[str], database: str | None = None, batch_size: int | None = None, strict: bool = False
) -> dict[str, int]:
    """Reads files or folders and loads them; gives the counts of the run.

    With `strict`, a rejected document fails the run, after all others are loaded.
    """
    settings = load_settings(database=database, batch_size=batch_size)
    outcome = run_backfill([Path(path) for path in paths], settings, step=as_task)
    show_run(settings, outcome.run_id)
    tell_loaded(outcome.run_id, outcome.counts.events)
    if strict and outcome.counts.rejected:
        raise InputError(f"{outcome.counts.rejected} documents were rejected; `eventwire rejects list` shows why")
    return outcome.counts_by_name()


def run_as_flow(paths: Sequence[Path], settings: Settings, watch: Watch = unwatched) -> RunOutcome:
    """The same flow for a caller that wants to watch it.

    Raises SettingsError where the server that PREFECT_API_URL names does not answer.
    """
    check_server(os.environ["PREFECT_API_URL"])

    @flow(name="backfill")
    def watched() -> RunOutcome:
        return run_backfill(paths, settings, step=as_task, watch=watch)

    return watched()


def check_server(address: str) -> None:
    """Raises SettingsError, saying what to do, where nothing answers at a Prefect API's address."""
    try:
        httpx.get(f"{address.rstrip('/')}/health", timeout=_ANSWER_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SettingsError(
            f"no Prefect server answers at {address} (PREFECT_API_URL): start one with `prefect server start`, "
            "or unset the variable to run without"
        ) from error
