"""Events read back as domain values."""

from collections import defaultdict
from collections.abc import Iterable

from domain.actors import Place
from domain.events import Event, MagnitudeRange, Membership, MembershipKind
from domain.reports import EventType, Status
from domain.spans import Blank
from storage.database import Connection
from storage.frames import Row, stage_ids
from storage.stored_reports import day_interval

_BY_ID = "SELECT * FROM events WHERE superseded_at IS NULL AND event_id IN (SELECT id FROM asked)"
_MEMBERS = """
SELECT event_id, report_id, kind, score, reason, pinned FROM event_reports
WHERE superseded_at IS NULL AND event_id IN (SELECT id FROM asked) ORDER BY event_id, position
"""
_REPORTING = """
SELECT DISTINCT event_id FROM event_reports
WHERE superseded_at IS NULL
    AND report_id IN (SELECT report_id FROM reports WHERE version_id IN (SELECT id FROM asked))
ORDER BY event_id
"""


def events_by_id(connection: Connection, event_ids: Iterable[str]) -> tuple[Event, ...]:
    """Events as known now, in the order of the ids; ids that there are not are left out."""
    ids = list(dict.fromkeys(event_ids))
    stage_ids(connection, "asked", ids)
    members: dict[str, list[Membership]] = defaultdict(list)
    for event_id, report_id, kind, score, reason, pinned in connection.execute(_MEMBERS).fetchall():
        member = Membership(
            event_id=event_id,
            report_id=report_id,
            kind=MembershipKind(kind),
            score=score,
            reason=reason,
            pinned=pinned,
        )
        members[event_id].append(member)
    rows = connection.execute(_BY_ID).to_arrow_table().to_pylist()
    found = {row["event_id"]: _event(row, members[row["event_id"]]) for row in rows}
    return tuple(found[event_id] for event_id in ids if event_id in found)


def events_reporting(connection: Connection, version_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of events that have a report, current or superseded, of any of the versions."""
    stage_ids(connection, "asked", version_ids)
    return tuple(row[0] for row in connection.execute(_REPORTING).fetchall())


def _event(row: Row, members: Iterable[Membership]) -> Event:
    return Event(
        event_id=row["event_id"],
        type=EventType(row["type"]),
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        cameo=row["cameo"],
        initiators=tuple(row["initiators"]),
        recipients=tuple(row["recipients"]),
        reciprocal=row["reciprocal"],
        date=day_interval(row["date_from"], row["date_to"], row["date_precision"]),
        place=_place(row),
        status=Status(row["status"]),
        magnitudes=tuple(_magnitude(each) for each in row["magnitudes"]),
        speakers=tuple(row["speakers"]),
        members=tuple(members),
        corroboration=row["corroboration"],
        publishers=tuple(row["publishers"]),
        confidence=row["confidence"],
        linked_event=row["linked_event_id"],
        blanks=tuple(Blank(field=each["field"], reason=each["reason"]) for each in row["blanks"]),
    )


def _place(row: Row) -> Place | None:
    if row["place_id"] is None:
        return None
    return Place(
        place_id=row["place_id"],
        name=row["place_name"],
        country=row["place_country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        precision=row["place_precision"],
    )


def _magnitude(row: Row) -> MagnitudeRange:
    return MagnitudeRange(
        name=row["name"],
        least=row["least"],
        most=row["most"],
        reported=tuple((each["report_id"], each["least"], each["most"]) for each in row["reported"]),
    )
