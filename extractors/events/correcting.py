"""Events corrected by hand: two made one, or reports taken out into an event of their own; pins keep it so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.events import MembershipKind
from extractors.events.aggregation import event_id_of
from extractors.events.members import Member, joined
from extractors.events.state import EventState

Pairs = frozenset[tuple[str, str]]  # (report_id, event_id)
Place = tuple[str, str, int]  # version_id, PLOVER type, first character of the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePins:
    """Decisions by people, which merging keeps: report ids that belong together or must stay apart."""

    together: Mapping[str, str] = field(default_factory=dict)  # report_id -> event_id that it was moved to
    apart: Pairs = frozenset()  # (report_id, event_id) that must not join


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrection:
    """Events as they are after a decision, and the pins that make it hold."""

    states: tuple[EventState, ...]
    gone: tuple[str, ...]  # ids of events that have no reports any more
    together: Pairs
    apart: Pairs
    lifted: Pairs  # pairs on which earlier decisions hold no longer
    reason: str  # in the person's words


def merged_by_hand(kept: EventState, others: Iterable[EventState], reason: str) -> EventCorrection:
    """All reports of the events in the first.

    Raises ValueError where the others hold no other event.
    """
    gone = {other.event_id: other for other in others if other.event_id != kept.event_id}
    if not gone:
        raise ValueError(f"there is nothing to merge with {kept.event_id}: name another event")
    moved = [_placed(member, reason) for other in gone.values() for member in other.members]
    state = kept.with_members((*kept.members, *moved))
    reports = [member.report_id for member in state.members]
    return EventCorrection(
        states=(state,),
        gone=tuple(gone),
        together=frozenset((report, kept.event_id) for report in reports),
        apart=frozenset(),
        lifted=frozenset((report, event_id) for report in reports for event_id in gone),
        reason=reason,
    )


def split_by_hand(state: EventState, report_ids: Iterable[str], reason: str) -> EventCorrection:
    """The event without some of its reports, which make one of their own; later runs keep the two apart.

    Raises ValueError where a report is not of the event, or where either event would have none.
    """
    wanted = set(report_ids)
    strange = wanted - {member.report_id for member in state.members}
    if strange:
        raise ValueError(f"{state.event_id} has no report {min(strange)}; `eventwire explain` shows those it has")
    leaving = [member for member in state.members if member.report_id in wanted]
    staying = [member for member in state.members if member.report_id not in wanted]
    if not leaving or not staying:
        raise ValueError(f"a split of {state.event_id} must leave reports on both sides")
    own_id = free_id(leaving[0], taken=state.event_id)
    founder = replace(joined(leaving[0], MembershipKind.FOUNDED, 1.0, f"by hand: {reason}"), pinned=True)
    own = EventState(event_id=own_id, members=(founder, *(_placed(member, reason) for member in leaving[1:])))
    return EventCorrection(
        states=(state.with_members(tuple(staying)), own),
        gone=(),
        together=frozenset(
            {(member.report_id, own_id) for member in leaving}
            | {(member.report_id, state.event_id) for member in staying}  # so that it keeps its id without its founder
        ),
        apart=frozenset(
            {(member.report_id, state.event_id) for member in leaving}
            | {(member.report_id, own_id) for member in staying}
        ),
        lifted=frozenset(),
        reason=reason,
    )


def free_id(founder: Member, taken: str) -> str:
    """The id of the event that a member founds, which is another than the one it has left."""
    own_id = event_id_of(founder)
    return f"{own_id}.parted" if own_id == taken else own_id


def carried(pins: MergePins, pinned_at: Mapping[str, Place], now_at: Mapping[str, Place]) -> MergePins:
    """Pins that also hold for reports which took the place of pinned ones.

    A report that new knowledge codes otherwise has another id; it is known again by version, type and sentence, where
    it alone stands there now.
    """
    heirs: dict[Place, list[str]] = {}
    for report_id, place in now_at.items():
        heirs.setdefault(place, []).append(report_id)
    follows = {
        old: heirs[place][0]
        for old, place in pinned_at.items()
        if old not in now_at and len(heirs.get(place, ())) == 1 and heirs[place][0] not in pinned_at
    }
    together = {follows[old]: event_id for old, event_id in pins.together.items() if old in follows}
    apart = {(follows[old], event_id) for old, event_id in pins.apart if old in follows}
    return MergePins(together={**pins.together, **together}, apart=pins.apart | apart)


def _placed(member: Member, reason: str) -> Member:
    kind = MembershipKind.CONFIRMED if member.kind is MembershipKind.FOUNDED else member.kind
    return replace(joined(member, kind, 1.0, f"by hand: {reason}"), pinned=True)
