"""What the sentences of an article lend each other: the day of a meeting, and who sat on the other side."""

from collections.abc import Iterable
from dataclasses import replace

from domain.reports import EventType, Party, Report, ReportDate, Status

_STATEMENTS = frozenset({EventType.REQUEST, EventType.AGREE, EventType.SUPPORT, EventType.REJECT})
_SPOKEN_THERE = _STATEMENTS | {EventType.CONSULT, EventType.ACCUSE, EventType.THREATEN}


def with_counterparts(reports: list[Report]) -> list[Report]:
    """Of one sentence: what is asked or promised in a meeting is asked of, or promised to, the other side."""
    meetings = [
        each for each in reports if each.type is EventType.CONSULT and each.recipients and each.status is Status.ACTUAL
    ]
    if not meetings:
        return reports
    return [_to_counterpart(each, meetings) for each in reports]


def _to_counterpart(report: Report, meetings: Iterable[Report]) -> Report:
    if report.type not in (EventType.REQUEST, EventType.AGREE) or any(party.actor_id for party in report.recipients):
        return report
    mine = _ids(report.initiators)
    for meeting in meetings:
        if mine & _ids(meeting.initiators) and not mine & _ids(meeting.recipients):
            blanks = tuple(blank for blank in report.blanks if blank.field != "recipients")
            return replace(report, recipients=meeting.recipients, blanks=blanks, confidence=report.confidence - 0.1)
    return report


def with_narrative_dates(reports: Iterable[Report], past: Iterable[bool]) -> tuple[Report, ...]:
    """Statements in the past tense by those who met on a day that the text gives, told later, are of that day."""
    days: dict[str, ReportDate] = {}
    found = []
    for report, is_past in zip(reports, past, strict=True):
        if report.date is None and is_past and report.type in _STATEMENTS and report.status is Status.ACTUAL:
            day = next((days[id_] for id_ in sorted(_ids(report.initiators)) if id_ in days), None)
            if day is not None:
                report = replace(
                    report,
                    date=replace(day, span=None, source="narrative"),
                    blanks=tuple(blank for blank in report.blanks if blank.field != "date"),
                )
        elif _founds_a_day(report):
            assert report.date is not None
            for id_ in _ids((*report.initiators, *report.recipients)):
                days.setdefault(id_, report.date)
        found.append(report)
    return tuple(found)


def _founds_a_day(report: Report) -> bool:
    """Whether a report fixes when its parties spoke: a dated meeting, of a day and not of long ago."""
    return (
        report.type is EventType.CONSULT
        and report.status is Status.ACTUAL
        and report.mode != "visit"
        and report.date is not None
        and report.date.source in ("clause", "sentence")
        and report.date.interval.days == 1
    )


def _ids(parties: Iterable[Party]) -> set[str]:
    return {party.actor_id for party in parties if party.actor_id}
