"""Re-coding: today's code and knowledge over the stored raw documents, and what it changed.

It goes on where an earlier one stopped, since each document says which code read it last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from extractors.ontology import load_ontology
from flows.extraction import EXTRACTOR_VERSION, Knowledge
from flows.loading.batches import cut
from flows.loading.clock import Clock, utc_now
from flows.loading.outcomes import RunOutcome
from flows.loading.running import Step, Watch, arrived_documents, directly, loading, recorded_run, size_of, unwatched
from flows.settings import Settings
from storage import Database
from storage.arrivals import stale_arrivals
from storage.recoding import change_examples, changes_summary, save_changes, unfinished_recodings


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """What a re-coding did."""

    outcome: RunOutcome
    changes: pa.Table  # fact, kind, number
    examples: pa.Table  # fact, kind, fact_id, before, after (JSON)


def recode(
    settings: Settings,
    *,
    since: datetime | None = None,
    everything: bool = False,
    step: Step = directly,
    watch: Watch = unwatched,
    clock: Clock = utc_now,
    knowledge: Knowledge | None = None,
) -> Recoding:
    """Reads again what other code or knowledge read last (`everything`: all), and stores what changed.

    `since` bounds it to what came or was read from that moment on. Facts that changed are superseded, not overwritten.
    """
    ontology_version = knowledge.ontology.version if knowledge else load_ontology().version
    with Database(path=settings.database).reading() as connection:
        stale = stale_arrivals(
            connection,
            extractor_version=EXTRACTOR_VERSION,
            ontology_version=ontology_version,
            since=since,
            everything=everything,
        )
    parameters = {"since": since.isoformat() if since else None, "everything": everything}
    return recode_arrivals(
        settings, stale, parameters=parameters, step=step, watch=watch, clock=clock, knowledge=knowledge
    )


def recode_arrivals(
    settings: Settings,
    arrivals: Sequence[tuple[str, str, str | None, str | None]],
    *,
    parameters: Mapping[str, object] | None = None,
    step: Step = directly,
    watch: Watch = unwatched,
    clock: Clock = utc_now,
    knowledge: Knowledge | None = None,
) -> Recoding:
    """Reads these arrivals again (each as id, origin, source and fetch), and stores what changed."""
    told = parameters or {"arrivals": len(arrivals)}
    with recorded_run("recode", settings, told, clock=clock, knowledge=knowledge, anew=True) as (job, outcome):
        try:
            for batch in cut(arrived_documents(job.database, arrivals), settings.batch_size):
                outcome.add(step(loading(job, batch), batch.number))
                watch(outcome, size_of(batch))
        finally:
            _save_changes(job.database, outcome.run_id, clock())
    with job.database.reading() as connection:
        return Recoding(
            outcome=outcome,
            changes=changes_summary(connection, outcome.run_id),
            examples=change_examples(connection, outcome.run_id),
        )


def _save_changes(database: Database, run_id: str, moment: datetime) -> None:
    """This run's changes, and those of runs that were killed before they recorded theirs."""
    with database.transaction() as connection:
        for each in (*unfinished_recodings(connection, run_id), run_id):
            save_changes(connection, each, moment=moment)
