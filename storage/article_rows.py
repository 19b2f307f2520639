"""Rows of raw documents, arrivals, articles, versions, dates, mentions and place mentions."""

from collections.abc import Iterator

from domain.arrivals import Arrival
from domain.coded import CodedArticle
from domain.documents import Article, DateCandidate
from domain.identifiers import content_id
from storage.frames import Row, blanks, days, merged, span

_NO_DATE = "the document does not say when it was published"
_UNRESOLVED = "not resolved to days"


def arrival_row(arrival: Arrival) -> Row:
    hints = arrival.hints
    return {
        "arrival_id": arrival.arrival_id,
        "raw_id": arrival.raw_id,
        "media_type": arrival.media_type.value,
        "url": arrival.url,
        "headers": [{"name": name, "value": value} for name, value in arrival.headers],
        "hint_title": hints.title,
        "hint_published": hints.published,
        "hint_publisher": hints.publisher,
        "hint_authors": list(hints.authors),
        "hint_language": hints.language,
        "hint_carrier": hints.carrier,
        "origin": arrival.origin,
        "fetched_at": arrival.fetched_at,
        "source_id": arrival.source_id,
        "fetch_id": arrival.fetch_id,
    }


def version_row(article: Article, arrival_id: str) -> Row:
    found = article.published
    reason = None if found.interval else found.reason or _NO_DATE
    return merged(
        {
            "version_id": article.version_id,
            "article_id": article.article_id,
            "raw_id": article.raw_id,
            "arrival_id": arrival_id,
            "title": article.title,
            "authors": list(article.authors),
            "agencies": list(article.agencies),
            "publisher": article.publisher,
            "section": article.section,
            "image": article.image,
            "language": article.language,
            "text": article.text,
            "captions": list(article.captions),
            "furniture": [
                {"kind": each.kind.value, "text": each.text, "rule": each.rule} for each in article.furniture
            ],
            "original_source": article.original_source,
            "quoted_spans": [span(each) for each in article.quoted_spans],
            "published_at": found.moment,
            "published_rule": found.rule.value if found.rule else None,
            "published_quote": found.quote,
            "published_reason": reason,
            "published_candidates": [_candidate(each) for each in found.candidates],
            "blanks": blanks(article.blanks),
        },
        days(found.interval, "published"),
    )


def _candidate(candidate: DateCandidate) -> Row:
    interval = candidate.interval
    return {
        "rule": candidate.rule.value,
        "quote": candidate.quote,
        "date_from": interval.first if interval else None,
        "date_to": interval.last if interval else None,
        "precision": interval.precision.value if interval else None,
        "moment": candidate.moment,
        "refused": candidate.refused,
    }


def article_row(article: Article, source_id: str | None) -> Row:
    found = article.published
    return merged(
        {
            "article_id": article.article_id,
            "latest_version_id": article.version_id,
            "url": article.url,
            "canonical_url": article.canonical_url,
            "title": article.title,
            "publisher": article.publisher or article.original_source,
            "language": article.language,
            "published_reason": None if found.interval else found.reason or _NO_DATE,
            "source_id": source_id,
        },
        days(found.interval, "published"),
    )


def date_rows(coded: CodedArticle) -> Iterator[Row]:
    version = coded.article.version_id
    for found in coded.dates:
        resolved = found.interval is not None
        yield merged(
            {
                "date_id": content_id("dat", version, found.span.start, found.span.end, found.type.value),
                "version_id": version,
                "quote": found.text,
                "type": found.type.value,
                "value": found.value,
                "date_reason": None if resolved else found.reason or _UNRESOLVED,
                "modifier": found.modifier,
                "rule": found.rule,
                "anchor": found.anchor,
            },
            span(found.span),
            days(found.interval),
        )


def mention_rows(coded: CodedArticle) -> Iterator[Row]:
    version = coded.article.version_id
    for found in coded.layer.mentions:
        reason = found.reason if found.actor_ids else found.reason or "not resolved to an actor"
        yield merged(
            {
                "mention_id": content_id("men", version, found.span.start, found.span.end),
                "version_id": version,
                "quote": found.text,
                "form": found.form.value,
                "actor_ids": list(found.actor_ids),
                "rule": found.rule,
                "reason": reason,
                "office": found.office,
                "score": found.score,
            },
            span(found.span),
            span(found.head, "head"),
        )


def place_mention_rows(coded: CodedArticle) -> Iterator[Row]:
    version = coded.article.version_id
    for found in coded.places:
        yield merged(
            {
                "place_mention_id": content_id("plm", version, found.span.start, found.span.end),
                "version_id": version,
                "quote": found.text,
                "place_id": found.place.place_id,
                "rule": found.rule,
                "reason": found.reason,
            },
            span(found.span),
        )
