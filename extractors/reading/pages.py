"""From a web page to its article: metadata, body, captions, and the page's own reasons why it may hold none."""

import re
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document

from domain.documents import RawDocument
from domain.rejects import Rejected, Stage
from extractors.reading.authors import authors_of
from extractors.reading.blocks import (
    captions_in,
    densest_text,
    leads_of,
    quotations_in,
)
from extractors.reading.body import Body, cleaned
from extractors.reading.crumbs import section_in_crumbs
from extractors.reading.metadata import (
    canonical_link,
    image_stated,
    language_stated,
    metadata_of,
    publisher_stated,
    section_stated,
)
from extractors.reading.pagekinds import why_no_article
from extractors.reading.paragraphs import bare_article, paragraphs_in
from extractors.reading.preparing import prepare, without_pull_quotes
from extractors.reading.repair import repaired, unscrambled
from extractors.reading.titles import headline_of, site_in_title
from extractors.reading.unwrapping import lines_of

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
)  # no XML can hold them, and trees are XML to trafilatura
_SHORT = 1200  # characters; a precise reading below this is compared with a looser one
_VERY_SHORT = 250  # characters; below this the page is read once more with nothing cut beforehand
_MUCH_LONGER = 1.4
_FEWEST_WORDS = 5


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
    quoted: frozenset[str] = frozenset()  # paragraphs of block quotations, letters and digits alone


def read_page(text: str, raw: RawDocument) -> Page | Rejected:
    """The page of decoded HTML, or why it holds no article."""
    tree = parsed(unscrambled(text))
    if tree is None:
        return Rejected(stage=Stage.READ, reason="the page has no content that can be parsed")
    stated = metadata_of(tree)
    visible = _visible(tree)
    canonical = canonical_link(tree, stated, raw.url)
    publisher = publisher_stated(stated)
    headline = headline_of(visible, stated, publisher, raw.url or canonical)
    site = publisher or site_in_title(stated, headline.text)
    byline = authors_of(visible, stated, headline.element, site)
    captions = captions_in(visible, headline.element)
    quoted = quotations_in(visible)
    parts = _paragraphs(visible, tree, headline.element)
    body = cleaned(parts, title=headline.text, authors=byline.people)
    reason = why_no_article(tree, stated, headline.text, body.text, len(captions))
    if reason is None and len(body.text.split()) < _FEWEST_WORDS:
        reason = "the page holds no article text" if not body.paragraphs else "the text is too short to be an article"
    if reason is not None:
        return Rejected(stage=Stage.READ, reason=reason, detail=headline.text)
    return Page(
        body=body,
        tree=tree,
        title=headline.text,
        authors=byline.people,
        agencies=byline.agencies,
        publisher=site,
        section=section_stated(stated) or section_in_crumbs(tree, stated, headline.text),
        image=image_stated(stated, raw.url or canonical),
        language=language_stated(tree, stated),
        canonical_url=canonical,
        captions=captions,
        quoted=quoted,
    )


def fragment_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that holds some mark-up but is no page; line breaks between tags part them too."""
    parted = re.sub(r"\n[ \t]*\n", "\n<p>\n", unscrambled(text))
    tree = parsed(f"<html><body>{parted}</body></html>")
    if tree is None:
        return []
    return [paragraph for part in paragraphs_in(tree.find("body")) for paragraph in lines_of(repaired(part))]


def _visible(tree: HtmlElement) -> HtmlElement:
    """The page without scripts, styles and hidden frames."""
    shown = deepcopy(tree)
    etree.strip_elements(shown, "script", "style", "noscript", "template", "iframe", "svg", with_tail=False)
    return shown


def _paragraphs(visible: HtmlElement, whole: HtmlElement, headline: HtmlElement | None) -> list[str]:
    """The page's paragraphs, lead first; `visible` is cut down on the way."""
    alone = bare_article(visible)
    if alone is not None:
        return [repaired(part) for part in paragraphs_in(alone)]
    prepare(visible, headline)
    text = repaired(_body_text(visible, whole, headline))
    return without_pull_quotes([*leads_of(visible, headline, text), *lines_of(text)])


def _body_text(trimmed: HtmlElement, whole: HtmlElement, headline: HtmlElement | None) -> str:
    """The running text: a precise reading, or a looser one where the precise one is short and the looser much longer.

    `trimmed` is the visible page without captions and frames, `whole` the page as it was.
    """
    best = _extracted(trimmed, precise=True)
    if len(best) < _SHORT:
        best = _longer(best, _extracted(trimmed, precise=False))
        best = _longer(best, densest_text(trimmed, headline))
    if len(best) < _VERY_SHORT:
        best = _longer(best, _extracted(_visible(whole), precise=False))
    return best


def _longer(one: str, other: str) -> str:
    return other if len(other) > _MUCH_LONGER * len(one) else one


def _extracted(tree: HtmlElement, *, precise: bool) -> str:
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, favor_precision=precise)
    return str(found.text or "") if isinstance(found, Document) else ""


def parsed(text: str) -> HtmlElement | None:
    """The page's tree; None where nothing can be parsed. No network, no entity expansion beyond HTML's own."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(_CONTROLS.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
