"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from domain.feeds import Feed, FeedFormat
from domain.rejects import Rejected, Stage
from extractors.feeds.identity import RawEntry, identified

_MOST_ENTRIES = 10_000


def parse_json_feed(content: bytes, url: str | None) -> Feed | Rejected:
    """The feed, or why it is none; items of the wrong shape are left out and counted."""
    try:
        record = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Rejected(stage=Stage.READ, reason="the JSON can't be parsed", detail=str(error)[:200])
    if not isinstance(record, dict) or not isinstance(record.get("items"), list):
        return Rejected(stage=Stage.READ, reason="this JSON is not a feed: it has no list of items")
    items = [item for item in record["items"][:_MOST_ENTRIES] if isinstance(item, dict)]
    entries, problems = identified([_raw_entry(item, url, _authors(record)) for item in items], url)
    left_out = len(record["items"]) - len(items)
    if left_out:
        problems += (f"{left_out} items were left out",)
    return Feed(
        format=FeedFormat.JSON_FEED,
        title=_text(record.get("title")),
        home=_link(record.get("home_page_url"), url),
        language=_text(record.get("language")),
        entries=entries,
        hubs=tuple(
            hub["url"] for hub in _list(record.get("hubs")) if isinstance(hub, dict) and isinstance(hub.get("url"), str)
        ),
        problems=problems,
    )


def _raw_entry(item: dict[str, Any], url: str | None, feed_authors: tuple[str, ...]) -> RawEntry:
    content = _text(item.get("content_html")) or _text(item.get("content_text"))
    id_ = item.get("id")
    return RawEntry(
        guid=str(id_) if isinstance(id_, int | float) and not isinstance(id_, bool) else _text(id_),
        link=_link(item.get("url"), url) or _link(item.get("external_url"), url),
        title=_text(item.get("title")),
        content=content,
        summary=_text(item.get("summary")),
        authors=_authors(item) or feed_authors,
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        published_at=_moment(_text(item.get("date_published"))),
        language=_text(item.get("language")),
    )


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    found = [*_list(record.get("authors")), record.get("author")]
    names = [_text(author.get("name")) for author in found if isinstance(author, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _link(value: object, url: str | None) -> str | None:
    text = _text(value)
    if text is None:
        return None
    try:
        absolute = urljoin(url, text) if url else text
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None


def _moment(stated: str | None) -> datetime | None:
    """RFC 3339 with a zone."""
    if stated is None:
        return None
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
