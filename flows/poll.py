"""Polling as a Prefect flow: due sources only, one task a batch."""

from dataclasses import asdict

from prefect import flow

from flows.alerting.running import alert_at_once
from flows.alone import alone
from flows.artifacts import show_run
from flows.batch_task import tell_loaded, with_alerts
from flows.kept import tell_fetched
from flows.polling import poll_once
from flows.settings import load_settings


@flow(name="poll", validate_parameters=True)
def poll(database: str | None = None, sources: list[str] | None = None, hand_over: bool = False) -> dict[str, int]:
    """Polls the sources that are due (`sources`: of these ids only) and loads their news; gives the counts.

    With `hand_over`, documents are only kept, and announced to the flow `process`. While another round is at work,
    nothing is done. Alerts are evaluated and messages whose receiver was away are tried again, news or not.
    """
    settings = load_settings(database=database)
    with alone(settings.database, "poll") as only_one:
        if not only_one:
            return {}
        run = poll_once(
            settings, only=sources, step=with_alerts(settings), hand_over=tell_fetched if hand_over else None
        )
    alert_at_once(settings)
    show_run(settings, run.loaded.run_id)
    tell_loaded(run.loaded.run_id, run.loaded.counts.events)
    polls = {name: value for name, value in asdict(run.polls).items() if isinstance(value, int)}
    return polls | run.loaded.counts_by_name()
