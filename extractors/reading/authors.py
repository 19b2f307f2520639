"""Who wrote a page's article: what it shows beside the headline and what it states, people and agencies apart."""

import re

from lxml.html import HtmlElement

from extractors.reading.bylines import Byline, split_byline
from extractors.reading.metadata import Metadata, Node, line, name_of, types_of

_SHOWN = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|by-?author|autore?s?|auteurs?|writer|contributors?|posted-by|verfasser|vcard|creator|documentauthor|aut)(?:$|[\s_-])|author[-_]?name|nom_auteur|[-_](?:authors?|autor)\b",
    re.IGNORECASE,
)
_NOT_OF_THIS = re.compile(
    r"comment|respond|related|teaser|sidebar|widget|(?<!post-)(?<!entry-)(?<!article-)footer|recommend|more-|popular|latest|(?<!v)card|carousel|licen[sc]e|wp-caption|figure|quote|zitat|reviewer|cite|followers|avatar|listing|archive|slider|promo|nextpost|prevpost|navigation|breadcrumb|recipe",
    re.IGNORECASE,
)
_LABEL = re.compile(r"verfasst|geschrieben|written|escrito|écrit|author|autor|scritto|publicado por", re.IGNORECASE)
_URL_LIKE = re.compile(
    r"^(?:https?:)?//|^www\.|^[\w-]+(?:\.[\w-]+)*\.(?:com|de|org|net|fr|es|it|ch|at|co|uk|info|eu)$|^@|^\d+$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"(?:,|\||·|–|—|\s-\s|\s)\s*(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.?\s+[A-Za-zäÄéû]{3,10}\.?,?\s+\d{4}|[A-Z][a-z]{2,9}\.?\s+\d{1,2},?\s+\d{4}|(?:published|updated|posted)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD_IN = re.compile(
    r"^\W*(?:(?:artikel|text|texto|texte|story|words|interview|foto|autor|bericht|ein artikel|article|written"
    r"|geschrieben|verfasst|erstellt|"
    r"ver[öo]ffentlicht|eingestellt|publicado|escrito|posted|published|[ée]crit)\s*(?:von|vom|by|par|por|:)|von|vom|by|par|por|di|da|[üu]ber|about|"
    r"autore?n?|autora|authors?|auteurs?|redaktion:|redacci[oó]n:|a cura di)\b\s*:?\s*",
    re.IGNORECASE,
)
_NAMES = (
    r"(?P<names>[A-ZÀ-ÞŠŽČ][\w'’.\-]+(?:(?:\s+(?:de|van|von|der|la|del|al|bin|el|di|da|v\.|y|und|and|et"
    r"|&)\s+|\s+|\s*,\s*)[A-ZÀ-ÞŠŽČ][\w'’.\-]*){0,8})"
)
_BY_LINE = re.compile(
    rf"^\W*(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}[\s,\d:]*)?(?i:by|von|par|por|texto?|autore?a?|author|auteur)\s*:?\s+{_NAMES}\W*$"
)
_NAME_LABEL = re.compile(
    r"^\W*(?:text|texto|autore?|autora|author|auteur|words|by|von|par|por)\s*:\s*$|^\W*(?:by|von|par|por)\s*$",
    re.IGNORECASE,
)
_BEGINS_WITH_NAMES = re.compile(rf"^\s*{_NAMES}")
_SHOWING = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "span",
    "div",
    "p",
    "li",
    "ul",
    "b",
    "strong",
    "em",
    "small",
    "address",
    "cite",
    "section",
    "header",
    "td",
    "dd",
)
_NAMING = (
    './/*[@itemprop="name"] | .//*[contains(concat(" ", @rel, " "), " author ")] | .//*[contains(@class, "author-name")'
    ' or contains(@class, "author_name") or contains(concat(" ", @class, " "), " fn ") or contains(@class, '
    '"author__name")]'
)
_WORDS_OF_FRAME = re.compile(
    r"\b(?:follow|view|archive|posts?|articles?|artikel|beitr[äa]ge|mehr|more|about|über uns|veröffentlicht am"
    r"|show|all|read|email|rss|min|author|autor|text|redaktion von"
    r"|comments?|kommentare?|share|subscribe|sign in|log in|facebook|twitter|anzeigen|updated|last|edit)\b"
    r"|[{}<>$=;]{2}",
    re.IGNORECASE,
)
_MOST_AUTHORS = 6
_LONGEST = 160  # characters of an element that can be a byline
_FIELDS = (
    "author",
    "article:author",
    "authors",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "cxenseparse:author",
    "shareaholic:article_author_name",
)


def authors_of(tree: HtmlElement, stated: Metadata, headline: HtmlElement | None, site: str | None) -> Byline:
    """People and agencies that the page names as its authors, best evidence first."""
    shown = [_but_site(each, site) for each in _shown(tree, headline)]
    shown = [each for each in shown if each]
    best_shown = shown[0] if shown else Byline()
    ways = (
        best_shown if len({each.people for each in shown}) == 1 else Byline(),
        _from_nodes(stated),
        best_shown,
        _from_fields(stated),
        _from_card(stated),
        _from_text(tree, headline),
    )
    found = [_but_site(way, site) for way in ways]
    agencies = tuple(dict.fromkeys(agency for way in found[:4] for agency in way.agencies))
    people = next((way.people for way in found if way.people), ())
    return Byline(people=people, agencies=agencies)


def _but_site(byline: Byline, site: str | None) -> Byline:
    """A byline without the site's own name: it is the publisher, not a person."""
    own = (site or "").casefold()
    return Byline(people=tuple(name for name in byline.people if name.casefold() != own), agencies=byline.agencies)


def _named(text: str | None) -> Byline:
    if not text or len(text) > _LONGEST or _URL_LIKE.search(text) or _WORDS_OF_FRAME.search(text):
        return Byline()
    return split_byline(_DATE_TAIL.sub("", text))


def _joined(parts: list[Byline]) -> Byline:
    people = tuple(dict.fromkeys(name for part in parts for name in part.people))
    return Byline(people=people, agencies=tuple(dict.fromkeys(name for part in parts for name in part.agencies)))


def _from_nodes(stated: Metadata) -> Byline:
    """The author of the first JSON-LD article that names one; organisations only where they are agencies."""
    for node in stated.article_nodes():
        value = node.get("author") or node.get("creator")
        parts = [_of_author(each, stated.by_id) for each in (value if isinstance(value, list) else [value])]
        if found := _joined(parts):
            return found
    return Byline()


def _of_author(value: object, by_id: dict[str, Node]) -> Byline:
    if isinstance(value, dict) and "name" not in value:
        value = by_id.get(str(value.get("@id")), value)
    names = value.get("name") if isinstance(value, dict) else None
    listed = names if isinstance(names, list) else [value]
    found = _joined([_named(name_of(each, by_id)) for each in listed])
    is_body = isinstance(value, dict) and any("Organi" in kind for kind in types_of(value))
    return Byline(agencies=found.agencies) if is_body else found


def _from_fields(stated: Metadata) -> Byline:
    for field in _FIELDS:
        if found := _joined([_named(content) for content in stated.meta.get(field, ())]):
            return found
    return Byline()


def _from_card(stated: Metadata) -> Byline:
    """The author of a Twitter card: its labels, or a creator that is no handle."""
    for number in ("1", "2"):
        label = stated.first(f"twitter:label{number}")
        if label and _LABEL.search(label):
            return _named(stated.first(f"twitter:data{number}"))
    return _named(stated.first("twitter:creator"))


def _shown(tree: HtmlElement, headline: HtmlElement | None) -> list[Byline]:
    """Bylines that elements of the page show: those after the headline, stated relations before mere classes."""
    head_at: int | None = None
    found: list[tuple[bool, int, Byline]] = []
    taken: set[HtmlElement] = set()
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    for position, element in enumerate(tree.iter(*_SHOWING)):
        if element is headline:
            head_at = position
        strength = _marks_author(element)
        if not strength or _is_elsewhere(element, around) or any(parent in taken for parent in element.iterancestors()):
            continue
        if byline := _of_element(element):
            taken.add(element)
            found.append((strength < 2, position, byline))
    after = [each for each in found if head_at is not None and each[1] > head_at]
    return [byline for _, _, byline in sorted(after or found, key=lambda each: each[:2])]


def _marks_author(element: HtmlElement) -> int:
    """2 where an element states that it names the author, 1 where its class says so, 0 otherwise."""
    rel = (element.get("rel") or "").casefold().split()
    prop = (element.get("itemprop") or "").casefold()
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if "author" in rel or prop in ("author", "creator") or "vcard" in names:
        return 2
    return 1 if names != " " and _SHOWN.search(names) else 0


def _is_elsewhere(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether an element is in comments, teasers, captions or the frame; what is in `around` holds the headline."""
    for parent in (element, *element.iterancestors()):
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if parent in around or parent.tag in ("body", "html", "article", "main"):
            return False
        if parent.tag in ("aside", "footer", "nav") and "author" not in names.casefold():
            return True
        if parent.tag in ("figure", "figcaption", "blockquote") or _NOT_OF_THIS.search(names):
            return True
    return False


def _of_element(element: HtmlElement) -> Byline:
    named = element.xpath(_NAMING) or element.xpath(".//a")
    texts = [line(_first_text(each)) for each in named]
    found = _joined([_named(_without_lead(text)) for text in dict.fromkeys(texts) if text])
    if found.people and len(found.people) <= _MOST_AUTHORS:
        return found
    text = line(_spaced(element))
    if text is None or len(text) > _LONGEST:
        return Byline()
    parts = [
        part
        for each in element.itertext()
        if (part := _without_lead(line(each) or "")) and not _WORDS_OF_FRAME.search(part)
    ]
    whole = _named(_without_lead(text))
    return whole if len(parts) <= 1 else _named(parts[0]) or whole


def _first_text(element: HtmlElement) -> str:
    """The first piece of an element that is more than a word like "By": a role may stand behind the name."""
    pieces = [piece for piece in element.itertext() if piece.strip() and _without_lead(piece.strip())]
    return pieces[0] if len(pieces) > 1 and len(pieces[0].split()) > 1 else " ".join(pieces)


def _spaced(element: HtmlElement) -> str:
    return " ".join(part for part in element.itertext() if part.strip())


def _without_lead(text: str) -> str:
    """What follows "By" and its like."""
    while (shorter := _LEAD_IN.sub("", text)) != text:
        text = shorter
    return text.strip()


def _from_text(tree: HtmlElement, headline: HtmlElement | None) -> Byline:
    """A short element below the headline that says "By ...", or a label "Author:" with a name behind it."""
    after = headline is None
    for element in tree.iter(
        "h1", "h2", "h3", "h4", "h5", "p", "span", "div", "em", "strong", "b", "i", "small", "li", "address"
    ):
        after = after or element is headline
        if not after or len(element) > 4:
            continue
        text = line(_spaced(element))
        if not text or len(text) > 90:
            continue
        if (match := _BY_LINE.match(text)) and (found := _named(match["names"])):
            return found
        if (
            _NAME_LABEL.match(text)
            and (match := _BEGINS_WITH_NAMES.match(line(element.tail) or ""))
            and (found := _named(match["names"]))
        ):
            return found
    return Byline()
