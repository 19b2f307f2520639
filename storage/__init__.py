"""Domain values in and out of DuckDB: the only room that says SQL.

Writing; each `connection` comes from `with database.transaction() as connection:`, which is one short transaction:

    database = Database(path=Path("data/eventwire.duckdb"))
    start_run(connection, run)                       # a Run with state "running"
    known = known_arrivals(database, ids, extractor_version=..., ontology_version=...)
    save_raws(database, raws)                        # contents into <database>.raw/, before the batch
    load_batch(database, LoadedBatch(...))           # all of a batch, in one transaction; twice is a no-op
    end_run(connection, run_id, state="completed", ended_at=...)
    save_ontology(connection, rows)
    save_actor_knowledge(connection, actors, offices, ...)

An `Arrival` (`Arrival.of(raw)`) is one distinct way in which content came; its `arrival_id` is what to ask
`known_arrivals` for: the same bytes under two URLs are two arrivals. `LoadedInput(arrival, outcome)` says what became
of it; `Unopened` stands for a path of which nothing could be read.

For the streaming stages, which pack their own state and find it again by key:

    records_under(connection, FINGERPRINTS | STORY_STATES | EVENT_STATES, keys) -> KeyedRecords, oldest first
    records_of(connection, kind, ids)
    last_position(connection, kind)
    known_actors(database, key) -> ActorSnapshot     # is extractors' KnownActors; `.add(actors)` after each batch

Reading; `with database.reading() as connection:` is read-only and without access to files:

    query(database, sql, parameters, seconds=60) -> Arrow table of the user's own SQL; QueryError
    events_table(connection, EventFilter(actor="iran", types=("ASSAULT",))) -> Arrow table; timeline_table likewise
    search(database, Search(words="oil tanker", wanted=EventFilter())) -> Arrow table; wants `build_index` first
    arrived(database, connection, arrival_id) -> RawDocument as it came, for reading it again

Errors: LockedError (others kept the database too long), MigrationError (it does not fit this program), StorageError.
"""

from storage.batch import LoadedBatch, LoadedCounts, LoadedInput, Unopened
from storage.database import Connection, Database
from storage.event_tables import EventFilter, events_table, timeline_table
from storage.known_actors import ActorSnapshot, known_actors
from storage.loading import known_arrivals, load_batch, save_batch
from storage.ontology import save_actor_knowledge, save_ontology
from storage.querying import QueryError, answer, query
from storage.raw_documents import arrived, load_raw, raw_path, save_raws
from storage.records import (
    EVENT_STATES,
    FINGERPRINTS,
    STORY_STATES,
    last_position,
    records_of,
    records_under,
)
from storage.runs import (
    batch_state,
    end_run,
    mark_interrupted,
    run_of,
    set_batch_state,
    start_run,
    waiting_batches,
)
from storage.search_index import build_index
from storage.searching import Search, search

__all__ = [
    "EVENT_STATES",
    "FINGERPRINTS",
    "STORY_STATES",
    "ActorSnapshot",
    "Connection",
    "Database",
    "EventFilter",
    "LoadedBatch",
    "LoadedCounts",
    "LoadedInput",
    "QueryError",
    "Search",
    "Unopened",
    "answer",
    "arrived",
    "batch_state",
    "build_index",
    "end_run",
    "events_table",
    "known_actors",
    "known_arrivals",
    "last_position",
    "load_batch",
    "load_raw",
    "mark_interrupted",
    "query",
    "raw_path",
    "records_of",
    "records_under",
    "run_of",
    "save_actor_knowledge",
    "save_batch",
    "save_ontology",
    "save_raws",
    "search",
    "set_batch_state",
    "start_run",
    "timeline_table",
    "waiting_batches",
]
