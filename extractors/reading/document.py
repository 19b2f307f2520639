"""From a raw document to an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from domain.documents import Article, MediaType, PublicationFinding, RawDocument
from domain.identifiers import content_id
from domain.rejects import Rejected, Stage
from domain.spans import Span
from extractors.reading.body import PARAGRAPH_BREAK, Body, cleaned
from extractors.reading.decoding import decoded
from extractors.reading.language import language_of
from extractors.reading.repair import repaired
from extractors.reading.unwrapping import paragraphs_of
from extractors.reading.urls import canonical_url

if TYPE_CHECKING:  # what reads pages is imported when the first one comes: a stream of plain text starts sooner
    from lxml.html import HtmlElement

    from extractors.reading.pages import Page

_FEWEST_WORDS = 3
_IS_PAGE = re.compile(r"\s*(?:<!DOCTYPE html|<html[\s>])", re.IGNORECASE)  # a page under a text file's name
_BLOCK_TAG = re.compile(r"<(?:/p|p|/div|br\s*/?|/li|/h[1-6])>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|cite|sup|sub)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\((?:https?://|/|mailto:)[^()\s]+\)")  # Markdown's
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_NOT_DATED = PublicationFinding(interval=None, rule=None, quote=None, reason="not looked for yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as read, before its publication date is known, with what dating it needs."""

    article: Article
    html: str | None  # the decoded page; None for plain text
    tree: "HtmlElement | None" = None  # the page, parsed, nothing cut; not to be changed


def read_document(raw: RawDocument) -> Reading | Rejected:
    """The article that a raw document holds, its `published` still undecided, or why there is none."""
    text = decoded(raw)
    if isinstance(text, Rejected):
        return text
    if raw.media_type is MediaType.HTML or _IS_PAGE.match(text):
        from extractors.reading.pages import read_page

        page = read_page(text, raw)
        if isinstance(page, Rejected):
            return page
        return Reading(article=_article(raw, page.body, page), html=text, tree=page.tree)
    body = cleaned(_plain_paragraphs(text), title=raw.hints.title)
    if len(body.text.split()) < _FEWEST_WORDS:
        return Rejected(stage=Stage.READ, reason="the text is too short to be an article", detail=body.text or None)
    return Reading(article=_article(raw, body, None), html=None)


def _plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, without stray mark-up, Markdown and the marks of quoted letters."""
    if "\\n" in text and "\n" not in text.strip():
        text = text.replace("\\n", "\n")  # line breaks that a program wrote out
    if ">" in text:
        text = _QUOTED_LINE.sub("", text)
    if "](" in text or "**" in text:
        text = _BOLD.sub(r"\1", _LINK.sub(r"\1", text))
    if "<" in text:
        if _BLOCK_TAG.search(text):
            from extractors.reading.pages import fragment_paragraphs

            return fragment_paragraphs(text)
        text = _INLINE_TAG.sub("", text)
    return paragraphs_of(repaired(text))


def _article(raw: RawDocument, body: Body, page: "Page | None") -> Article:
    canonical = (page.canonical_url if page else None) or raw.url or body.url
    address = canonical_url(canonical) if canonical else None
    host = urlsplit(address).hostname if address else None
    text = body.text
    title = (page.title if page else None) or body.title
    article_id = content_id("art", address or text)
    return Article(
        article_id=article_id,
        version_id=content_id("ver", article_id, title, text),
        raw_id=raw.raw_id,
        url=raw.url,
        canonical_url=address,
        title=title,
        authors=raw.hints.authors or (page.authors if page else ()) or body.authors,
        agencies=tuple(dict.fromkeys((*(page.agencies if page else ()), *body.agencies))),
        publisher=(page.publisher if page else None) or raw.hints.publisher or body.publisher or host,
        section=(page.section if page else None) or body.section,
        image=page.image if page else None,
        language=language_of(text, raw.hints.language or (page.language if page else None)),
        text=text,
        captions=(*(page.captions if page else ()), *body.captions),
        furniture=body.furniture,
        original_source=body.original_source,
        credited_title=body.credited_title,
        published=_NOT_DATED,
        quoted_spans=tuple(_quoted(body.paragraphs, page.quoted)) if page and page.quoted else (),
    )


def _quoted(paragraphs: tuple[str, ...], quoted: frozenset[str]) -> Iterator[Span]:
    """The spans of the paragraphs that the page sets as block quotations."""
    from extractors.reading.blocks import squashed

    start = 0
    for paragraph in paragraphs:
        if squashed(paragraph) in quoted:
            yield Span(start=start, end=start + len(paragraph))
        start += len(paragraph) + len(PARAGRAPH_BREAK)
