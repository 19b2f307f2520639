"""Articles and readings that the tests of dates make."""

from dataclasses import replace

from benchmarks.making import made_article
from domain.documents import (
    Article,
    DocumentHints,
    Furniture,
    FurnitureKind,
    MediaType,
    RawDocument,
)
from extractors.reading import Reading


def article_of(
    text: str, reference: str | None, language: str = "en", furniture: tuple[Furniture, ...] = ()
) -> Article:
    """An article published on a day, or on no known day."""
    return replace(made_article(text, language=language, day=reference), furniture=furniture)


def page(
    head: str = "", body: str = "", url: str | None = None, published: str | None = None, carrier: str | None = None
) -> tuple[RawDocument, Reading]:
    """A page with a headline, as raw document and reading."""
    html = f"<html><head>{head}</head><body><h1>Talks resume in Doha</h1>{body}<p>Envoys met again.</p></body></html>"
    raw = RawDocument(
        content=html.encode(),
        media_type=MediaType.HTML,
        url=url,
        hints=DocumentHints(published=published, carrier=carrier),
    )
    return raw, Reading(article=article_of("Envoys met again.", None), html=html)


def plain(
    text: str, *, header: str | None = None, published: str | None = None, carrier: str | None = None
) -> tuple[RawDocument, Reading]:
    """A plain text, with the header date that reading cut from it."""
    furniture = (Furniture(kind=FurnitureKind.HEADER_DATE, text=header, rule="test"),) if header else ()
    raw = RawDocument(
        content=text.encode(), media_type=MediaType.TEXT, hints=DocumentHints(published=published, carrier=carrier)
    )
    return raw, Reading(article=article_of(text, None, furniture=furniture), html=None)
