"""Actors, the offices they held, and the mentions by which text speaks of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.spans import Span


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    GOVERNMENT_BODY = "government_body"
    IGO = "igo"
    NGO = "ngo"
    PARTY = "party"
    ARMED_GROUP = "armed_group"
    MILITARY = "military"
    MEDIA = "media"
    COMPANY = "company"
    GROUP = "group"  # agents without a name of their own: "Turkish troops", "protesters in Tbilisi"
    OTHER = "other"


class MentionForm(StrEnum):
    """How a mention speaks of its actor."""

    NAME = "name"
    TITLE = "title"  # "the Iranian president", "Qatar's emir"
    NOMINAL = "nominal"  # "Turkish troops", "both sides"
    METONYM = "metonym"  # "Tehran said", "the Kremlin"
    DEMONYM = "demonym"  # "Iranian" where it acts as its state: "an Iranian attack"
    PRONOUN = "pronoun"


class Sector(StrEnum):
    """PLOVER sector codes."""

    GOV = "GOV"
    MIL = "MIL"
    LEG = "LEG"
    JUD = "JUD"
    PTY = "PTY"
    REB = "REB"
    OPP = "OPP"
    COP = "COP"
    SPY = "SPY"
    MED = "MED"
    BUS = "BUS"
    CVL = "CVL"
    IGO = "IGO"
    NGO = "NGO"
    EDU = "EDU"
    LAB = "LAB"
    REL = "REL"
    REF = "REF"
    CRM = "CRM"
    AGR = "AGR"
    HLH = "HLH"
    ENV = "ENV"
    ELI = "ELI"
    JEW = "JEW"
    MUS = "MUS"
    CHR = "CHR"
    MNC = "MNC"
    SET = "SET"
    UNS = "UNS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role that an actor held between two days."""

    office_id: str
    actor_id: str
    role: str  # "head_of_state", "head_of_government", "foreign_minister", ... or the title as the text gives it
    title: str  # as written: "President", "Foreign Minister"
    country: str | None  # ISO 3166-1 alpha-3
    organisation: str | None  # actor_id of the body, where it is not a state
    held_from: date | None  # None: unknown or before our data
    held_to: date | None  # None: still held, or unknown
    acting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who a mention resolves to: one row, whatever articles call it."""

    actor_id: str  # "state:IRN", "igo:un", "person:masoud-pezeshkian", "group:TUR:MIL"; content id for unknown ones
    name: str  # canonical
    kind: ActorKind
    country: str | None  # ISO 3166-1 alpha-3 of the state it belongs to or acts in; None where none or unknown
    sector: Sector | None
    names: tuple[str, ...] = ()  # other forms by which it is known
    known: bool = True  # False: made from the text of articles, not from our knowledge files
    members: tuple[str, ...] = ()  # actor_ids of states or persons that a plural actor stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that speaks of one actor, or of several ("both sides", "the two leaders")."""

    span: Span
    text: str
    head: Span  # the word that carries the grammatical role: "Pezeshkian" of "Iranian President ... Pezeshkian"
    form: MentionForm
    actor_ids: tuple[str, ...]  # empty where it could not be resolved
    rule: str
    reason: str | None = None  # why it resolved so, or why it did not, in words
    office: str | None = None  # title that the mention itself gives: "foreign minister"
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLayer:
    """All actors and mentions of one article; mentions in text order, not overlapping."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the map."""

    place_id: str  # "geonames:112931", "state:IRN"
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    latitude: float | None
    longitude: float | None
    precision: str  # "city", "region", "country", "feature"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A span that names a place as a location."""

    span: Span
    text: str
    place: Place
    rule: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMerge:
    """A decision that two actor rows are one (or are not), with its reason; it can be undone or pinned."""

    kept_id: str
    merged_id: str
    score: float
    reason: str
    pinned: bool = False  # made by a person: re-coding keeps it
    apart: bool = False  # True: the two must stay apart
