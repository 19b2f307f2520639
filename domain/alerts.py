"""Alert rules and alerts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """How loud an alert is."""

    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


class AlertState(StrEnum):
    """The life of an alert."""

    OPEN = "open"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """What to watch for and whom to tell."""

    rule_id: str
    name: str
    description: str
    severity: Severity
    definition: str  # the rule's YAML
    enabled: bool = True
    muted_until: datetime | None = None  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One firing of a rule, updated in place while reports add up."""

    alert_id: str  # from rule and dedup key
    rule_id: str
    dedup_key: str
    severity: Severity
    state: AlertState
    title: str
    body: str
    event_ids: tuple[str, ...]
    first_fired_at: datetime  # aware, UTC
    last_fired_at: datetime
    times_fired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedEvent:
    """An event as alert rules see it, with its evidence."""

    event_id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    initiators: tuple[str, ...]
    recipients: tuple[str, ...]
    initiator_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    countries: tuple[str, ...]  # ISO 3166-1 alpha-3 of its actors
    reciprocal: bool
    date_from: date | None
    date_to: date | None
    place_name: str | None
    place_country: str | None
    magnitudes: tuple[tuple[str, float, float], ...]  # name, least, most
    speakers: tuple[str, ...]
    corroboration: int
    publishers: tuple[str, ...]
    confidence: float
    score: float | None  # PLOVER's
    quote: str
    links: tuple[str, ...]
    recorded_at: datetime  # when it was last founded or changed
    initiator_countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-3 of each side's actors
    recipient_countries: tuple[str, ...] = ()
    told_on: date | None = None  # publication of the latest article that tells of it; None: not known
    speaker_names: tuple[str, ...] = ()
    speaker_countries: tuple[str, ...] = ()

    @property
    def dyad(self) -> str:
        """Both sides in one key; a meeting's list stands on one side."""
        return f"{','.join(self.initiators)}>{','.join(self.recipients)}"


class DeliveryState(StrEnum):
    """How far a message came."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message in the outbox: kept until its receiver has taken it."""

    delivery_id: str  # idempotency key, the same at every try
    alert_id: str
    channel: str
    payload: str  # JSON
    state: DeliveryState
    attempts: int
    reason: str | None
    created_at: datetime
    next_try_at: datetime
    delivered_at: datetime | None = None
