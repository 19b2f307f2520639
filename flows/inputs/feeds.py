"""Feed files (RSS, Atom): each item as a small page of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.documents import DocumentHints, MediaType, RawDocument
from domain.rejects import Rejected, Stage
from flows.inputs.files import MOST_BYTES
from flows.inputs.found import Found, refused


def feed_documents(path: Path, origin: str) -> Iterator[Found]:
    """The items of a feed file in its order, each with its own text, address, date and publisher."""
    import feedparser  # only feeds want it

    if path.stat().st_size > MOST_BYTES:
        yield refused(origin, Stage.OPEN, f"larger than {MOST_BYTES // 1_000_000} MB")
        return
    content = path.read_bytes()
    if not content.strip():
        yield refused(origin, Stage.DECODE, "the file is empty")
        return
    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        problem = str(feed.get("bozo_exception", "")) or None
        yield refused(origin, Stage.DECODE, "no feed items in it", problem)
        return
    publisher = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        yield _item(entry, publisher, f"{origin}:{number}")


def _item(entry: Any, publisher: str | None, origin: str) -> Found:
    bodies = [part.get("value", "") for part in entry.get("content", ())]
    body = max([*bodies, entry.get("summary", "")], key=len)
    raw = RawDocument(
        content=body.encode("utf-8", "surrogatepass"),
        media_type=MediaType.HTML if "<" in body else MediaType.TEXT,
        url=entry.get("link") or None,
        hints=DocumentHints(
            title=entry.get("title") or None,
            published=entry.get("published") or entry.get("updated") or None,
            publisher=entry.get("source", {}).get("title") or publisher,
            authors=tuple(author["name"] for author in entry.get("authors", ()) if author.get("name")),
            carrier="feed",
        ),
        origin=origin,
    )
    empty = None if body.strip() else Rejected(stage=Stage.DECODE, reason="a feed item without text")
    return Found(origin=origin, document=raw, rejected=empty, name=entry.get("id"))
