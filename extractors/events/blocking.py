"""Blocking: the keys under which an event can be found again, so that merging never compares all pairs.

A key is type, one dyad at the level of states, and a bucket of time. What is dated to a few days is stored under its
weeks and months, what is dated more broadly under its months apart; so a report of one day looks through the few events
of its week and the broad ones, and only a broad report looks through whole months.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.intervals import DayInterval
from extractors.events.members import Member, Side

_EDGE_DAYS = 2  # reports of one happening may be dated a day apart
_NARROW_DAYS = 7
_MOST_DAYS = 92  # a longer interval pins nothing down: it goes by publication
_MOST_SIDES = 6  # of a meeting of thirty, the first in order stand for all
_NO_SIDE = "-"


def stored_keys(member: Member) -> tuple[str, ...]:
    """Keys under which the member's event is kept."""
    return _keys(member, _buckets(member, narrow=("W", "M"), broad=("B",)))


def search_keys(member: Member) -> tuple[str, ...]:
    """Keys under which events that the member may join are kept."""
    return _keys(member, _buckets(member, narrow=("W", "B"), broad=("M", "B")))


def _keys(member: Member, buckets: set[str]) -> tuple[str, ...]:
    return tuple(sorted(f"{member.type}|{dyad}|{bucket}" for dyad in _dyads(member) for bucket in buckets))


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
    return sorted({side.country or side.identity for side in sides})[:_MOST_SIDES]


def _buckets(member: Member, narrow: tuple[str, ...], broad: tuple[str, ...]) -> set[str]:
    interval = member.date if _bounded(member.date) else member.published if _bounded(member.published) else None
    # What nothing dates can only join what its own account or story tells.
    found = {f"family:{member.family}"} | ({f"story:{member.story_id}"} if member.story_id else set())
    if interval is None or interval.first is None or interval.last is None:
        return found
    own_date = interval is member.date
    # Publication days of one happening spread wider than its own day: these are taken for broad.
    is_narrow = own_date and (interval.last - interval.first).days < _NARROW_DAYS
    first, last = interval.first - timedelta(days=_EDGE_DAYS), interval.last + timedelta(days=_EDGE_DAYS)
    for scale in narrow if is_narrow else broad:
        found |= _weeks(first, last) if scale == "W" else {f"{scale}:{month}" for month in _months(first, last)}
    return found


def _bounded(interval: DayInterval | None) -> bool:
    if interval is None or interval.first is None or interval.last is None:
        return False
    return (interval.last - interval.first).days <= _MOST_DAYS


def _weeks(first: date, last: date) -> set[str]:
    weeks = range(first.toordinal() // 7, last.toordinal() // 7 + 1)
    return {f"W:{week}" for week in weeks}


def _months(first: date, last: date) -> Iterable[str]:
    day = date(first.year, first.month, 1)
    while day <= last:
        yield f"{day:%Y-%m}"
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
