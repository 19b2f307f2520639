"""Builders for calendar dates: days, months, years, decades, quarters, seasons, feasts and named days."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.intervals import Precision
from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.feasts import feast
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague
from extractors.dates.periods import Period
from extractors.dates.stated import stated_date
from extractors.dates.tense import FUTURE, NEAREST, PAST, UNKNOWN, WEAK_PAST

_FAR, _SOON = 305, 45  # days: a yearless date is rarely as far as that when another one is so near
_LIMITS = frozenset(("until", "till", "hasta"))  # the verb's tense doesn't tell where the day behind them lies
_BOUNDS = frozenset(("before", "ahead of"))  # and tells less of it behind these
_AROUND = 12  # tokens on each side in which the words stand that tell of a named day
_SETTLED = 21  # days for which a yearless day may still be the one of this year
_YEARS_KNOWN = range(1000, 2200)
_OTHER_CALENDARS = range(1320, 1451)  # years of the Persian and Muslim calendars in which people of today have lived
_MODERN = 1900


def year_of(match: Match, scene: Scene) -> tuple[int | None, bool, str | None]:
    """The year that a match states: the number, whether it is stated at all, and why it can't be told."""
    if match.has("y"):
        return int(match.word("y")), True, None
    if match.has("yy"):
        short = int(match.word("yy"))
        return short + (2000 if short < 50 else 1900), True, None
    if not match.has("ry"):
        return None, False, None
    shift = match.integer("ry", "REL")
    if shift is not None:
        return (scene.reference.year + shift if scene.reference else None), True, NO_REFERENCE
    told = scene.narrative(match.start)
    step = match.integer("ry", "ANAPHOR") or 0
    return (told.first.year + step if told else None), True, "no date that it could refer back to"


def placed(match: Match, scene: Scene, pick: Callable[[int], Period | None], absent: str | None) -> Meaning:
    """The period that `pick` gives for the year that is stated or, without one, that the verb's tense asks for."""
    which = match.text("p", "PART")
    number, stated, reason = year_of(match, scene)
    if stated:
        period = pick(number) if number is not None and number in _YEARS_KNOWN else None
        if period is None:
            return vague(absent, reason or "the calendar has no such day", modifier=periods.modifier_of(which))
        return _parted(period, which, scene, absolute=match.has("y") or match.has("yy"))
    if scene.reference is None:
        return vague(absent, NO_REFERENCE, modifier=periods.modifier_of(which))
    shift = match.integer("rel", "REL")
    if shift is not None:
        period = _beside(pick, scene.reference, shift)
    else:
        period = _by_verb(pick, scene.reference, match, scene)
    return _parted(period, which, scene) if period else vague(absent, "the calendar has no such day")


def _by_verb(pick: Callable[[int], Period | None], at: date, match: Match, scene: Scene) -> Period | None:
    """As the verb's tense asks, where it tells: not in "was named premier until March 1"."""
    told = scene.direction(match.start, match.end)
    if match.before() in _LIMITS:
        return periods.fitting(pick, at.year, at, 1) if told == FUTURE else by_tense(pick, at, UNKNOWN)
    bounded = match.before() in _BOUNDS or f"{match.before(2)} {match.before()}" in _BOUNDS
    return by_tense(pick, at, WEAK_PAST if told == PAST and bounded else told)  # "fled days before Christmas"


def _parted(period: Period, which: str | None, scene: Scene, *, absolute: bool = False) -> Meaning:
    whole = periods.part(period, which) if which else period
    return dated(whole, scene, modifier=periods.modifier_of(which), absolute=absolute)


def _beside(pick: Callable[[int], Period | None], at: date, shift: int) -> Period | None:
    """ "last October", "this October", "next October"."""
    if shift == 0:
        return pick(at.year)
    aside = at + timedelta(days=1 if shift > 0 else -1)
    found = periods.fitting(pick, at.year, aside, shift)
    if found and found.first <= at <= found.last:
        return pick(found.first.year + shift)
    return found


