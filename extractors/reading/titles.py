"""The headline of a page: what it shows and what it states reconciled, without site names and section labels.

The visible headline wins; it is known among the page's headings by its likeness to what the page states as its title.
Where one contains the other, the longer one carries a kicker or a site name, and the shorter one is the headline.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractors.reading.metadata import Metadata, Node, line

_SEPARATOR = re.compile(r"\s+[-–—|·•»«:/~>]+\s+|\s*[|»•·]\s*|\s+[–—]|[–—]\s+|[-_](?=[\u4e00-\u9fff]{2,8}$)")
_HEADLINE_CLASS = re.compile(
    r"headline|(?:entry|post|article|story|page|node|news)[-_]{0,2}(?:title|head)|^title$|titre|titulo|c-title",
    re.IGNORECASE,
)
_NOT_HEADLINE = re.compile(
    r"widget|site[-_]?(?:title|name|logo)|logo|screen-reader|assistive|visually-hidden|sr-only|aural|noscreen|modal|comment|related|teaser|footer|nav|menu|sidebar|cookie|newsletter",
    re.IGNORECASE,
)
_FEWEST_SHARED = 0.5  # share of the shorter one's words that two wordings of one headline have in common
_COVERED = 0.4  # share of a part that a site's name must cover to make the part a site's name
_GENERIC = frozenset(
    {
        "blogarchive",
        "blogarchiv",
        "home",
        "homepage",
        "startseite",
        "inicio",
        "accueil",
        "news",
        "blog",
        "forum",
        "artikel",
        "article",
    }
)
_KICKER = re.compile(
    r"kicker|overline|top-?line|dachzeile|roof-?line|eyebrow|pre-?title|super-?title|strap-?line|volanta|over-?title|surtitre|spitzmarke",
    re.IGNORECASE,
)
_DATE_AROUND = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s*[-–—|:]\s*|\s*[-–—|]\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A page's headline and the heading that shows it, if any."""

    text: str | None
    element: HtmlElement | None


def headline_of(tree: HtmlElement, stated: Metadata, publisher: str | None, url: str | None) -> Headline:
    """The page's headline."""
    names = _site_names(stated, publisher, url)
    site = names | _kickers(tree)
    claims = [without_site(claim, site) for claim in _claims(stated)]
    claims = [claim for claim in dict.fromkeys(claims) if claim and _squash(claim) not in names]
    headings = _headings(tree)
    best: tuple[float, str, HtmlElement] | None = None
    for element, text in headings:
        likeness = max((_likeness(text, claim) - _overlong(text, claim) for claim in claims), default=0.0)
        bonus = (0.2 if element.tag == "h1" else 0.0) + (0.1 if _HEADLINE_CLASS.search(_names(element)) else 0.0)
        if likeness >= _FEWEST_SHARED and (best is None or likeness + bonus > best[0]):
            best = (likeness + bonus, text, element)
    if best is not None:
        core = _core(_bare(best[2], best[1], claims), claims)
        return Headline(text=_in_full(without_site(core, site) or core, claims), element=best[2])
    alone = _lone_heading(headings, site)
    if alone is not None and (not claims or not _is_statement(claims[0])):
        return Headline(text=alone[1], element=alone[0])
    if alone is not None and len(_words(alone[1])) >= 4 and _HEADLINE_CLASS.search(_names(alone[0])):
        return Headline(text=alone[1], element=alone[0])
    only_title = len(claims) == 1 and stated.title_element and claims[0] == without_site(stated.title_element, site)
    stated_title = _without_tail(claims[0]) if only_title else next(iter(claims), None)
    return Headline(text=_in_full(stated_title, claims), element=alone[0] if alone else None)


def _in_full(title: str | None, claims: list[str]) -> str | None:
    """A title that is cut off ("Ministers meet in ...") as another statement has it whole."""
    if title is None or not title.endswith(("…", "...")):
        return title
    begun = title.rstrip(".… ")
    return next((claim for claim in claims if claim.startswith(begun) and not claim.endswith(("…", "..."))), title)


def _without_tail(title: str) -> str:
    """A `title` element without its last parts, which most often name the site, where nothing else tells."""
    spans = list(_SEPARATOR.finditer(title))
    for match in spans:
        if "|" in match[0] and len(title[: match.start()]) >= 15:
            return title[: match.start()].strip()
    if spans and len(title[spans[-1].end() :].split()) <= 4 and len(title[: spans[-1].start()]) >= 15:
        return title[: spans[-1].start()].strip()
    return title


def site_in_title(stated: Metadata, headline: str | None) -> str | None:
    """The site's name where the page's `title` is the headline, a mark and a short name."""
    whole = stated.title_element
    if not whole or not headline or not whole.startswith(headline):
        return None
    match = _SEPARATOR.match(whole[len(headline) :])
    name = whole[len(headline) + match.end() :].strip() if match else ""
    return name if 0 < len(name.split()) <= 5 and not _SEPARATOR.search(name) else None


def _claims(stated: Metadata) -> Iterable[str]:
    """What the page states as its title, most telling first."""
    for node in stated.article_nodes():
        if (headline := line(node.get("headline"))) and _near_any(headline, stated):
            yield headline
    names = (
        "og:title",
        "twitter:title",
        "headline",
        "citation_title",
        "dc.title",
        "parsely-title",
        "sailthru.title",
        "title",
    )
    for name in names:
        yield from stated.meta.get(name, ())[:1]
    if stated.title_element:
        yield stated.title_element


