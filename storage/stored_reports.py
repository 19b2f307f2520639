"""Reports and texts read back as domain values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.actors import Place
from domain.intervals import DayInterval, Precision
from domain.reports import (
    EventType,
    Magnitude,
    Party,
    QuadClass,
    Report,
    ReportDate,
    ReportPlace,
    Status,
    ThirdParty,
)
from domain.spans import Blank, Span
from storage.database import Connection
from storage.frames import Row, stage_ids

_BY_ID = """
SELECT * FROM reports WHERE superseded_at IS NULL AND report_id IN (SELECT id FROM asked) ORDER BY rowid
"""
_OF_VERSIONS = """
SELECT * FROM reports WHERE superseded_at IS NULL AND version_id IN (SELECT id FROM asked)
ORDER BY version_id, trigger_start, report_id
"""
_TEXTS = "SELECT version_id, text FROM versions WHERE version_id IN (SELECT id FROM asked) ORDER BY recorded_at"


def reports_by_id(connection: Connection, report_ids: Iterable[str]) -> tuple[Report, ...]:
    """Reports as known now, in the order of the ids; ids that there are not are left out."""
    ids = list(dict.fromkeys(report_ids))
    found = {report.report_id: report for report in _reports(connection, _BY_ID, ids)}
    return tuple(found[report_id] for report_id in ids if report_id in found)


def reports_of(connection: Connection, version_ids: Iterable[str]) -> tuple[Report, ...]:
    """All reports of versions as known now, in text order."""
    return tuple(_reports(connection, _OF_VERSIONS, list(version_ids)))


def texts_of(connection: Connection, version_ids: Iterable[str]) -> Mapping[str, str]:
    """Cleaned texts by version_id."""
    stage_ids(connection, "asked", version_ids)
    return dict(connection.execute(_TEXTS).fetchall())


def _reports(connection: Connection, statement: str, ids: Sequence[str]) -> list[Report]:
    stage_ids(connection, "asked", ids)
    return [_report(row) for row in connection.execute(statement).to_arrow_table().to_pylist()]


def _report(row: Row) -> Report:
    return Report(
        report_id=row["report_id"],
        version_id=row["version_id"],
        type=EventType(row["type"]),
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        cameo=row["cameo"],
        quad=QuadClass(row["quad"]),
        score=row["score"],
        initiators=tuple(_party(each) for each in row["initiators"]),
        recipients=tuple(_party(each) for each in row["recipients"]),
        third_parties=tuple(ThirdParty(role=each["role"], party=_party(each)) for each in row["third_parties"]),
        reciprocal=row["reciprocal"],
        date=_date(row),
        place=_place(row),
        status=Status(row["status"]),
        status_reason=row["status_reason"],
        speaker=_party(row["speaker"]) if row["speaker"] else None,
        magnitudes=tuple(_magnitude(each) for each in row["magnitudes"]),
        instruments=tuple(row["instruments"]),
        trigger=Span(start=row["trigger_start"], end=row["trigger_end"]),
        sentence=Span(start=row["sentence_start"], end=row["sentence_end"]),
        confidence=row["confidence"],
        rule=row["rule"],
        blanks=tuple(Blank(field=each["field"], reason=each["reason"]) for each in row["blanks"]),
    )


def day_interval(first: date | None, last: date | None, precision: str | None) -> DayInterval | None:
    """The interval of a pair of columns; None where both are NULL."""
    if first is None and last is None:
        return None
    return DayInterval(first=first, last=last, precision=Precision(precision or Precision.DAY))


def _party(row: Mapping[str, Any]) -> Party:
    return Party(
        span=Span(start=row["span_start"], end=row["span_end"]),
        text=row["quote"],
        actor_id=row["actor_id"],
        name=row["name"],
        country=row["country"],
    )


def _magnitude(row: Mapping[str, Any]) -> Magnitude:
    return Magnitude(
        name=row["name"],
        least=row["least"],
        most=row["most"],
        unit=row["unit"],
        span=Span(start=row["span_start"], end=row["span_end"]),
        quote=row["quote"],
    )


def _date(row: Row) -> ReportDate | None:
    interval = day_interval(row["date_from"], row["date_to"], row["date_precision"])
    if interval is None:
        return None
    return ReportDate(
        interval=interval,
        text=row["date_quote"],
        span=_optional_span(row["date_span_start"], row["date_span_end"]),
        source=row["date_source"],
    )


def _place(row: Row) -> ReportPlace | None:
    if row["place_id"] is None:
        return None
    place = Place(
        place_id=row["place_id"],
        name=row["place_name"],
        country=row["place_country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        precision=row["place_precision"],
    )
    return ReportPlace(
        place=place,
        span=_optional_span(row["place_span_start"], row["place_span_end"]),
        source=row["place_source"],
    )


def _optional_span(start: int | None, end: int | None) -> Span | None:
    return Span(start=start, end=end) if start is not None and end is not None else None
