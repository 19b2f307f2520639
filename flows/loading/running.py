"""A whole backfill: batches in order, and the run's row in the database."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from domain.identifiers import content_id
from domain.runs import Run, RunCounts
from flows.extraction import EXTRACTOR_VERSION, Knowledge
from flows.loading.batches import Batch, batches_of
from flows.loading.job import Clock, Job
from flows.loading.outcomes import BatchOutcome, RunOutcome
from flows.settings import Settings
from storage import Database, end_run, start_run

Step = Callable[[Callable[[], BatchOutcome], int], BatchOutcome]  # how a batch, and which, is executed
Watch = Callable[[RunOutcome, int], None]  # told after each batch what was brought, and the bytes worked through


def utc_now() -> datetime:
    return datetime.now(UTC)


def directly(load: Callable[[], BatchOutcome], _number: int) -> BatchOutcome:
    """Executes a batch here and now."""
    return load()


def unwatched(_outcome: RunOutcome, _size: int) -> None:
    """Tells nobody."""


def run_backfill(
    paths: Sequence[Path],
    settings: Settings,
    *,
    step: Step = directly,
    watch: Watch = unwatched,
    clock: Clock = utc_now,
    knowledge: Knowledge | None = None,
) -> RunOutcome:
    """Reads files or folders and loads them, a transaction a batch; gives what was brought.

    Raises InputError for a path that does not exist, StorageError where the database can't be used.
    """
    database = Database(path=settings.database)
    started = clock()
    parameters = json.dumps({"paths": [path.as_posix() for path in paths], "batch_size": settings.batch_size})
    outcome = RunOutcome(run_id=content_id("run", "backfill", started.isoformat(), parameters))
    job = Job(database, outcome.run_id, clock, knowledge)
    with database.transaction() as connection:
        start_run(connection, _run(outcome.run_id, started, parameters, job.ontology.version))
    state = "failed"
    try:
        for batch in batches_of(paths, settings.batch_size):
            outcome.add(step(_loading(job, batch), batch.number))
            watch(outcome, _size(batch))
        state = "completed"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        with database.transaction() as connection:
            end_run(connection, outcome.run_id, state=state, ended_at=clock())
    return outcome


def _loading(job: Job, batch: Batch) -> Callable[[], BatchOutcome]:
    return lambda: job.load(batch)


def _size(batch: Batch) -> int:
    return sum(len(each.document.content) for each in batch.inputs if each.document is not None)


def _run(run_id: str, started: datetime, parameters: str, ontology_version: str) -> Run:
    return Run(
        run_id=run_id,
        flow="backfill",
        started_at=started,
        ended_at=None,
        state="running",
        parameters=parameters,
        counts=RunCounts(),
        extractor_version=EXTRACTOR_VERSION,
        ontology_version=ontology_version,
    )
