"""Where the feeds of a home page are: what it declares, what it links to, and where they usually stand."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

_TYPES = {
    "application/rss+xml": 5,
    "application/atom+xml": 5,
    "application/feed+json": 4,
    "application/rdf+xml": 4,
    "application/json": 2,
    "text/xml": 3,
    "application/xml": 3,
}
_FEED_PATH = re.compile(r"(?:/|[._-])(?:rss|feed|feeds|atom|rdf)(?:[./_-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_SIDE_FEED = re.compile(r"comment|/tag/|/author/|podcast|video", re.IGNORECASE)
_USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml")
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_LINKS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A place where a feed may be, with how sure we are and why."""

    url: str
    title: str | None
    score: int  # higher is likelier to be the main feed
    reason: str


def feed_links(page: bytes, url: str, robots: str = "") -> tuple[FeedLink, ...]:
    """Candidate feeds of a home page, likeliest first: declared, linked, in robots.txt, then the usual paths."""
    found: dict[str, FeedLink] = {}
    for link in (*_in_page(page, url), *_in_robots(robots), *_usual(url)):
        if link.url.startswith(("http://", "https://")) and link.url not in found:
            found[link.url] = link
    return tuple(sorted(found.values(), key=lambda link: -link.score)[:_MOST_LINKS])


def _in_page(page: bytes, url: str) -> list[FeedLink]:
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    base = url
    declared = tree.find(".//base[@href]")
    if declared is not None:
        base = urljoin(url, declared.get("href", ""))
    found = []
    for node in tree.iter("link", "a"):
        link = _from_node(node, base)
        if link is not None:
            found.append(link)
    return found


def _from_node(node: html.HtmlElement, base: str) -> FeedLink | None:
    href = (node.get("href") or "").strip()
    if not href:
        return None
    try:
        absolute = urljoin(base, href)
    except ValueError:
        return None
    side = 2 if _SIDE_FEED.search(absolute) or _SIDE_FEED.search(node.get("title") or "") else 0
    if node.tag == "link":
        rel = (node.get("rel") or "").lower().split()
        weight = _TYPES.get((node.get("type") or "").split(";")[0].strip().lower(), 0)
        if "alternate" not in rel or not weight:
            return None
        return FeedLink(
            url=absolute, title=node.get("title"), score=10 + weight - side * 2, reason="declared by the page"
        )
    if _FEED_PATH.search(urlsplit(absolute).path) and urlsplit(absolute).query.count("&") < 3:
        title = " ".join(node.text_content().split()) or None
        return FeedLink(url=absolute, title=title, score=6 - side, reason="linked from the page")
    return None


def _in_robots(robots: str) -> list[FeedLink]:
    return [
        FeedLink(url=loc, title=None, score=5 if "news" in loc.lower() else 2, reason="named in robots.txt")
        for loc in _SITEMAP_LINE.findall(robots[:500_000])
    ]


def _usual(url: str) -> list[FeedLink]:
    return [FeedLink(url=urljoin(url, path), title=None, score=1, reason="a usual place") for path in _USUAL_PATHS]
