"""The JSON lines of `extract`: what they read and what they write."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from domain.actors import Actor, Mention
from domain.coded import CodedArticle
from domain.documents import Article, DocumentHints, MediaType, RawDocument
from domain.intervals import DayInterval
from domain.rejects import Rejected
from domain.reports import Party, Report
from domain.temporal import TemporalExpression


class InputLine(BaseModel):
    """One document as a JSON object."""

    model_config = ConfigDict(extra="ignore")

    id: str
    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None

    @model_validator(mode="after")
    def has_content(self) -> "InputLine":
        if self.text is None and self.html is None:
            raise ValueError("a line wants `text` or `html`")
        return self

    def raw_document(self, origin: str | None = None) -> RawDocument:
        """The raw document that the line stands for."""
        is_html = self.html is not None
        hints = DocumentHints(title=self.title, published=self.published, publisher=self.publisher, carrier="record")
        return RawDocument(
            content=(self.html if self.html is not None else self.text or "").encode("utf-8", "surrogatepass"),
            media_type=MediaType.HTML if is_html else MediaType.TEXT,
            url=self.url,
            hints=hints,
            origin=origin,
        )


def line_problem(error: ValidationError) -> str:
    """What is wrong with an input line, in plain words."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return "not valid JSON"
    where = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def extracted_line(id_: str, found: CodedArticle | Rejected, article: Article | None = None) -> str:
    """The line that `extract` writes; for a reject, `article` is what had been read of it, if anything."""
    if isinstance(found, Rejected):
        record = _head(id_, article) | {
            "rejected": {"stage": found.stage.value, "reason": found.reason},
            "dates": [],
            "actors": [],
            "reports": [],
        }
    else:
        record = _head(id_, found.article) | {
            "rejected": None,
            "dates": [_date(each) for each in found.dates],
            "actors": [_actor(each, found.layer.mentions) for each in found.layer.actors],
            "reports": [_report(each, found.article.text) for each in found.reports],
        }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _head(id_: str, article: Article | None) -> dict[str, Any]:
    if article is None:
        return {
            "id": id_,
            "title": None,
            "authors": [],
            "publisher": None,
            "language": None,
            "published": None,
            "text": "",
            "captions": [],
        }
    finding = article.published
    published = None
    if finding.interval is not None:
        published = _days(finding.interval) | {"rule": finding.rule, "quote": finding.quote}
    return {
        "id": id_,
        "title": article.title,
        "authors": list(article.authors),
        "publisher": article.publisher or article.original_source,
        "language": article.language,
        "published": published,
        "text": article.text,
        "captions": list(article.captions),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(interval: DayInterval | None) -> dict[str, Any]:
    if interval is None:
        return {"from": None, "to": None, "precision": None}
    return {"from": _iso(interval.first), "to": _iso(interval.last), "precision": interval.precision.value}


def _date(found: TemporalExpression) -> dict[str, Any]:
    return {
        "text": found.text,
        "start": found.span.start,
        "end": found.span.end,
        "type": found.type.value,
        "value": found.value,
        **_days(found.interval),
        "rule": found.rule,
    }


def _actor(actor: Actor, mentions: Iterable[Mention]) -> dict[str, Any]:
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "sector": actor.sector.value if actor.sector else None,
        "mentions": [
            {"text": each.text, "start": each.span.start, "end": each.span.end, "form": each.form.value}
            for each in mentions
            if actor.actor_id in each.actor_ids
        ],
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "actor_id": party.actor_id,
        "name": party.name,
        "country": party.country,
        "text": party.text,
        "start": party.span.start,
        "end": party.span.end,
    }


def _report(report: Report, text: str) -> dict[str, Any]:
    place = report.place.place if report.place else None
    speaker = report.speaker
    return {
        "type": report.type.value,
        "mode": report.mode,
        "contexts": list(report.contexts),
        "cameo": report.cameo,
        "quad": report.quad.value,
        "score": report.score,
        "initiators": [_party(each) for each in report.initiators],
        "recipients": [_party(each) for each in report.recipients],
        "date": (_days(report.date.interval) | {"text": report.date.text}) if report.date else None,
        "place": (
            {"name": place.name, "country": place.country, "lat": place.latitude, "lon": place.longitude}
            if place
            else None
        ),
        "status": report.status.value,
        "speaker": (
            {
                "actor_id": speaker.actor_id,
                "name": speaker.name,
                "country": speaker.country,
                "text": speaker.text,
            }
            if speaker
            else None
        ),
        "magnitudes": {each.name: [each.least, each.most] for each in report.magnitudes},
        "trigger": {
            "text": report.trigger.quote(text),
            "start": report.trigger.start,
            "end": report.trigger.end,
        },
        "sentence": {"start": report.sentence.start, "end": report.sentence.end},
        "confidence": round(report.confidence, 3),
        "rule": report.rule,
        "blanks": {blank.field: blank.reason for blank in report.blanks},
    }
