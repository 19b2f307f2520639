"""News sitemaps (sitemaps.org 0.9 with the news extension) and sitemap indexes."""

import re

from lxml import etree

from domain.feeds import Feed, FeedFormat
from domain.rejects import Rejected, Stage
from extractors.feeds.guarding import is_cut_short
from extractors.feeds.identity import RawEntry, identified
from extractors.feeds.stated import link_of, moment_of

_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_MOST_ENTRIES = 10_000


def is_sitemap(content: bytes) -> bool:
    """Whether the document's root is a sitemap's."""
    return _ROOT.search(content[:4096]) is not None


def parse_sitemap(content: bytes, url: str | None, problems: tuple[str, ...] = ()) -> Feed | Rejected:
    """The sitemap as a feed, newest first as given; a sitemap index lists its sitemaps instead of entries."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return Rejected(stage=Stage.READ, reason="the sitemap can't be parsed", detail=str(error))
    if root is None:
        return Rejected(stage=Stage.READ, reason="the sitemap can't be parsed")
    if len(parser.error_log):
        problems += (f"broken XML was salvaged: {parser.error_log[0].message}",)
    if _name(root) == "sitemapindex":
        maps = tuple(loc for node in _children(root, "sitemap") if (loc := link_of(_text(node, "loc"), url)))
        return Feed(
            format=FeedFormat.SITEMAP_INDEX,
            title=None,
            home=None,
            language=None,
            entries=(),
            sitemaps=maps[:_MOST_ENTRIES],
            problems=problems,
        )
    raw = [_raw_entry(node, url) for node in _children(root, "url")[:_MOST_ENTRIES]]
    entries, more = identified(raw)
    return Feed(
        format=FeedFormat.NEWS_SITEMAP,
        title=None,
        home=None,
        language=None,
        entries=entries,
        problems=problems + more,
        is_cut_short=len(parser.error_log) > 0 and is_cut_short(content),
    )


def _raw_entry(node: etree._Element, url: str | None) -> RawEntry:
    published = _text(node, "publication_date") or _text(node, "lastmod")
    return RawEntry(
        guid=None,
        link=link_of(_text(node, "loc"), url),
        title=_text(node, "title"),
        content=None,
        summary=None,
        authors=(),
        published=published,
        updated=_text(node, "lastmod"),
        published_at=moment_of(published),
        language=_text(node, "language"),
        publisher=_text(node, "name"),
    )


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    return [node for node in root if _name(node) == name]


def _text(node: etree._Element, name: str) -> str | None:
    for inner in node.iter():
        if _name(inner) == name and inner.text:
            return inner.text.strip() or None
    return None


def _name(node: etree._Element) -> str:
    """The local name; salvaged XML may hold names that no namespace explains."""
    return node.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""
