"""From a web page to its article: metadata, body, captions, and the page's own reasons why it may hold none."""

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document

from domain.documents import Furniture, FurnitureKind, RawDocument
from domain.rejects import Rejected, Stage
from extractors.reading.authors import authors_of
from extractors.reading.body import Body, cleaned
from extractors.reading.metadata import (
    canonical_link,
    image_stated,
    language_stated,
    line,
    metadata_of,
    publisher_stated,
    section_stated,
)
from extractors.reading.repair import repaired
from extractors.reading.titles import headline_of
from extractors.reading.unwrapping import paragraphs_of

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no XML can hold them, and trees are XML to trafilatura
_SHORT = 250  # characters; a precise reading below this is compared with a looser one


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds and states."""

    body: Body
    tree: HtmlElement  # as parsed, nothing cut
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    image: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    captions: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()


def read_page(text: str, raw: RawDocument) -> Page | Rejected:
    """The page of decoded HTML, or why it holds no article."""
    tree = parsed(text)
    if tree is None:
        return Rejected(stage=Stage.READ, reason="the page has no content that can be parsed")
    stated = metadata_of(tree)
    visible = _visible(tree)
    canonical = canonical_link(tree, stated, raw.url)
    publisher = publisher_stated(stated)
    headline = headline_of(visible, stated, publisher, raw.url or canonical)
    byline = authors_of(visible, stated, headline.element, publisher)
    text = _body_text(visible)
    if not text:
        return Rejected(stage=Stage.READ, reason="the page holds no article text")
    body = cleaned(paragraphs_of(repaired(text)), title=headline.text)
    return Page(
        body=body,
        tree=tree,
        title=headline.text,
        authors=byline.people,
        agencies=byline.agencies,
        publisher=publisher,
        section=section_stated(stated),
        image=image_stated(stated, raw.url or canonical),
        language=language_stated(tree, stated),
        canonical_url=canonical,
    )


def _visible(tree: HtmlElement) -> HtmlElement:
    """The page without scripts, styles and hidden frames."""
    shown = deepcopy(tree)
    etree.strip_elements(shown, "script", "style", "noscript", "template", "iframe", "svg", with_tail=False)
    return shown


def _body_text(visible: HtmlElement) -> str | None:
    for precise in (True, False):
        found = trafilatura.bare_extraction(deepcopy(visible), include_comments=False, favor_precision=precise)
        if isinstance(found, Document) and found.text and (not precise or len(found.text) >= _SHORT):
            return str(found.text)
    return None


def parsed(text: str) -> HtmlElement | None:
    """The page's tree; None where nothing can be parsed. No network, no entity expansion beyond HTML's own."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(_CONTROLS.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
