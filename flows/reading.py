"""The first stage, from a raw document to a dated article: apart from the others, since it wants no parser."""

import logging
from dataclasses import dataclass, replace
from datetime import date

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected, Stage
from extractors.dates import publication_date
from extractors.reading import read_document
from extractors.reading.selecting import selected

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """A source's own CSS selectors."""

    keep: str | None  # what alone is body
    drop: str | None  # what is never body


def read(raw: RawDocument, *, today: date | None, selectors: Selectors | None = None) -> Article | Rejected:
    """The article of a raw document, dated; `today` (UTC) bounds its publication date.

    `selectors` are its source's own, and change what is read, not what is kept.
    """
    try:
        page = raw
        if selectors is not None and raw.media_type is MediaType.HTML:
            page = replace(raw, content=selected(raw.content, selectors.keep, selectors.drop))
        reading = read_document(page)
        if isinstance(reading, Rejected):
            return reading
        published = publication_date(page, reading, today=today)
        return replace(reading.article, raw_id=raw.raw_id, published=published)
    except Exception as error:  # noqa: BLE001 -- the boundary of one article: whatever it does, the others go on
        _log.exception("reading failed", extra={"origin": raw.origin, "url": raw.url})
        return failed(Stage.READ, "reading failed", error)


def failed(stage: Stage, reason: str, error: Exception) -> Rejected:
    """What is kept of an article on which a stage broke."""
    return Rejected(stage=stage, reason=reason, detail=f"{type(error).__name__}: {error}")
