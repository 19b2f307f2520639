"""One backfill at work: from a batch of inputs to a committed transaction.

The stages stand in order in `Job.load`. Articles are coded before they are related, because one that can't be coded is
not stored, and nothing may relate to it. Relating and merging read what is stored beside other readers, and are done
again inside the transaction that writes if another process committed in between: two never build on the same past.
"""

from collections.abc import Sequence
from functools import cached_property

from domain.actors import ActorMerge
from domain.arrivals import Arrival
from domain.coded import CodedArticle
from domain.documents import Article, RawDocument
from domain.identifiers import content_id
from domain.rejects import Rejected
from extractors.actors import last_name_key
from extractors.events import event_record
from extractors.ontology import Ontology, load_ontology
from flows.extraction import EXTRACTOR_VERSION, Knowledge, Selectors, code, load_knowledge, read
from flows.inputs import Found
from flows.loading.batches import Batch
from flows.loading.chrome import Learned, all_learned, cleaned, remember
from flows.loading.clock import Clock
from flows.loading.knowledge_rows import save_knowledge
from flows.loading.merging import merged_events
from flows.loading.outcomes import BatchOutcome, Outcome, outcome_of
from flows.loading.relating import related_articles
from flows.loading.stored import Stored
from flows.runners import Workers
from storage import (
    ActorSnapshot,
    Database,
    LoadedBatch,
    LoadedInput,
    Unopened,
    batch_state,
    known_actors,
    known_arrivals,
    save_batch,
    save_raws,
)
from storage.actor_pins import actor_merges
from storage.sources import all_sources

_LOADED = ("loaded", "announced")

WorkedOut = tuple[LoadedBatch, BatchOutcome]
Edition = tuple[int, ...] | None  # see `Database.edition`


