"""What the stages ask of the database while a batch is being loaded, on the connection of its transaction."""

from collections.abc import Iterable, Mapping, Sequence

from domain.pins import Pin, PinKind
from domain.records import KeyedRecord
from domain.relations import StoryAssignment
from extractors.events import MergePins
from extractors.stories import StoryPins
from storage import (
    EVENT_STATES,
    FINGERPRINTS,
    STORY_STATES,
    Connection,
    last_position,
    records_of,
    records_under,
)
from storage.corrected_events import pinned_places
from storage.likely_records import AskedKey, likely_records
from storage.pins import EVENT_PINS, STORY_PINS, pins_of
from storage.stored_events import events_reporting
from storage.stored_reports import texts_of
from storage.story_members import story_places

TERM_STATISTICS = "term-statistics"  # the record that keeps them, beside the fingerprints that they are counted from


class Stored:
    """The past that a batch builds on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def articles(self, asked: Iterable[AskedKey], *, most: Mapping[str, int], least: float) -> Iterable[KeyedRecord]:
        """The fingerprints with most keys in common, if enough, for each asker and ground; oldest first."""
        return likely_records(self._connection, FINGERPRINTS, asked, most=most, least=least)

    def stories(self, asked: Iterable[AskedKey], *, most: int) -> Iterable[KeyedRecord]:
        """The stories with most keys in common, for each asker; oldest first."""
        return likely_records(self._connection, STORY_STATES, asked, most=most)

    def stories_by_id(self, story_ids: Sequence[str]) -> Iterable[KeyedRecord]:
        """Stories, oldest first."""
        return records_of(self._connection, STORY_STATES, story_ids)

    def story_places(self, version_ids: Sequence[str]) -> Iterable[StoryAssignment]:
        """The places in stories that versions have, with the reasons that were given for them."""
        return story_places(self._connection, version_ids) if version_ids else ()

    def term_statistics(self) -> bytes | None:
        """How common stems are among the articles loaded before; None where there are none."""
        found = records_of(self._connection, FINGERPRINTS, [TERM_STATISTICS])
        return found[0].payload if found else None

    def events(self, keys: Sequence[str]) -> Iterable[KeyedRecord]:
        """States of events under keys, oldest first."""
        return records_under(self._connection, EVENT_STATES, keys)

    def story_pins(self) -> StoryPins:
        """Which articles people put in which story, or keep out of it."""
        pins = pins_of(self._connection, STORY_PINS)
        return StoryPins(belongs=_pairs(pins, PinKind.TOGETHER), barred=_pairs(pins, PinKind.APART))

    def event_pins(self) -> MergePins:
        """Which reports people put in which event, or keep out of it."""
        pins = pins_of(self._connection, EVENT_PINS)
        return MergePins(together=dict(_pairs(pins, PinKind.TOGETHER)), apart=_pairs(pins, PinKind.APART))

    def pinned_places(self) -> Mapping[str, tuple[str, str, int]]:
        """Where the reports that event pins name stand: version, type and first character of the sentence."""
        return pinned_places(self._connection)

    def events_by_id(self, event_ids: Sequence[str]) -> Iterable[KeyedRecord]:
        """States of events, oldest first."""
        return records_of(self._connection, EVENT_STATES, event_ids)

    def events_of(self, version_ids: Sequence[str]) -> Iterable[KeyedRecord]:
        """States of events that have reports of these article versions."""
        return records_of(self._connection, EVENT_STATES, events_reporting(self._connection, version_ids))

    def article_count(self) -> int:
        """How many article versions were loaded before."""
        return last_position(self._connection, FINGERPRINTS)

    def texts(self, version_ids: Sequence[str]) -> Mapping[str, str]:
        """Texts of versions."""
        return texts_of(self._connection, version_ids)


def _pairs(pins: Iterable[Pin], kind: PinKind) -> frozenset[tuple[str, str]]:
    return frozenset((pin.member_id, pin.group_id) for pin in pins if pin.kind is kind)
