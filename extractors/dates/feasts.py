"""On which days feasts fall: fixed days, weekdays of a month, days of the church, Jewish, Muslim and Chinese years.

Sources: Easter by the anonymous Gregorian computus and Meeus' Julian one; the Jewish year by the arithmetic of
Reingold and Dershowitz, "Calendrical Calculations"; the Muslim year by the tabular (civil) calendar, which may be a day
off the sighted moon, so its feasts are given a day more at each end.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from domain.intervals import Precision
from extractors.dates.periods import Period

_HEBREW_EPOCH = date(1, 1, 1).toordinal() - 1_373_428  # the day before 1 Tishri of the year 1
_HIJRI_EPOCH = 227_014  # ordinal of 1 Muharram 1 (16 July 622, Julian)
# First day of the Chinese year, 2000-2035, as "month-day" (Hong Kong Observatory's conversion table).
_LUNAR = (
    "02-05 01-24 02-12 02-01 01-22 02-09 01-29 02-18 02-07 01-26 02-14 02-03 01-23 02-10 01-31 02-19 02-08 01-28 02-16 "
    "02-05 01-25 02-12 02-01 01-22 02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08"
).split()


@lru_cache(maxsize=4096)
def feast(rule: str, year: int) -> Period | None:
    """The feast of a year by its rule; None where the rule doesn't reach that year.

    >>> feast("easter -2", 2024).value, feast("nth 4 3 11", 2023).value, feast("12-25", 2024).value
    ('2024-03-29', '2023-11-23', '2024-12-25')
    """
    kind, _, rest = rule.partition(" ")
    numbers = [int(number) for number in rest.split()] if kind in _KINDS else []
    found = _KINDS[kind](year, numbers) if kind in _KINDS else _fixed(year, rule)
    if found is None:
        return None
    first, last = found
    value = first.isoformat() if kind not in ("hijri",) else f"{year:04}"
    if first == last:
        return Period(value, first, last, Precision.DAY)
    return Period(value, first, last, Precision.RANGE)


def _fixed(year: int, rule: str) -> tuple[date, date]:
    """ "12-25" or "12-24 12-26"."""
    ends = [date(year, int(each[:2]), int(each[3:])) for each in rule.split()]
    return ends[0], ends[-1]


def _easter(year: int, numbers: list[int]) -> tuple[date, date]:
    golden, centuries = year % 19, year // 100
    epact = (19 * golden + centuries - centuries // 4 - (centuries - (centuries + 8) // 25 + 1) // 3 + 15) % 30
    remainder = (32 + 2 * (centuries % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    correction = (golden + 11 * epact + 22 * remainder) // 451
    month, day = divmod(epact + remainder - 7 * correction + 114, 31)
    return _offset(date(year, month, day + 1), numbers)


def _orthodox(year: int, numbers: list[int]) -> tuple[date, date]:
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    return _offset(date(year, month, day + 1) + timedelta(days=13), numbers)


def _offset(day: date, numbers: list[int]) -> tuple[date, date]:
    first = day + timedelta(days=numbers[0] if numbers else 0)
    return first, first + timedelta(days=numbers[1] - 1 if len(numbers) > 1 else 0)


def _nth(year: int, numbers: list[int]) -> tuple[date, date]:
    """The n-th (-1: last) weekday of a month, some days on."""
    nth, weekday, month = numbers[:3]
    more = timedelta(days=numbers[3] if len(numbers) > 3 else 0)
    if nth > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    return day + more, day + more


def _hebrew(year: int, numbers: list[int]) -> tuple[date, date] | None:
    """A day of the Jewish year, months counted from Nisan, for some days."""
    month, day, length = numbers
    for hebrew_year in (year + 3760, year + 3761):
        first = date.fromordinal(_hebrew_ordinal(hebrew_year, month, day))
        if first.year == year:
            return first, first + timedelta(days=length - 1)
    return None


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + (3 * (days + 1) % 7 < 3)


def _new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    correction = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + correction


def _is_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _month_days(year: int, month: int) -> int:
    length = _new_year(year + 1) - _new_year(year)
    short = month in (2, 4, 6, 10, 13)
    short = short or (month == 12 and not _is_leap(year))
    short = short or (month == 8 and length not in (355, 385)) or (month == 9 and length in (353, 383))
    return 29 if short else 30


def _hebrew_ordinal(year: int, month: int, day: int) -> int:
    months = 13 if _is_leap(year) else 12
    month = months if month == 12 and months == 13 else month  # feasts of Adar fall in the second one
    before = range(7, month) if month >= 7 else (*range(7, months + 1), *range(1, month))
    return _new_year(year) + sum(_month_days(year, each) for each in before) + day - 1


def _hijri(year: int, numbers: list[int]) -> tuple[date, date] | None:
    """A day of the Muslim year for some days, and a day more at each end."""
    month, day, length = numbers
    guess = int((year - 622) * 33 / 32)
    for hijri_year in range(guess - 1, guess + 3):
        days = 354 * (hijri_year - 1) + (3 + 11 * hijri_year) // 30 + 29 * (month - 1) + month // 2 + day
        first = date.fromordinal(_HIJRI_EPOCH + days)
        if first.year == year:
            return first - timedelta(days=1), first + timedelta(days=length)
    return None


def _lunar(year: int, numbers: list[int]) -> tuple[date, date] | None:
    if not 2000 <= year < 2000 + len(_LUNAR):
        return None
    month, day = _LUNAR[year - 2000].split("-")
    return _offset(date(year, int(month), int(day)), numbers)


_KINDS: dict[str, Callable[[int, list[int]], tuple[date, date] | None]] = {
    "easter": _easter,
    "orthodox_easter": _orthodox,
    "nth": _nth,
    "hebrew": _hebrew,
    "hijri": _hijri,
    "lunar": _lunar,
}
