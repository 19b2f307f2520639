"""What one batch brings to the database."""

from dataclasses import dataclass
from datetime import datetime

from domain.actors import ActorMerge
from domain.arrivals import Arrival
from domain.coded import CodedArticle
from domain.events import Event
from domain.records import KeyedRecord
from domain.rejects import Rejected
from domain.relations import Relation, StoryAssignment
from domain.runs import RunCounts

_NO_COUNTS = RunCounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedInput:
    """One document that could be opened, and what became of it."""

    arrival: Arrival
    outcome: CodedArticle | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """A path or URL of which nothing could be read."""

    origin: str | None
    url: str | None
    rejected: Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBatch:
    """Everything that one batch of documents adds; `load_batch` writes it in one transaction.

    Relations, stories and records are of the batch's own versions, or of what they changed; events are whole: each with
    all its members, whether it was founded in this batch or earlier.
    """

    batch_id: str
    run_id: str
    recorded_at: datetime  # aware, UTC
    extractor_version: str
    ontology_version: str
    inputs: tuple[LoadedInput, ...]
    unopened: tuple[Unopened, ...] = ()
    relations: tuple[Relation, ...] | None = None  # None: not looked for; those that are stored stay
    stories: tuple[StoryAssignment, ...] | None = None  # None: not looked for
    events: tuple[Event, ...] = ()  # founded or changed
    retired_events: tuple[str, ...] = ()  # events that lost all their reports
    fingerprints: tuple[KeyedRecord, ...] = ()  # by version_id
    story_states: tuple[KeyedRecord, ...] = ()  # by story_id
    event_states: tuple[KeyedRecord, ...] = ()  # by event_id
    actor_merges: tuple[ActorMerge, ...] = ()
    anew: bool = False  # versions that the same code has recorded are recorded again, after a decision by hand, say
    counts: RunCounts = _NO_COUNTS  # added to the run's, once a batch

    def __post_init__(self) -> None:
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at wants a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCounts:
    """What a load changed."""

    articles: int  # versions recorded, new or read anew
    known: int  # versions that were there already, as they are
    rejects: int
    events: int  # founded, changed or retired
