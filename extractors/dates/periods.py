"""Calendar arithmetic: days, weeks, months and longer periods with their TIMEX3 values."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.intervals import DayInterval, Precision

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}  # meteorological, northern; first and last month


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar as one names it, with its TIMEX3 value."""

    value: str
    first: date
    last: date
    precision: Precision

    @property
    def interval(self) -> DayInterval:
        return DayInterval(first=self.first, last=self.last, precision=self.precision)


def day(at: date) -> Period:
    return Period(at.isoformat(), at, at, Precision.DAY)


def week(at: date) -> Period:
    """The ISO week, Monday to Sunday, that holds a day."""
    monday = at - timedelta(days=at.weekday())
    year, number, _ = at.isocalendar()
    return Period(f"{year:04}-W{number:02}", monday, monday + timedelta(days=6), Precision.WEEK)


def weekend(at: date) -> Period:
    """Saturday and Sunday of a day's ISO week."""
    whole = week(at)
    return Period(f"{whole.value}-WE", whole.first + timedelta(days=5), whole.last, Precision.WEEKEND)


def month(year_: int, number: int) -> Period:
    first = date(year_, number, 1)
    last = date(year_, number, monthrange(year_, number)[1])
    return Period(f"{year_:04}-{number:02}", first, last, Precision.MONTH)


def months(year_: int, first: int, last: int, value: str, precision: Precision) -> Period:
    """From one month's first to another month's last day; the last month may lie in the next year."""
    ends = year_ + (last < first)
    return Period(value, month(year_, first).first, month(ends, last).last, precision)


def quarter(year_: int, number: int) -> Period:
    return months(year_, 3 * number - 2, 3 * number, f"{year_:04}-Q{number}", Precision.QUARTER)


def half(year_: int, number: int) -> Period:
    return months(year_, 6 * number - 5, 6 * number, f"{year_:04}-H{number}", Precision.HALF)


def season(year_: int, name: str) -> Period:
    """A season, of the year in which it begins: "2023-WI" ends in February 2024."""
    first, last = SEASONS[name]
    return months(year_, first, last, f"{year_:04}-{name}", Precision.SEASON)


def year(year_: int) -> Period:
    return months(year_, 1, 12, f"{year_:04}", Precision.YEAR)


def decade(first_year: int) -> Period:
    value = f"{first_year // 10:03}X"
    return Period(value, date(first_year, 1, 1), date(first_year + 9, 12, 31), Precision.DECADE)


def century(number: int) -> Period:
    """The century by its ordinal: the 20th is 1900-1999, as people use the word."""
    first = 100 * (number - 1)
    return Period(f"{number - 1:02}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31), Precision.CENTURY)


def added_months(at: date, number: int) -> date:
    """The same day some months on; the month's last day where it has no such day.

    >>> added_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = at.year * 12 + at.month - 1 + number
    year_, month_ = divmod(index, 12)
    return date(year_, month_ + 1, min(at.day, monthrange(year_, month_ + 1)[1]))


_SHIFTS: dict[str, Callable[[date, int], Period]] = {
    "day": lambda at, n: day(at + timedelta(days=n)),
    "week": lambda at, n: week(at + timedelta(weeks=n)),
    "fortnight": lambda at, n: week(at + timedelta(weeks=2 * n)),
    "weekend": lambda at, n: weekend(at + timedelta(weeks=n)),
    "month": lambda at, n: _month_of(added_months(at, n)),
    "quarter": lambda at, n: _quarter_of(added_months(at, 3 * n)),
    "half": lambda at, n: _half_of(added_months(at, 6 * n)),
    "year": lambda at, n: year(at.year + n),
    "decade": lambda at, n: decade(at.year // 10 * 10 + 10 * n),
    "century": lambda at, n: century(at.year // 100 + 1 + n),
}


def _month_of(at: date) -> Period:
    return month(at.year, at.month)


def _quarter_of(at: date) -> Period:
    return quarter(at.year, (at.month + 2) // 3)


def _half_of(at: date) -> Period:
    return half(at.year, 1 if at.month <= 6 else 2)


def shifted(unit: str, at: date, number: int) -> Period | None:
    """The calendar unit that lies `number` units from the one that holds a day; None for units within a day or beyond
    the calendar.

    >>> shifted("month", date(2024, 11, 21), -1).value, shifted("week", date(2024, 11, 21), 0).value
    ('2024-10', '2024-W47')
    """
    try:
        return _SHIFTS[unit](at, number) if unit in _SHIFTS else None
    except (ValueError, OverflowError):
        return None


# The parts of a period: START, MID, END as (first, last) day or month offsets.
_MONTH_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_YEAR_PARTS = {"START": (1, 3), "MID": (5, 8), "END": (10, 12), "OPEN": (1, 1), "CLOSE": (12, 12)}
_WEEK_PARTS = {"START": (0, 1), "MID": (2, 3), "END": (3, 5)}
_TEN_PARTS = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}


_EDGES = {"OPEN": "START", "CLOSE": "END"}  # the beginning and the end: of a year its first and last month


def modifier_of(which: str | None) -> str | None:
    """The TIMEX3 modifier of a part."""
    return _EDGES.get(which, which) if which else None


def part(whole: Period, which: str) -> Period:
    """Early, mid or late in a period; the TIMEX3 value stays that of the whole.

    >>> part(month(2024, 10), "START").interval.last, part(year(2025), "START").interval.last
    (datetime.date(2024, 10, 10), datetime.date(2025, 3, 31))
    """
    first, last = whole.first, whole.last
    if whole.precision is not Precision.YEAR:
        which = _EDGES.get(which, which)
    if whole.precision is Precision.MONTH:
        start, end = _MONTH_PARTS[which]
        return replace(
            whole,
            first=first.replace(day=start),
            last=min(last, _day_or_last(first, end)),
            precision=Precision.PART_OF_MONTH,
        )
    if whole.precision is Precision.YEAR:
        start, end = _YEAR_PARTS[which]
        return replace(
            months(first.year, start, end, whole.value, Precision.PART_OF_YEAR),
        )
    if whole.precision is Precision.WEEK:
        start, end = _WEEK_PARTS[which]
        return replace(
            whole,
            first=first + timedelta(days=start),
            last=first + timedelta(days=end),
            precision=Precision.PART_OF_WEEK,
        )
    if whole.precision in (Precision.DECADE, Precision.CENTURY):
        size = 1 if whole.precision is Precision.DECADE else 10
        start, end = _TEN_PARTS[which]
        return replace(
            whole,
            first=date(first.year + start * size, 1, 1),
            last=date(first.year + (end + 1) * size - 1, 12, 31),
            precision=Precision.RANGE,
        )
    return whole


def _day_or_last(first: date, number: int) -> date:
    return date(first.year, first.month, min(number, monthrange(first.year, first.month)[1]))


def fitting(pick: Callable[[int], Period | None], near: int, at: date, direction: int) -> Period | None:
    """The period of a yearless name (a month, a feast, a day) that lies before, after or nearest to a day.

    `pick` gives the period in a year; `direction` is -1 (at or before the day), 1 (at or after) or 0 (nearest).
    """
    found = [period for number in (near - 1, near, near + 1) if (period := pick(number)) is not None]
    if direction < 0:
        earlier = [period for period in found if period.first <= at]
        return earlier[-1] if earlier else None
    if direction > 0:
        later = [period for period in found if period.last >= at]
        return later[0] if later else None
    return min(found, key=lambda period: _distance(period, at), default=None)


def _distance(period: Period, at: date) -> int:
    if period.first <= at <= period.last:
        return 0
    return min(abs((period.first - at).days), abs((period.last - at).days))
