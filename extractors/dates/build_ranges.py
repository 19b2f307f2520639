"""Builders for ranges and lists: "June 13 to 15", "March-May", "between 2018 and 2021", "April 24 and 25"."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from domain.intervals import Precision
from extractors.dates import periods
from extractors.dates.build_calendar import by_tense, year_of
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague
from extractors.dates.periods import Period
from extractors.dates.tense import FUTURE


@dataclass(frozen=True, slots=True)
class _Monthday:
    month: int
    day: int

    def on(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def day_range(match: Match, scene: Scene) -> Meaning | None:
    """Two days of a month or of two months, in one year or over its turn."""
    one, two = _days(match)
    if one is None or two is None:
        return None

    def pick(year: int) -> Period | None:
        first, last = one.on(year), two.on(year + ((two.month, two.day) < (one.month, one.day)))
        if first is None or last is None:
            return None
        return Period(f"{first.isoformat()}/{last.isoformat()}", first, last, Precision.RANGE)

    if (two.month, two.day) < (one.month, one.day) and one.month == two.month:
        return None
    number, stated, reason = year_of(match, scene)
    if stated and number is not None and (two.month, two.day) < (one.month, one.day) and match.has("y"):
        number -= 1  # "December 30 to January 2, 2024": the year is that of the end
    return _resolved(pick, number, stated, reason, match, scene)


def _days(match: Match) -> tuple[_Monthday | None, _Monthday | None]:
    first, last = _number(match, "d1"), _number(match, "d2")
    month = match.integer("m", "MONTH", "MABBR")
    if first is None or last is None or month is None:
        return None, None
    other = match.integer("m2", "MONTH", "MABBR") or month
    return _Monthday(month, first), _Monthday(other, last)


def _number(match: Match, name: str) -> int | None:
    digits = "".join(letter for letter in match.word(name) if letter.isdigit())
    return int(digits) if digits else None


def _resolved(
    pick: Callable[[int], Period | None],
    number: int | None,
    stated: bool,
    reason: str | None,
    match: Match,
    scene: Scene,
) -> Meaning | None:
    if stated:
        period = pick(number) if number is not None else None
        return dated(period, scene, absolute=match.has("y")) if period else vague(None, reason or "no such days")
    if scene.reference is None:
        return vague(None, NO_REFERENCE)
    period = by_tense(pick, scene.reference, scene.direction(match.start, match.end))
    return dated(period, scene) if period else None


def month_range(match: Match, scene: Scene) -> Meaning | None:
    one, two = match.integer("m", "MONTH", "MABBR"), match.integer("m2", "MONTH", "MABBR")
    if one is None or two is None:
        return None
    if match.has("y1") and match.has("y"):
        start, end = periods.month(int(match.word("y1")), one), periods.month(int(match.word("y")), two)
        if start.first > end.last:
            return None
        whole = Period(f"{start.value}/{end.value}", start.first, end.last, Precision.RANGE)
        return dated(whole, scene, absolute=True)

    def pick(year: int) -> Period:
        start, end = periods.month(year, one), periods.month(year + (two < one), two)
        return Period(f"{start.value}/{end.value}", start.first, end.last, Precision.RANGE)

    number, stated, reason = year_of(match, scene)
    if stated and number is not None and two < one and match.has("y"):
        number -= 1
    return _resolved(pick, number, stated, reason, match, scene)


def year_range(match: Match, scene: Scene) -> Meaning | None:
    first = int(match.word("y1"))
    last = int(match.word("y")) if match.has("y") else first // 100 * 100 + int(match.word("yy"))
    if not first < last <= first + (400 if match.has("y") else 50):
        return None
    start, end = periods.year(first), periods.year(last)
    return dated(Period(f"{first}/{last}", start.first, end.last, Precision.RANGE), scene, absolute=True)


def weekday_range(match: Match, scene: Scene) -> Meaning | None:
    one, two = match.integer("w1", "WEEKDAY"), match.integer("w2", "WEEKDAY")
    if one is None or two is None or one == two:
        return None
    if scene.reference is None:
        return vague(None, NO_REFERENCE)
    length = (two - one) % 7
    reference = scene.reference
    if scene.direction(match.start, match.end) == FUTURE:
        first = date.fromordinal(reference.toordinal() + (one - reference.weekday()) % 7)
    else:
        last = reference.toordinal() - (reference.weekday() - two) % 7
        first = date.fromordinal(last - length)
    end = date.fromordinal(first.toordinal() + length)
    return dated(Period(f"{first.isoformat()}/{end.isoformat()}", first, end, Precision.RANGE), scene)


def day_list(match: Match, scene: Scene) -> Meaning | None:
    """ "April 24 and 25": two expressions, the second without its month."""
    whole = day_range(match, scene)
    if whole is None or whole.period is None:
        return None
    absolute = match.has("y")
    ends = [dated(periods.day(at), scene, absolute=absolute) for at in (whole.period.first, whole.period.last)]
    start, end = match.found.span("one")
    rest, last = match.found.span("two")
    return replace(whole, pieces=((ends[0], start, end), (ends[1], rest, last)))
