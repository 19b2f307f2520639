"""Pins: decisions by people on what belongs together, which later runs keep."""

from dataclasses import dataclass
from enum import StrEnum


class PinKind(StrEnum):
    """What was decided."""

    TOGETHER = "together"  # the member belongs to the group
    APART = "apart"  # the member stays out of the group


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One decision; a later one on the same pair replaces it."""

    kind: PinKind
    member_id: str  # version_id of an article in a story; report_id of a report in an event
    group_id: str  # story_id; event_id
    reason: str  # in the person's words
