"""Reports: coded statements of who did what to whom, each in one sentence of one article."""

from dataclasses import dataclass
from enum import StrEnum

from domain.actors import Place
from domain.intervals import DayInterval
from domain.spans import Blank, Span


class EventType(StrEnum):
    """The 16 types of PLOVER 0.8."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether the coded thing happened at all."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HABITUAL = "habitual"
    HISTORICAL = "historical"  # actual, but background from long before publication


class QuadClass(StrEnum):
    """The quad classes by name; which number or type belongs to which class differs by scheme."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes a role in a report: the words, and the actor that they resolve to."""

    span: Span
    text: str
    actor_id: str | None  # None where unresolved: the words alone are the party
    name: str
    country: str | None  # ISO 3166-1 alpha-3


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """A party that is neither initiator nor recipient: mediator, host, supplier, beneficiary."""

    role: str
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDate:
    """When the happening was, by the words of its own clause or by the narrative."""

    interval: DayInterval
    text: str
    span: Span | None  # None where it comes from the narrative or the publication date
    source: str  # "clause", "sentence", "narrative", "named_day", "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlace:
    """Where the happening was."""

    place: Place
    span: Span | None
    source: str  # "clause", "sentence", "dateline", "narrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A figure of the happening: killed, wounded, arrested, crowd, money, troops."""

    name: str  # "killed", "injured", "arrested", "displaced", "crowd", "troops", "money", "weapons"
    least: float
    most: float
    unit: str | None  # "people", "USD"
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One coded statement in one sentence."""

    report_id: str  # from version, trigger span, type, mode and parties' spans
    version_id: str
    type: EventType
    mode: str | None  # PLOVER mode of the type
    contexts: tuple[str, ...]
    cameo: str  # CAMEO code, two to four digits
    quad: QuadClass  # PLOVER's
    score: float  # PLOVER's, -10 to 10
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    third_parties: tuple[ThirdParty, ...]
    reciprocal: bool  # both sides do it to each other: a meeting, a war
    date: ReportDate | None
    place: ReportPlace | None
    status: Status
    status_reason: str  # the words or rule that gave the status
    speaker: Party | None  # who claims it, where it is only claimed
    magnitudes: tuple[Magnitude, ...]
    instruments: tuple[str, ...]
    trigger: Span
    sentence: Span
    confidence: float  # 0 to 1
    rule: str  # the frame or rule that fired
    blanks: tuple[Blank, ...]  # field and reason, for each field left empty
