"""Documents kept now and worked through later: what one machine fetches, another may load.

Every step may be repeated: a batch is claimed before it is loaded, its claim ends by itself, and what is loaded already
stays as it is. So an announcement that nobody heard costs the time until the next look, and nothing else.
"""

from collections.abc import Callable, Sequence

from domain.arrivals import Arrival
from domain.identifiers import content_id
from flows.extraction import EXTRACTOR_VERSION, Knowledge
from flows.inputs import Found
from flows.loading.batches import Batch
from flows.loading.clock import Clock, utc_now
from flows.loading.job import Job
from flows.loading.outcomes import RunOutcome
from flows.loading.running import Step, arrived_documents, clean_again, directly, loading, recorded_run
from flows.settings import Settings
from storage import Database, known_arrivals, save_raws
from storage.kept_batches import Claim, claim_batch, keep_batch, release_batch, waiting_kept

Announce = Callable[[str], None]  # told the id of each batch that was kept
_LONGEST_PROBLEM = 500


def keeping(job: Job, announce: Announce) -> Callable[[Sequence[Found]], None]:
    """Keeps documents as batches that wait, in place of loading them."""

    def keep(found: Sequence[Found]) -> None:
        documents = {each.key: each for each in found if each.document is not None}
        known = known_arrivals(
            job.database, documents, extractor_version=EXTRACTOR_VERSION, ontology_version=job.ontology.version
        )
        fresh = [each for key, each in documents.items() if key not in known]
        if not fresh:
            return
        save_raws(job.database, [each.document for each in fresh if each.document is not None])
        arrivals = [
            Arrival.of(each.document, source_id=each.source_id, fetch_id=each.fetch_id)
            for each in fresh
            if each.document is not None
        ]
        batch_id = content_id("kept", job.run_id, *(each.arrival_id for each in arrivals))
        with job.database.transaction() as connection:
            number = keep_batch(connection, batch_id, arrivals, run_id=job.run_id, moment=job.clock())
        if number:
            announce(batch_id)

    return keep


def load_kept(
    settings: Settings, *, step: Step = directly, clock: Clock = utc_now, knowledge: Knowledge | None = None
) -> RunOutcome | None:
    """Works through all kept batches that wait, one after the other; None where none did.

    A batch that fails is given back and fails the run; others come first the next time, and after five tries it is
    left as failed.
    """
    database = Database(path=settings.database)
    if not database.exists:
        return None
    with database.reading() as connection:
        if not waiting_kept(connection, clock()):
            return None
    with recorded_run("process", settings, {}, clock=clock, knowledge=knowledge) as (job, outcome):
        number = 0
        while (claim := _next(job)) is not None:
            number += 1
            _load(job, claim, number, outcome, step)
        clean_again(job, settings.batch_size, step)
    return outcome


def _next(job: Job) -> Claim | None:
    with job.database.transaction() as connection:
        return claim_batch(connection, run_id=job.run_id, now=job.clock())


def _load(job: Job, claim: Claim, number: int, outcome: RunOutcome, step: Step) -> None:
    problem: str | None = "interrupted"
    try:
        inputs = tuple(arrived_documents(job.database, claim.arrivals))
        batch = Batch(number=number, inputs=inputs, batch_id=claim.batch_id)
        outcome.add(step(loading(job, batch), number))
        problem = None
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:_LONGEST_PROBLEM]
        raise
    finally:
        with job.database.transaction() as connection:
            release_batch(connection, claim.batch_id, run_id=job.run_id, moment=job.clock(), problem=problem)
