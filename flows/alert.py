"""Alerts as a Prefect flow: started by what was loaded, and by the sweep."""

from prefect import flow

from flows.alerting.running import evaluate_and_deliver
from flows.settings import load_settings


@flow(name="alerts", validate_parameters=True)
def alerts(database: str | None = None) -> dict[str, int]:
    """Evaluates rules over what was loaded since the last time, delivers what waits; running twice has no effect."""
    found, delivered, failed = evaluate_and_deliver(load_settings(database=database))
    return {
        "fired": len(found.fired),
        "updated": len(found.updated),
        "resolved": len(found.resolved),
        "delivered": delivered,
        "to_be_tried_again": failed,
    }
