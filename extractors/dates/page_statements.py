"""What a page's markup says of its publication: JSON-LD, meta and time elements, dated classes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from domain.documents import DateRule

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Posting|Report|Review(?!Rating)|Story|Recipe|Interview|HowTo|FAQPage")
_PAGE_TYPES = re.compile(r"WebPage|ItemPage|AboutPage|CreativeWork|Product|Event")
_ASIDE_TYPES = re.compile(r"Comment|Video|Image|Audio|Clip|Person|Organization|Answer|Question|WebSite|Dataset|Podcast")
_LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_LD_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"')

# Names of meta elements, lower case; the `:`, `.`, `_` and `-` in them are interchangeable in practice.
_META_PUBLISHED = frozenset(
    "articlepublishedtime ogpublishedtime ogarticlepublishedtime articlepublished datepublished publisheddate "
    "publishdate publicationdate pubdate parselypubdate sailthrudate cxenseparserecspublishtime dcdateissued "
    "rnewsdatepublished "
    "dctermsissued dcdatecreated dctermscreated citationpublicationdate citationonlinedate bepresscitationdate "
    "shareaholicarticlepublishedtime articledateoriginal originalpublicationdate published publishedat publishtime "
    "releasedate ageaparserecspublishtime bi3dpubdate btpubdate displaydate ptime articlepubdate newsdate".split()
)
_META_VAGUE = frozenset("date dcdate dctermsdate created datecreated ogdate timestamp dateissued citationdate".split())
_META_MODIFIED = frozenset(
    "articlemodifiedtime ogupdatedtime ogmodifiedtime datemodified lastmodified lastmod modified dcdatemodified "
    "dctermsmodified revised dateupdate articleupdated updatedtime moddate shareaholicarticlemodifiedtime".split()
)
_NAME_MARKS = re.compile(r"[:._\-\s]|&#x3a;", re.IGNORECASE)
_PUBLISHED_CLASS = re.compile(
    r"entry-?date|post-?date|pub-?date|publish|date-?pub|dt-published|date-?header|(?:^|[\s_-])date-time|dateline|"
    r"article-?_*-?date|news-?date|posted|created|erstell|veroeffentlich|article__?-?date|artikel-?datum",
    re.IGNORECASE,
)
_DATED_CLASS = re.compile(r"date|datum|time(?!line)|fecha|stamp|byline|meta(?!data-nav)|posted|publi", re.IGNORECASE)
_MODIFIED_CLASS = re.compile(r"modif|updated?(?:$|[\s_-])|aktualis|edited|changed", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?(?!-?(?:count|link|open|closed))|kommentare?|respond|sidebar|related|teasers?|site-footer|page-footer|"
    r"widget-area|recent|popular|recommend\w*|latest|ticker|trending|most-?read|pagination|menu|newsletter|calendar|"
    r"copyright|author-?box|siteinfo|top-?bar|header-?top|breaking)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"aside", "footer", "nav", "form", "select", "button"})
_LINE_TAGS = tuple("span div p abbr li small em i h2 h3 h4 h5 h6 td a".split())
PUBLISHED_WORDS = re.compile(
    r"\b(?:published|date of publication|veröffentlicht am|erschienen am|erstellt am|mise? en ligne|publié le)\b",
    re.IGNORECASE,
)
MODIFIED_WORDS = re.compile(
    r"\b(?:updated?|modified|revised|edited|editiert|aktualisiert|geändert|bearbeitet|mis à jour|modifié|"
    r"actualizad[oa]|aggiornato|bijgewerkt|accessed|abgerufen|retrieved|letzte änderung|last change)\b",
    re.IGNORECASE,
)
_MAX_LINE = 160


class Strength(IntEnum):
    """How far a statement can be trusted to mean publication; smaller is stronger."""

    DECLARED = 1  # named as the publication date
    MARKED = 2  # markup or words beside the headline that mean it
    DATED = 3  # a date in a place where publication dates stand
    LOOSE = 4  # a date that may mean anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words or an attribute value that may say when the article was published (or, `modified`, last changed)."""

    rule: DateRule
    quote: str
    strength: Strength
    modified: bool = False


class Page:
    """A parsed page with the places where its publication date may stand."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._around_headline = {
            ancestor for headline in tree.iter("h1") for ancestor in (headline, *headline.iterancestors())
        }
        self._aside: dict[HtmlElement, bool] = {}

    def stands_aside(self, element: HtmlElement) -> bool:
        """Whether an element stands among comments, teasers, side columns or the foot of the page."""
        known = self._aside.get(element)
        if known is None:
            known = self._aside[element] = self._judged(element)
        return known

    def _judged(self, element: HtmlElement) -> bool:
        if element in self._around_headline or element.tag in ("body", "html", "article", "main"):
            return False
        if element.tag in _ASIDE_TAGS or _ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        parent = element.getparent()
        return parent is not None and self.stands_aside(parent)


def page_statements(page: Page) -> list[Statement]:
    """All statements of a page's markup, in document order within a rule."""
    return [
        *_of_json_ld(page.tree),
        *_of_meta(page.tree),
        *_of_time_elements(page),
        *_of_classes(page),
    ]


