"""The soak's database: the real tables behind one open connection, and a loading that does without the model.

Opening the file for every transaction costs a month more than all else together, and is tested elsewhere. A page's text
is its article; arrivals, versions, batches and runs are recorded as ever.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

import duckdb

from benchmarks.making import made_article
from benchmarks.soak_world import World
from domain.actors import ActorLayer
from domain.arrivals import Arrival
from domain.coded import CodedArticle
from domain.identifiers import content_id
from domain.runs import RunCounts
from flows.inputs.found import Found
from storage.batch import LoadedBatch, LoadedInput
from storage.database import Connection, Database
from storage.loading import known_arrivals, save_batch

_VERSION = "soak"
_NUMBERS = count(1)


@dataclass(frozen=True, kw_only=True)
class HeldDatabase(Database):
    """A database whose file stays open; transactions are where kills strike, before and after the commit."""

    world: World
    held: list[Connection] = field(default_factory=list)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """As of any database, unless the round is killed at it."""
        if not self.held:
            with super().transaction():
                pass
            self.held.append(duckdb.connect(str(self.path), config={"threads": 1}))
            self.held[0].execute("SET TimeZone = 'UTC'")
        connection = self.held[0]
        self.world.maybe_kill(0.003)
        connection.execute("BEGIN")
        try:
            yield connection
            self.world.maybe_kill(0.003)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        self.world.maybe_kill(0.003)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The same connection."""
        yield self.held[0]


class Loading:
    """Takes documents as the stages do: what is loaded already stays as it is, the rest is committed as a batch."""

    def __init__(self, database: HeldDatabase) -> None:
        self.handed: Counter[str] = Counter()  # by arrival: times that a round handed it over
        self.handed_in_round: list[str] = []
        self.run_id = ""
        self._database = database

    def load(self, found: Sequence[Found]) -> None:
        """Commits the documents."""
        arrivals = {
            arrival.arrival_id: (arrival, each)
            for each in found
            if each.document is not None
            for arrival in (Arrival.of(each.document, source_id=each.source_id, fetch_id=each.fetch_id),)
        }
        self.handed.update(arrivals.keys())
        self.handed_in_round += arrivals
        known = known_arrivals(self._database, arrivals, extractor_version=_VERSION, ontology_version=_VERSION)
        fresh = [pair for arrival_id, pair in arrivals.items() if arrival_id not in known]
        counts = RunCounts(inputs=len(arrivals), kept=len(fresh), known=len(arrivals) - len(fresh))
        with self._database.transaction() as connection:
            batch = LoadedBatch(
                batch_id=content_id("bat", next(_NUMBERS)),
                run_id=self.run_id,
                recorded_at=self._database.world.clock.now(),
                extractor_version=_VERSION,
                ontology_version=_VERSION,
                inputs=tuple(LoadedInput(arrival=arrival, outcome=_coded(arrival, each)) for arrival, each in fresh),
                counts=counts,
            )
            save_batch(connection, batch)


def _coded(arrival: Arrival, found: Found) -> CodedArticle:
    """The page's text as an article that tells of nothing."""
    assert found.document is not None
    text = found.document.content.decode().removeprefix("<html><body><article><p>").partition("</p>")[0]
    article_id = content_id("art", arrival.hints.title)
    article = replace(
        made_article(text, url=arrival.url, title=arrival.hints.title),
        article_id=article_id,
        version_id=content_id("ver", article_id, text),
        raw_id=arrival.raw_id,
        publisher=arrival.hints.publisher,
    )
    return CodedArticle(
        article=article,
        dates=(),
        layer=ActorLayer(actors=(), mentions=()),
        places=(),
        reports=(),
        extractor_version=_VERSION,
        ontology_version=_VERSION,
    )
