"""Plain RSS, read by lxml at a fraction of feedparser's cost: well-formed UTF-8 that holds nothing out of the ordinary.

Whatever is broken, in another encoding, or uses an element or an attribute that isn't known here, is left to
feedparser; where this reads a feed at all, it gives what feedparser would (a test compares them).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedparser.datetimes import _parse_date
from lxml import etree

from extractors.feeds.identity import RawEntry
from extractors.feeds.stated import has_zone, link_of, moment_of_struct, text_of

_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""", re.IGNORECASE)
_PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_BEYOND = (b"xml:base", b"xml:lang", b"<!DOCTYPE", b"<!doctype")
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
_IN_ITEM = frozenset(
    {"title", "link", "description", "guid", "pubDate", "author", "source"}
    | {_CONTENT, _DUBLIN_CORE + "creator", _DUBLIN_CORE + "date"}
)
_IN_CHANNEL = frozenset(
    {"title", "link", "language", "ttl", _SYNDICATION + "updatePeriod", _SYNDICATION + "updateFrequency"}
)
_PASSED_OVER = frozenset(
    {"category", "comments", "enclosure", "generator", "docs", "copyright", "managingEditor", "webMaster", "cloud"}
    | {"lastBuildDate", "skipHours", "skipDays", "image", _SYNDICATION + "updateBase", _DUBLIN_CORE + "subject"}
    | {"{http://purl.org/rss/1.0/modules/slash/}comments"}
    | {"{http://wellformedweb.org/CommentAPI/}commentRss", "{http://wellformedweb.org/CommentAPI/}comment"}
    | {"{http://search.yahoo.com/mrss/}content", "{http://search.yahoo.com/mrss/}thumbnail"}
)
_PASSED_OVER_IN_CHANNEL = _PASSED_OVER | {"description", "pubDate"}
_SAFELY = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_ODD_AUTHOR = re.compile(r"[@()<>\[\]]|\s{2}")
_WINDOWS = re.compile("[\x80-\x9f]")  # which feedparser takes for windows-1252


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFeed:
    """What a plain feed says, before entries are told apart."""

    title: str | None
    home: str | None
    language: str | None
    ttl: str | None
    update_period: str | None
    update_frequency: str | None
    hubs: tuple[str, ...]
    entries: tuple[RawEntry, ...]


class _NotPlainError(Exception):
    """Something that feedparser had better read."""


def parse_plain(content: bytes, url: str | None, most: int) -> PlainFeed | None:
    """The feed; None where it is not plain RSS. At most so many entries, and one more to tell that there are more."""
    declared = _DECLARED.match(content[:200].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if (declared and declared[1].lower() not in _PLAIN_ENCODINGS) or any(mark in content for mark in _BEYOND):
        return None
    try:
        text = content.decode("utf-8-sig").strip()
        if _WINDOWS.search(text):
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        root = etree.fromstring(text.encode(), parser)
        return _feed(root, url, most) if root.tag == "rss" else None
    except (UnicodeDecodeError, etree.XMLSyntaxError, _NotPlainError):
        return None


def _feed(root: etree._Element, url: str | None, most: int) -> PlainFeed:
    channel = root[0] if len(root) == 1 else None
    if channel is None or channel.tag != "channel":
        raise _NotPlainError
    about: dict[str, str] = {}
    hubs: list[str] = []
    items: list[etree._Element] = []
    for node in channel:
        if node.tag == "item":
            items.append(node)
        elif node.tag == _ATOM_LINK and node.get("rel") in ("self", "hub"):
            hubs += [node.get("href", "")] if node.get("rel") == "hub" else []
        elif node.tag in _IN_CHANNEL:
            _put(about, node)
        elif node.tag not in _PASSED_OVER_IN_CHANNEL:
            raise _NotPlainError
    language = text_of(about.get("language"))
    return PlainFeed(
        title=text_of(about.get("title")),
        home=link_of(about.get("link"), url),
        language=language,
        ttl=about.get("ttl"),
        update_period=about.get(_SYNDICATION + "updatePeriod"),
        update_frequency=about.get(_SYNDICATION + "updateFrequency"),
        hubs=tuple(hub for hub in hubs if hub),
        entries=tuple(_entry(item, url) for item in items[: most + 1]),
    )


def _entry(item: etree._Element, url: str | None) -> RawEntry:
    said: dict[str, str] = {}
    for node in item:
        if node.tag in _IN_ITEM:
            _put(said, node)
        elif node.tag not in _PASSED_OVER or (node.tag.startswith("{http://search") and len(node)):
            raise _NotPlainError
    guid, content = text_of(said.get("guid")), text_of(said.get(_CONTENT))
    published = text_of(said.get("pubDate"))
    return RawEntry(
        guid=guid,
        link=link_of(said.get("link") or guid, url),
        title=text_of(said.get("title")),
        content=content,
        summary=text_of(said.get("description")) or content,  # as feedparser has it
        authors=tuple(_authors(said)),
        published=published,
        updated=text_of(said.get(_DUBLIN_CORE + "date")),
        published_at=moment_of_struct(_parse_date(published)) if published and has_zone(published) else None,
        language=None,  # as of the feed
        publisher=text_of(said.get("source")),
    )


def _put(said: dict[str, str], node: etree._Element) -> None:
    """The element's text, once; what holds elements, or stands twice, is not plain."""
    name = str(node.tag)
    if len(node) or name in said:
        raise _NotPlainError
    said[name] = node.text or ""


def _authors(said: dict[str, str]) -> Iterator[str]:
    for name in ("author", _DUBLIN_CORE + "creator"):
        author = text_of(said.get(name))
        if author is not None:
            if _ODD_AUTHOR.search(author) or ("author" in said and _DUBLIN_CORE + "creator" in said):
                raise _NotPlainError
            yield author
