"""Rows of reports, events, memberships, relations and story members."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.coded import CodedArticle
from domain.events import Event
from domain.identifiers import content_id
from domain.relations import Relation, StoryAssignment
from domain.reports import Party, Report
from domain.spans import Span
from storage.frames import Row, blanks, days, merged, place_columns, reason_for, span

_NOT_STATED = "not stated"


def report_rows(coded: CodedArticle) -> Iterator[Row]:
    text, article_id = coded.article.text, coded.article.article_id
    for report in coded.reports:
        yield merged(
            {
                "report_id": report.report_id,
                "version_id": report.version_id,
                "article_id": article_id,
                "type": report.type.value,
                "mode": report.mode,
                "contexts": list(report.contexts),
                "cameo": report.cameo,
                "quad": report.quad.value,
                "score": report.score,
                "initiators": [_party(each) for each in report.initiators],
                "recipients": [_party(each) for each in report.recipients],
                "third_parties": [{"role": each.role} | _party(each.party) for each in report.third_parties],
                "reciprocal": report.reciprocal,
                "status": report.status.value,
                "status_reason": report.status_reason,
                "speaker": _party(report.speaker) if report.speaker else None,
                "magnitudes": _magnitudes(report),
                "instruments": list(report.instruments),
                "quote": report.sentence.quote(text),
                "confidence": report.confidence,
                "rule": report.rule,
                "blanks": blanks(report.blanks),
            },
            span(report.trigger, "trigger"),
            span(report.sentence, "sentence"),
            _date(report),
            _place(report),
        )


def _party(party: Party) -> Row:
    return merged(
        {"actor_id": party.actor_id, "name": party.name, "country": party.country, "quote": party.text},
        span(party.span),
    )


def _magnitudes(report: Report) -> list[Row]:
    return [
        merged(
            {
                "name": each.name,
                "least": each.least,
                "most": each.most,
                "unit": each.unit,
                "quote": each.quote,
            },
            span(each.span),
        )
        for each in report.magnitudes
    ]


def _optional_span(value: Span | None, prefix: str) -> Row:
    return {f"{prefix}_start": value.start if value else None, f"{prefix}_end": value.end if value else None}


def _date(report: Report) -> Row:
    found = report.date
    if found is None:
        return {"date_reason": reason_for("date", report.blanks, _NOT_STATED)}
    return merged(
        days(found.interval),
        {"date_quote": found.text, "date_source": found.source},
        _optional_span(found.span, "date_span"),
    )


def _place(report: Report) -> Row:
    found = report.place
    if found is None:
        return {"place_reason": reason_for("place", report.blanks, _NOT_STATED)}
    return merged(place_columns(found.place), {"place_source": found.source}, _optional_span(found.span, "place_span"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Where the report that founded an event stands, and its sentence."""

    version_id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What event rows show beside what events say."""

    foundings: Mapping[str, Founding]  # by event_id
    names: Mapping[str, str]  # by actor_id; a party without a name stands for itself
    figures: Mapping[tuple[str, str | None], tuple[str, float]]  # quad class and score by type and mode


def event_row(event: Event, known: Lookups) -> Row:
    founding = known.foundings[event.event_id]
    quad, score = known.figures.get((event.type.value, event.mode), (None, None))
    return merged(
        {
            "event_id": event.event_id,
            "version_id": founding.version_id,
            "quote": founding.quote,
            "type": event.type.value,
            "mode": event.mode,
            "contexts": list(event.contexts),
            "cameo": event.cameo,
            "quad": quad,
            "score": score,
            "day": event.date.first or event.date.last if event.date else None,
            "initiators": list(event.initiators),
            "recipients": list(event.recipients),
            "initiator_names": [_name(each, known.names) for each in event.initiators],
            "recipient_names": [_name(each, known.names) for each in event.recipients],
            "reciprocal": event.reciprocal,
            "date_reason": None if event.date else reason_for("date", event.blanks, _NOT_STATED),
            "place_reason": None if event.place else reason_for("place", event.blanks, _NOT_STATED),
            "status": event.status.value,
            "magnitudes": [
                {
                    "name": each.name,
                    "least": each.least,
                    "most": each.most,
                    "reported": [
                        {"report_id": report_id, "least": least, "most": most}
                        for report_id, least, most in each.reported
                    ],
                }
                for each in event.magnitudes
            ],
            "speakers": list(event.speakers),
            "corroboration": event.corroboration,
            "publishers": list(event.publishers),
            "report_count": len(event.members),
            "confidence": event.confidence,
            "linked_event_id": event.linked_event,
            "blanks": blanks(event.blanks),
        },
        days(event.date),
        place_columns(event.place),
    )


def _name(party: str, names: Mapping[str, str]) -> str:
    return names.get(party) or party.removeprefix("text:")


def membership_rows(event: Event, founding: Founding) -> Iterator[Row]:
    for position, member in enumerate(event.members):
        yield {
            "event_id": event.event_id,
            "report_id": member.report_id,
            "version_id": founding.version_id,
            "position": position,
            "kind": member.kind.value,
            "score": member.score,
            "reason": member.reason,
            "pinned": member.pinned,
        }


def relation_row(relation: Relation) -> Row:
    return {
        "relation_id": content_id("rel", relation.from_version, relation.to_version, relation.kind.value),
        "version_id": relation.from_version,
        "to_version_id": relation.to_version,
        "kind": relation.kind.value,
        "score": relation.score,
        "reason": relation.reason,
        "original_version_id": relation.original,
        "changes": list(relation.changes),
    }


def story_member_row(assignment: StoryAssignment) -> Row:
    return {
        "story_id": assignment.story_id,
        "version_id": assignment.version_id,
        "score": assignment.score,
        "reason": assignment.reason,
        "pinned": assignment.pinned,
    }
