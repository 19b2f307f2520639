"""Re-coding as a Prefect flow."""

from datetime import datetime

from prefect import flow

from flows.artifacts import show_run
from flows.batch_task import as_task, tell_loaded
from flows.loading.recoding import recode as recoded
from flows.settings import load_settings


@flow(name="recode", validate_parameters=True)
def recode(database: str | None = None, since: datetime | None = None, everything: bool = False) -> dict[str, int]:
    """Runs today's code and knowledge over the stored raw documents; gives the counts of what changed."""
    settings = load_settings(database=database)
    found = recoded(settings, since=since, everything=everything, step=as_task)
    show_run(settings, found.outcome.run_id)
    tell_loaded(found.outcome.run_id, found.outcome.counts.events)
    return {f"{row['fact']}_{row['kind']}": row["number"] for row in found.changes.to_pylist()}
