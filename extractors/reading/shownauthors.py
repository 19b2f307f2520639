"""The bylines that a page's elements show, by their class names, their links and their wording."""

import re

from lxml.html import HtmlElement

from extractors.reading.bylines import Byline, byline_of, split_byline
from extractors.reading.metadata import line

_SHOWN = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|by-?author|autore?s?|auteurs?|writer|contributors?|posted-by|verfasser|vcard|creator|documentauthor|submitted|contributorname|aut)(?:$|[\s_-])|author[-_]?name|nom_auteur|[-_](?:authors?|autor)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|\s)comment(?:\s|-by|$)")
_AUTHOR_CARD = re.compile(  # and the classes of a page builder, which calls all parts widgets
    r"\b(?:author|byline|autor)[-_\w]*card[-_\w]*|\belementor-[-_\w]*", re.IGNORECASE
)
_NOT_OF_THIS = re.compile(
    r"comment|respond|related|teaser|(?<!no-)(?<!has-)(?<!with-)(?<!without-)sidebar|widget|(?<!post-)(?<!entry-)(?<!article-)footer(?!row)|recommend|more-|popular|latest|(?<!v)card|carousel|licen[sc]e|wp-caption|figure|quote|zitat|reviewer|cite|followers|avatar|listing|archive|slider|promo|nextpost|prevpost|navigation|breadcrumb|recipe",
    re.IGNORECASE,
)
_URL_LIKE = re.compile(
    r"^(?:https?:)?//|^www\.|^[\w-]+(?:\.[\w-]+)*\.(?:com|de|org|net|fr|es|it|ch|at|co|uk|info|eu)$|^@|^\d+$",
    re.IGNORECASE,
)
_ADDRESS_ASIDE = re.compile(r"\((?:https?://|www\.)|\(\w+\.(?:com|org|net|de|co)\b")
_HANDLE = re.compile(
    r"^(?!(?:user|admin|editor|author|staff|root|web|news|redaktion)\d)[a-z](?=[\w.-]*\d)[\w.-]{3,24}$", re.I
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|redakteure?|redaktion|profile?|people|staff|journalists?|contributors?|columnists?"
    r"|reporters?|by|firmas?|autore|team|user|users|@)/?[^/?#]{3,}/?$",
    re.IGNORECASE,
)
_LONG_PARAGRAPH = 150  # characters: the text has begun, and links to authors below it are of other articles
_DATE_TAIL = re.compile(
    r"(?:,|\||·|–|—|\s-\s|\s)\s*(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.?\s+[A-Za-zäÄéû]{3,10}\.?,?\s+\d{4}|[A-Z][a-z]{2,9}\.?\s+\d{1,2},?\s+\d{4}|(?:published|updated|posted)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD_IN = re.compile(
    r"^\W*(?:(?:submitted|artikel|text|texto|texte|story|words|interview|foto|autor|bericht|ein artikel|article|written"
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
_NAMING_ATTRIBUTES = ("class", "id", "data-component", "data-testid")
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
    r"|show|all|read|email|rss|min|author|autor|text|redaktion von|permalink|permanente[rn]? link|permanent link"
    r"|comments?|kommentare?|share|subscribe|sign in|log in|facebook|twitter|anzeigen|updated|last|edit)\b"
    r"|[{}<>$=;]{2}",
    re.IGNORECASE,
)
_MOST_AUTHORS = 6
_LONGEST = 160  # characters of an element that can be a byline


def named(text: str | None) -> Byline:
    if not text or len(text) > _LONGEST or _URL_LIKE.search(text) or _WORDS_OF_FRAME.search(text):
        return Byline()
    if _ADDRESS_ASIDE.search(text):
        return Byline()  # a site's
    if _HANDLE.match(text):
        return Byline(people=(text,))
    return split_byline(_DATE_TAIL.sub("", text))