class Job:
    """A run's tools: the database, and knowledge that is loaded when the first new document needs it."""

    def __init__(
        self,
        database: Database,
        run_id: str,
        clock: Clock,
        knowledge: Knowledge | None = None,
        *,
        anew: bool = False,
        workers: Workers | None = None,
    ) -> None:
        """With `anew`, documents that are loaded already are worked through again; `workers` parse."""
        self.database = database
        self.run_id = run_id
        self.clock = clock
        self._given = knowledge
        self._anew = anew
        self._workers = workers or Workers()
        self._knows = False  # whether this run has written what it knows beforehand

    def anew(self) -> "Job":
        """A job of the same run and knowledge that works through again what is loaded already."""
        return Job(self.database, self.run_id, self.clock, self.knowledge, anew=True, workers=self._workers)

    @cached_property
    def known(self) -> ActorSnapshot:
        """Actors that earlier articles made."""
        return known_actors(self.database, last_name_key)

    @cached_property
    def ontology(self) -> Ontology:
        """Its version decides whether a stored document is read anew."""
        return self._given.ontology if self._given else load_ontology()

    @cached_property
    def knowledge(self) -> Knowledge:
        """The model and all data files."""
        return self._given or load_knowledge(self.ontology, workers=self._workers)

    @cached_property
    def merges(self) -> tuple[ActorMerge, ...]:
        """Decisions that two actors are one, or are two."""
        with self.database.reading_or_made() as connection:
            return actor_merges(connection)

    @cached_property
    def selectors(self) -> dict[str, Selectors]:
        """Sources' own selectors, by source id."""
        with self.database.reading_or_made() as connection:
            sources = all_sources(connection)
        return {
            source.source_id: Selectors(keep=source.keep_selector, drop=source.drop_selector)
            for source in sources
            if source.keep_selector or source.drop_selector
        }

    def load(self, batch: Batch) -> BatchOutcome:
        """Works a batch through and commits it; what is loaded already stays as it is."""
        fresh = self._fresh(batch)
        unopened = [each for each in batch.inputs if each.document is None]
        if not fresh and (not unopened or self._is_loaded(batch)):
            return outcome_of(batch, ())
        save_raws(self.database, [each.document for each in fresh if each.document is not None])
        with self.database.reading_or_made() as connection:
            learned = all_learned(connection)
        outcomes = self._outcomes(fresh, learned)
        edition, worked_out = self._beforehand(batch, outcomes)
        with self.database.transaction() as connection:
            if worked_out is None or edition != self.database.edition:  # somebody wrote meanwhile
                worked_out = self._related_and_merged(batch, outcomes, Stored(connection))
            loaded, outcome = worked_out
            if not self._knows and any(isinstance(each.result, CodedArticle) for each in outcomes):
                save_knowledge(connection, self.ontology, self.knowledge.book, self.run_id, self.clock)
                self._knows = True
            save_batch(connection, loaded)
            remember(connection, outcomes, loaded, learned)
        for each in outcomes:
            if isinstance(each.result, CodedArticle):
                self.known.add(each.result.layer.actors)
        return outcome

    def _fresh(self, batch: Batch) -> list[Found]:
        """The documents that this program has not loaded yet, each once, in order."""
        documents = {each.key: each for each in reversed(batch.inputs) if each.document is not None}
        if self._anew:
            return list(reversed(documents.values()))
        known = known_arrivals(
            self.database,
            documents,
            extractor_version=EXTRACTOR_VERSION,
            ontology_version=self.ontology.version,
        )
        return [each for key, each in reversed(documents.items()) if key not in known]

    def _is_loaded(self, batch: Batch) -> bool:
        if not self.database.exists:
            return False
        with self.database.reading() as connection:
            return batch_state(connection, self._batch_id(batch)) in _LOADED

    def _batch_id(self, batch: Batch) -> str:
        """A new version of the program makes a new batch of the same inputs; so does working them through again."""
        if batch.batch_id is not None:
            return batch.batch_id
        again = self.run_id if self._anew else None
        keys = (each.key for each in batch.inputs)
        return content_id("bat", EXTRACTOR_VERSION, self.ontology.version, again, *keys)

    def _outcomes(self, fresh: Sequence[Found], learned: Learned) -> list[Outcome]:
        """What each document says, or why it went no further."""
        articles = [self._read(each, learned) for each in fresh]
        sound = [article for article in articles if isinstance(article, Article)]
        coded = iter(code(sound, self.knowledge, self.known, self.merges) if sound else ())
        return [
            Outcome(found=each, result=article if isinstance(article, Rejected) else next(coded))
            for each, article in zip(fresh, articles, strict=True)
        ]

    def _read(self, found: Found, learned: Learned) -> Article | Rejected:
        """The article of a document, without what its source repeats on every page."""
        selectors = self.selectors.get(found.source_id or "")
        article = found.rejected or read(_document(found), today=self.clock().date(), selectors=selectors)
        return article if isinstance(article, Rejected) else cleaned(article, found.source_id, learned)

    def _beforehand(self, batch: Batch, outcomes: Sequence[Outcome]) -> tuple[Edition, WorkedOut | None]:
        """What the batch adds to this edition of the database, worked out beside readers: a transaction bars them."""
        if self.database.edition is None:
            return None, None
        with self.database.reading() as connection:
            return self.database.edition, self._related_and_merged(batch, outcomes, Stored(connection))

    def _related_and_merged(self, batch: Batch, outcomes: Sequence[Outcome], stored: Stored) -> WorkedOut:
        """All that the batch adds to the database as it is now."""
        coded = [each.result for each in outcomes if isinstance(each.result, CodedArticle)]
        related = related_articles([each.article for each in coded], stored)
        merged = merged_events(coded, related.standings, stored, stored.event_pins())
        outcome = outcome_of(batch, outcomes, related=related, events=len(merged.states))
        loaded = LoadedBatch(
            batch_id=self._batch_id(batch),
            run_id=self.run_id,
            recorded_at=self.clock(),
            extractor_version=EXTRACTOR_VERSION,
            ontology_version=self.ontology.version,
            inputs=tuple(LoadedInput(arrival=_arrival(each.found), outcome=each.result) for each in outcomes),
            unopened=tuple(
                Unopened(origin=each.origin, url=None, rejected=each.rejected)
                for each in batch.inputs
                if each.document is None and each.rejected is not None
            ),
            relations=related.relations,
            stories=related.stories,
            events=tuple(state.event() for state in merged.states),
            retired_events=merged.retired,
            fingerprints=related.seen,
            story_states=related.story_states,
            event_states=tuple(event_record(state) for state in merged.states),
            anew=self._anew,
            counts=outcome.counts,
        )
        return loaded, outcome


def _arrival(found: Found) -> Arrival:
    return Arrival.of(_document(found), source_id=found.source_id, fetch_id=found.fetch_id)


def _document(found: Found) -> RawDocument:
    assert found.document is not None  # only inputs that could be opened come this far
    return found.document
