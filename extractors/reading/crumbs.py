"""The section that a page's breadcrumbs name."""

from lxml.html import HtmlElement

from extractors.reading.metadata import Metadata, Node, line, types_of

_HOME = frozenset(
    "home homepage start startseite inicio portada accueil news nachrichten noticias actualité actualités main".split()
)
_LONGEST = 40  # characters of a section's name
_CRUMBS = './/*[contains(@class, "breadcrumb") or contains(@id, "breadcrumb") or contains(@class, "Breadcrumb")]'


def section_in_crumbs(tree: HtmlElement, stated: Metadata, headline: str | None) -> str | None:
    """The first step below the front page; None where the page has no breadcrumbs."""
    lists = [node for node in stated.nodes if "BreadcrumbList" in types_of(node)]
    ways = [_steps(node) for node in lists] or [_shown(tree)]
    for steps in ways:
        for step in steps:
            if step.casefold() not in _HOME and len(step) <= _LONGEST and step != headline:
                return step
    return None


def _steps(node: Node) -> list[str]:
    """The names of a JSON-LD list but for the last where it is the page itself."""
    items = node.get("itemListElement")
    found = []
    for each in items if isinstance(items, list) else ():
        item = each.get("item") if isinstance(each, dict) else None
        name = line(each.get("name")) if isinstance(each, dict) else None
        name = name or (line(item.get("name")) if isinstance(item, dict) else None)
        found += [name] if name else []
    return found


def _shown(tree: HtmlElement) -> list[str]:
    crumbs = tree.xpath(_CRUMBS)
    links = crumbs[0].iter("a") if crumbs else ()
    return [text for link in links if (text := line(link.text_content()))]
