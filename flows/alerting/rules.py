"""Alert rules as people write them in YAML."""

from enum import StrEnum
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.alerts import AlertRule, Severity
from domain.errors import InputError
from domain.reports import EventType, Status


class Watch(StrEnum):
    """What a rule looks at."""

    EVENTS = "events"  # each event that meets the conditions
    COUNT = "count"  # so many such events in a window
    CHANGE = "change"  # a dyad's day against its own history
    FIRST_CONTACT = "first_contact"  # the first event ever between two actors
    SILENCE = "silence"  # a source that has fallen silent
    SQL = "sql"  # any SQL that returns rows


class Conditions(BaseModel):
    """What an event must be; conditions add up, lists within one are alternatives. Empty: any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: tuple[EventType, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: tuple[Status, ...] = (Status.ACTUAL,)
    actors: tuple[str, ...] = ()  # actor ids, ISO alpha-3 codes, or groups; on either side
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    between: tuple[str, ...] = ()  # both sides among these
    place: tuple[str, ...] = ()  # ISO alpha-3
    least: dict[str, float] = Field(default_factory=dict)  # magnitudes: {killed: 10}
    confidence: float = 0.0
    corroboration: int = 1
    claimed: bool | None = None  # True: only what somebody claims; False: only what articles state themselves
    days_old: int | None = 30  # the happening is at most so many days before the evaluation; None: any age, undated too


class Escalation(BaseModel):
    """When an alert that stands becomes louder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corroboration: int | None = None
    least: dict[str, float] = Field(default_factory=dict)
    events: int | None = None
    severity: Severity = Severity.CRITICAL


class RuleDefinition(BaseModel):
    """One rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{1,63}$")
    name: str
    description: str
    severity: Severity = Severity.NOTICE
    watch: Watch = Watch.EVENTS
    when: Conditions = Conditions()
    per: Literal["event", "dyad", "place", "rule"] = "event"  # what shares one alert
    window_days: int = Field(7, ge=1, le=366)
    threshold: int = Field(3, ge=1)  # events in the window, for `count`
    measure: Literal["events", "conflict", "cooperation"] = "conflict"  # for `change`
    z_score: float = Field(3.5, gt=0)  # for `change`
    history_days: int = Field(90, ge=14, le=1000)
    sql: str | None = None
    cooldown_hours: float = Field(24.0, ge=0)  # no new message for the same alert before, unless it escalates
    resolve_days: float = Field(7.0, gt=0)  # an alert without news for so long is resolved
    tell_resolved: bool = False  # a message when it resolves; one that lost its ground is told of anyway
    escalate: Escalation | None = None
    deliver: Literal["now", "digest"] = "now"
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # names for lists of actors, used above

    @model_validator(mode="after")
    def is_whole(self) -> "RuleDefinition":
        if (self.watch is Watch.SQL) != (self.sql is not None):
            raise ValueError("`sql` goes with `watch: sql`, and only with it")
        return self

    def actors(self, named: tuple[str, ...]) -> frozenset[str]:
        """Actor ids and country codes with groups written out."""
        return frozenset(each for name in named for each in self.groups.get(name, (name,)))


def rules_from_yaml(text: str, where: str) -> tuple[AlertRule, ...]:
    """The rules of a YAML list. Raises InputError naming the rule and the field that can't be used."""
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"{where} is not YAML: {error}") from error
    rows = record.get("rules") if isinstance(record, dict) else None
    if not isinstance(rows, list):
        raise InputError(f"{where} has no list `rules`; seeds/alert_rules.yaml shows one")
    shared = record.get("groups", {})
    rules = [_rule(row, shared, f"{where}, rule {number}") for number, row in enumerate(rows, 1)]
    doubled = {rule.rule_id for rule in rules if sum(other.rule_id == rule.rule_id for other in rules) > 1}
    if doubled:
        raise InputError(f"{where}: the id {', '.join(sorted(doubled))} stands at several rules")
    return tuple(rules)


def _rule(row: object, groups: object, where: str) -> AlertRule:
    try:
        if not isinstance(row, dict):
            raise InputError(f"{where} is no mapping")
        own = row | ({"groups": {**groups, **row.get("groups", {})}} if isinstance(groups, dict) and groups else {})
        rule = RuleDefinition.model_validate(own)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the rule"
        raise InputError(f"{where}: {field}: {first['msg'].lower()}") from error
    definition = yaml.safe_dump(rule.model_dump(mode="json", exclude_defaults=True), sort_keys=False)
    return AlertRule(
        rule_id=rule.id,
        name=rule.name,
        description=rule.description,
        severity=rule.severity,
        definition=definition,
    )


def definition_of(rule: AlertRule) -> RuleDefinition:
    """A stored rule's definition."""
    return RuleDefinition.model_validate(yaml.safe_load(rule.definition))
