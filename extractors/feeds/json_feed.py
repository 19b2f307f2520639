"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from domain.feeds import Feed, FeedFormat
from domain.rejects import Rejected, Stage
from extractors.feeds.identity import RawEntry, identified
from extractors.feeds.stated import link_of, moment_of, text_of

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
    entries, problems = identified([_raw_entry(item, url, _authors(record)) for item in items])
    left_out = len(record["items"]) - len(items)
    if left_out:
        problems += (f"{left_out} items were left out",)
    return Feed(
        format=FeedFormat.JSON_FEED,
        title=text_of(record.get("title")),
        home=link_of(record.get("home_page_url"), url),
        language=text_of(record.get("language")),
        entries=entries,
        hubs=tuple(
            hub["url"] for hub in _list(record.get("hubs")) if isinstance(hub, dict) and isinstance(hub.get("url"), str)
        ),
        problems=problems,
    )


def _raw_entry(item: dict[str, Any], url: str | None, feed_authors: tuple[str, ...]) -> RawEntry:
    content = text_of(item.get("content_html")) or text_of(item.get("content_text"))
    id_ = item.get("id")
    return RawEntry(
        guid=str(id_) if isinstance(id_, int | float) and not isinstance(id_, bool) else text_of(id_),
        link=link_of(item.get("url"), url) or link_of(item.get("external_url"), url),
        title=text_of(item.get("title")),
        content=content,
        summary=text_of(item.get("summary")),
        authors=_authors(item) or feed_authors,
        published=text_of(item.get("date_published")),
        updated=text_of(item.get("date_modified")),
        published_at=moment_of(text_of(item.get("date_published"))),
        language=text_of(item.get("language")),
    )


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    found = [*_list(record.get("authors")), record.get("author")]
    names = [text_of(author.get("name")) for author in found if isinstance(author, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
