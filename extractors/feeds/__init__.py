"""Feeds: what RSS, Atom, RDF, JSON Feed and news sitemaps list, and where a home page's feeds are."""

from extractors.feeds.discovery import FeedLink, feed_links
from extractors.feeds.documents import entry_document
from extractors.feeds.parsing import parse_feed

__all__ = ["FeedLink", "entry_document", "feed_links", "parse_feed"]
