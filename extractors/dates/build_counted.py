"""Builders for days counted from a named day: "20 years ago today", "a week ago Friday", "the following Monday"."""

from dataclasses import replace
from datetime import date, timedelta

from domain.intervals import Precision
from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.build_lengths import number_of, unit_of
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague
from extractors.dates.periods import Period

_NOTHING_TOLD = "no date that it could refer back to"
_BESIDE_SOMETHING = "the day beside which it lies is not told as a date"
_NEAR = 60  # tokens
_STOPS = frozenset(("", ".", ",", ";", ":", ")", "-", "–", "—", "\n", "\n\n"))
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def anniversary(match: Match, scene: Scene) -> Meaning | None:
    """ "20 years ago today", "a year ago this month": the day or unit so long before that of the reference date."""
    unit, number = unit_of(match), number_of(match)
    if unit is None or number is None or number != int(number):
        return None
    if scene.reference is None:
        return vague(None, NO_REFERENCE)
    step = match.integer("t", "DEICTIC") or 0
    at = _moved(scene.reference + timedelta(days=step), unit, -int(number))
    if at is None:
        return None
    return dated(periods.shifted(unit_of(match, "v") or "day", at, 0), scene)


def _moved(at: date, unit: str, number: int) -> date | None:
    """A day some units on; None for units within a day or beyond the calendar."""
    try:
        if unit in _MONTHS:
            return periods.added_months(at, _MONTHS[unit] * number)
        return at + timedelta(days=_DAYS[unit] * number) if unit in _DAYS else None
    except (ValueError, OverflowError):
        return None


def weeks_before_weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "a week ago Friday", "two Fridays ago", "the Friday before last": so many weeks before the last such day."""
    return _counted(match, scene, -1)


def weeks_after_weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "two weeks from Monday": so many weeks after the next such day."""
    return _counted(match, scene, 1)


def _counted(match: Match, scene: Scene, sign: int) -> Meaning | None:
    weekday = match.integer("w", "WEEKDAY", "WEEKDAYS")
    weeks = number_of(match) if match.has("n") else 1.0
    if weekday is None or weeks is None or weeks != int(weeks):
        return None
    if scene.reference is None:
        return vague(f"XXXX-WXX-{weekday + 1}", NO_REFERENCE)
    gap = (weekday - scene.reference.weekday()) * sign % 7 or 7
    step = int(weeks) - int(match.option("counted") or 0)  # "two Fridays ago": the last one counts
    return dated(periods.day(scene.reference + timedelta(days=sign * (gap + 7 * step))), scene)


def told_weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "the following Monday", "the previous Friday", "that Sunday": beside the day told last."""
    weekday, step = match.integer("w", "WEEKDAY"), match.integer("rel", "ANAPHOR")
    if weekday is None or step is None or not _points_back(match):
        return None
    told, part = scene.narrative(match.start), match.text("pod", "PARTOFDAY")
    type_ = TimexType.TIME if part else TimexType.DATE
    at = _beside(told, weekday, step)
    if told is None or at is None:
        return Meaning(type_, f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""), reason=_NOTHING_TOLD)
    found = dated(periods.day(at), scene)
    value = f"{at.isoformat()}T{part}" if part else found.value
    return replace(found, type=type_, value=value, anchor=f"narrative {told.value}")


def _points_back(match: Match) -> bool:
    """Whether "that" points at a day: "he said that Sunday was quiet" doesn't."""
    opens, closes = not match.before()[:1].isalnum(), match.after() in _STOPS
    return match.word("rel") != "that" or opens or closes


def _beside(told: Period | None, weekday: int, step: int) -> date | None:
    if told is None or told.precision not in (Precision.DAY, Precision.WEEK):
        return None
    if step < 0:
        return told.first - timedelta(days=(told.first.weekday() - weekday) % 7 or 7)
    start = told.last + timedelta(days=1) if step > 0 else told.first
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def weekday_beside_something(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders alike
    """ "the Sunday before the election": no Sunday that the verb's tense could find."""
    weekday = match.integer("w", "WEEKDAY")
    return vague(f"XXXX-WXX-{weekday + 1}", _BESIDE_SOMETHING) if weekday is not None else None


def told_day(match: Match, scene: Scene) -> Meaning | None:
    """ "later in the day": the day told last, where one is near."""
    told = scene.narrative(match.start, reach=_NEAR)
    if told is None or told.precision is not Precision.DAY:
        return None
    return replace(dated(told, scene), anchor=f"narrative {told.value}")


def beside_something(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "the day after his death": found, and left open."""
    return vague(None, _BESIDE_SOMETHING)
