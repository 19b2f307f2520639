"""Feed files (RSS, Atom, RDF, JSON Feed): each entry as a document of its own."""

from collections.abc import Iterator
from pathlib import Path

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.feeds import Feed, FeedEntry
from domain.rejects import Rejected, Stage
from flows.inputs.files import MOST_BYTES
from flows.inputs.found import Found, refused


def feed_documents(path: Path, origin: str) -> Iterator[Found]:
    """The entries of a feed file in its order, each with its own text, address, date and publisher."""
    from extractors.feeds import parse_feed  # only feeds want it

    if path.stat().st_size > MOST_BYTES:
        yield refused(origin, Stage.OPEN, f"larger than {MOST_BYTES // 1_000_000} MB")
        return
    content = path.read_bytes()
    if not content.strip():
        yield refused(origin, Stage.DECODE, "the file is empty")
        return
    feed = parse_feed(content)
    if isinstance(feed, Rejected):
        yield refused(origin, Stage.DECODE, feed.reason, feed.detail)
        return
    if not feed.entries:
        yield refused(origin, Stage.DECODE, "no feed items in it")
        return
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed, f"{origin}:{number}")


def _entry(entry: FeedEntry, feed: Feed, origin: str) -> Found:
    from extractors.feeds import entry_document

    raw = entry_document(entry, feed, publisher=None, origin=origin)
    if raw is not None:
        return Found(origin=origin, document=raw, name=entry.guid)
    empty = RawDocument(
        content=b"",
        media_type=MediaType.TEXT,
        url=entry.link,
        hints=DocumentHints(title=entry.title, published=entry.published, publisher=feed.title, carrier="feed"),
        origin=origin,
    )
    reason = "a feed item without text"
    return Found(origin=origin, document=empty, rejected=Rejected(stage=Stage.DECODE, reason=reason), name=entry.guid)
