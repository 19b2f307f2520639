"""Alert rules: what they may say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.alerts import AlertRule, Severity
from domain.reports import EventType, Status

_MOST_HOURS = 24 * 366


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
    between: tuple[str, ...] = ()  # one of them on each side, and not the same one
    across_borders: bool | None = None  # True: some actors of the two sides are of different countries; False: none are
    place: tuple[str, ...] = ()  # ISO alpha-3 of the country, or the place's name
    least: dict[str, float] = Field(default_factory=dict)  # magnitudes: {killed: 10}
    confidence: float = Field(default=0.0, ge=0, le=1)
    corroboration: int = Field(default=1, ge=1)  # independent publishers
    claimed: bool | None = None  # True: only what somebody claims; False: only what articles state themselves
    speakers: tuple[str, ...] = ()  # who claims it, as `actors`
    days_old: int | None = Field(
        default=30, ge=0, le=36_500
    )  # happened at most so many days before the evaluation; None: any age


class Escalation(BaseModel):
    """When an alert that stands becomes louder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corroboration: int | None = None
    least: dict[str, float] = Field(default_factory=dict)
    events: int | None = None
    severity: Severity = Severity.CRITICAL


# Fields that mean nothing to a rule of another kind.
_OF_WATCH: Mapping[Watch, frozenset[str]] = {
    Watch.COUNT: frozenset({"threshold"}),
    Watch.CHANGE: frozenset({"measure", "z_score", "history_days"}),
    Watch.SILENCE: frozenset({"sources", "silent_hours"}),
}
_OF_CHANGE = frozenset({"actors", "initiators", "recipients", "between", "across_borders"})


class RuleDefinition(BaseModel):
    """One rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{1,63}$")
    name: str
    description: str
    severity: Severity = Severity.NOTICE
    watch: Watch = Watch.EVENTS
    when: Conditions = Conditions()
    per: Literal["event", "dyad", "pair", "place", "rule"] = "event"  # what shares one alert; `pair`: two countries
    window_days: int = Field(7, ge=1, le=366)
    threshold: int = Field(3, ge=1)  # events in the window, for `count`
    measure: Literal["events", "conflict", "cooperation"] = "conflict"  # for `change`
    z_score: float = Field(3.5, gt=0, le=100)  # for `change`
    history_days: int = Field(90, ge=14, le=1000)
    sources: tuple[str, ...] = ()  # for `silence`: of these ids or names only
    silent_hours: float | None = Field(
        default=None, gt=0, le=_MOST_HOURS
    )  # for `silence`; None: five times a source's usual pause
    sql: str | None = None
    cooldown_hours: float = Field(
        24.0, ge=0, le=_MOST_HOURS
    )  # no new message for the same alert before, unless it escalates
    resolve_days: float = Field(7.0, gt=0, le=3_660)  # an alert without news for so long is resolved
    most_messages: int = Field(20, ge=1)  # in one evaluation; what else fires at once goes out as one list
    tell_resolved: bool = False  # a message when it resolves; one that lost its ground is told of anyway
    escalate: Escalation | None = None
    deliver: Literal["now", "digest"] = "now"
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # names for lists of actors, used above

    @model_validator(mode="after")
    def is_whole(self) -> "RuleDefinition":
        if (self.watch is Watch.SQL) != (self.sql is not None):
            raise ValueError("`sql` goes with `watch: sql`, and only with it")
        given = self.model_fields_set
        for watch, names in _OF_WATCH.items():
            if self.watch is not watch and (strange := given & names):
                raise ValueError(f"`{min(strange)}` goes with `watch: {watch}`, and only with it")
        if self.watch is Watch.CHANGE and (strange := self.when.model_fields_set - _OF_CHANGE):
            raise ValueError(f"`change` counts by its `measure`: `when` can't narrow it by `{min(strange)}`")
        if self.watch in (Watch.SILENCE, Watch.SQL) and self.when.model_fields_set:
            raise ValueError(f"`when` is about events, and `watch: {self.watch}` does not look at them")
        return self

    def used_groups(self) -> dict[str, tuple[str, ...]]:
        """The groups that its conditions name: files share theirs among all rules."""
        when = self.when
        sides = (when.actors, when.initiators, when.recipients, when.between, when.speakers)
        used = {name for side in sides for name in side}
        return {name: members for name, members in self.groups.items() if name in used}

    def actors(self, named: tuple[str, ...]) -> frozenset[str]:
        """Actor ids and country codes with groups written out."""
        return frozenset(each for name in named for each in self.groups.get(name, (name,)))


def definition_of(rule: AlertRule) -> RuleDefinition:
    """A stored rule's definition."""
    return RuleDefinition.model_validate(yaml.safe_load(rule.definition))


def is_state(rule: RuleDefinition) -> bool:
    """Whether the rule watches what holds or does not hold, in place of what happens."""
    return rule.watch in (Watch.SILENCE, Watch.SQL)
