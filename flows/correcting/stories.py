"""Corrections by hand of stories: two that are one, or one that is two."""

from collections.abc import Sequence

from domain.errors import InputError
from domain.pins import Pin, PinKind
from domain.records import KeyedRecord
from domain.relations import StoryAssignment
from extractors.stories import Correction, StoryState
from extractors.stories import merge as merged
from extractors.stories import split as parted
from flows.correcting.stamping import correction_stamp
from flows.loading.clock import Clock, utc_now
from flows.settings import Settings
from storage import STORY_STATES, Connection, Database, records_of
from storage.pins import STORY_PINS, save_corrected_stories, save_pins


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
    members = [
        StoryAssignment(
            version_id=member.version_id, story_id=state.story_id, score=1.0, reason=f"by hand: {correction.reason}"
        )
        for state in states
        for member in state.members
    ]
    records = [KeyedRecord(record_id=state.story_id, payload=state.to_record(), keys=state.keys) for state in states]
    save_corrected_stories(connection, records, members, correction_stamp(moment), gone=gone)
    kinds = ((PinKind.TOGETHER, correction.pins.belongs), (PinKind.APART, correction.pins.barred))
    pins = [
        Pin(kind=kind, member_id=version_id, group_id=story_id, reason=correction.reason)
        for kind, pairs in kinds
        for version_id, story_id in sorted(pairs)
    ]
    save_pins(connection, STORY_PINS, pins, moment=moment)
    return len(correction.pins.belongs)
