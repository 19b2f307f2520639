"""Events: reports of one happening, merged."""

from extractors.events.agreement import Agreement, agreement
from extractors.events.blocking import search_keys, stored_keys
from extractors.events.members import Member, member_from_record, member_of, member_to_record
from extractors.events.merging import (
    EventIndex,
    EventState,
    MemoryEventIndex,
    MergePins,
    merge_reports,
    without_report,
    without_versions,
)
from extractors.events.records import event_record, event_state

__all__ = [
    "Agreement",
    "EventIndex",
    "EventState",
    "Member",
    "MemoryEventIndex",
    "MergePins",
    "agreement",
    "event_record",
    "event_state",
    "member_from_record",
    "member_of",
    "member_to_record",
    "merge_reports",
    "search_keys",
    "stored_keys",
    "without_report",
    "without_versions",
]
