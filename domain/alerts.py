"""Alert rules and alerts."""

from dataclasses import dataclass
from datetime import datetime
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
