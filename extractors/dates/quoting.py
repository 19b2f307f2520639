"""Inside quotes the quote's own time: "tomorrow" in what was said on Monday is Tuesday."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.intervals import DayInterval, Precision
from domain.temporal import TemporalExpression

_QUOTE = re.compile(r'"[^"\n]{1,800}"|``[^\n]{1,800}?\'\'')
_BESIDE = 110  # characters between a quote and the day on which it was said
_OLDEST = 6  # days: a bare weekday reaches no further back


def in_their_own_time(
    expressions: Sequence[TemporalExpression], text: str, reference: date | None
) -> tuple[TemporalExpression, ...]:
    """The expressions with quoted "today", "yesterday", "tomorrow" counted from the day that is told beside the quote.

    `text` has its quotes straightened. Only days within the week before the reference date count: what is quoted from
    longer ago says when in full.
    """
    spoken = [each for each in expressions if each.rule.endswith(".deictic") and each.interval]
    if reference is None or not spoken or ('"' not in text and "``" not in text):
        return tuple(expressions)
    quotes = [match.span() for match in _QUOTE.finditer(text)]
    return tuple(
        _shifted(each, quote, expressions, text, reference) if (quote := _around(each, quotes)) else each
        for each in expressions
    )


def _around(expression: TemporalExpression, quotes: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    if not expression.rule.endswith(".deictic") or expression.interval is None:
        return None
    return next((each for each in quotes if each[0] <= expression.span.start and expression.span.end <= each[1]), None)


def _shifted(
    expression: TemporalExpression,
    quote: tuple[int, int],
    expressions: Sequence[TemporalExpression],
    text: str,
    reference: date,
) -> TemporalExpression:
    said = min(_days_beside(quote, expressions, text, reference), default=None)
    interval = expression.interval
    if said is None or interval is None or interval.first is None or not expression.value or not expression.anchor:
        return expression
    counted_from = date.fromisoformat(expression.anchor.split()[-1])  # the dateline's day where there is one
    day = interval.first - (counted_from - said[1])
    return replace(
        expression,
        value=day.isoformat() + expression.value[10:],
        interval=DayInterval.day(day),
        anchor=f"quote {said[1].isoformat()}",
    )


def _days_beside(
    quote: tuple[int, int], expressions: Sequence[TemporalExpression], text: str, reference: date
) -> Iterator[tuple[int, date]]:
    """Days told right before or behind a quote, outside of it, with their distance."""
    for each in expressions:
        interval = each.interval
        if interval is None or interval.first is None or interval.precision is not Precision.DAY:
            continue
        if not each.rule.endswith((".weekday", ".day")):
            continue
        if not timedelta(0) < reference - interval.first <= timedelta(days=_OLDEST):
            continue
        before, behind = quote[0] - each.span.end, each.span.start - quote[1]
        gap = text[each.span.end : quote[0]] if before >= 0 else text[quote[1] : each.span.start]
        if (0 <= before <= _BESIDE or 0 <= behind <= _BESIDE) and "\n" not in gap and '"' not in gap:
            yield max(before, behind), interval.first
