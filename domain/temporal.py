"""Temporal expressions: spans of text that say when, how long or how often (TIMEX3)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.intervals import DayInterval
from domain.spans import Span


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporalExpression:
    """One span with its TIMEX3 value and the days that it denotes."""

    span: Span
    text: str
    type: TimexType
    value: str | None  # TIMEX3 value, such as "2024-11-20", "P2Y", "PAST_REF"; None where it can't be told
    interval: DayInterval | None  # None where unresolved (see `reason`), vague, or a duration or set
    modifier: str | None  # TIMEX3 mod and our own: BEFORE AFTER SINCE UNTIL START MID END APPROX ...
    rule: str
    anchor: str | None = None  # what it was resolved against: "publication 2024-11-21", "narrative 2023-10-07"
    reason: str | None = None  # why `interval` is None
