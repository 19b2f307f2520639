"""The paragraphs of a part of a page, block by block: for small pages that are nothing but their article."""

import re

from lxml.html import HtmlElement

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main ol p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
)
_SKIPPED = frozenset(
    "figure figcaption form nav script style template noscript button select textarea svg iframe audio video".split()
)
_NOTHING_ELSE = 0.85  # of the visible text: a page of which one article holds this much is that article


def bare_article(tree: HtmlElement) -> HtmlElement | None:
    """The one article element of a plain page that holds little else, as feeds and archives give them; None on others.

    A page with style sheets, navigation or forms is a site's page, whatever it holds.
    """
    found = tree.findall(".//article")
    body = tree.find(".//body")
    styled = any((link.get("rel") or "").casefold() == "stylesheet" for link in tree.iter("link"))
    if len(found) != 1 or body is None or styled or tree.find(".//nav") is not None or tree.find(".//form") is not None:
        return None
    whole, own = len("".join(body.text_content().split())), len("".join(found[0].text_content().split()))
    return found[0] if own >= _NOTHING_ELSE * whole > 0 else None


def paragraphs_in(element: HtmlElement) -> list[str]:
    """The texts of an element's blocks, in order, each on one line; two line breaks part paragraphs, one does not."""
    pieces: list[str] = []
    _walk(element, pieces)
    blocks = re.split(r"\x00+|(?:[ \t]*\x01[ \t\n]*){2,}", "".join(pieces))
    return [text for block in blocks if (text := " ".join(block.replace("\x01", " ").split()))]


def _walk(element: HtmlElement, pieces: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED or not tag:
        pieces.append((element.tail or "") if tag in _SKIPPED or not tag else "")
        return
    is_block = tag in _BLOCKS
    pieces.append("\x00" if is_block else "\x01" if tag == "br" else "")
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces)
    pieces.append("\x00" if is_block else "")
    pieces.append(element.tail or "")
