"""With which letters the text that a wording matches may begin, so that most wordings needn't be tried."""

import re
from collections.abc import Iterator

_QUANTIFIERS = "?*+{"
_MATCH_NOTHING_LESS = ("+", "{1", "{2")
_GROUPS = ("(?:", "(?>")
_AHEAD = "(?="
_NEEDS = re.compile(r"\(\?=\.\*\(\?:([^\\^$.*+?{}\[\]()]+)\)\)")
_SPECIAL = ".^$*+?{}[]|()"
_KNOWN = 2  # characters

_Start = tuple[str, bool]  # characters, and whether what is matched may end with them
_ANY: frozenset[_Start] = frozenset({("", False)})


def openings(pattern: str) -> frozenset[str]:
    """The first two characters of what a pattern matches, "0" for any digit; fewer, or none, where no more is known.

    >>> sorted(openings("(?:please )?share|[tv]o?"))
    ['pl', 'sh', 't', 'to', 'v', 'vo']
    >>> sorted(openings("[ao]n? x|(?=.*y)# z|\\\\d+ likes")), openings(".{2,9} shares")
    (['# ', '0', 'a ', 'an', 'o ', 'on'], frozenset({''}))
    """
    return frozenset(start for start, _ in _starts(pattern, _KNOWN))


def opening_of(text: str, place: int) -> str:
    """The two characters, or what is left of the text, that stand at a place, as `openings` writes them."""
    opening = text[place : place + _KNOWN]
    if opening.isalpha():
        return opening
    return "".join(["0" if char.isdecimal() else char for char in opening])


def needs(pattern: str) -> tuple[str, ...]:
    """The words, any of which a line must hold to match a pattern that says so at its front; () for any other pattern.

    >>> needs("(?=.*(?:pin it|share)).{2,9} now"), needs("(?=.*(?:share)).{2,9} now|x"), needs("share")
    (('pin it', 'share'), (), ())
    """
    found = _NEEDS.match(pattern)
    return tuple(found[1].split("|")) if found and len(list(_branches(pattern))) == 1 else ()


def _starts(pattern: str, most: int) -> Iterator[_Start]:
    """How what a pattern matches may start, in up to so many characters."""
    for branch in _branches(pattern):
        yield from _starts_of(branch, most)


def _starts_of(branch: str, most: int) -> frozenset[_Start]:
    """The starts of a pattern without alternatives at its top."""
    if not branch or most == 0:
        return frozenset({("", not branch)})
    if branch.startswith(_AHEAD):
        return _starts_of(branch[_closing(branch) + 1 :], most)
    first, rest = _first_of(branch, most)
    if first is None:
        return _ANY
    quantifier = rest[:1] if rest[:1] in _QUANTIFIERS else ""
    if quantifier in ("", "?"):
        after = _starts_of(rest[len(quantifier) :], most) if quantifier else frozenset[_Start]()
        return after | _followed(first, rest[len(quantifier) :], most)
    again = frozenset((start, False) for start, _ in first)  # what comes after the first time is left open
    if rest.startswith(_MATCH_NOTHING_LESS):
        return again
    return again | _starts_of(rest[rest.index("}") + 1 if quantifier == "{" else 1 :], most)


def _followed(first: frozenset[_Start], rest: str, most: int) -> frozenset[_Start]:
    """The starts that go on with the rest of a pattern where they are whole."""
    found = {each for each in first if not each[1] or len(each[0]) == most}
    for start, _ in first - found:
        found |= {(start + more, whole) for more, whole in _starts_of(rest, most - len(start))}
    return frozenset(found)


def _first_of(branch: str, most: int) -> tuple[frozenset[_Start] | None, str]:
    """The starts of a pattern's first group, class or character, and the rest; None where they can't be told."""
    if branch.startswith(_GROUPS):
        end = _closing(branch)
        return frozenset(_starts(branch[len(_GROUPS[0]) : end], most)), branch[end + 1 :]
    if branch.startswith("["):
        end = branch.index("]", 2)
        chars, rest = _of_class(branch[1:end]), branch[end + 1 :]
    elif branch.startswith("\\"):
        chars, rest = _of_escape(branch[1]), branch[2:]
    else:
        chars, rest = None if branch[0] in _SPECIAL else branch[0], branch[1:]
    if chars is None:
        return None, rest
    return frozenset(("0" if char.isdecimal() else char, True) for char in chars), rest


def _of_class(inside: str) -> str | None:
    """The characters of a class that only lists them."""
    return None if inside.startswith("^") or "\\" in inside or "-" in inside[1:-1] else inside


def _of_escape(char: str) -> str | None:
    """The characters that a backslash and this one stand for, if they are few."""
    if char == "d":
        return "0"
    return None if char.isalnum() else char


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives at the top of a pattern."""
    start = 0
    for place, char, depth in _chars(pattern):
        if char == "|" and depth == 0:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


def _closing(pattern: str) -> int:
    """Where the bracket closes with which a pattern begins."""
    return next(place for place, char, depth in _chars(pattern) if char == ")" and depth == 0)


def _chars(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Place, character and how many brackets are open after it; what is escaped or in a class is passed over."""
    depth, place = 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 2
            continue
        if char == "[":
            place = pattern.index("]", place + 2) + 1
            continue
        depth += (char == "(") - (char == ")")
        yield place, char, depth
        place += 1
