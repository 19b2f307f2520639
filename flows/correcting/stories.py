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
from storage.story_members import story_places


def merge_stories(settings: Settings, kept: str, other: str, *, reason: str, clock: Clock = utc_now) -> tuple[str, ...]:
    """All articles of both stories in the first; returns the versions that moved.

    Raises InputError where there is no such story, or both are the same.
    """
    if kept == other:
        raise InputError(f"{kept} can't be merged with itself")
    database = Database(path=settings.database)
    with database.transaction() as connection:
        one, two = _story(connection, kept), _story(connection, other)
        correction = merged(one, two, reason)
        _record(connection, correction, clock)
        known = frozenset(one.version_ids)
        return tuple(version for version in two.version_ids if version not in known)


def split_story(
    settings: Settings, story_id: str, ids: Sequence[str], *, reason: str, clock: Clock = utc_now
) -> tuple[str, tuple[str, ...]]:
    """Some articles of a story in one of their own; returns its id and the versions that moved.

    `ids` are of versions, or of articles, which stand for all their versions in the story.

    Raises InputError where there is no such story, it has not all of the articles, or none would be left.
    """
    database = Database(path=settings.database)
    with database.transaction() as connection:
        story = _story(connection, story_id)
        of_story = {each.version_id: each.article_id for each in story.members}
        if strangers := sorted(set(ids).difference(of_story, of_story.values())):
            raise InputError(
                f"{story_id} has no article {', '.join(strangers)}; `eventwire explain {story_id}` shows them"
            )
        wanted = tuple(version for version, article in of_story.items() if version in ids or article in ids)
        try:
            correction = parted(story, wanted, reason)
        except ValueError as error:
            raise InputError(str(error)) from error
        _record(connection, correction, clock)
        return correction.states[1].story_id, wanted


def _story(connection: Connection, story_id: str) -> StoryState:
    records = records_of(connection, STORY_STATES, [story_id])
    if not records:
        raise InputError(f"there is no story {story_id}; `eventwire stories` shows them")
    return StoryState.from_record(records[0].payload)


def _record(connection: Connection, correction: Correction, clock: Clock) -> None:
    """Records the stories as they then are, and the pins that keep them so; who stays keeps place and reason."""
    states = [state for state in correction.states if state.version_ids]
    gone = [state.story_id for state in correction.states if not state.version_ids]
    moment = clock()
    pairs = [(version_id, state.story_id) for state in states for version_id in state.version_ids]
    standing = {
        (each.version_id, each.story_id): each
        for each in story_places(connection, [version_id for version_id, _ in pairs])
    }
    members = [
        standing.get((version_id, story_id))
        or StoryAssignment(
            version_id=version_id, story_id=story_id, score=1.0, reason=f"by hand: {correction.reason}", pinned=True
        )
        for version_id, story_id in pairs
    ]
    records = [KeyedRecord(record_id=state.story_id, payload=state.to_record(), keys=state.keys) for state in states]
    save_corrected_stories(connection, records, members, correction_stamp(moment), gone=gone)
    kinds = ((PinKind.TOGETHER, correction.pins.belongs), (PinKind.APART, correction.pins.barred))
    pins = [
        Pin(kind=kind, member_id=version_id, group_id=story_id, reason=correction.reason)
        for kind, decided in kinds
        for version_id, story_id in sorted(decided)
    ]
    save_pins(connection, STORY_PINS, pins, moment=moment)
