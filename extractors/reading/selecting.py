"""A source's own selectors: what alone is body, and what never is."""

from lxml import etree, html
from lxml.cssselect import CSSSelector, SelectorError


def selected(page: bytes, keep: str | None, drop: str | None) -> bytes:
    """The page with only what `keep` selects in its body, and without what `drop` selects; its head stays.

    Where `keep` selects nothing, as after a change of layout, the whole body stays. Selectors are CSS; one that can't
    be read selects nothing.
    """
    if not keep and not drop:
        return page
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return page
    for node in _found(tree, drop):
        if node.getparent() is not None:
            node.drop_tree()
    kept = _found(tree, keep)
    body = tree.find("body")
    if kept and body is not None:
        _only(body, kept)
    return bytes(html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"))


def is_selector(text: str) -> bool:
    """Whether a CSS selector can be read.

    >>> is_selector("article > p.lead"), is_selector("article >")
    (True, False)
    """
    try:
        CSSSelector(text)
    except (SelectorError, SyntaxError):
        return False
    return True


def _found(tree: html.HtmlElement, selector: str | None) -> list[html.HtmlElement]:
    if not selector or not is_selector(selector):
        return []
    found = CSSSelector(selector)(tree)
    return [node for node in found if isinstance(node, html.HtmlElement)] if isinstance(found, list) else []


def _only(body: html.HtmlElement, kept: list[html.HtmlElement]) -> None:
    """The body holds the outermost of the kept elements, in document order, and nothing else."""
    inside = set(kept)
    outermost = [node for node in kept if not any(parent in inside for parent in node.iterancestors())]
    for node in outermost:
        node.tail = None
    if body in outermost:
        return
    for child in list(body):
        body.remove(child)
    body.text = None
    article = etree.SubElement(body, "article")
    article.extend(outermost)