def by_tense(pick: Callable[[int], Period | None], at: date, direction: int) -> Period | None:
    """The yearless period in the direction of the verb.

    Where the verb doesn't tell, what lies behind, unless the next one is much nearer; writers name the year of a date
    that is almost a year away, so that a distant past gives way to a near future.
    """
    behind, ahead = periods.fitting(pick, at.year, at, -1), periods.fitting(pick, at.year, at, 1)
    if behind is None or ahead is None or direction == PAST:
        return behind or ahead
    if direction == NEAREST:
        return periods.fitting(pick, at.year, at, 0)
    back, forth = (at - behind.last).days, (ahead.first - at).days
    if direction == FUTURE:
        return behind if forth > _FAR and 0 < back < _SOON else ahead
    if direction < 0:
        return ahead if back > _FAR and forth < _SOON else behind
    return ahead if forth * 2 < back else behind


def iso(match: Match, scene: Scene) -> Meaning | None:
    stated = stated_date(match.tokens[match.start].lower.upper())
    if stated is None:
        return None
    found = dated(periods.day(stated.day), scene, absolute=True)
    if "T" in match.tokens[match.start].lower.upper():
        return Meaning(TimexType.TIME, match.tokens[match.start].lower.upper(), found.interval, period=found.period)
    return found


def numeric(match: Match, scene: Scene) -> Meaning | None:
    """21/11/2024 by the custom of the language; a number of other use (a version, an address) makes no date."""
    stated = stated_date(match.tokens[match.start].lower, month_first=scene.month_first)
    if stated is None:
        return None
    if stated.ambiguous and not scene.month_first and match.option("order") == "unclear":
        return vague(None, "day and month could be exchanged")
    return dated(periods.day(stated.day), scene, absolute=True)


def day(match: Match, scene: Scene) -> Meaning | None:
    number = _day_number(match, "d")
    month = match.integer("m", "MONTH", "MABBR")
    if number is None or month is None:
        return None
    return placed(match, scene, _day_in(month, number), f"XXXX-{month:02}-{number:02}")


def _day_number(match: Match, name: str) -> int | None:
    word = match.word(name)
    digits = "".join(letter for letter in word if letter.isdigit())
    if digits:
        return int(digits)
    return match.integer(name, "ORDWORD", "NWORD", "FIRST")


def _day_in(month: int, number: int) -> Callable[[int], Period | None]:
    def pick(year: int) -> Period | None:
        try:
            return periods.day(date(year, month, number))
        except ValueError:
            return None

    return pick


def month(match: Match, scene: Scene) -> Meaning | None:
    number = match.integer("m", "MONTH", "MABBR")
    if number is None:
        return None
    return placed(match, scene, lambda year: periods.month(year, number), f"XXXX-{number:02}")


def week_of_month(match: Match, scene: Scene) -> Meaning | None:
    """ "the first week of March": days 1-7, and so on; "the last week": the last seven."""
    number, nth = match.integer("m", "MONTH", "MABBR"), match.integer("n", "ORDWORD", "REL")
    if number is None or nth is None or nth > 4:
        return None

    def pick(year: int) -> Period:
        whole = periods.month(year, number)
        first = whole.last - timedelta(days=6) if nth < 1 else whole.first + timedelta(days=7 * nth - 7)
        return Period(whole.value, first, first + timedelta(days=6), Precision.PART_OF_MONTH)

    return placed(match, scene, pick, f"XXXX-{number:02}")


def week_of(match: Match, scene: Scene) -> Meaning | None:
    """ "the week of March 6"."""
    inner = day(match, scene)
    if inner is None or inner.period is None:
        return inner
    return dated(periods.week(inner.period.first), scene)


def year(match: Match, scene: Scene) -> Meaning | None:
    """A bare year; one that may count by another calendar ("in 1403") is found and left open."""
    number, _, _ = year_of(match, scene)
    if number is None:
        return None
    if number in _OTHER_CALENDARS and (scene.reference is None or scene.reference.year > _MODERN):
        return vague(None, "a year of our calendar or of the Persian or Muslim one")
    return placed(match, scene, periods.year, None)


