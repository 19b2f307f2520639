"""Builders for fiscal years and quarters, which run by a calendar of their own, and for what lies a year before."""

from dataclasses import replace

from domain.intervals import Precision
from extractors.dates import periods
from extractors.dates.meanings import NO_REFERENCE, Match, Meaning, Scene, dated, vague

_OWN_CALENDAR = "a fiscal year; its days are not stated"
_COMPARED = (Precision.QUARTER, Precision.HALF, Precision.MONTH)
_STEPS = {Precision.QUARTER: ("quarter", -4), Precision.HALF: ("half", -2), Precision.MONTH: ("month", -12)}
_REACH = 60  # tokens back to the period with which a year-ago one is compared


def fiscal_year(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "fiscal 2023", "FY25", "the current fiscal year": valued where the year is stated, without days."""
    return vague(_fiscal(match), _OWN_CALENDAR)


def _fiscal(match: Match) -> str | None:
    if match.has("y"):
        return f"FY{match.word('y')}"
    return f"FY20{match.word('yy')}" if match.has("yy") else None


def fiscal_quarter(match: Match, scene: Scene) -> Meaning | None:  # noqa: ARG001 -- all builders are called alike
    """ "the third quarter of fiscal 2024", "Q3 FY2024", "the fiscal first quarter": no quarter of the calendar."""
    number = match.integer("n", "ORDWORD", "QUARTERWORD")
    if number is None or not 1 <= number <= 4:
        return None
    unit = "H" if match.has("half") else "Q"
    return vague(f"{_fiscal(match) or 'XXXX'}-{unit}{number}", _OWN_CALENDAR)


def year_ago_period(match: Match, scene: Scene) -> Meaning | None:
    """ "the year-ago quarter", "the year-earlier period": a year before the quarter, half or month told last."""
    if scene.reference is None:
        return vague(None, NO_REFERENCE)
    told = scene.narrative(match.start, reach=_REACH)
    if told is not None and told.precision in _COMPARED:
        unit, steps = _STEPS[told.precision]
        found = dated(periods.shifted(unit, told.first, steps), scene)
        return replace(found, anchor=f"narrative {told.value}")
    return dated(periods.shifted("year", scene.reference, -1), scene)
