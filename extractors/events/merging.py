"""Merging reports into events: streaming, explained, and reversible.

Each report joins the event of its block that it agrees with best, or founds one. What is real (actual or historical)
and what is only planned, supposed or habitual never stand in one event; a negated report of a known happening joins it
as a denial, and a happening that fulfils a plan is linked to it, not merged with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from domain.events import MembershipKind, ReportContext
from domain.reports import Status
from extractors.events.aggregation import REAL, event_id_of
from extractors.events.agreement import THRESHOLD, Agreement, agreement
from extractors.events.blocking import search_keys
from extractors.events.correcting import MergePins, free_id
from extractors.events.members import Member, joined, member_of
from extractors.events.state import EventState

_MOST_COMPARED = 12  # members of one event that a report is compared with: the founder and the latest


class EventIndex(Protocol):
    """Where events are found by key."""

    def candidates(self, keys: Sequence[str]) -> Iterable[EventState]:
        """Events under any of the keys, each once, in a stable order."""
        ...

    def state(self, event_id: str) -> EventState | None:
        """The event with this id."""
        ...

    def holds(self, report_id: str) -> bool:
        """Whether any event has the report."""
        ...

    def put(self, state: EventState) -> None:
        """Adds the event, or replaces the state it had."""
        ...


class MemoryEventIndex:
    """An index in memory, which may be filled with stored states first."""

    def __init__(self, states: Iterable[EventState] = ()) -> None:
        self._states: dict[str, EventState] = {}
        self._reports: dict[str, str] = {}  # event of each
        self._under: dict[str, dict[str, None]] = defaultdict(dict)
        for state in states:
            self.put(state)

    def __len__(self) -> int:
        return len(self._states)

    def candidates(self, keys: Sequence[str]) -> Iterable[EventState]:
        found = {event_id: None for key in keys for event_id in self._under.get(key, ())}
        return [self._states[event_id] for event_id in found]

    def state(self, event_id: str) -> EventState | None:
        return self._states.get(event_id)

    def holds(self, report_id: str) -> bool:
        return report_id in self._reports

    def put(self, state: EventState) -> None:
        before = self._states.get(state.event_id)
        known = len(before.members) if before else 0
        self._states[state.event_id] = state
        if before and state.members[:known] == before.members:
            keys, fresh = state.keys - before.keys, state.members[known:]
        else:
            keys, fresh = state.keys, state.members
        for key in keys:
            self._under[key][state.event_id] = None
        for member in fresh:
            self._reports[member.report_id] = state.event_id


def merge_reports(
    contexts: Iterable[ReportContext], index: EventIndex, pins: MergePins | None = None
) -> tuple[EventState, ...]:
    """Merges reports in order into the index's events; returns the events that were founded or changed.

    A report that is a member already changes nothing, so a re-run is a no-op.
    """
    pins = pins or MergePins()
    changed: dict[str, EventState] = {}
    for context in contexts:
        member = member_of(context)
        if index.holds(member.report_id):
            continue
        found = {state.event_id: state for state in index.candidates(search_keys(member))}
        for event_id in (pins.together.get(member.report_id), event_id_of(member)):
            known = index.state(event_id) if event_id else None
            if known is not None:  # placed in it by hand, or founded it: whatever their words say
                found[known.event_id] = known
        for state in _placed(member, found, pins):
            index.put(state)
            changed[state.event_id] = state
    return tuple(changed.values())


def _placed(member: Member, found: Mapping[str, EventState], pins: MergePins) -> Sequence[EventState]:
    """The states that the new member founds or changes."""
    pinned = pins.together.get(member.report_id)
    if pinned is not None:
        return [_by_hand(replace(member, pinned=True), pinned, found.get(pinned))]
    allowed = [state for state in found.values() if (member.report_id, state.event_id) not in pins.apart]
    likely = [(each, state) for state in allowed if (each := _best(member, state)).score >= THRESHOLD]
    same = [(each, state) for each, state in likely if _one_reality(member.status, state.status)]
    if same:
        best, state = max(same, key=lambda pair: pair[0].score)
        return [_extended(state, member, _kind(member, state), best.score, best.reason)]
    denied = [(each, state) for each, state in likely if member.status is Status.NEGATED and state.status in REAL]
    if denied:
        best, state = max(denied, key=lambda pair: pair[0].score)
        reason = f"says that it did not happen; {best.reason}"
        return [_extended(state, member, MembershipKind.DENIED, best.score, reason)]
    called_off = [(each, plan) for each, plan in likely if _calls_off(member, plan)]
    if called_off:
        best, plan = max(called_off, key=lambda pair: pair[0].score)
        reason = f"says that it will not happen; {best.reason}"
        return [_extended(plan, member, MembershipKind.CANCELLED, best.score, reason)]
    return _founded(member, likely, found)


def _by_hand(member: Member, event_id: str, state: EventState | None) -> EventState:
    """The event that a person put the report in, which stands again if it had lost all others meanwhile."""
    if state is None:
        return EventState(event_id=event_id, members=(joined(member, MembershipKind.FOUNDED, 1.0, "placed by hand"),))
    return _extended(state, member, MembershipKind.CONFIRMED, 1.0, "placed by hand")


def _founded(
    member: Member, likely: list[tuple[Agreement, EventState]], found: Mapping[str, EventState]
) -> Sequence[EventState]:
    founder = joined(member, MembershipKind.FOUNDED, 1.0, "the first report of it")
    own_id = event_id_of(founder)
    if own_id in found:  # it is the founder's no longer: reports put there by hand or by agreement have stayed
        own_id = free_id(founder, taken=own_id)
    state = EventState(event_id=own_id, members=(founder,))
    if member.status is Status.PLANNED:  # told late, after what it announced
        done = [(each, real) for each, real in likely if real.status in REAL and _no_later(member, real.members[0])]
        return [replace(state, linked_event=max(done, key=lambda pair: pair[0].score)[1].event_id)] if done else [state]
    if member.status not in REAL:
        return [state]
    plans = [(each, plan) for each, plan in likely if plan.status is Status.PLANNED and plan.linked_event is None]
    if not plans:
        return [state]
    _, plan = max(plans, key=lambda pair: pair[0].score)
    return [state, replace(plan, linked_event=state.event_id)]


def _best(member: Member, state: EventState) -> Agreement:
    """Agreement with the member that it agrees with most, unless it contradicts the founder."""
    founder = state.members[0]
    first = agreement(member, founder)
    if first.score == 0.0:
        return first
    rest = (agreement(member, other) for other in state.members[1:][-_MOST_COMPARED:])
    return max([first, *rest], key=lambda each: each.score)


def _calls_off(member: Member, plan: EventState) -> bool:
    """Whether what is said not to happen is the plan, which nothing has fulfilled."""
    is_open = plan.status is Status.PLANNED and plan.linked_event is None
    return member.status is Status.NEGATED and is_open and _no_later(plan.members[0], member)


def _no_later(one: Member, other: Member) -> bool:
    """Whether the first was published on the second's day or before; true where that is not known."""
    first, last = (each.published.first if each.published else None for each in (one, other))
    return first is None or last is None or first <= last