def decade(match: Match, scene: Scene) -> Meaning | None:
    number = match.integer("n", "DECADEWORD")
    if number is None:
        digits = match.word("n").rstrip("s")
        if not digits.isdigit():
            return None
        number = int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 30 else 2000)
    which = match.text("p", "PART")
    if number % 100 == 0 and number >= 1000:  # "the 1900s" may be a century or a decade
        return vague(f"{number // 100:02}XX", "a century or a decade", modifier=which)
    return _parted(periods.decade(number), which, scene, absolute=True)


def century(match: Match, scene: Scene) -> Meaning | None:
    number = _day_number(match, "n") or match.integer("n", "ROMAN")
    if number is None or not 1 <= number <= 22:
        return None
    return _parted(periods.century(number), match.text("p", "PART"), scene, absolute=True)


def quarter(match: Match, scene: Scene) -> Meaning | None:
    number = match.integer("n", "ORDWORD", "QUARTERWORD")
    if number is None or not 1 <= number <= 4:
        return None
    return placed(match, scene, lambda at: periods.quarter(at, number), f"XXXX-Q{number}")


def half(match: Match, scene: Scene) -> Meaning | None:
    number = match.integer("n", "ORDWORD")
    if number not in (1, 2):
        return None
    return placed(match, scene, lambda at: periods.half(at, number), f"XXXX-H{number}")


def season(match: Match, scene: Scene) -> Meaning | None:
    name = match.text("s", "SEASON")
    return placed(match, scene, lambda at: periods.season(at, name), f"XXXX-{name}") if name else None


def holiday(match: Match, scene: Scene) -> Meaning | None:
    rule, around = match.option("rule"), match.text("w", "UNIT")

    def pick(at: int) -> Period | None:
        found = feast(rule or "", at)
        return periods.shifted(around, found.first, 0) if found and around else found

    return placed(match, scene, pick, None)


def named_day(match: Match, scene: Scene) -> Meaning | None:
    """A day that is known by its name; not before it has happened."""
    first = date.fromisoformat(str(match.options["first"]))
    last = date.fromisoformat(str(match.options["last"]))
    if scene.reference and (scene.reference < first or not _is_spoken_of(match, scene, first)):
        return None
    precision = Precision.DAY if first == last else Precision.RANGE
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return dated(Period(value, first, last, precision), scene, absolute=True)


def _is_spoken_of(match: Match, scene: Scene, first: date) -> bool:
    """Where a day is known by the words around it only: whether they are there, and no later such day is near."""
    words = match.options.get("near")
    if not isinstance(words, list) or scene.reference is None:
        return True
    around = {token.lower for token in match.tokens[max(0, match.start - _AROUND) : match.end + _AROUND]}
    later = periods.fitting(_day_in(first.month, first.day), scene.reference.year, scene.reference, -1)
    near = later is not None and (scene.reference - later.first).days <= _SETTLED
    return bool(around & set(words)) and (not near or later is None or later.first == first)


def other_calendar(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """A date of the Muslim or Persian calendar: recognised, never read as one of ours."""
    return vague(None, f"a date of the {match.option('calendar')} calendar")


def day_of_month(match: Match, scene: Scene) -> Meaning | None:
    """ "on the 25th": of this month, or the last or next that fits the verb."""
    number = _day_number(match, "d")
    if number is None or not 1 <= number <= 31:
        return None
    if scene.reference is None:
        return vague(f"XXXX-XX-{number:02}", NO_REFERENCE)
    shift = match.integer("rel", "REL")
    if shift is not None:
        home = periods.added_months(scene.reference.replace(day=1), shift)
        named = _day_in(home.month, number)(home.year)
        return dated(named, scene) if named else None
    told = scene.narrative(match.start, reach=25)
    at = told.first if told and told.precision in (Precision.MONTH, Precision.DAY) else scene.reference
    steps = (
        (0,) if at is not scene.reference else (0, 1) if scene.direction(match.start, match.end) == FUTURE else (0, -1)
    )
    for step in steps:
        home = periods.added_months(at.replace(day=1), step)
        found = _day_in(home.month, number)(home.year)
        late = found and found.first > scene.reference
        if found and (len(steps) == 1 or (not late if -1 in steps else late)):
            return dated(found, scene)
    return vague(f"XXXX-XX-{number:02}", "its month can't be told")
