"""Parts of a page around its running text: frames that are cut before reading, captions, leads and block quotations."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.reading.metadata import line

_FRAME = re.compile(
    r"(?:^|[\s_-])(?:sharedaddy|sd-block|sd-title|sharing|share(?:-?(?:bar|buttons?|links?|box|tools?))?|social(?:-?(?:media|share|links?|bar|icons?))?|"
    r"addtoany|newsletter(?:-?\w+)?|related(?:-?\w+)?|recommend(?:ed|ations?)?|outbrain|taboola|"
    r"comments?(?:-?(?:area|list|form|section|respond))?|respond|disqus|author-?(?:box|bio|info|card)|cookies?(?:-?\w+)?|consent|advert(?:isement|ising)?|ad-?(?:slot|box|label)|"
    r"breadcrumbs?|tags?(?:-?(?:list|links|cloud))?|article-?tags|image-box|photo-?credit|image-?credit|copyright|print-?(?:only|hidden)|read-?(?:more|next|also)|most-?read|"
    r"post-?(?:navigation|nav|tags)|pagination|wp-caption-text|toc|table-of-contents|screen-reader-text|visually-?hidden|sr-only|promo|newsletter-promo|jp-post-flair|pull-?quote)(?=$|[\s_])",
    re.IGNORECASE,
)
_MOST_SHARE = 0.3  # of the page's text that a frame may hold and still be cut
_MOST_RUNNING = 400  # characters of paragraphs: a frame that holds more may hold the article
_LEAST_PARAGRAPH = 40  # characters
_CAPTION_CLASS = re.compile(r"caption|bildunterschrift|legende|pie-de-foto|epigrafe|image-text", re.IGNORECASE)
_NOT_LEAD = re.compile(
    r"related|teaser-list|(?<!no-)(?<!has-)(?<!with-)(?<!without-)sidebar|(?<!elementor-)widget|footer|comment|caption|breadcrumb|author|byline|meta\b|newsletter|promo|cookie|consent|social|share|banner|advert|nav|tags|menu|premium|paywall|signup|rating",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LEAD_TAIL = re.compile(r"\s+(?:Von|By|Por|Par|Text:|mehr|more|weiterlesen)\s+[A-ZÀ-Þ][^.!?]{2,60}$")
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line)?|lead|lede|dek|deck|intro(?:-?text)?|excerpt|summary|vorspann|bajada"
    r"|sumario|chapo|entradilla|catenaccio|description)(?=$|[\s_-])",
    re.IGNORECASE,
)
_LEAST_LEAD, _MOST_LEAD = 60, 900  # characters
_BLOCKS = ("p", "div", "h2", "h3", "h4", "strong", "span", "section", "em")
_INNER_BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "table", "section", "article", "figure", "blockquote", "form", "h1", "h2", "h3", "h4")
)


def cut_frames(tree: HtmlElement) -> None:
    """Cuts what the page's own class names call sharing, related, comments and the like out of the tree."""
    whole = max(1, len(tree.text_content()))
    for element in list(
        tree.iter(
            "div", "section", "aside", "ul", "ol", "p", "span", "nav", "form", "h2", "h3", "h4", "footer", "blockquote"
        )
    ):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names == " " or element.getparent() is None or not _FRAME.search(names):
            continue
        if len(element.text_content()) <= _MOST_SHARE * whole and _running_text(element) < _MOST_RUNNING:
            element.drop_tree()