def _one_reality(one: Status, other: Status) -> bool:
    return one is other or (one in REAL and other in REAL)


def _kind(member: Member, state: EventState) -> MembershipKind:
    """A later publisher that gives other figures updates; the same publisher that does so corrects."""
    earlier = {figure.name: figure for each in state.members for figure in each.figures}
    differs = [
        figure.name
        for figure in member.figures
        if figure.name in earlier
        and (figure.least, figure.most) != (earlier[figure.name].least, earlier[figure.name].most)
    ]
    if not differs:
        return MembershipKind.CONFIRMED
    own = any(each.article_id == member.article_id for each in state.members)
    return MembershipKind.CORRECTED if own else MembershipKind.UPDATED


def _extended(state: EventState, member: Member, kind: MembershipKind, score: float, reason: str) -> EventState:
    return state.with_member(joined(member, kind, round(score, 4), reason))


def without_versions(state: EventState, version_ids: Collection[str]) -> EventState | None:
    """The event without the reports of article versions that are about to be coded anew; None if none is left."""
    staying = tuple(member for member in state.members if member.version_id not in version_ids)
    return state.with_members(staying) if staying else None


def without_report(state: EventState, report_id: str) -> tuple[EventState | None, EventState | None]:
    """A merge undone: the event without the report (None if it was its only one), and the report's own event.

    The event keeps its id even when its founder leaves, so that what refers to it still holds.
    """
    leaving = [member for member in state.members if member.report_id == report_id]
    if not leaving:
        return state, None
    alone = joined(leaving[0], MembershipKind.FOUNDED, 1.0, "parted by hand")
    staying = tuple(member for member in state.members if member.report_id != report_id)
    rest = state.with_members(staying) if staying else None
    own_id = free_id(alone, taken=state.event_id)
    return rest, EventState(event_id=own_id, members=(replace(alone, pinned=True),))
