"""The event that a set of members makes: every field from its members by a stated rule, none by the last writer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from domain.actors import Place
from domain.events import Event, MagnitudeRange, Membership, MembershipKind
from domain.identifiers import content_id
from domain.intervals import DayInterval
from domain.reports import Status
from domain.spans import Blank
from extractors.events.members import Member, Side

REAL = frozenset({Status.ACTUAL, Status.HISTORICAL})
_AGAINST = frozenset({MembershipKind.DENIED, MembershipKind.CANCELLED})


def event_id_of(founder: Member) -> str:
    """Ids come from the report that founded the event, so they stay when later reports join."""
    return content_id("evt", founder.report_id)


def event_of(event_id: str, members: Sequence[Member], linked_event: str | None = None) -> Event:
    """The event of its members, founder first.

    Type, mode, status and place are the most confident members' choice; the date is the narrowest clause date that most
    agree on; figures keep every reported value beside the range; corroboration counts publishers that report it.
    """
    stating = [member for member in members if member.kind not in _AGAINST] or list(members)
    lead = max(stating, key=lambda member: (member.confidence, -member.order))
    initiators, recipients = _roles(stating, lead)
    date = _date(stating)
    place = _place(stating)
    publishers = tuple(sorted({member.publisher for member in stating}))
    called_off = any(member.kind is MembershipKind.CANCELLED for member in members)
    status = Status.NEGATED if called_off else _status(stating)
    blanks = [
        Blank(field=name, reason=reason)
        for name, value, reason in (
            ("date", date, "no report of it states when"),
            ("place", place, "no report of it states where"),
            ("recipients", recipients, "no report of it names a recipient"),
            ("initiators", initiators, "no report of it names an initiator"),
        )
        if not value
    ]
    return Event(
        event_id=event_id,
        type=lead.type,
        mode=_mode(stating),
        contexts=tuple(sorted({context for member in stating for context in member.contexts})),
        cameo=lead.cameo,
        initiators=initiators,
        recipients=recipients,
        reciprocal=lead.reciprocal,
        date=date,
        place=place,
        status=status,
        magnitudes=_magnitudes(stating),
        speakers=_speakers(stating),
        members=tuple(
            Membership(
                event_id=event_id,
                report_id=member.report_id,
                kind=member.kind,
                score=member.score,
                reason=member.reason,
                pinned=member.pinned,
            )
            for member in members
        ),
        corroboration=len(publishers),
        publishers=publishers,
        confidence=_confidence(stating),
        linked_event=linked_event,
        blanks=tuple(blanks),
    )


def _status(members: Sequence[Member]) -> Status:
    votes: Counter[Status] = Counter()
    for member in members:
        votes[member.status] += 1
    real = {status: count for status, count in votes.items() if status in REAL}
    best = real or votes
    return max(best, key=lambda status: (best[status], status is Status.ACTUAL, status))


def _mode(members: Sequence[Member]) -> str | None:
    votes: dict[str, float] = defaultdict(float)
    for member in members:
        if member.mode:
            votes[member.mode] += member.confidence
    return max(votes, key=lambda mode: (votes[mode], mode)) if votes else None


def _roles(members: Sequence[Member], lead: Member) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All parties of both roles; a state gives way where a member names the person or body that acted for it."""
    if lead.reciprocal:
        everyone = _specific(side for member in members for side in member.everyone)
        return everyone, ()
    initiators = _specific(side for member in members for side in member.initiators)
    recipients = _specific(side for member in members for side in member.recipients)
    return initiators, recipients


def _specific(sides: Iterable[Side]) -> tuple[str, ...]:
    named = {side.identity: side for side in sides}
    acting = {side.country for side in named.values() if not side.is_state and not side.key.startswith("text:")}
    kept = {side.key for side in named.values() if not (side.is_state and side.country in acting)}
    resolved = {key for key in kept if not key.startswith("text:")}
    return tuple(sorted(resolved or kept))


def _date(members: Sequence[Member]) -> DayInterval | None:
    """The narrowest interval; of equally narrow ones, the one that most members state, then the earliest seen."""
    stated = [member for member in members if member.date]
    if not stated:
        return None
    support = Counter(member.date for member in stated)
    best = min(
        stated,
        key=lambda member: (
            member.date_source != "clause",
            (member.date.days if member.date else None) or 100_000,
            -support[member.date],
            member.order,
        ),
    )
    return best.date


def _place(members: Sequence[Member]) -> Place | None:
    stated = [member for member in members if member.place]
    if not stated:
        return None
    support = Counter(member.place.place_id for member in stated if member.place)
    grain = {"feature": 0, "city": 0, "region": 1, "country": 2}
    best = min(
        stated,
        key=lambda member: (
            member.place_source not in ("clause", "sentence"),
            grain.get(member.place.precision, 3) if member.place else 4,
            -support[member.place.place_id] if member.place else 0,
            member.order,
        ),
    )
    return best.place


def _magnitudes(members: Sequence[Member]) -> tuple[MagnitudeRange, ...]:
    reported: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for member in members:
        for figure in member.figures:
            reported[figure.name].append((member.report_id, figure.least, figure.most))
    return tuple(
        MagnitudeRange(
            name=name,
            least=min(least for _, least, _ in found),
            most=max(most for _, _, most in found),
            reported=tuple(found),
        )
        for name, found in sorted(reported.items())
    )


def _speakers(members: Sequence[Member]) -> tuple[str, ...]:
    """Who claims it: nobody, once any member states it in its own voice."""
    if any(member.speaker is None for member in members):
        return ()
    return tuple(sorted({member.speaker for member in members if member.speaker}))


def _confidence(members: Sequence[Member]) -> float:
    """Of independent publishers, each by its best report: one minus the chance that all are wrong."""
    best: dict[str, float] = {}
    for member in members:
        best[member.publisher] = max(best.get(member.publisher, 0.0), member.confidence)
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)
