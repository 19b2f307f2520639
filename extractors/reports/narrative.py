"""What the sentences of an article lend each other: the day of a meeting, and who sat on the other side."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from domain.intervals import DayInterval
from domain.reports import EventType, Party, Report, ReportDate, Status
from domain.temporal import TemporalExpression
from extractors.reports.grammar import clause_verb, kids
from extractors.reports.scene import Scene

_NEWS_DAYS = timedelta(days=6)
_LEAD_SENTENCES = 6
_BESIDE = frozenset("before after since until till by of from for following".split())  # "days before Election Day"

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


def is_topic_of_meeting(report: Report, told: Iterable[Report]) -> bool:
    """Whether a talk with nobody known only says what another one of its sentence was about: "met X to discuss Y"."""
    if report.type is not EventType.CONSULT or any(party.actor_id for party in report.recipients):
        return False
    mine = _ids(report.initiators)
    return any(
        each is not report
        and each.type is EventType.CONSULT
        and mine <= _ids(each.initiators) | _ids(each.recipients)
        and any(party.actor_id for party in each.recipients)
        for each in told
    )


def _to_counterpart(report: Report, meetings: Iterable[Report]) -> Report:
    if report.type not in (EventType.REQUEST, EventType.AGREE) or any(party.actor_id for party in report.recipients):
        return report
    mine = _ids(report.initiators)
    for meeting in meetings:
        if mine & _ids(meeting.initiators) and not mine & _ids(meeting.recipients):
            blanks = tuple(blank for blank in report.blanks if blank.field != "recipients")
            return replace(report, recipients=meeting.recipients, blanks=blanks, confidence=report.confidence - 0.1)
    return report


def with_known_counterparts(reports: Iterable[Report]) -> tuple[Report, ...]:
    """A promise or request to nobody named, after a meeting of two sides, is to the other side.

    Only where all meetings told so far that its side had were with one and the same other side.
    """
    met: dict[str, dict[str, tuple[Party, ...]]] = {}
    found = []
    for report in reports:
        countries = {party.country for party in report.initiators if party.country}
        if report.type in (EventType.REQUEST, EventType.AGREE) and not report.recipients and len(countries) == 1:
            others = met.get(next(iter(countries)), {})
            if len(others) == 1 and report.status is Status.ACTUAL:
                (recipients,) = others.values()
                blanks = tuple(blank for blank in report.blanks if blank.field != "recipients")
                report = replace(
                    report, recipients=recipients, blanks=blanks, confidence=max(report.confidence - 0.2, 0.1)
                )
        if report.type is EventType.CONSULT and report.status is Status.ACTUAL:
            for mine, theirs in ((report.initiators, report.recipients), (report.recipients, report.initiators)):
                for one in mine:
                    for other in theirs:
                        if one.country and other.country and one.country != other.country:
                            met.setdefault(one.country, {}).setdefault(other.country, theirs)
        found.append(report)
    return tuple(found)


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


def with_lead_day(reports: tuple[Report, ...], scene: Scene) -> tuple[Report, ...]:
    """The reports, those of an undated lead with the newest day that the opening names, or that of publication.

    News tells first what is new; so a lead without a date tells of the days just before it was published. Only the
    first sentence that has an actual report is dated so; everything after it stays blank.
    """
    lead = next((each for each in reports if each.status is Status.ACTUAL), None)
    published = scene.article.published.interval
    if lead is None or lead.date is not None or published is None or published.days != 1:
        return reports
    day = _opening_day(scene, published) or _written_day(scene, published)
    return tuple(
        _dated(each, day)
        if each.sentence == lead.sentence and each.date is None and each.status is Status.ACTUAL
        else each
        for each in reports
    )


def _opening_day(scene: Scene, published: DayInterval) -> ReportDate | None:
    """The last day in the article's opening that lies within a week before publication: the newest is told first."""
    assert published.first is not None
    best: TemporalExpression | None = None
    for number, sentence in enumerate(scene.doc.sents):
        if number >= _LEAD_SENTENCES:
            break
        for token in sentence:
            found = scene.date_at.get(token.i)
            if found is None or found.interval is None or found.interval.days != 1 or found.interval.first is None:
                continue
            if not _dates_a_clause(token, found, scene):
                continue
            if not published.first - _NEWS_DAYS <= found.interval.first <= published.first:
                continue
            if best is None or best.interval is None or found.interval.first > (best.interval.first or published.first):
                best = found
    if best is None or best.interval is None:
        return None
    return ReportDate(interval=best.interval, text=best.text, span=best.span, source="narrative")


def _written_day(scene: Scene, published: DayInterval) -> ReportDate:
    """The day of the dateline, where it is one of the days before publication; else that of publication."""
    written = scene.written_on
    first = written.interval.first if written and written.interval and written.interval.days == 1 else None
    assert published.first is not None
    if written is None or written.interval is None or first is None:
        return ReportDate(interval=published, text="", span=None, source="publication")
    if not published.first - _NEWS_DAYS <= first <= published.first:
        return ReportDate(interval=published, text="", span=None, source="publication")
    return ReportDate(interval=written.interval, text=written.text, span=written.span, source="narrative")


def _dates_a_clause(token: Token, expression: TemporalExpression, scene: Scene) -> bool:
    """Whether a day is that of a verb of the sentence, not of a thing: "said on Monday", not "Monday's vote"."""
    while scene.date_at.get(token.head.i) is expression and token.head.i != token.i:
        token = token.head
    if token.head.pos_ in ("ADP", "SCONJ") and token.head.lower_ in _BESIDE:
        return False
    clause = clause_verb(token)
    if clause.dep_ == "advcl" and any(child.lower_ in _BESIDE for child in kids(clause, "mark")):
        return False  # "since his victory on Wednesday"
    return token.dep_ not in ("poss", "compound", "nmod", "amod")


def _is_open(report: Report) -> bool:
    return report.date is None and report.status is Status.ACTUAL


def _dated(report: Report, day: ReportDate) -> Report:
    blanks = tuple(blank for blank in report.blanks if blank.field != "date")
    return replace(report, date=day, blanks=blanks, confidence=max(report.confidence - 0.1, 0.1))
