"""Corrections by hand: actors that are one or two, stories that are one or two. They survive every later run."""

from collections.abc import Sequence

from domain.actors import ActorMerge
from domain.errors import InputError
from domain.identifiers import content_id
from domain.pins import Pin, PinKind
from domain.records import KeyedRecord
from domain.relations import StoryAssignment
from extractors.ontology import load_ontology
from extractors.stories import Correction, StoryState
from extractors.stories import merge as merged
from extractors.stories import split as parted
from flows.extraction import EXTRACTOR_VERSION
from flows.loading.clock import Clock, utc_now
from flows.loading.recoding import Recoding, recode_arrivals
from flows.settings import Settings
from storage import STORY_STATES, Connection, Database, records_of
from storage.actor_pins import arrivals_mentioning, pin_actors
from storage.event_tables import actor_ids
from storage.facts import Stamp
from storage.pins import STORY_PINS, save_corrected_stories, save_pins


def decide_actors(
    settings: Settings, one: str, other: str, *, apart: bool, reason: str, clock: Clock = utc_now
) -> Recoding:
    """Two actors are one (the first stays), or are two; the articles that speak of them are coded anew.

    Raises InputError for a name that stands for no actor, or for several.
    """
    database = Database(path=settings.database)
    moment = clock()
    with database.transaction() as connection:
        kept, merged_id = _actor(connection, one), _actor(connection, other)
        if kept == merged_id:
            raise InputError(f"{one!r} and {other!r} are the same actor, {kept}")
        decision = ActorMerge(kept_id=kept, merged_id=merged_id, score=1.0, reason=reason, pinned=True, apart=apart)
        pin_actors(connection, decision, run_id=content_id("run", "correction", moment.isoformat()), moment=moment)
        arrivals = arrivals_mentioning(connection, [kept, merged_id])
    return recode_arrivals(settings, arrivals, clock=clock)


def _actor(connection: Connection, asked: str) -> str:
    """An actor by id, or by a name that only it has."""
    found = actor_ids(connection, asked)
    if asked in found:
        return asked
    if len(found) != 1:
        problem = "no actor is" if not found else f"{len(found)} actors are"
        raise InputError(f"{problem} known as {asked!r}; `eventwire actors {asked!r}` shows ids")
    return found[0]


def merge_stories(settings: Settings, kept: str, other: str, *, reason: str, clock: Clock = utc_now) -> int:
    """All articles of both stories in the first; returns how many moved."""
    database = Database(path=settings.database)
    with database.transaction() as connection:
        one, two = _story(connection, kept), _story(connection, other)
        return _corrected(connection, merged(one, two, reason), clock)


def split_story(
    settings: Settings, story_id: str, version_ids: Sequence[str], *, reason: str, clock: Clock = utc_now
) -> int:
    """Some articles of a story in one of their own; returns how many moved."""
    database = Database(path=settings.database)
    with database.transaction() as connection:
        story = _story(connection, story_id)
        try:
            correction = parted(story, version_ids, reason)
        except ValueError as error:
            raise InputError(str(error)) from error
        return _corrected(connection, correction, clock)


def _story(connection: Connection, story_id: str) -> StoryState:
    records = records_of(connection, STORY_STATES, [story_id])
    if not records:
        raise InputError(f"there is no story {story_id}; `eventwire stories` shows them")
    return StoryState.from_record(records[0].payload)


def _corrected(connection: Connection, correction: Correction, clock: Clock) -> int:
    """Records the stories as they then are, and the pins that keep them so."""
    states = [state for state in correction.states if state.members]
    gone = [state.story_id for state in correction.states if not state.members]
    moment = clock()
    stamp = Stamp(
        run_id=content_id("run", "correction", moment.isoformat()),
        extractor_version=EXTRACTOR_VERSION,
        ontology_version=load_ontology().version,
        recorded_at=moment,
    )
    members = [
        StoryAssignment(
            version_id=member.version_id, story_id=state.story_id, score=1.0, reason=f"by hand: {correction.reason}"
        )
        for state in states
        for member in state.members
    ]
    records = [KeyedRecord(record_id=state.story_id, payload=state.to_record(), keys=state.keys) for state in states]
    save_corrected_stories(connection, records, members, stamp, gone=gone)
    kinds = ((PinKind.TOGETHER, correction.pins.belongs), (PinKind.APART, correction.pins.barred))
    pins = [
        Pin(kind=kind, member_id=version_id, group_id=story_id, reason=correction.reason)
        for kind, pairs in kinds
        for version_id, story_id in sorted(pairs)
    ]
    save_pins(connection, STORY_PINS, pins, moment=moment)
    return len(correction.pins.belongs)
