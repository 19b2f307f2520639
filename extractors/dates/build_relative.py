"""Builders for dates that lean on another: weekdays, "yesterday", "last week", "two days later", "that year", "now"."""

from dataclasses import replace
from datetime import date, timedelta

from domain.intervals import DayInterval, Precision
from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.build_lengths import duration_value, number_of, unit_of
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague
from extractors.dates.periods import Period
from extractors.dates.tense import FUTURE, NEAREST, PAST

_NOTHING_TOLD = "no date that it could refer back to"
_FARTHEST = 30  # years ahead of the reference date to which "so long later" may lead
_SMALL = ("second", "minute", "hour")
_DETERMINERS = frozenset("a an the this that these those his her its their our".split())


def weekday(match: Match, scene: Scene) -> Meaning | None:
    """A weekday, bare (by the verb's tense; the reference day counts) or with "last", "this", "next"."""
    number = match.integer("w", "WEEKDAY", "WDABBR")
    if number is None:
        return None
    part = match.text("pod", "PARTOFDAY")
    modifier = match.text("p", "PART")
    if scene.reference is None:
        value = f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else "")
        return vague(value, NO_REFERENCE, TimexType.TIME if part else TimexType.DATE, modifier)
    at = _weekday(number, match, scene, scene.reference)
    return on_day(periods.day(at), part, scene, modifier)


def _weekday(number: int, match: Match, scene: Scene, reference: date) -> date:
    week = match.integer("rw", "REL")  # "Monday of last week"
    if week is not None:
        return periods.week(reference).first + timedelta(days=7 * week + number)
    relation = match.integer("rel", "REL")
    back, ahead = (reference.weekday() - number) % 7, (number - reference.weekday()) % 7
    if relation is not None and relation != 0:
        return reference - timedelta(days=back or 7) if relation < 0 else reference + timedelta(days=ahead or 7)
    told = scene.direction(match.start, match.end)
    if told == NEAREST:
        told = _of_those_told(reference, back, ahead, scene)
    future = told == FUTURE
    if relation == 0 and not future and "past" not in match.word("rel"):
        return periods.week(reference).first + timedelta(days=number)
    return reference + timedelta(days=ahead) if future else reference - timedelta(days=back)


def _of_those_told(reference: date, back: int, ahead: int, scene: Scene) -> int:
    """The direction of the day that the text has told already; of the nearer one where it has told neither or both."""
    behind, forth = (reference + timedelta(days=step) in scene.days_told() for step in (-back, ahead))
    if behind != forth:
        return FUTURE if forth else PAST
    return FUTURE if ahead <= back else PAST


def on_day(period: Period, part: str | None, scene: Scene, modifier: str | None = None) -> Meaning:
    """A day, or a part of it as a TIME."""
    found = dated(period, scene, modifier=modifier)
    if part is None:
        return found
    return replace(found, type=TimexType.TIME, value=f"{period.value}T{part}")


def weekday_offset(match: Match, scene: Scene) -> Meaning | None:
    """ "the day before last Tuesday", "a week from Monday": some days or weeks from a weekday."""
    inner = weekday(match, scene)
    if inner is None or inner.period is None:
        return inner
    step = int(match.option("step") or 0)
    return dated(periods.day(inner.period.first + timedelta(days=step)), scene)


def deictic(match: Match, scene: Scene) -> Meaning | None:
    """ "today", "yesterday morning", "tonight", "the day before yesterday"."""
    step = match.integer("t", "DEICTIC")
    if step is None:
        step = int(match.option("step") or 0)
    part = match.text("pod", "PARTOFDAY") or match.text("t", "DEICTICPART") or match.option("part")
    modifier = match.text("p", "PART")
    if scene.reference is None:
        type_ = TimexType.TIME if part else TimexType.DATE
        return vague(None, NO_REFERENCE, type_, modifier)
    return on_day(periods.day(scene.reference + timedelta(days=step)), part, scene, modifier)