def _running_text(element: HtmlElement) -> int:
    """Characters of an element's paragraphs outside links."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p")) - linked


def captions_in(tree: HtmlElement, headline: HtmlElement | None) -> tuple[str, ...]:
    """Captions of the figures that stand with the article, in page order."""
    around = set(headline.iterancestors()) if headline is not None else set()
    found: list[str] = []
    for element in tree.iter("figcaption", "p", "div", "span"):
        if element.tag != "figcaption" and not _CAPTION_CLASS.search(element.get("class") or ""):
            continue
        text = line(" ".join(part for part in element.itertext() if part.strip()))
        if (
            text
            and 12 <= len(text) <= 600
            and _stands_with_article(element, around)
            and not any(text in other for other in found)
        ):
            found.append(text)
    return tuple(found)


def _stands_with_article(element: HtmlElement, around: set[HtmlElement]) -> bool:
    for parent in element.iterancestors():
        if parent in around or parent.tag in ("article", "main"):
            return True
        if parent.tag in ("aside", "footer", "nav", "a") or _NOT_LEAD.search(parent.get("class") or ""):
            return False
    return not around


def cut_captions(tree: HtmlElement) -> None:
    """Cuts figure captions out of the tree: they stand apart from the body."""
    for element in list(tree.iter("figcaption")):
        if element.getparent() is not None:
            element.drop_tree()


def densest_text(tree: HtmlElement, headline: HtmlElement | None) -> str:
    """The running text of the element that holds most paragraph text: a plain second opinion on short readings."""
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    weights: dict[HtmlElement, float] = {}
    for paragraph in tree.iter("p"):
        own = _own_length(paragraph)
        parent = paragraph.getparent()
        if own < _LEAST_PARAGRAPH or parent is None or _in_frame(paragraph, around):
            continue
        for share, holder in zip((1.0, 0.6, 0.3), _ancestors(parent), strict=False):
            weights[holder] = weights.get(holder, 0.0) + own * share
    if not weights:
        return ""
    densest = max(weights, key=lambda holder: weights[holder])
    parts = (
        element
        for element in densest.iter("p", "h2", "h3", "li")
        if _own_length(element) > 0 and not _in_frame(element, around)
    )
    texts = (line(" ".join(piece for piece in part.itertext() if piece.strip())) for part in parts)
    return "\n\n".join(text for text in texts if text)


def _own_length(element: HtmlElement) -> int:
    text = len(element.text_content().strip())
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return text if linked < 0.5 * text else 0


def _ancestors(element: HtmlElement) -> Iterable[HtmlElement]:
    yield element
    yield from element.iterancestors("div", "section", "article", "main", "td")


def _in_frame(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether an element stands in the page's frame; what holds the headline too (`around`) is no frame."""
    for parent in (element, *element.iterancestors()):
        if parent in around or parent.tag in ("body", "html"):
            return False
        if parent.tag in ("aside", "footer", "nav", "form", "figure") or _NOT_LEAD.search(parent.get("class") or ""):
            return True
    return False


def leads_of(tree: HtmlElement, headline: HtmlElement | None, body: str) -> list[str]:
    """The lead paragraphs between headline and body that the body does not hold; at most two."""
    if headline is None or not body:
        return []
    opening = _squash(body[:400])[:40]
    whole = _squash(body)
    found: list[str] = []
    after = False
    for element in tree.iter(*_BLOCKS, "h1"):
        if element is headline:
            after = True
            continue
        if not after or headline in element.iterancestors():
            continue
        text = line(" ".join(part for part in element.itertext() if part.strip()))
        if not text:
            continue
        squashed = _squash(text)
        if opening and opening in squashed and (len(text) <= _MOST_LEAD or not _holds_blocks(element)):
            return found if _squash(found[-1] if found else "") not in squashed else found[:-1]
        if _is_lead(element, text) and squashed not in whole and not any(squashed in _squash(other) for other in found):
            found.append(_LEAD_TAIL.sub("", text))
            if len(found) == 2:
                break
    return found if opening else []


def _is_lead(element: HtmlElement, text: str) -> bool:
    if (
        not _LEAST_LEAD <= len(text) <= _MOST_LEAD
        or not (_ENDS.search(_LEAD_TAIL.sub("", text)) or _LEAD_CLASS.search(element.get("class") or ""))
        or _holds_blocks(element)
    ):
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    if linked > 0.4 * len(text):
        return False
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("figure", "figcaption", "aside", "nav", "footer", "form", "a", "li", "button"):
            return False
        if parent.tag in ("article", "main", "body"):
            return True
        if _NOT_LEAD.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return False
    return True


def _holds_blocks(element: HtmlElement) -> bool:
    return any(child.tag in _INNER_BLOCKS for child in element)


def quotations_in(tree: HtmlElement) -> frozenset[str]:
    """The paragraphs of block quotations, squashed."""
    found: set[str] = set()
    for quote in tree.iter("blockquote"):
        parts: Iterable[HtmlElement] = list(quote.iter("p")) or [quote]
        found |= {_squash(part.text_content()) for part in parts}
    return frozenset(text for text in found if len(text) > 20)


def squashed(text: str) -> str:
    """Letters and digits alone, for comparing texts of different layout."""
    return _squash(text)


def _squash(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