def joined(parts: list[Byline]) -> Byline:
    people = tuple(dict.fromkeys(name for part in parts for name in part.people))
    return Byline(people=people, agencies=tuple(dict.fromkeys(name for part in parts for name in part.agencies)))


def authors_shown(tree: HtmlElement, headline: HtmlElement | None) -> list[Byline]:
    """Bylines that elements of the page show: those after the headline, stated relations before mere classes."""
    head_at: int | None = None
    found: list[tuple[bool, int, Byline]] = []
    taken: set[HtmlElement] = set()
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    in_text = False
    for position, element in enumerate(tree.iter(*_SHOWING)):
        if element is headline:
            head_at = position
        in_text = in_text or (element.tag == "p" and head_at is not None and _is_long(element))
        strength = _marks_author(element) or (not in_text and head_at is not None and _links_to_author(element))
        if not strength or _is_elsewhere(element, around) or any(parent in taken for parent in element.iterancestors()):
            continue
        if (byline := _of_element(element)) and (_marks_author(element) or _is_introduced(element, byline)):
            taken.add(element)
            found.append((strength < 2, position, byline))
    after = [each for each in found if head_at is not None and each[1] > head_at]
    return [byline for _, _, byline in sorted(after or found, key=lambda each: each[:2])]


def _marks_author(element: HtmlElement) -> int:
    """2 where an element states that it names the author, 1 where its class says so, 0 otherwise."""
    rel = (element.get("rel") or "").casefold().split()
    prop = (element.get("itemprop") or "").casefold()
    names = " ".join(filter(None, map(element.get, _NAMING_ATTRIBUTES)))
    if "author" in rel or prop in ("author", "creator") or "vcard" in names:
        return 2
    return 1 if names and _SHOWN.search(names) else 0


def _links_to_author(element: HtmlElement) -> bool:
    """Whether an element is a link to an author's page."""
    return element.tag == "a" and bool(_AUTHOR_PAGE.search(element.get("href") or ""))


def _is_introduced(link: HtmlElement, byline: Byline) -> bool:
    """Whether a link names somebody in full, or stands behind a word like "by"."""
    before = link.getprevious()
    said = (link.getparent().text if before is None else before.tail) or ""
    return all(" " in name for name in byline.people) or (bool(said.strip()) and not _without_lead(f"{said.strip()} "))


def _is_long(paragraph: HtmlElement) -> bool:
    return len(paragraph.text_content()) >= _LONG_PARAGRAPH


def _is_elsewhere(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether an element is in comments, teasers, captions or the frame; what is in `around` holds the headline."""
    for parent in (element, *element.iterancestors()):
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if parent in around or parent.tag in ("body", "html", "article", "main"):
            return bool(_COMMENT.search(names))
        if parent.tag in ("aside", "footer", "nav") and "author" not in names.casefold():
            return True
        if parent.tag in ("figure", "figcaption", "blockquote"):
            return True
        if _NOT_OF_THIS.search(_AUTHOR_CARD.sub("", names)):
            return True
    return False


def _of_element(element: HtmlElement) -> Byline:
    naming = element.xpath(_NAMING) or element.xpath(".//a")
    texts = [line(each.get("content") if each.tag == "meta" else _first_text(each)) for each in naming]
    found = joined([named(_without_lead(text)) for text in dict.fromkeys(texts) if text])
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
    whole = named(_without_lead(text))
    if len(parts) == 1:
        return whole or named(parts[0])
    return named(parts[0]) or whole if parts else whole


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


def authors_told(tree: HtmlElement, headline: HtmlElement | None) -> Byline:
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
        if (match := _BY_LINE.match(text)) and (found := named(match["names"])):
            return found
        if (told := byline_of(text)) and told.people:
            return told
        if (
            _NAME_LABEL.match(text)
            and (match := _BEGINS_WITH_NAMES.match(line(element.tail) or ""))
            and (found := named(match["names"]))
        ):
            return found
    return Byline()
