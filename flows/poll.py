"""Polling as a Prefect flow: due sources only, one task a batch."""

from dataclasses import asdict

from prefect import flow

from flows.batch_task import as_task, tell_loaded
from flows.kept import tell_fetched
from flows.polling import poll_once
from flows.settings import load_settings


@flow(name="poll", validate_parameters=True)
def poll(database: str | None = None, sources: list[str] | None = None, hand_over: bool = False) -> dict[str, int]:
    """Polls the sources that are due (`sources`: of these ids only) and loads their news; gives the counts.

    With `hand_over`, documents are only kept, and announced to the flow `process`.
    """
    settings = load_settings(database=database)
    run = poll_once(settings, only=sources, step=as_task, hand_over=tell_fetched if hand_over else None)
    tell_loaded(run.loaded.run_id, run.loaded.counts.events)
    polls = {name: value for name, value in asdict(run.polls).items() if isinstance(value, int)}
    return polls | run.loaded.counts_by_name()
