"""The flow `process`: batches that were fetched and kept, taken through all stages."""

from prefect import flow
from prefect.events import emit_event

from flows.artifacts import show_run
from flows.batch_task import tell_loaded, with_alerts
from flows.loading.keeping import load_kept
from flows.loading.outcomes import RunOutcome
from flows.settings import load_settings

FETCHED = "eventwire.batch.fetched"  # starts the deployment `process`


@flow(name="process", validate_parameters=True)
def process(database: str | None = None) -> dict[str, int]:
    """Loads all kept batches that wait, whoever announced them; gives the counts. Twice is a no-op."""
    settings = load_settings(database=database)
    outcome = load_kept(settings, step=with_alerts(settings))
    if outcome is None:
        return RunOutcome(run_id="").counts_by_name()
    show_run(settings, outcome.run_id)
    tell_loaded(outcome.run_id, outcome.counts.events)
    return outcome.counts_by_name()


def tell_fetched(batch_id: str) -> None:
    """Emits that a batch was kept: its id only. Where no server hears it, the scheduled sweep finds the batch."""
    emit_event(
        event=FETCHED, resource={"prefect.resource.id": f"eventwire.batch.{batch_id}"}, payload={"batch_id": batch_id}
    )
