"""The days of long ago that sentences speak of, so that an office in them is its holder of then."""

from collections.abc import Iterable
from datetime import date

from domain.temporal import TemporalExpression, TimexType
from extractors.actors.view import View

_LONG_AGO = 200  # days before or after publication
_LONGEST = 400  # days that a date may span


def days_of_old(view: View, dates: Iterable[TemporalExpression], day: date | None) -> dict[int, date]:
    """By the first token of a sentence, the last day of the one date far from publication that it gives."""
    found: dict[int, date] = {}
    for expression in dates:
        interval = expression.interval
        if expression.type is not TimexType.DATE or interval is None or not interval.first or not interval.last:
            continue
        if (interval.last - interval.first).days > _LONGEST:
            continue
        if day is not None and abs((day - interval.last).days) < _LONG_AGO:
            continue
        span = view.doc.char_span(expression.span.start, expression.span.end, alignment_mode="expand")
        if span is not None:
            found.setdefault(view.sentences[span.start], interval.last)
    return found
