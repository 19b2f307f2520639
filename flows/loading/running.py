"""A whole backfill: batches in order, and the run's row in the database."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from domain.identifiers import content_id
from domain.runs import Run, RunCounts
from flows.extraction import EXTRACTOR_VERSION, Knowledge
from flows.inputs import Found
from flows.loading.batches import Batch, batches_of, cut
from flows.loading.chrome import to_be_cleaned
from flows.loading.clock import Clock, utc_now
from flows.loading.job import Job
from flows.loading.outcomes import BatchOutcome, RunOutcome
from flows.settings import Settings
from flows.telemetry import collector, watched_run
from storage import Database, arrived, end_run, start_run
from storage.noun_tables import rejects_table

_MOST_REPLAYED = 1_000_000

Step = Callable[[Callable[[], BatchOutcome], int], BatchOutcome]  # how a batch, and which, is executed
Watch = Callable[[RunOutcome, int], None]  # told after each batch what was brought, and the bytes worked through


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
    parameters = {"paths": [path.as_posix() for path in paths], "batch_size": settings.batch_size}
    with recorded_run("backfill", settings, parameters, clock=clock, knowledge=knowledge) as (job, outcome):
        for batch in batches_of(paths, settings.batch_size):
            outcome.add(step(loading(job, batch), batch.number))
            watch(outcome, size_of(batch))
        clean_again(job, settings.batch_size, step)
    return outcome


def clean_again(job: Job, batch_size: int, step: Step) -> int:
    """Articles whose source's repeated lines became known after they were read, read again; returns how many."""
    with job.database.transaction() as connection:
        arrivals = to_be_cleaned(connection)
    if not arrivals:
        return 0
    again = job.anew()
    for batch in cut(arrived_documents(job.database, arrivals), batch_size):
        step(loading(again, batch), batch.number)
    return len(arrivals)


def arrived_documents(
    database: Database, arrivals: Sequence[tuple[str, str, str | None, str | None]]
) -> Iterator[Found]:
    """The raw documents of arrivals (each as id, origin, source and fetch), one after the other."""
    for arrival_id, origin, source_id, fetch_id in arrivals:
        with database.reading() as connection:
            document = arrived(database, connection, arrival_id)
        if document is not None:
            yield Found(origin=origin, document=document, source_id=source_id, fetch_id=fetch_id)


def replay_rejects(settings: Settings, stage: str | None = None, *, clock: Clock = utc_now) -> RunOutcome:
    """Works rejected documents through again, from the bytes that were kept."""
    with recorded_run("replay", settings, {"stage": stage}, clock=clock, anew=True) as (job, outcome):
        for batch in cut(_rejected_inputs(job.database, stage), settings.batch_size):
            outcome.add(job.load(batch))
    return outcome


@contextmanager
def recorded_run(
    flow: str,
    settings: Settings,
    parameters: Mapping[str, object],
    *,
    clock: Clock,
    knowledge: Knowledge | None = None,
    anew: bool = False,
) -> Iterator[tuple[Job, RunOutcome]]:
    """A run with its row in the database: how it ended is recorded whatever happens, short of a kill."""
    database = Database(path=settings.database)
    started = clock()
    told = json.dumps(parameters)
    outcome = RunOutcome(run_id=content_id("run", flow, started.isoformat(), told))
    job = Job(database, outcome.run_id, clock, knowledge, anew=anew, workers=settings.workers)
    with database.transaction() as connection:
        start_run(connection, _run(outcome.run_id, flow, started, told, job.ontology.version))
    state = "failed"
    try:
        with watched_run(collector(settings.otel), flow, outcome):
            yield job, outcome
        state = "completed"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        with database.transaction() as connection:
            end_run(connection, outcome.run_id, state=state, ended_at=clock())


def _rejected_inputs(database: Database, stage: str | None) -> Iterator[Found]:
    with database.reading() as connection:
        rows = rejects_table(connection, stage=stage, most=_MOST_REPLAYED).to_pylist()
    for row in rows:
        if row["arrival_id"] is not None:
            with database.reading() as connection:
                document = arrived(database, connection, row["arrival_id"])
            if document is not None:
                yield Found(origin=row["origin"] or row["arrival_id"], document=document)


def loading(job: Job, batch: Batch) -> Callable[[], BatchOutcome]:
    """The loading of one batch, to be executed as a step."""
    return lambda: job.load(batch)


def size_of(batch: Batch) -> int:
    """Bytes of a batch's documents."""
    return sum(len(each.document.content) for each in batch.inputs if each.document is not None)


def _run(run_id: str, flow: str, started: datetime, parameters: str, ontology_version: str) -> Run:
    return Run(
        run_id=run_id,
        flow=flow,
        started_at=started,
        ended_at=None,
        state="running",
        parameters=parameters,
        counts=RunCounts(),
        extractor_version=EXTRACTOR_VERSION,
        ontology_version=ontology_version,
    )
