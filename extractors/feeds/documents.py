"""A feed entry as a raw document, for entries whose text is in the feed itself."""

import html
import re

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.feeds import Feed, FeedEntry, FeedFormat

_MARKUP = re.compile(r"<[a-z!/]|&(?:[a-z]+|#\d+);", re.IGNORECASE)


def entry_hints(entry: FeedEntry, feed: Feed, publisher: str | None) -> DocumentHints:
    """What the feed says of the entry's article."""
    return DocumentHints(
        title=html.unescape(entry.title) if entry.title else None,
        published=entry.published or entry.updated,
        publisher=publisher or entry.publisher or feed.title,
        authors=entry.authors,
        language=entry.language or feed.language,
        carrier="sitemap" if feed.format is FeedFormat.NEWS_SITEMAP else "feed",
    )


def entry_document(entry: FeedEntry, feed: Feed, *, publisher: str | None, origin: str | None) -> RawDocument | None:
    """The entry's own text as a raw document; None where it has none."""
    if not entry.html:
        return None
    is_markup = _MARKUP.search(entry.html) is not None
    content = f"<html><body><article>{entry.html}</article></body></html>" if is_markup else entry.html
    return RawDocument(
        content=content.encode("utf-8", "surrogatepass"),
        media_type=MediaType.HTML if is_markup else MediaType.TEXT,
        url=entry.link,
        hints=entry_hints(entry, feed, publisher),
        origin=origin,
    )
