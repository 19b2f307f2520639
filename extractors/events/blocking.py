"""Blocking: the keys under which an event can be found again, so that merging never compares all pairs.

A key is type, one dyad at the level of states, and a month; a happening near a month's edge stands under both months.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.intervals import DayInterval
from extractors.events.members import Member, Side

_EDGE_DAYS = 4
_MOST_MONTHS = 3  # a longer interval pins nothing down: it goes by publication
_MOST_SIDES = 6  # of a meeting of thirty, the first in order stand for all
_NO_SIDE = "-"


def blocking_keys(member: Member) -> tuple[str, ...]:
    """Keys that any member of the same event shares at least one of."""
    return tuple(sorted(f"{member.type}|{dyad}|{bucket}" for dyad in _dyads(member) for bucket in _buckets(member)))


def _dyads(member: Member) -> set[str]:
    if member.reciprocal:
        everyone = _anchors(member.everyone)
        pairs = {f"{one}|{other}" for one in everyone for other in everyone if one < other}
        return pairs or {f"{one}|{_NO_SIDE}" for one in everyone} or {f"{_NO_SIDE}|{_NO_SIDE}"}
    initiators, recipients = _anchors(member.initiators), _anchors(member.recipients)
    # A blank side may be filled by another report: each side alone is a key as well.
    found = {f"{one}>{other}" for one in initiators for other in recipients}
    found |= {f"{one}>{_NO_SIDE}" for one in initiators} | {f"{_NO_SIDE}>{other}" for other in recipients}
    if member.type.value == "CONSULT":  # visits are told of one side, meetings of both
        found |= {f"{min(one, other)}|{max(one, other)}" for one in initiators for other in recipients}
    return found or {f"{_NO_SIDE}>{_NO_SIDE}"}


def _anchors(sides: Iterable[Side]) -> list[str]:
    """States stand for those who act for them, as in agreement."""
    return sorted({side.country or side.key for side in sides})[:_MOST_SIDES]


def _buckets(member: Member) -> set[str]:
    months = _months(member.date) or _months(member.published)
    # Nothing dates it: it can only join what its own account or story tells.
    undated = {f"family:{member.family}"} | ({f"story:{member.story_id}"} if member.story_id else set())
    return (months or set()) | undated


def _months(interval: DayInterval | None) -> set[str] | None:
    if interval is None or interval.first is None or interval.last is None:
        return None
    first, last = interval.first - timedelta(days=_EDGE_DAYS), interval.last + timedelta(days=_EDGE_DAYS)
    found = set()
    day = date(first.year, first.month, 1)
    while day <= last:
        found.add(f"{day:%Y-%m}")
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found if len(found) <= _MOST_MONTHS else None
