"""The way back from cleaned text to the raw document: which characters of the source a span was read from.

Cleaning cuts, joins and repairs but never reorders within a paragraph, so the words of both are paired by runs of three
words in order, and what was repaired in between lies between its neighbours. Nothing is computed until it is asked for.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from domain.documents import RawDocument
from domain.rejects import Rejected
from domain.spans import Span
from extractors.reading.decoding import decoded

_WORD = re.compile(r"\w+")
_RUN = 3  # words
_AHEAD = 4  # words of the source that mark-up or repair may put between two words of the text


@dataclass(frozen=True, slots=True)
class Origin:
    """Pairs of word starts and ends: of the cleaned text, and of the source they were read from."""

    text_starts: tuple[int, ...]
    text_ends: tuple[int, ...]
    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]

    def source_span(self, span: Span) -> Span | None:
        """The characters of the source from the span's first paired word to its last; None where it has none."""
        first = bisect_left(self.text_ends, span.start + 1)
        last = bisect_left(self.text_starts, span.end) - 1
        if first > last:
            return None
        start, end = self.source_starts[first], self.source_ends[last]
        return Span(start=start, end=end) if start < end else None


def origin_of(text: str, raw: RawDocument) -> Origin:
    """The way back from an article's cleaned text to the characters of its decoded raw document."""
    source = decoded(raw)
    return paired(text, "" if isinstance(source, Rejected) else source)


def _repaired(word: str) -> str:
    """A word of the source without ligatures, as repair leaves it."""
    return word if word.isascii() else unicodedata.normalize("NFKC", word)


def paired(text: str, source: str) -> Origin:
    """The way back from a text to the source that it was made from.

    >>> way = paired("The talks failed in Oslo.", "<p>date 2024-05-02 The talks failed in <b>Oslo</b>.")
    >>> way.source_span(Span(start=4, end=9))
    Span(start=23, end=28)
    """
    ours = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    theirs = [(_repaired(match[0]), match.start(), match.end()) for match in _WORD.finditer(source)]
    runs: dict[tuple[str, ...], list[int]] = {}
    for number in range(len(theirs)):
        runs.setdefault(tuple(word for word, _, _ in theirs[number : number + _RUN]), []).append(number)
    pairs: list[tuple[int, int]] = []
    at = 0
    for number, (word, _, _) in enumerate(ours):
        near = next((step for step in range(_AHEAD) if at + step < len(theirs) and theirs[at + step][0] == word), None)
        if near is not None and pairs and pairs[-1][0] == number - 1:
            pairs.append((number, at + near))
            at += near + 1
            continue
        places = runs.get(tuple(each for each, _, _ in ours[number : number + _RUN]), [])
        place = bisect_left(places, at)
        if place < len(places):
            pairs.append((number, places[place]))
            at = places[place] + 1
    return Origin(
        text_starts=tuple(ours[one][1] for one, _ in pairs),
        text_ends=tuple(ours[one][2] for one, _ in pairs),
        source_starts=tuple(theirs[other][1] for _, other in pairs),
        source_ends=tuple(theirs[other][2] for _, other in pairs),
    )
