"""Arrivals: the ways in which content came in, without the content itself."""

from dataclasses import dataclass
from datetime import datetime

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.identifiers import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One distinct way in which content came: the same bytes under two URLs are two arrivals."""

    arrival_id: str  # from content, media type, URL and hints; never from headers, path or time
    raw_id: str
    size_bytes: int
    media_type: MediaType
    url: str | None
    headers: tuple[tuple[str, str], ...]
    hints: DocumentHints
    origin: str | None
    fetched_at: datetime | None  # aware, UTC; None for files
    source_id: str | None = None  # source that listed it
    fetch_id: str | None = None  # request that brought it

    @classmethod
    def of(cls, raw: RawDocument, *, source_id: str | None = None, fetch_id: str | None = None) -> "Arrival":
        """What is recorded of a raw document."""
        hints = raw.hints
        said = (hints.title, hints.published, hints.publisher, "\n".join(hints.authors), hints.language)
        return cls(
            arrival_id=content_id("arr", raw.raw_id, raw.media_type.value, raw.url, *said, hints.carrier),
            raw_id=raw.raw_id,
            size_bytes=len(raw.content),
            media_type=raw.media_type,
            url=raw.url,
            headers=raw.headers,
            hints=raw.hints,
            origin=raw.origin,
            fetched_at=raw.fetched_at,
            source_id=source_id,
            fetch_id=fetch_id,
        )
