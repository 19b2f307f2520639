"""Who wrote a page's article: what it shows beside the headline and what it states, people and agencies apart."""

import re

from lxml.html import HtmlElement

from extractors.reading.bylines import Byline
from extractors.reading.metadata import Metadata, Node, line, name_of, types_of
from extractors.reading.shownauthors import authors_shown, authors_told, joined, named
from extractors.reading.titles import is_of_page

_LABEL = re.compile(r"verfasst|geschrieben|written|escrito|écrit|author|autor|scritto|publicado por", re.IGNORECASE)
_STAFF = re.compile(
    r"\s+(?:staff|team|desk|editors?|newsroom|redaktion|web\s*desk)$|^(?:redacci[oó]n|redaktion)\s+", re.I
)
_ARTICLE = re.compile(r"^(?:the|el|la|le|der|die|das)\s+")
_LEAST_OF_SITE, _MOST_OF_SITE = 5, 0.6  # characters, and share, of a site's name that make a name the site's
_INVERTED = re.compile(r"^([^\s,]+), ([^\s,]+(?: [A-Z]\.)?)$")  # "Doe, Jane"
_SURNAME = (
    r"(?P<surname>(?:(?:de|van|von|der|la|del)\s)*[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)"
    r"(?:,|\s+(?:ist|is|was|war|writes|works|est|es|[-–—|])\s)"
)
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
    """People and agencies that the page names as its authors, best evidence first; `site` is the publisher's name."""
    shown = [_but_site(each, site) for each in authors_shown(tree, headline)]
    shown = [each for each in shown if each]
    best_shown = shown[0] if shown else Byline()
    ways = (
        best_shown if len({each.people for each in shown}) == 1 else Byline(),
        _from_nodes(stated),
        best_shown,
        _from_fields(stated),
        _from_card(stated),
    )
    found = [_but_site(way, site) for way in ways]
    agencies = tuple(dict.fromkeys(agency for way in found[:4] for agency in way.agencies))
    people = next((way.people for way in found if way.people), ())
    people = people or _but_site(authors_told(tree, headline), site).people
    return Byline(people=tuple(_in_full(name, stated) for name in people), agencies=agencies)


def _in_full(name: str, stated: Metadata) -> str:
    """A first name in full where the page's own description of that person begins with it: "Anna Lee is a ..."."""
    if " " in name:
        return name
    told = (line(node.get("description")) for node in stated.nodes if node.get("name") == name)
    found = (re.match(rf"{re.escape(name)} {_SURNAME}", text) for text in told if text)
    return next((f"{name} {match['surname']}" for match in found if match), name)


def _but_site(byline: Byline, site: str | None) -> Byline:
    """A byline without the site's own name or staff: it is the publisher, not a person."""
    own = _squash(site or "")
    people = tuple(name for name in byline.people if not own or not _is_site(name, own))
    return Byline(people=people, agencies=byline.agencies)


def _is_site(name: str, own: str) -> bool:
    if " " not in name and name == name.lower():
        return False  # a blogger's handle may name the blog too
    plain = _squash(name)
    if plain == own:
        return True
    part = _squash(_STAFF.sub("", name))
    return len(part) >= _LEAST_OF_SITE and part in own and (part != plain or len(part) > _MOST_OF_SITE * len(own))


def _squash(name: str) -> str:
    return "".join(char for char in _ARTICLE.sub("", name.casefold()) if char.isalnum())


def _from_nodes(stated: Metadata) -> Byline:
    """The author of the first JSON-LD article that names one, this page's first; organisations only as agencies."""
    articles = sorted(stated.article_nodes(), key=lambda node: not is_of_page(node, stated))
    pages = (node for node in stated.nodes if "WebPage" in types_of(node))
    for node in (*articles, *pages):
        value = node.get("author") or node.get("creator")
        parts = [_of_author(each, stated.by_id) for each in (value if isinstance(value, list) else [value])]
        if found := joined(parts):
            return found
    return Byline()


def _of_author(value: object, by_id: dict[str, Node]) -> Byline:
    if isinstance(value, dict) and "name" not in value:
        value = by_id.get(str(value.get("@id")), value)
    names = value.get("name") if isinstance(value, dict) else None
    listed = names if isinstance(names, list) else [value]
    found = joined([named(name_of(each, by_id)) for each in listed])
    is_body = isinstance(value, dict) and any("Organi" in kind for kind in types_of(value))
    return Byline(agencies=found.agencies) if is_body else found


def _from_fields(stated: Metadata) -> Byline:
    for field in _FIELDS:
        contents = (_INVERTED.sub(r"\2 \1", each) for each in stated.meta.get(field, ()))
        if found := joined([named(content) for content in contents]):
            return found
    return Byline()


def _from_card(stated: Metadata) -> Byline:
    """The author of a Twitter card: its labels, or a creator that is no handle."""
    for number in ("1", "2"):
        label = stated.first(f"twitter:label{number}")
        if label and _LABEL.search(label):
            return named(stated.first(f"twitter:data{number}"))
    return named(stated.first("twitter:creator"))
