"""Chrome that one source repeats across its articles: learned from counts, cut with evidence, also after the fact.

How it is meant to be used, by whoever keeps the database:

1. When an article is stored, count its `line_keys(article.text)` for its source: one for each key, once an article, and
   not for copies of an article that is already counted.
2. `learned_chrome(counts, articles)` are the keys that the source repeats: recompute them when counts change.
3. Before an article of that source is parsed, `without_learned(article, keys)` gives it without those lines, each kept
   as furniture of kind "learned". An article without such lines is returned as it is, the same object.
4. When a key newly becomes learned, the source's earlier articles that hold it are cleaned again in the same way: the
   article keeps its `article_id` and gets the `version_id` of its new text, so the old version's facts are superseded.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from domain.documents import Article, Furniture, FurnitureKind
from domain.identifiers import content_id
from domain.spans import Span
from extractors.reading.body import PARAGRAPH_BREAK

FEWEST_ARTICLES = 5
LEAST_SHARE = 0.2  # of a source's articles that hold a line, for it to be chrome ...
MANY_ARTICLES = 20  # ... or this many of them, whatever their share: a section's own lines
_SHORT = 80  # characters: below this a line without a full stop may be chrome wherever it stands
_LONGEST = 300
_FIRST, _LAST = 2, 5  # paragraphs at the two ends in which whole sentences may be chrome too
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


def line_keys(text: str) -> tuple[str, ...]:
    """The keys of a cleaned text's lines that could be chrome, in order, each once.

    Short lines without a full stop count wherever they stand, sentences only at the two ends: the background sentences
    that wires repeat inside their stories are body text.

    >>> line_keys("The ministers met for two long hours in Oslo.\\n\\nWatch our show at 9\\n\\nThey parted.")[1]
    'watch our show at 0'
    """
    parts = text.split(PARAGRAPH_BREAK)
    return tuple(dict.fromkeys(_key(part) for number, part in enumerate(parts) if _eligible(part, number, len(parts))))


def learned_chrome(counts: Mapping[str, int], articles: int) -> frozenset[str]:
    """The keys that are chrome, of how many of a source's `articles` hold each key.

    >>> learned_chrome({"watch our show": 6, "they parted": 2}, articles=10)
    frozenset({'watch our show'})
    """
    return frozenset(
        key
        for key, count in counts.items()
        if count >= FEWEST_ARTICLES and (count >= LEAST_SHARE * articles or count >= MANY_ARTICLES)
    )


def without_learned(article: Article, keys: Collection[str]) -> Article:
    """The article without the lines that its source repeats; never without all of its lines."""
    parts = article.text.split(PARAGRAPH_BREAK)
    cut = [_eligible(part, number, len(parts)) and _key(part) in keys for number, part in enumerate(parts)]
    if not any(cut) or all(cut):
        return article
    kept = [part for part, is_cut in zip(parts, cut, strict=True) if not is_cut]
    pieces = tuple(
        Furniture(kind=FurnitureKind.LEARNED, text=part, rule="line that its source repeats")
        for part, is_cut in zip(parts, cut, strict=True)
        if is_cut
    )
    text = PARAGRAPH_BREAK.join(kept)
    return replace(
        article,
        text=text,
        version_id=content_id("ver", article.article_id, article.title, text),
        furniture=(*article.furniture, *pieces),
        quoted_spans=_moved(article.quoted_spans, parts, cut),
    )


def _eligible(part: str, number: int, count: int) -> bool:
    if len(part) > _LONGEST:
        return False
    at_end = number < _FIRST or number >= count - _LAST
    return at_end or (len(part) <= _SHORT and not _SENTENCE_END.search(part))


def _key(part: str) -> str:
    """A line's words, numbers alike: "3 comments" and "12 comments" are one line."""
    return " ".join(re.findall(r"\w+", _NUMBER.sub("0", part.casefold())))


def _moved(spans: tuple[Span, ...], parts: list[str], cut: list[bool]) -> tuple[Span, ...]:
    """Spans of whole paragraphs after some paragraphs were cut."""
    found: list[Span] = []
    start = shift = 0
    for part, is_cut in zip(parts, cut, strict=True):
        width = len(part) + len(PARAGRAPH_BREAK)
        if is_cut:
            shift += width
        else:
            inside = (span for span in spans if start <= span.start < start + width)
            found.extend(Span(start=span.start - shift, end=span.end - shift) for span in inside)
        start += width
    return tuple(found)
