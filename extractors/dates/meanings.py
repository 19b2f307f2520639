"""What builders work with: the match of a rule, the scene in which it stands, and the meaning that they make of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.intervals import DayInterval, Precision
from domain.temporal import TimexType
from extractors.dates.lexer import Token
from extractors.dates.periods import Period

NO_REFERENCE = "no reference date"
Values = Mapping[str, Mapping[str, object]]  # category -> word -> what it stands for


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says, before its span is known."""

    type: TimexType
    value: str | None
    interval: DayInterval | None = None
    modifier: str | None = None
    anchor: str | None = None
    reason: str | None = None
    period: Period | None = None  # what later anaphora may refer to
    pieces: tuple[tuple["Meaning", int, int], ...] = ()  # for lists: each with its tokens


@dataclass(slots=True)
class Scene:
    """What the surroundings of an expression say: the reference date, the verb, what was told before."""

    reference: date | None
    anchor: str | None  # the name of the reference date, "publication 2024-11-21"
    month_first: bool
    direction: Callable[[int, int], int]  # of tokens [i, j): -1 past, 1 future, 0 unknown
    pos_before: Callable[[int], str]  # coarse part of speech of the token before token i, "" where not known
    entity: Callable[[int], str]  # entity label of token i, "" where not known
    told: list[tuple[Period, int]] = field(default_factory=list)  # resolved dates and their last token

    def narrative(self, at: int, reach: int = 90) -> Period | None:
        """The date told last before token `at`, if it is not too far back; finer ones first where two are near."""
        near = [period for period, place in self.told if at - reach <= place <= at]
        return near[-1] if near else None

    def days_told(self) -> frozenset[date]:
        """The single days that were told so far."""
        return frozenset(period.first for period, _ in self.told if period.precision is Precision.DAY)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule's pattern matched."""

    tokens: Sequence[Token]
    start: int
    end: int
    found: re.Match[str]
    values: Values
    options: Mapping[str, object]

    def _span(self, name: str) -> tuple[int, int] | None:
        """The tokens of a named part; alternatives that share a name are "y", "y__2", ..."""
        index, number, group = self.found.re.groupindex, 1, name
        while group in index:
            if self.found[group] is not None:
                return self.found.span(group)
            number += 1
            group = f"{name}__{number}"
        return None

    def has(self, name: str) -> bool:
        return self._span(name) is not None

    def group(self, name: str) -> Sequence[Token]:
        """The tokens of a named part; none where it didn't match."""
        span = self._span(name)
        return self.tokens[span[0] : span[1]] if span else ()

    def word(self, name: str) -> str:
        return " ".join(token.lower for token in self.group(name))

    def value(self, name: str, *categories: str) -> object:
        """What the first token of a part that is known in one of the categories stands for; None where none is."""
        for token in self.group(name):
            for category in categories:
                found = self.values.get(category, {}).get(token.lower)
                if found is not None:
                    return found
        return None

    def integer(self, name: str, *categories: str) -> int | None:
        found = self.value(name, *categories)
        return found if isinstance(found, int) else None

    def text(self, name: str, *categories: str) -> str | None:
        found = self.value(name, *categories)
        return found if isinstance(found, str) else None

    def before(self, back: int = 1) -> str:
        """The word `back` tokens before the match; "" at the beginning."""
        place = self.start - back
        return self.tokens[place].lower if place >= 0 else ""

    def after(self, ahead: int = 1) -> str:
        place = self.end - 1 + ahead
        return self.tokens[place].lower if place < len(self.tokens) else ""

    def option(self, name: str) -> str | None:
        found = self.options.get(name)
        return str(found) if found is not None else None


def dated(
    period: Period | None,
    scene: Scene,
    *,
    modifier: str | None = None,
    absolute: bool = False,
    type_: TimexType = TimexType.DATE,
) -> Meaning:
    """A period as a date; unresolved where it is None, which wants a reference date."""
    if period is None:
        return Meaning(type_, None, modifier=modifier, reason=NO_REFERENCE)
    anchor = None if absolute else scene.anchor
    return Meaning(type_, period.value, period.interval, modifier, anchor, period=period)


def vague(value: str | None, reason: str, type_: TimexType = TimexType.DATE, modifier: str | None = None) -> Meaning:
    """An expression without days."""
    return Meaning(type_, value, modifier=modifier, reason=reason)
