"""Members: what merging keeps of each report, and the record in which storage keeps it."""

import json
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from sys import intern
from typing import Any

from domain.actors import Place
from domain.events import MembershipKind, ReportContext
from domain.intervals import DayInterval, Precision
from domain.reports import EventType, Party, Report, Status

_WORD = re.compile(r"[a-zà-öø-ÿ][a-zà-öø-ÿ'-]{3,}|\d+(?:[.,]\d+)*")
# Articles, numbers and counts: "at least two workers" and "three workers" are told apart by magnitudes.
_UNTELLING = re.compile(
    r"the|a|an|some|several|many|dozens|scores|hundreds|thousands|of|at|least|about|around|nearly|more|than|over|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+(?:[.,]\d+)*"
)
# Words of any news sentence, which say nothing of what it tells.
_EMPTY_WORDS = frozenset(
    "about after again against also although among another around because been before being between both could "
    "does during each from further have having however into itself just like made make many more most much must "
    "over said saying says should since some such than that their them then there these they this those through "
    "time told under until upon very were what when where which while will with within would year years".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party as merging sees it."""

    key: str  # actor_id, or "text:..." of the words where unresolved
    country: str | None  # ISO 3166-1 alpha-3

    @property
    def identity(self) -> str:
        """The key by which sides are told apart: words are the same in capitals."""
        return self.key.casefold() if self.key.startswith("text:") else self.key

    @property
    def is_person(self) -> bool:
        return self.key.startswith("person:")

    @property
    def is_state(self) -> bool:
        return self.key.startswith("state:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One magnitude of a report."""

    name: str
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report in an event, reduced to what merging and aggregation need."""

    report_id: str
    version_id: str
    article_id: str
    family: str
    publisher: str
    story_id: str | None
    published: DayInterval | None
    order: int
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    status: Status
    initiators: tuple[Side, ...]
    recipients: tuple[Side, ...]
    reciprocal: bool
    date: DayInterval | None
    date_source: str | None
    place: Place | None
    place_source: str | None
    figures: tuple[Figure, ...]
    speaker: str | None
    confidence: float
    words: tuple[str, ...]  # content words of the sentence, sorted
    sentence: str = ""  # version and first character of the sentence: reports of one sentence share it
    kind: MembershipKind = MembershipKind.FOUNDED
    score: float = 1.0
    reason: str = ""
    pinned: bool = False

    @property
    def everyone(self) -> tuple[Side, ...]:
        return self.initiators + self.recipients


_FIELDS: dict[type, list[str]] = {
    kind: [each.name for each in fields(kind)] for kind in (Member, Side, Figure, Place, DayInterval)
}


def member_of(context: ReportContext) -> Member:
    """The member that a report would be, not yet in any event."""
    report = context.report
    return Member(
        report_id=report.report_id,
        version_id=report.version_id,
        article_id=context.article_id,
        family=context.family or context.article_id,
        publisher=context.publisher,
        story_id=context.story_id,
        published=context.published,
        order=context.seen_order,
        type=report.type,
        mode=report.mode,
        contexts=report.contexts,
        cameo=report.cameo,
        status=report.status,
        initiators=_sides(report.initiators),
        recipients=_sides(report.recipients),
        reciprocal=report.reciprocal,
        date=report.date.interval if report.date else None,
        date_source=report.date.source if report.date else None,
        place=report.place.place if report.place else None,
        place_source=report.place.source if report.place else None,
        figures=_figures(report),
        speaker=_key(report.speaker) if report.speaker else None,
        confidence=report.confidence,
        words=content_words(context.sentence),
        sentence=f"{report.version_id}:{report.sentence.start}",
    )


def content_words(sentence: str) -> tuple[str, ...]:
    """The words that tell one happening from another, lower case, sorted.

    >>> content_words("Iran and Qatar were said to have signed 12 agreements.")
    ('12', 'agreements', 'iran', 'qatar', 'signed')
    """
    return tuple(sorted(set(_WORD.findall(sentence.lower().replace("’", "'"))) - _EMPTY_WORDS))


def _sides(parties: tuple[Party, ...]) -> tuple[Side, ...]:
    sides = {side.identity: side for side in (Side(key=_key(party), country=party.country) for party in parties)}
    return tuple(sides[identity] for identity in sorted(sides))


def _key(party: Party) -> str:
    """The actor, or the words without articles and numbers, which reports of one happening give differently."""
    if party.actor_id:
        return party.actor_id
    words = [word for word in party.text.split() if not _UNTELLING.fullmatch(word.lower())]
    return f"text:{' '.join(words or party.text.split())}"


def _figures(report: Report) -> tuple[Figure, ...]:
    return tuple(Figure(name=each.name, least=each.least, most=each.most) for each in report.magnitudes)


def member_to_record(member: Member) -> str:
    """The member as one JSON object, days as ISO dates."""
    return json.dumps(member, default=_fields, ensure_ascii=False, separators=(",", ":"))


def member_from_record(record: str) -> Member:
    """The member that `member_to_record` wrote."""
    return member_of_fields(json.loads(record))


def member_of_fields(record: dict[str, Any]) -> Member:
    """The member whose record has been parsed already."""
    return Member(
        **{
            **record,
            "type": EventType(record["type"]),
            "status": Status(record["status"]),
            "kind": MembershipKind(record["kind"]),
            "published": _interval(record["published"]),
            "date": _interval(record["date"]),
            "place": Place(**record["place"]) if record["place"] else None,
            "initiators": tuple(Side(**side) for side in record["initiators"]),
            "recipients": tuple(Side(**side) for side in record["recipients"]),
            "figures": tuple(Figure(**figure) for figure in record["figures"]),
            "contexts": tuple(record["contexts"]),
            "words": tuple(map(intern, record["words"])),  # which thousands of members share
        }
    )


def _fields(value: object) -> str | dict[str, object]:
    """What JSON takes for a day, or for a dataclass."""
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def joined(member: Member, kind: MembershipKind, score: float, reason: str) -> Member:
    """The member with why it belongs to its event."""
    return replace(member, kind=kind, score=score, reason=reason)


def _interval(record: dict[str, str | None] | None) -> DayInterval | None:
    if record is None:
        return None
    first, last = (date.fromisoformat(day) if day else None for day in (record["first"], record["last"]))
    return DayInterval(first=first, last=last, precision=Precision(record["precision"] or Precision.DAY))