def _near_any(headline: str, stated: Metadata) -> bool:
    """Whether a JSON-LD headline is this page's: lists of other articles stand in JSON-LD too."""
    others = [text for text in (stated.first("og:title", "twitter:title"), stated.title_element) if text]
    return not others or max(_likeness(headline, other) for other in others) >= _FEWEST_SHARED


def is_of_page(node: Node, stated: Metadata) -> bool:
    """Whether a JSON-LD article is the page's own; one without a headline may be."""
    headline = line(node.get("headline"))
    return headline is None or _near_any(headline, stated)


def _site_names(stated: Metadata, publisher: str | None, url: str | None) -> frozenset[str]:
    names = {name for name in (publisher, stated.first("og:site_name", "application-name", "twitter:site")) if name}
    address = url or stated.first("og:url")
    try:
        host = urlsplit(address).hostname if address else None
    except ValueError:
        host = None
    if host:
        labels = [label for label in host.split(".") if label not in ("www", "m", "amp")]
        names |= {".".join(labels), *(label for label in labels[:-1] if len(label) > 3)}
    return frozenset(squashed for name in names if len(squashed := _squash(name)) > 2)


def without_site(title: str, site: frozenset[str]) -> str:
    """A title without the site's name at either end.

    >>> without_site("Ministers meet in Oslo - The Oslo Post", frozenset({"theoslopost"}))
    'Ministers meet in Oslo'
    """
    spans = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    start, end = 0, len(title)
    for (_, left), (right, _) in pairwise(spans):
        if _squash(title[left:right]) in site:  # what follows the site's name is its motto
            end = right
            break
    for left, right in reversed(spans):
        tail = title[right:end]
        if left > start and _is_site(tail, site):
            end = left
    for left, right in spans:
        if right < end and _is_site(title[start:left], site):
            start = right
    return _DATE_AROUND.sub("", title[start:end].strip(" -–—|·•»:")) or title


def _is_site(part: str, site: frozenset[str]) -> bool:
    plain = _squash(part)
    if not plain or plain in _GENERIC or plain in site:
        return True
    if len(part.split()) > 8:
        return False
    covering = (name for name in site if len(name) >= 4 and (name in plain or plain in name))
    return len(plain) >= 3 and any(min(len(name), len(plain)) >= _COVERED * len(plain) for name in covering)


def _headings(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    found = []
    for element in tree.iter("h1", "h2", "h3", "div", "p", "span", "header"):
        names = _names(element)
        is_headline = element.tag == "h1" or element.get("itemprop") == "headline" or _HEADLINE_CLASS.search(names)
        if not is_headline or (_NOT_HEADLINE.search(names) and element.tag != "h1"):
            continue
        text = line(_text(element))
        if text and len(text) <= 300 and not _NOT_HEADLINE.search(names):
            found.append((element, text))
        if len(found) > 80:
            break
    return found


def _text(element: HtmlElement) -> str:
    """The text of a heading, its parts set apart: a kicker's element must not run into the headline."""
    return " ".join(part for part in element.itertext() if part.strip())


def _bare(element: HtmlElement, text: str, claims: list[str]) -> str:
    """A heading's text without what its inner elements add (a date, a deck, a count), where the page states it so."""
    if len(element) == 0:
        return text
    parts = [element.text or "", *(child.tail or "" for child in element)]
    own = line(" ".join(part for part in parts if part.strip()))
    stated = {_squash(claim) for claim in claims}
    return own if own and _squash(own) in stated and _squash(text) not in stated else text


def _kickers(tree: HtmlElement) -> frozenset[str]:
    """What stands as a line above a headline, squashed."""
    found: set[str] = set()
    for element in tree.iter("span", "div", "p", "h1", "h2", "h3", "h4", "h5", "strong", "a"):
        if _KICKER.search(element.get("class") or "") and (text := line(_text(element))) and 3 <= len(text) <= 60:
            found.add(_squash(text))
        if len(found) > 30:
            break
    return frozenset(found)


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _core(shown: str, claims: list[str]) -> str:
    """The shorter of two wordings where one is an end of the other: what is over is a kicker, a date or a site."""
    folded = shown.casefold()
    for claim in claims:
        at = folded.find(claim.casefold())
        if at < 0 or len(claim) == len(shown) or len(_squash(claim)) < max(12, 0.35 * len(_squash(shown))):
            continue
        before, after = shown[:at].rstrip(), shown[at + len(claim) :]
        if after and not _SEPARATOR.match(after):
            continue
        if not before or before[-1] in "|/»•·-–—" or (before[-1].isalnum() and shown[at - 1].isspace()):
            return shown[at : at + len(claim)]
    return shown


def _lone_heading(headings: list[tuple[HtmlElement, str]], site: frozenset[str]) -> tuple[HtmlElement, str] | None:
    own = [(element, text) for element, text in headings if element.tag == "h1" and not _is_site(text, site)]
    return own[0] if len(own) == 1 else None


def _is_statement(claim: str) -> bool:
    """Whether a stated title says something, rather than naming a site or section."""
    return len(_words(claim)) >= 3


def _likeness(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else float(_squash(one) == _squash(other) != "")


def _overlong(shown: str, claim: str) -> float:
    """What a heading loses for holding more than the claim."""
    return min(0.4, max(0, len(shown) - len(claim)) / (4 * len(shown)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _squash(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
