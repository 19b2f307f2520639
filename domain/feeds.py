"""What a feed, JSON Feed or news sitemap lists."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedFormat(StrEnum):
    """Formats in which sources list their articles."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON_FEED = "json_feed"
    NEWS_SITEMAP = "news_sitemap"
    SITEMAP_INDEX = "sitemap_index"  # lists sitemaps, not articles


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One listed article, as the feed gives it."""

    entry_id: str  # from a usable guid, else from the link, else from the words
    guid: str | None
    link: str | None  # absolute
    title: str | None
    html: str | None  # the longer of content and summary; None where the entry has neither
    is_full_text: bool  # the feed gave content apart from a summary
    authors: tuple[str, ...]
    published: str | None  # as written
    updated: str | None
    published_at: datetime | None  # aware, UTC; None where unknown or without a readable zone
    language: str | None
    publisher: str | None  # <source> of the entry, or the sitemap's publication
    digest: str  # changes when title or text change: tells an updated entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed feed with its entries in the feed's order, each entry id once."""

    format: FeedFormat
    title: str | None
    home: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    sitemaps: tuple[str, ...] = ()  # of a sitemap index
    ttl_seconds: int | None = None  # <ttl>, or sy:updatePeriod and sy:updateFrequency
    skip_hours: tuple[int, ...] = ()  # UTC hours in which the publisher asks not to be polled
    skip_days: tuple[int, ...] = ()  # weekdays, Monday 0
    moved_to: str | None = None  # itunes:new-feed-url or an Atom self link that the publisher says is new
    hubs: tuple[str, ...] = ()  # WebSub hubs
    problems: tuple[str, ...] = ()  # what was broken and has been salvaged
    is_cut_short: bool = False  # the document ends before its root does: what follows is not known