def overnight(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "overnight": the night to the reference date."""
    if scene.reference is None:
        return vague(None, NO_REFERENCE, TimexType.TIME)
    night = scene.reference - timedelta(days=1)
    interval = DayInterval(first=night, last=scene.reference, precision=Precision.RANGE)
    return Meaning(TimexType.TIME, f"{night.isoformat()}TNI", interval, anchor=scene.anchor)


def relative_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "last week", "early next year", "later this month", "the coming year"."""
    unit, step = match.option("unit") or unit_of(match), match.integer("rel", "REL")
    told = None
    if match.option("rel"):  # "the end of the year": of the year that the text is about
        step, told = int(match.option("rel") or 0), scene.narrative(match.start, reach=40)
    if unit is None or step is None or unit in _SMALL:
        return None
    which = match.text("p", "PART") or match.option("part")
    if scene.reference is None:
        return vague(None, NO_REFERENCE, modifier=periods.modifier_of(which))
    at = told.first if told and told.first.year != scene.reference.year else scene.reference
    period = periods.shifted(unit, at, step)
    if period is None:
        return None
    if match.has("side"):  # "earlier this year" ends at the reference date, "later this year" begins there
        period = _side(period, scene.reference, match.integer("side", "SIDE") or 0)
    elif which:
        period = periods.part(period, which)
    return dated(period, scene, modifier=periods.modifier_of(which))


def _side(period: Period, at: date, side: int) -> Period:
    if side < 0:
        return replace(period, last=max(period.first, at), precision=Precision.RANGE)
    return replace(period, first=min(period.last, at), precision=Precision.RANGE)


def relative_season(match: Match, scene: Scene) -> Meaning | None:
    """ "last fall", "this winter", "next spring"."""
    name, step = match.text("s", "SEASON"), match.integer("rel", "REL")
    if name is None or step is None:
        return None
    if scene.reference is None:
        return vague(f"XXXX-{name}", NO_REFERENCE)
    at = scene.reference
    years = [periods.season(number, name) for number in range(at.year - 2, at.year + 3)]
    running = [period for period in years if period.first <= at <= period.last]
    if step < 0:
        found = [period for period in years if period.last < at][-1]
    elif step > 0:
        found = next(period for period in years if period.first > at)
    else:
        found = running[0] if running else periods.season(at.year, name)
    return dated(found, scene, modifier=match.text("p", "PART"))


def weekend(match: Match, scene: Scene) -> Meaning | None:
    """ "the weekend", "over the weekend": the last one or the next, by the verb."""
    if scene.reference is None:
        return vague(None, NO_REFERENCE)
    at, step = scene.reference, 0
    future = scene.direction(match.start, match.end) == FUTURE
    if not future and at.weekday() < 5:
        step = -1
    return dated(periods.shifted("weekend", at, step), scene)


def ago(match: Match, scene: Scene) -> Meaning | None:
    """ "three weeks ago", "ten days from now": from the reference date, at the grain of the unit."""
    return _offset(match, scene, scene.reference, int(match.option("sign") or -1), NO_REFERENCE)


def told_offset(match: Match, scene: Scene) -> Meaning | None:
    """ "two days later", "a year earlier": from the date told last."""
    told = scene.narrative(match.start)
    at = told.first if told and told.precision is Precision.DAY else None
    unit = unit_of(match)
    if told and unit in ("month", "year", "decade", "century"):
        at = told.first
    if told and unit == "week" and told.precision is Precision.WEEK:
        at = told.first
    return _offset(match, scene, at, int(match.option("sign") or 1), _NOTHING_TOLD, told)


def _offset(
    match: Match, scene: Scene, at: date | None, sign: int, reason: str, told: Period | None = None
) -> Meaning | None:
    unit, number = unit_of(match), number_of(match)
    if match.option("number"):
        number = float(match.option("number") or 1)
    if unit is None:
        return None
    if number is None:
        later = "FUTURE_REF" if reason == NO_REFERENCE else None  # "years later" than what was told may be past
        value = "PAST_REF" if sign < 0 else later
        return vague(value, "how long before or after is not stated")
    if at is None:
        return Meaning(TimexType.TIME if unit in _SMALL else TimexType.DATE, None, reason=reason)
    if unit in _SMALL:
        soon = unit != "hour" or number < 12
        return on_day(periods.day(at), "XX:XX", scene) if soon else vague(None, "less than a day", TimexType.TIME)
    if number != int(number):
        return vague(None, "a fraction of a unit")
    steps = sign * int(number)
    if unit == "decade":
        unit, steps = "year", steps * 10
    elif unit == "century":
        unit, steps = "year", steps * 100
    if told is not None and unit in ("week", "fortnight") and told.precision is Precision.DAY:
        unit, steps = "day", steps * (7 if unit == "week" else 14)
    if told is not None and unit == "year" and told.precision is Precision.QUARTER:
        unit, steps = "quarter", steps * 4  # "a year earlier" than a quarter is a quarter
    period = periods.shifted(unit, at, steps)
    too_far = scene.reference and period and period.first.year > scene.reference.year + _FARTHEST
    if period is None or too_far:
        return vague(None, "beyond what the text can speak of")
    return _told(period, scene, told)


def _told(period: Period, scene: Scene, told: Period | None) -> Meaning:
    found = dated(period, scene)
    return replace(found, anchor=f"narrative {told.value}") if told else found


def anaphor(match: Match, scene: Scene) -> Meaning | None:
    """ "that day", "the same month", "the previous year", "the following week", "the next morning"."""
    step = match.integer("rel", "ANAPHOR", "REL")
    told = scene.narrative(match.start)
    part = match.text("pod", "PARTOFDAY")
    unit = "day" if part or not match.has("u") else unit_of(match)
    if step is None or unit is None or unit in _SMALL:
        return None
    type_ = TimexType.TIME if part else TimexType.DATE
    fine = ("day", "week", "weekend")
    if told is None or (unit in fine and told.precision not in (Precision.DAY, Precision.WEEK, Precision.MINUTE)):
        return Meaning(type_, None, reason=_NOTHING_TOLD)
    if unit == "day" and told.precision is Precision.WEEK:
        return Meaning(type_, None, reason=_NOTHING_TOLD)
    period = periods.shifted(unit, told.first, step)
    if period is None:
        return None
    found = replace(on_day(period, part, scene), anchor=f"narrative {told.value}")
    which = match.text("p", "PART")
    if which and found.period:
        parted = periods.part(found.period, which)
        return replace(found, interval=parted.interval, period=parted, modifier=periods.modifier_of(which))
    return found


def that_month(match: Match, scene: Scene) -> Meaning | None:
    """ "that December": the first one from the date told last; "he said that December was mild" is no such thing."""
    number, told = match.integer("m", "MONTH", "MABBR"), scene.narrative(match.start)
    opens, closes = not match.before()[:1].isalnum(), match.after()[:1] in ("", ".", ",", ";", ")", "\n")
    if number is None or told is None or not (opens or closes):
        return None
    year = told.first.year + (number < told.first.month)
    return replace(dated(periods.month(year, number), scene), anchor=f"narrative {told.value}")


def day_beside(match: Match, scene: Scene) -> Meaning | None:
    """ "the day before", "the week after": beside the date told last."""
    return told_offset(match, scene)


def reference_word(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "now", "recently", "the future": told apart, never given days."""
    return vague(match.option("value") or match.text("t", "REF"), "vague")


def near_units(match: Match, scene: Scene) -> Meaning | None:
    """ "the past two months", "the next 48 hours": so long up to or from the reference date."""
    unit, step = unit_of(match), match.integer("rel", "REL")
    number = number_of(match) if match.has("n") or match.text("u", "UNIT") is None else 1.0
    if unit is None or step is None:
        return None
    if number is None:
        return vague(duration_value(None, unit), "how many is not stated", TimexType.DURATION)
    value = duration_value(number, unit)
    span = None if _is_of_something(match) else _days_of(unit, number)
    if scene.reference is None or span is None or step == 0:
        reason = NO_REFERENCE if scene.reference is None else "a length of time"
        return Meaning(TimexType.DURATION, value, reason=reason)
    at = scene.reference
    try:
        far = periods.added_months(at, step * span[0]) + timedelta(days=step * span[1])
    except (ValueError, OverflowError):
        return Meaning(TimexType.DURATION, value, reason="beyond the calendar")
    first, last = min(at, far), max(at, far)
    whole = Period(value, first, last, Precision.RANGE)
    return Meaning(TimexType.DURATION, value, whole.interval, anchor=scene.anchor)


def _is_of_something(match: Match) -> bool:
    """ "the last three weeks of the campaign": the end of that, not of the time up to the reference date."""
    return match.word("rel") == "last" and match.after() == "of" and match.after(2) in _DETERMINERS


def _days_of(unit: str, number: float) -> tuple[int, int] | None:
    """Months and days of a length; None for lengths of less than a day or with fractions."""
    if number != int(number):
        return None
    whole = int(number)
    if unit == "hour":
        return (0, -(-whole // 24)) if whole >= 24 else None
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
    if unit in months:
        return months[unit] * whole, 0
    return (0, days[unit] * whole) if unit in days else None
