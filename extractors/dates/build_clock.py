"""Builders for a time of the day together with its day: "9 a.m. Tuesday", "tomorrow at noon"."""

from dataclasses import replace
from datetime import timedelta

from domain.temporal import TimexType
from extractors.dates import periods
from extractors.dates.build_lengths import time_of
from extractors.dates.build_relative import weekday
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, vague


def clock_on_weekday(match: Match, scene: Scene) -> Meaning | None:
    """The time on the weekday that the verb's tense asks for."""
    time, day = time_of(match), weekday(match, scene)
    if time is None or day is None:
        return None
    return Meaning(
        TimexType.TIME, f"{day.value}T{time}", day.interval, anchor=day.anchor, reason=day.reason, period=day.period
    )


def clock_before_weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "10:35 a.m. (0735 GMT) Friday": two expressions, the time on the day."""
    whole, day = clock_on_weekday(match, scene), weekday(match, scene)
    if whole is None or day is None:
        return None
    (start, end), (rest, last) = match.found.span("one"), match.found.span("two")
    return replace(day, pieces=((whole, start, end), (day, rest, last)))


def clock_on_day(match: Match, scene: Scene) -> Meaning | None:
    """The time on a day that is told from the reference date."""
    time, step = time_of(match), match.integer("d", "DEICTIC")
    if time is None or step is None:
        return None
    if scene.reference is None:
        return vague(f"T{time}", NO_REFERENCE, TimexType.TIME)
    day = periods.day(scene.reference + timedelta(days=step))
    return Meaning(TimexType.TIME, f"{day.value}T{time}", day.interval, anchor=scene.anchor, period=day)
