"""What a page states of itself: meta elements, JSON-LD and links, unified but not yet weighed against each other."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from extractors.reading.repair import repaired

_ARTICLE_TYPE = re.compile(
    r"Article$|^(?:BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review|Recipe)$"
)
_COMMENTS = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|^\s*//.*$", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_TAG = re.compile(r"<[^>]{1,200}>")
_MOST_SCRIPTS = 60

Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """A page's statements; every text is repaired and on one line."""

    meta: dict[str, tuple[str, ...]]  # name or property or itemprop, in lower case -> contents in page order
    nodes: tuple[Node, ...]  # JSON-LD objects, graphs unrolled
    by_id: dict[str, Node]
    title_element: str | None

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def article_nodes(self) -> tuple[Node, ...]:
        """The JSON-LD objects that are articles of some kind, in page order."""
        return tuple(node for node in self.nodes if any(_ARTICLE_TYPE.search(kind) for kind in types_of(node)))


def metadata_of(tree: HtmlElement) -> Metadata:
    """All statements of a page."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = line(element.get("content"))
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if content and name:
            meta.setdefault(name.strip().casefold(), []).append(content)
    nodes = tuple(_nodes(tree))
    title = tree.find(".//title")
    return Metadata(
        meta={name: tuple(contents) for name, contents in meta.items()},
        nodes=nodes,
        by_id={node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1},
        title_element=line(title.text_content()) if title is not None else None,
    )


def line(text: object) -> str | None:
    """A stated text without tags and damage, on one line; None for nothing."""
    if not isinstance(text, str):
        return None
    plain = repaired(html.unescape(text))
    if "<" in plain:
        plain = _TAG.sub("", plain)
    return " ".join(plain.split()) or None


def types_of(node: Node) -> tuple[str, ...]:
    """The schema.org types of a JSON-LD object, without their address."""
    stated = node.get("@type")
    found = stated if isinstance(stated, list) else [stated]
    return tuple(str(each).rsplit("/", 1)[-1] for each in found if each)


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    for number, script in enumerate(tree.iterfind(".//script[@type]")):
        if number >= _MOST_SCRIPTS:
            return
        if script.get("type", "").strip().casefold().startswith("application/ld+json") and script.text:
            yield from _unrolled(_loaded(script.text), depth=0)


def _loaded(text: str) -> object:
    for candidate in (text, _TRAILING_COMMA.sub("", _COMMENTS.sub("", text))):
        try:
            return json.loads(candidate, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
    return None


def _unrolled(value: object, depth: int) -> Iterator[Node]:
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value:
            yield from _unrolled(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTED:
            if name in value:
                yield from _unrolled(value[name], depth + 1)


def name_of(value: object, by_id: dict[str, Node]) -> str | None:
    """The name of a person or organisation, given as text, object or reference."""
    if isinstance(value, list):
        return next((name for each in value if (name := name_of(each, by_id))), None)
    if isinstance(value, dict):
        if "name" not in value and value.get("@id") in by_id:
            value = by_id[str(value["@id"])]
        name = value.get("name", value.get("@value"))
        if isinstance(name, dict):
            name = name.get("@value")
        parts = (line(value.get("givenName")), line(value.get("familyName")))
        return name_of(name, {}) or " ".join(part for part in parts if part) or None
    return line(value)


def address_of(value: object) -> str | None:
    """The address of an image or page, given as text, object or list."""
    if isinstance(value, list):
        return next((address for each in value if (address := address_of(each))), None)
    if isinstance(value, dict):
        return address_of(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) and value.strip() else None


def canonical_link(tree: HtmlElement, stated: Metadata, url: str | None) -> str | None:
    """The address that the page calls its own; None where it names none that can be right."""
    links = [
        element.get("href") for element in tree.iter("link") if (element.get("rel") or "").casefold() == "canonical"
    ]
    for candidate in (
        *links,
        stated.first("og:url"),
        *(address_of(node.get("url")) for node in stated.article_nodes()),
    ):
        if not candidate:
            continue
        absolute: str = urljoin(url or "", candidate.strip())
        try:
            parts = urlsplit(absolute)
        except ValueError:
            continue
        is_root = parts.path in ("", "/") and not parts.query
        if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname:
            if is_root and url is not None and urlsplit(url).path not in ("", "/"):
                continue
            return absolute
    return None


def language_stated(tree: HtmlElement, stated: Metadata) -> str | None:
    """The language tag that the page gives."""
    root = tree.getroottree().getroot()
    tag = line(root.get("lang") or root.get("xml:lang"))
    tag = tag or stated.first("og:locale", "content-language", "dc.language", "language")
    return tag or next((tag for node in stated.article_nodes() if (tag := line(node.get("inLanguage")))), None)


def publisher_stated(stated: Metadata) -> str | None:
    """The name of the site or publisher."""
    names = [
        stated.first("og:site_name"),
        *(name_of(node.get("publisher"), stated.by_id) for node in stated.article_nodes()),
        *(name_of(node, {}) for node in stated.nodes if "WebSite" in types_of(node)),
        stated.first("citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    ]
    name = next((name for name in names if name and not name.startswith(("http", "@"))), None)
    return _without_tagline(name) if name else None


def _without_tagline(name: str) -> str:
    if len(name.split()) <= 4:
        return name
    head = re.split(r"\s+[-–—|·•:]\s+|\s*\|\s*", name)[0].strip()
    return head if len(head) >= 3 else name


def section_stated(stated: Metadata) -> str | None:
    """The section under which the page stands."""
    section = stated.first("article:section", "section", "cxenseparse:section", "parsely-section", "dc.subject.section")
    for node in stated.article_nodes():
        value = node.get("articleSection")
        section = section or line(value[0] if isinstance(value, list) and value else value)
    return section if section and len(section) <= 80 and not section.startswith("http") else None


def image_stated(stated: Metadata, url: str | None) -> str | None:
    """The address of the page's lead image."""
    image = stated.first(
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "image"
    )
    for node in stated.article_nodes():
        image = image or address_of(node.get("image"))
    absolute = urljoin(url or "", image) if image else None
    return absolute if absolute and absolute.startswith(("http://", "https://")) else None
