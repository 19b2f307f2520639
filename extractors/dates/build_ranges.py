"""Builders for ranges and lists: "June 13 to 15", "March-May", "between 2018 and 2021", "April 24 and 25".

As in TIMEX3, each end of a range is an expression with its own value. Both have the days of the whole range: what
happened "between 2018 and 2021" happened in neither of the two years for certain.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.intervals import DayInterval, Precision
from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.build_calendar import by_tense, year_of
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague
from extractors.dates.periods import Period
from extractors.dates.tense import FUTURE

_Ends = tuple[Period, Period]
_SIDES = ("FROM", "TO")


@dataclass(frozen=True, slots=True)
class _Monthday:
    month: int
    day: int

    def on(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _spans(match: Match) -> tuple[tuple[int, int], tuple[int, int]]:
    """The tokens of the two ends, which a pattern names `one` and `two`."""
    return match.found.span("one"), match.found.span("two")


def _range(ends: _Ends | None, match: Match, scene: Scene, *, absolute: bool = False) -> Meaning | None:
    """The two ends of a range, each with the days of the whole."""
    if ends is None or ends[0].first > ends[1].last:
        return None
    whole = DayInterval(first=ends[0].first, last=ends[1].last, precision=Precision.RANGE)
    pieces = tuple(
        (replace(dated(period, scene, absolute=absolute), interval=whole, modifier=side), *place)
        for period, side, place in zip(ends, _SIDES, _spans(match), strict=True)
    )
    return replace(pieces[1][0], pieces=pieces)


def _open(match: Match, values: tuple[str | None, str | None], reason: str) -> Meaning:
    """A range whose days can't be told."""
    pieces = tuple(
        (vague(value, reason, modifier=side), *place)
        for value, side, place in zip(values, _SIDES, _spans(match), strict=True)
    )
    return replace(pieces[0][0], pieces=pieces)


def day_range(match: Match, scene: Scene) -> Meaning | None:
    """Two days of a month or of two months, in one year or over its turn."""
    one, two = _days(match)
    if one is None or two is None:
        return None
    turns = (two.month, two.day) < (one.month, one.day)
    if turns and one.month == two.month:
        return None

    def pick(year: int) -> _Ends | None:
        first, last = one.on(year), two.on(year + turns)
        return (periods.day(first), periods.day(last)) if first and last else None

    values = (f"XXXX-{one.month:02}-{one.day:02}", f"XXXX-{two.month:02}-{two.day:02}")
    return _placed(pick, turns, values, match, scene)


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


def _placed(
    pick: Callable[[int], _Ends | None], turns: bool, values: tuple[str, str], match: Match, scene: Scene
) -> Meaning | None:
    """A range in the year that is stated, or in the one that the verb's tense asks for."""
    number, stated, reason = year_of(match, scene)
    if stated and number is not None and turns and match.has("y"):
        number -= 1  # "December 30 to January 2, 2024": the year is that of the end
    if stated:
        ends = pick(number) if number is not None else None
        if ends is None:
            return _open(match, values, reason or "no such days")
        return _range(ends, match, scene, absolute=match.has("y"))
    if scene.reference is None:
        return _open(match, values, NO_REFERENCE)

    def whole(year: int) -> Period | None:
        ends = pick(year)
        return Period(str(year), ends[0].first, ends[1].last, Precision.RANGE) if ends else None

    found = by_tense(whole, scene.reference, scene.direction(match.start, match.end))
    return _range(pick(int(found.value)), match, scene) if found else None


def month_range(match: Match, scene: Scene) -> Meaning | None:
    """ "March-May", "between March and May 2022", "November 2021 to March 2022"."""
    one, two = match.integer("m", "MONTH", "MABBR"), match.integer("m2", "MONTH", "MABBR")
    if one is None or two is None:
        return None
    if match.has("y1") and match.has("y"):
        ends = periods.month(int(match.word("y1")), one), periods.month(int(match.word("y")), two)
        return _range(ends, match, scene, absolute=True)

    def pick(year: int) -> _Ends:
        return periods.month(year, one), periods.month(year + (two < one), two)

    return _placed(pick, two < one, (f"XXXX-{one:02}", f"XXXX-{two:02}"), match, scene)


def year_range(match: Match, scene: Scene) -> Meaning | None:
    """ "2018-2021", "1914-18", "between 2018 and 2021"."""
    first = int(match.word("y1"))
    last = int(match.word("y")) if match.has("y") else first // 100 * 100 + int(match.word("yy"))
    if not first < last <= first + (400 if match.has("y") else 50):
        return None
    return _range((periods.year(first), periods.year(last)), match, scene, absolute=True)


def weekday_range(match: Match, scene: Scene) -> Meaning | None:
    """ "from Tuesday to Thursday": the latest such days, or the next, by the verb."""
    one, two = match.integer("w1", "WEEKDAY"), match.integer("w2", "WEEKDAY")
    if one is None or two is None or one == two:
        return None
    if scene.reference is None:
        return _open(match, (f"XXXX-WXX-{one + 1}", f"XXXX-WXX-{two + 1}"), NO_REFERENCE)
    length = timedelta(days=(two - one) % 7)
    reference = scene.reference
    if scene.direction(match.start, match.end) == FUTURE:
        first = reference + timedelta(days=(one - reference.weekday()) % 7)
    else:
        first = reference - timedelta(days=(reference.weekday() - two) % 7) - length
    return _range((periods.day(first), periods.day(first + length)), match, scene)


def day_list(match: Match, scene: Scene) -> Meaning | None:
    """ "April 24 and 25": two expressions, the second without its month."""
    whole = day_range(match, scene)
    if whole is None:
        return None
    pieces = tuple(
        (replace(piece, interval=piece.period.interval if piece.period else None, modifier=None), start, end)
        for piece, start, end in whole.pieces
    )
    return Meaning(TimexType.DATE, whole.value, reason=whole.reason, pieces=pieces)
