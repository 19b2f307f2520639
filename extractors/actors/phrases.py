"""Finding phrases of a big lexicon in the tokens of a `Doc`: one dictionary step a token."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from extractors.actors.names import folded

Value = TypeVar("Value")

_PIECE = re.compile(r"'s\b|[^\s\-–]+")
_LONGEST_ACRONYM = 6
_SHORT = 4  # letters of acronyms with small letters among them
_END = "\x00"  # no word is it
HYPHENS = frozenset("-–—")


class Case(IntEnum):
    """How a phrase must be written in the text."""

    ANY = 0
    CAPITAL = 1  # its first word begins with a capital
    UPPER = 2  # an acronym: written in capitals only
    MIXED = 3  # an acronym such as "LeT": two capitals at least


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """Tokens [start, end) are a phrase of the lexicon."""

    start: int
    end: int
    values: tuple[Value, ...]


class PhraseTable(Generic[Value]):
    """Phrases, word by word in nested dictionaries; hyphens between words don't count.

    >>> table = PhraseTable[str]()
    >>> table.add("non-aligned movement", "igo:nam")
    >>> words = "the Non - Aligned Movement met".split()
    >>> table.at([folded(word) for word in words], words, 1)
    Match(start=1, end=5, values=('igo:nam',))
    """

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, phrase: str, value: Value, *, case: Case = Case.ANY) -> None:
        """Adds one value under one phrase; the same pair twice counts once."""
        node = self._root
        for word in phrase_words(phrase):
            node = node.setdefault(word, {})
        held = node.setdefault(_END, [])
        if (case, value) not in held:
            held.append((case, value))

    def starts(self, word: str) -> bool:
        return word in self._root

    def at(
        self, keys: Sequence[str], texts: Sequence[str], start: int, limit: int | None = None
    ) -> Match[Value] | None:
        """The longest phrase that begins at token `start` and ends by `limit`; `keys` are the folded `texts`."""
        node = self._root.get(keys[start])
        if node is None:
            return None
        found: Match[Value] | None = None
        place, last = start + 1, len(keys) if limit is None else limit
        while True:
            if _END in node:
                values = tuple(v for case, v in node[_END] if is_written(texts[start:place], case))
                if values:
                    found = Match(start, place, values)
            if place < last and (not keys[place] or texts[place] in HYPHENS):
                place += 1  # hyphens and apostrophes don't count: "Workers' Party"
            if place >= last:
                return found
            node = node.get(keys[place])
            if node is None:
                return found
            place += 1

    def get(self, phrase: str) -> tuple[Value, ...]:
        """What is held under the whole phrase."""
        node: dict[str, Any] = self._root
        for word in phrase_words(phrase):
            if word not in node:
                return ()
            node = node[word]
        return tuple(value for _, value in node.get(_END, ()))


def phrase_words(phrase: str) -> Iterable[str]:
    """The folded words of a phrase, as the parser would part them.

    >>> list(phrase_words("Prime Minister's-Office"))
    ['prime', 'minister', 's', 'office']
    """
    return [word for piece in _PIECE.findall(phrase.replace("’", "'").replace("'s", " 's")) if (word := folded(piece))]


def is_written(texts: Sequence[str], case: Case) -> bool:
    if case is Case.ANY:
        return True
    if case is Case.MIXED:
        return sum(char.isupper() for char in texts[0]) > 1
    if case is Case.UPPER:
        return all(text.replace(".", "").isupper() for text in texts if text not in HYPHENS)
    return texts[0][:1].isupper() or (len(texts) > 1 and texts[-1][:1].isupper())


def case_of(name: str) -> Case:
    """How a name of the gazetteer must be written: acronyms in capitals, the rest with one.

    >>> case_of("UN"), case_of("Hamas"), case_of("foreign ministry")
    (<Case.UPPER: 2>, <Case.CAPITAL: 1>, <Case.ANY: 0>)
    """
    bare = name.replace(".", "").replace("-", "")
    if len(bare) <= _LONGEST_ACRONYM and bare.isupper():
        return Case.UPPER
    if len(bare) <= _SHORT and sum(char.isupper() for char in bare) > 1:
        return Case.MIXED
    return Case.CAPITAL if any(char.isupper() for char in name) else Case.ANY
