"""Events: happenings, each merged over all its reports."""

from dataclasses import dataclass
from enum import StrEnum

from domain.actors import Place
from domain.intervals import DayInterval
from domain.reports import EventType, Report, Status
from domain.spans import Blank


class MembershipKind(StrEnum):
    """How a report bears on the event that it belongs to."""

    FOUNDED = "founded"  # the first report of it
    CONFIRMED = "confirmed"
    UPDATED = "updated"  # newer figures, date or place
    CORRECTED = "corrected"
    DENIED = "denied"
    ANNOUNCED = "announced"  # a planned report that the later happening fulfilled
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """A report with what merging must know of its article."""

    report: Report
    article_id: str
    publisher: str  # the independent publisher that it counts for: the original's, for copies and derivatives
    published: DayInterval | None
    seen_order: int  # position in the stream: ties are broken by it
    family: str = ""  # id of the article at the root of its copies and derivatives; "" where it stands alone
    story_id: str | None = None
    sentence: str = ""  # the report's sentence, as text


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Why a report belongs to an event; reversible."""

    event_id: str
    report_id: str
    kind: MembershipKind
    score: float
    reason: str
    pinned: bool = False  # made by a person: re-coding keeps it


@dataclass(frozen=True, slots=True, kw_only=True)
class MagnitudeRange:
    """All that the reports say of one figure; conflicting figures stay side by side in `reported`."""

    name: str
    least: float
    most: float
    reported: tuple[tuple[str, float, float], ...]  # (report_id, least, most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening."""

    event_id: str  # from the report that founded it: stable when later reports join
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    initiators: tuple[str, ...]  # actor ids, sorted; texts in "text:..." form where unresolved
    recipients: tuple[str, ...]
    reciprocal: bool
    date: DayInterval | None
    place: Place | None
    status: Status
    magnitudes: tuple[MagnitudeRange, ...]
    speakers: tuple[str, ...]  # actor ids of those who claim it, where it is only claimed
    members: tuple[Membership, ...]
    corroboration: int  # independent publishers that report it as `status`
    publishers: tuple[str, ...]
    confidence: float  # 0 to 1
    linked_event: str | None = None  # of a planned event: the happening that fulfilled it
    blanks: tuple[Blank, ...] = ()
