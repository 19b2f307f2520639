"""From a web page to its article: metadata, body and the page's own reasons why it may hold none."""

from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from domain.documents import Furniture, RawDocument
from domain.rejects import Rejected, Stage
from extractors.reading.body import Body, cleaned
from extractors.reading.repair import repaired
from extractors.reading.unwrapping import paragraphs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds and states."""

    body: Body
    tree: HtmlElement
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
    found = trafilatura.bare_extraction(tree, url=raw.url, with_metadata=True)
    if found is None or not found.text:
        return Rejected(stage=Stage.READ, reason="the page holds no article text")
    body = cleaned(paragraphs_of(repaired(found.text)), title=found.title)
    return Page(
        body=body,
        tree=tree,
        title=found.title,
        authors=tuple((found.author or "").split("; ")) if found.author else (),
        publisher=found.sitename,
        canonical_url=found.url,
    )


def parsed(text: str) -> HtmlElement | None:
    """The page's tree; None where nothing can be parsed. No network, no entity expansion beyond HTML's own."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
