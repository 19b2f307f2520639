"""Events: reports of one happening, merged."""

from extractors.events.agreement import Agreement, agreement
from extractors.events.blocking import search_keys, stored_keys
from extractors.events.correcting import EventCorrection, MergePins, carried, merged_by_hand, split_by_hand
from extractors.events.members import Member, member_from_record, member_of, member_to_record
from extractors.events.merging import (
    EventIndex,
    MemoryEventIndex,
    merge_reports,
    without_report,
    without_versions,
)
from extractors.events.records import event_record, event_state
from extractors.events.state import EventState

__all__ = [
    "Agreement",
    "EventCorrection",
    "EventIndex",
    "EventState",
    "Member",
    "MemoryEventIndex",
    "MergePins",
    "agreement",
    "carried",
    "event_record",
    "event_state",
    "member_from_record",
    "member_of",
    "member_to_record",
    "merge_reports",
    "merged_by_hand",
    "search_keys",
    "split_by_hand",
    "stored_keys",
    "without_report",
    "without_versions",
]
