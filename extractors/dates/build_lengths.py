"""Builders for lengths of time, repetitions and times of the day."""

from domain.intervals import Precision
from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, vague

_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S"}
_MULTIPLES = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week"), "half": (6, "month")}
_TIMES = ("hour", "minute", "second")
_REACH = 40  # tokens back to the day of a bare clock time: its sentence and the one before
_LENGTH = "a length of time"


def unit_of(match: Match, name: str = "u") -> str | None:
    """The unit that a part names: "day", "week", ..."""
    return match.text(name, "UNIT", "UNITS")


def number_of(match: Match, name: str = "n") -> float | None:
    """The number that a part says in digits or words; 1 for "a"; None where it is vague or absent.

    "twenty-five" is 25, "5 1/2" 5.5, "two hundred" 200, "half a" .5.
    """
    total, found = 0.0, False
    for token in match.group(name):
        word = token.lower
        values = match.values
        if token.kind == "number":
            digits = "".join(letter for letter in word.replace(",", "") if letter.isdigit() or letter == ".")
            total, found = total + float(digits or 0), True
        elif token.kind == "pair":
            upper, lower = word.split("/")
            total, found = total + (int(upper) / int(lower) if int(lower) else 0), True
        elif word in values.get("VAGUENUM", {}):
            return None
        elif word in values.get("TIMES", {}):
            total = (total or 1.0) * float(str(values["TIMES"][word]))
            found = True
        else:
            kinds = ("NWORD", "TENS", "HALFWORD", *(() if found else ("ONE",)))  # "two and a half" holds no one
            number = next((values[kind][word] for kind in kinds if word in values.get(kind, {})), None)
            if number is not None:
                total, found = total + float(str(number)), True
    return total if found else None


def duration_value(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P2M, PT5H30M, PXY for an unknown number.

    >>> duration_value(2, "month"), duration_value(5.5, "hour")
    ('P2M', 'PT5H30M')
    >>> duration_value(None, "year"), duration_value(4, "decade")
    ('PXY', 'P40Y')
    """
    if unit == "weekend":
        return "P2D" if number in (1, None) else f"P{number:g}WE"
    if unit == "quarter":
        return f"P{number:g}Q" if number is not None else "PXQ"
    if unit in _MULTIPLES:
        times, unit = _MULTIPLES[unit]
        number = number * times if number is not None else None
    prefix = "PT" if unit in _TIMES else "P"
    if number is None:
        return f"{prefix}X{_LETTERS[unit]}"
    if unit == "hour" and number != int(number):
        hours, minutes = int(number), round((number - int(number)) * 60)
        return f"PT{hours}H{minutes}M" if hours else f"PT{minutes}M"
    return f"{prefix}{number:g}{_LETTERS[unit]}"


def duration(match: Match, scene: Scene) -> Meaning | None:
    """ "two days", "a 16-hour flight", "several weeks", "years", "half an hour"."""
    unit = unit_of(match)
    if unit is None:
        return None
    number = number_of(match) if match.has("n") else None
    if match.has("half"):
        number = (number or 1) + 0.5
    if match.option("single"):
        number = 1.0
    if _per(match, scene):
        return vague(duration_value(1, unit), "a repetition", TimexType.SET)
    return vague(duration_value(number, unit), _LENGTH, TimexType.DURATION)


def _per(match: Match, scene: Scene) -> bool:
    """Whether "a day" means "each day": after a counted noun ("barrels a day")."""
    article = match.has("n") and len(match.group("n")) == 1 and match.word("n") in match.values.get("ONE", {})
    return bool(article) and match.tokens[match.end - 1].kind == "word" and scene.pos_before(match.start) == "NOUN"


def age(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "24-year-old", "aged 24 years"."""
    unit, number = unit_of(match), number_of(match)
    return vague(duration_value(number, unit), "an age", TimexType.DURATION, "AGE") if unit and number else None


def repeated(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "every Friday", "daily", "each year", "every two weeks", "Sundays"."""
    value = match.text("t", "SETWORD")
    if value is None:
        value = _repeated_value(match)
    return vague(value, "a repetition", TimexType.SET) if value else None


def _repeated_value(match: Match) -> str | None:
    weekday = match.integer("w", "WEEKDAY", "WEEKDAYS")
    if weekday is not None:
        return f"XXXX-WXX-{weekday + 1}"
    month = match.integer("m", "MONTH")
    if month is not None:
        return f"XXXX-{month:02}"
    season = match.text("s", "SEASON")
    if season is not None:
        return f"XXXX-{season}"
    part = match.text("pod", "PARTOFDAY")
    if part is not None:
        return f"XXXX-XX-XXT{part}"
    unit = unit_of(match)
    if unit is None:
        return None
    number = number_of(match) if match.has("n") else 1.0
    return duration_value(2 if match.has("other") else number, unit)


def clock(match: Match, scene: Scene) -> Meaning | None:
    """A time of the day, with the day where one is told beside it or before it."""
    time = time_of(match)
    if time is None:
        return None
    if scene.reference is None:
        return vague(f"T{time}", NO_REFERENCE, TimexType.TIME)
    told = scene.narrative(match.start, reach=_REACH)
    at = told if told and told.precision is Precision.DAY else periods.day(scene.reference)
    return Meaning(TimexType.TIME, f"{at.value}T{time}", at.interval, anchor=scene.anchor)


def time_of(match: Match) -> str | None:
    """The clock time that a match says, as "21:30"; None where it is no time of a day."""
    named = match.text("t", "TIMEWORD")
    if named:
        return named
    digits = match.word("c").replace(" ", "").replace("h", ":").rstrip(":").split(":")
    words = match.integer("c", "NWORD")
    if words is not None:
        digits = [str(words)]
    if not digits[0].isdigit():
        return None
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if match.has("ampm") and len(digits) == 1 and not 1 <= hour <= 12:
        return None
    half = match.text("ampm", "AMPM") or match.text("pod", "PARTOFDAY")
    if half in ("PM", "AF", "EV", "NI") and hour < 12:
        hour += 12
    elif half in ("AM",) and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None
