"""Day intervals: when something was, as narrowly as the text says it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """The grain at which a date is stated."""

    MINUTE = "minute"
    DAY = "day"
    PART_OF_WEEK = "part_of_week"
    WEEK = "week"
    WEEKEND = "weekend"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    PART_OF_YEAR = "part_of_year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    OPEN = "open"  # one end is not known ("since 2014", "before June")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInterval:
    """Days from `first` to `last`, both included; `None` at an end that is open or unknown."""

    first: date | None
    last: date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise ValueError("an interval wants at least one end; an unknown date is None, not an empty interval")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"an interval runs forward, not from {self.first} to {self.last}")

    @classmethod
    def day(cls, day: date) -> "DayInterval":
        return cls(first=day, last=day, precision=Precision.DAY)

    def overlaps(self, other: "DayInterval", slack_days: int = 0) -> bool:
        """Whether the two share a day, or stand within `slack_days` of each other; open ends reach everywhere."""
        slack = timedelta(days=slack_days)
        starts_after = self.first is not None and other.last is not None and self.first > other.last + slack
        ends_before = self.last is not None and other.first is not None and self.last + slack < other.first
        return not starts_after and not ends_before

    @property
    def days(self) -> int | None:
        """Number of days; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None