def _of_json_ld(tree: HtmlElement) -> Iterator[Statement]:
    for script in tree.iter("script"):
        text = script.text or ""
        if '"datePublished"' not in text:
            continue
        try:
            if "ld+json" not in (script.get("type") or ""):
                raise ValueError("a program, not data")
            yield from _of_value(json.loads(text, strict=False), aside=False)
        except (ValueError, RecursionError):
            for pattern, modified in ((_LD_PUBLISHED, False), (_LD_MODIFIED, True)):
                for quote in pattern.findall(text):
                    yield Statement(rule=DateRule.JSON_LD, quote=quote, strength=Strength.MARKED, modified=modified)


def _of_value(value: Any, *, aside: bool) -> Iterator[Statement]:
    if isinstance(value, list):
        for each in value:
            yield from _of_value(each, aside=aside)
    if not isinstance(value, dict):
        return
    kind = str(value.get("@type", ""))
    aside = aside or (bool(_ASIDE_TYPES.search(kind)) and not _ARTICLE_TYPES.search(kind))
    strength = _strength(kind)
    for name, modified in (("datePublished", False), ("dateModified", True)):
        quote = value.get(name)
        if isinstance(quote, str) and quote.strip() and not aside:
            yield Statement(rule=DateRule.JSON_LD, quote=quote.strip(), strength=strength, modified=modified)
    for name, each in value.items():
        if isinstance(each, (dict, list)):
            yield from _of_value(each, aside=aside or name in ("comment", "review", "itemListElement", "hasPart"))


def _strength(kind: str) -> Strength:
    if _ARTICLE_TYPES.search(kind):
        return Strength.DECLARED
    return Strength.MARKED if _PAGE_TYPES.search(kind) else Strength.DATED


def _of_meta(tree: HtmlElement) -> Iterator[Statement]:
    for meta in tree.iter("meta"):
        quote = (meta.get("content") or "").strip()
        if not quote or len(quote) > _MAX_LINE:
            continue
        names = [meta.get(attribute) for attribute in ("property", "name", "itemprop", "http-equiv")]
        for name in {_NAME_MARKS.sub("", name.lower()) for name in names if name}:
            if name in _META_PUBLISHED:
                strength = Strength.MARKED if meta.get("itemprop") else Strength.DECLARED
                yield Statement(rule=DateRule.META, quote=quote, strength=strength)
            elif name in _META_VAGUE:
                yield Statement(rule=DateRule.META, quote=quote, strength=Strength.DATED)
            elif name in _META_MODIFIED:
                yield Statement(rule=DateRule.META, quote=quote, strength=Strength.DATED, modified=True)


def _of_time_elements(page: Page) -> Iterator[Statement]:
    for element in page.tree.iter("time"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('property') or ''}"
        declared = "datepublished" in marks.lower()
        if page.stands_aside(element) and not declared:
            continue
        line = line_of(element)
        changed = bool(MODIFIED_WORDS.search(line))
        quote = line if changed else (element.get("datetime") or element.get("content") or line).strip()
        if not quote or len(quote) > _MAX_LINE:
            continue
        published = element.get("pubdate") is not None or bool(
            _PUBLISHED_CLASS.search(marks) or PUBLISHED_WORDS.search(line)
        )
        modified = changed or (not published and bool(_MODIFIED_CLASS.search(marks)))
        strength = Strength.DECLARED if declared else Strength.MARKED if published else Strength.DATED
        yield Statement(rule=DateRule.TIME_ELEMENT, quote=quote, strength=strength, modified=modified)


def _of_classes(page: Page) -> Iterator[Statement]:
    """Elements whose class, id or itemprop speaks of a date."""
    for element in page.tree.iter(*_LINE_TAGS):
        prop = (element.get("itemprop") or element.get("property") or "").lower()
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        declared = "datepublished" in prop
        if not (declared or (marks != " " and _DATED_CLASS.search(marks))) or page.stands_aside(element):
            continue
        quote = (element.get("content") or element.get("datetime") or "") if declared else ""
        quote = (quote or (element.get("title") if element.tag == "abbr" else "") or line_of(element)).strip()
        if not 6 <= len(quote) <= _MAX_LINE:
            continue
        strength = Strength.DECLARED if declared else Strength.DATED
        modified = bool(_MODIFIED_CLASS.search(marks)) or "datemodified" in prop or _says_changed(element)
        yield Statement(rule=DateRule.TIME_ELEMENT, quote=quote, strength=strength, modified=modified)


def line_of(element: HtmlElement) -> str:
    """The text of an element on one line; empty where it holds far more than a line."""
    if len(element) > 12:
        return ""
    text = " ".join(" ".join(etree.ElementTextIterator(element, with_tail=False)).split())
    return text if len(text) <= _MAX_LINE else ""


def _says_changed(element: HtmlElement) -> bool:
    """Whether the words right before an element speak of a change."""
    parent, before = element.getparent(), element.getprevious()
    words = before.tail if before is not None else parent.text if parent is not None else None
    return bool(MODIFIED_WORDS.search((words or "")[-60:]) or MODIFIED_WORDS.search((element.text or "")[:60]))
