"""Housekeeping as a Prefect flow, once a day."""

from prefect import flow

from domain.errors import EventwireError
from flows.maintaining import maintain as maintained
from flows.settings import load_settings


@flow(name="maintain", validate_parameters=True)
def maintain(database: str | None = None) -> dict[str, str]:
    """Log, retention, search index, consistency, published copy, backup; fails, after all of them, where one did."""
    done = maintained(load_settings(database=database))
    failed = [f"{each.step}: {each.told}" for each in done if each.failed]
    if failed:
        raise EventwireError("; ".join(failed))
    return {each.step: each.told for each in done}
