"""A page's tree made ready for reading: captions, frames, hidden parts and other articles cut, layout tables undone."""

import re

from lxml.html import HtmlElement

from extractors.reading.blocks import cut_captions, cut_frames, squashed

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_HIDDEN, _LONGEST_HIDDEN = 0.3, 400  # share of the page's text, and characters: more is opened by a click
_LEAST_OWN = 300  # characters of paragraphs that tell an article apart from a teaser
_LAYS_OUT, _RUNNING = 400, 80  # characters of a cell's paragraphs, and of each that counts
_CELLS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_FEWEST_QUOTED, _MOST_QUOTED = 5, 60  # words of a pull quote
_QUOTED = re.compile(r"^[\"“„«‘]|[.!?…][\"”“’»]?$")  # headings are neither quotes nor sentences


def prepare(tree: HtmlElement, headline: HtmlElement | None) -> None:
    """Cuts and mends the tree in place."""
    cut_captions(tree)
    _cut_hidden(tree)
    _cut_other_articles(tree, headline)
    _undo_layout_tables(tree)
    cut_frames(tree)


def without_pull_quotes(paragraphs: list[str]) -> list[str]:
    """The paragraphs without short ones that only repeat words of another one, as quotes set large do.

    >>> without_pull_quotes(["He said that all of us would gain.", "“All of us would gain”", "They left."])
    ['He said that all of us would gain.', 'They left.']
    """
    plain = [squashed(paragraph) for paragraph in paragraphs]
    found = []
    for number, paragraph in enumerate(paragraphs):
        fits = _FEWEST_QUOTED <= len(paragraph.split()) <= _MOST_QUOTED and _QUOTED.search(paragraph)
        if not fits or not any(len(other) > len(plain[number]) and plain[number] in other for other in plain):
            found.append(paragraph)
    return found


def _cut_hidden(tree: HtmlElement) -> None:
    most = min(_LONGEST_HIDDEN, _MOST_HIDDEN * len(tree.text_content()))
    for element in tree.xpath("//body//*[(@hidden or @style) and not(self::tr or self::td or self::li)]"):
        hides = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if hides and element.getparent() is not None and len(element.text_content()) <= most:
            element.drop_tree()


def _cut_other_articles(tree: HtmlElement, headline: HtmlElement | None) -> None:
    """Cuts articles with a heading of their own that stand beside the one that holds the headline and a text."""
    own = next(headline.iterancestors("article"), None) if headline is not None else None
    if own is None or sum(len(each.text_content()) for each in own.iter("p")) < _LEAST_OWN:
        return
    around = {own, *own.iterancestors()}
    for other in list(tree.iter("article")):
        if other in around or own in other.iterancestors() or other.getparent() is None:
            continue
        if any(True for _ in other.iter("h1", "h2", "h3", "h4")):
            other.drop_tree()


def _undo_layout_tables(tree: HtmlElement) -> None:
    """Makes blocks of tables that lay out the page, innermost text and all."""
    for table in list(tree.iter("table")):
        if any(_lays_out(cell) for cell in table.iter("td")):
            for element in list(table.iter(*_CELLS)):
                element.tag = "div"


def _lays_out(cell: HtmlElement) -> bool:
    if any(True for _ in cell.iter("h1", "article")):
        return True
    lengths = [length for each in cell.iter("p") if (length := len(each.text_content())) >= _RUNNING]
    return len(lengths) > 1 and sum(lengths) >= _LAYS_OUT
