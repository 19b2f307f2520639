"""Patterns over token classes: how a grammar file's rules become regular expressions that run at C speed.

Every token is one character: its class, which stands for the set of categories that the token has (a "7" is a number
and a day of the month; "second" an ordinal and a unit). A pattern such as `m:MONTH d:DAYNUM (',' y:YEAR)?` is compiled
into a regular expression over these characters, and tried only where a token's class can start it.

    pattern  = choice
    choice   = sequence ("|" sequence)*
    sequence = item*
    item     = [name ":"] (CATEGORY | MACRO | 'literal' | "(" choice ")") ["?" | "*"]
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PIECE = re.compile(
    r"\s*(?:(?P<name>[a-z]\w*):)?(?:(?P<category>[A-Z]\w*)|'(?P<literal>'[^']*|[^']+)'|(?P<mark>[()|?*]))"
)
_PRIVATE = 0xE000  # the first code point for private use: no class is a character with a meaning in regular expressions

Category = str


class Alphabet:
    """The characters of the classes, made as categories meet."""

    def __init__(self) -> None:
        self._characters: dict[frozenset[Category], str] = {}
        self._holding: dict[Category, str] = {}

    def character(self, categories: Iterable[Category]) -> str:
        """The character of a class; a new one where the class is new."""
        key = frozenset(categories)
        found = self._characters.get(key)
        if found is None:
            self._holding.clear()
            found = self._characters[key] = chr(_PRIVATE + len(self._characters))
        return found

    def holding(self, category: Category) -> str:
        """All characters whose class holds a category."""
        found = self._holding.get(category)
        if found is None:
            found = "".join(character for key, character in self._characters.items() if category in key)
            self._holding[category] = found
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part of a pattern: its expression, the classes it may start with, whether it may be empty."""

    regex: str
    first: frozenset[str]
    empty: bool


class PatternError(ValueError):
    """A pattern that can't be compiled."""


class TokenPattern:
    """A regular expression over classes, compiled when it is first tried: most of a grammar isn't needed for a text."""

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    def match(self, classes: str, place: int) -> re.Match[str] | None:
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled.match(classes, place)


def literals(pattern: str) -> list[str]:
    """The literal words of a pattern.

    >>> literals("('the'|'of') x:UNIT 'ago'")
    ['the', 'of', 'ago']
    """
    return [word for match in _PIECE.finditer(pattern) if (word := match["literal"])]


class Compiler:
    """Compiles patterns of one language; all classes must be known before."""

    def __init__(self, alphabet: Alphabet, macros: Mapping[str, str]) -> None:
        self._alphabet = alphabet
        self._macros = macros
        self._pieces: list[re.Match[str]] = []
        self._at = 0
        self._names: dict[str, int] = {}

    def compile(self, pattern: str) -> tuple[TokenPattern, frozenset[str]]:
        """The pattern over classes and the characters that it can start with.

        Raises PatternError where the pattern is malformed or names an unknown category.
        """
        self._names = {}
        piece = self._whole(pattern)
        if piece.empty:
            raise PatternError(f"the pattern may be empty: {pattern}")
        return TokenPattern(piece.regex), piece.first

    def _whole(self, pattern: str) -> Piece:
        outer = self._pieces, self._at
        self._pieces, self._at = [], 0
        place = 0
        while pattern[place:].strip():
            match = _PIECE.match(pattern, place)
            if match is None:
                raise PatternError(f"can't be read from here: {pattern[place:]!r}")
            self._pieces.append(match)
            place = match.end()
        piece = self._choice()
        if self._at < len(self._pieces):
            raise PatternError(f"a bracket too many: {pattern}")
        self._pieces, self._at = outer
        return piece

    def _mark(self) -> str | None:
        return self._pieces[self._at]["mark"] if self._at < len(self._pieces) else None

    def _choice(self) -> Piece:
        parts = [self._sequence()]
        while self._mark() == "|":
            self._at += 1
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        regex = "(?:" + "|".join(part.regex for part in parts) + ")"
        return Piece(regex, frozenset().union(*(part.first for part in parts)), any(part.empty for part in parts))

    def _sequence(self) -> Piece:
        regex, first, empty = "", frozenset[str](), True
        while self._at < len(self._pieces) and self._mark() not in ("|", ")"):
            part = self._item()
            regex += part.regex
            if empty:
                first |= part.first
            empty = empty and part.empty
        return Piece(regex, first, empty)

    def _item(self) -> Piece:
        match = self._pieces[self._at]
        self._at += 1
        if match["mark"] == "(":
            part = self._choice()
            if self._mark() != ")":
                raise PatternError("a bracket is not closed")
            self._at += 1
        elif match["mark"]:
            raise PatternError(f"{match['mark']!r} stands where a category is wanted")
        else:
            part = self._leaf(match)
        regex = f"(?P<{self._named(match['name'])}>{part.regex})" if match["name"] else f"(?:{part.regex})"
        mark = self._mark()
        if mark in ("?", "*"):
            self._at += 1
            return Piece(regex + mark, part.first, True)
        return Piece(regex, part.first, part.empty)

    def _named(self, name: str) -> str:
        """The name of a group: alternatives may share one, which regular expressions don't allow."""
        number = self._names[name] = self._names.get(name, 0) + 1
        return name if number == 1 else f"{name}__{number}"

    def _leaf(self, match: re.Match[str]) -> Piece:
        category = match["category"]
        if category and category in self._macros:
            return self._whole(self._macros[category])
        characters = self._alphabet.holding(category or f"'{match['literal']}'")
        if not characters:
            raise PatternError(f"no word has the category {category or match['literal']}")
        return Piece(f"[{characters}]", frozenset(characters), False)
