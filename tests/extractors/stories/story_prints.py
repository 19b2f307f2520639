"""Fingerprints of texts of our own writing."""

from datetime import date

from domain.documents import Article, PublicationFinding
from domain.identifiers import content_id
from domain.intervals import DayInterval
from extractors.relations import Fingerprint, fingerprint


def printed(text: str, *, day: str | None = None, title: str | None = None) -> Fingerprint:
    """The fingerprint of an article with this text, published on `day`."""
    article_id = content_id("art", text)
    article = Article(
        article_id=article_id,
        version_id=content_id("ver", article_id, title, text),
        raw_id="raw",
        url=None,
        canonical_url=None,
        title=title,
        authors=(),
        agencies=(),
        publisher=None,
        section=None,
        image=None,
        language="en",
        text=text,
        captions=(),
        furniture=(),
        original_source=None,
        published=PublicationFinding(
            interval=DayInterval.day(date.fromisoformat(day)) if day else None, rule=None, quote=None
        ),
    )
    return fingerprint(article)
