"""With which letters the text that a wording matches may begin, so that most wordings needn't be tried."""

import re
from collections.abc import Iterator

_QUANTIFIERS = "?*+{"
_MATCH_NOTHING_LESS = ("+", "{1", "{2")
_GROUPS = ("(?:", "(?>")
_AHEAD = "(?="
_NEEDS = re.compile(r"\(\?=\.\*\(\?:([^\\^$.*+?{}\[\]()]+)\)\)")
_SPECIAL = ".^$*+?{}[]|()"
_DIGITS = frozenset("0123456789")


def openings(pattern: str) -> frozenset[str] | None:
    """The first characters of what a pattern matches, ten for any digit; None where that can't be told by looking.

    >>> sorted(openings("(?:please )?share|tweet"))
    ['p', 's', 't']
    >>> sorted(openings("[ao]n? x|(?=.*y)# z")), openings(".{2,9} shares")
    (['#', 'a', 'o'], None)
    """
    found: frozenset[str] = frozenset()
    for branch in _branches(pattern):
        first = _first_of(branch)
        if first is None:
            return None
        found |= first
    return found


def needs(pattern: str) -> tuple[str, ...]:
    """The words, any of which a line must hold to match a pattern that says so at its front; () for any other pattern.

    >>> needs("(?=.*(?:pin it|share)).{2,9} now"), needs("(?=.*(?:share)).{2,9} now|x"), needs("share")
    (('pin it', 'share'), (), ())
    """
    found = _NEEDS.match(pattern)
    return tuple(found[1].split("|")) if found and len(list(_branches(pattern))) == 1 else ()


def _first_of(branch: str) -> frozenset[str] | None:
    """The first characters of a pattern without alternatives at its top."""
    if branch.startswith(_AHEAD):
        return _first_of(branch[_closing(branch) + 1 :])
    if branch.startswith(_GROUPS):
        end = _closing(branch)
        inside, rest = openings(branch[len(_GROUPS[0]) : end]), branch[end + 1 :]
    elif branch.startswith("["):
        end = branch.index("]", 2)
        inside, rest = _of_class(branch[1:end]), branch[end + 1 :]
    elif branch.startswith("\\"):
        inside, rest = _of_escape(branch[1]), branch[2:]
    elif branch and branch[0] not in _SPECIAL:
        inside, rest = frozenset(branch[0]), branch[1:]
    else:
        return None
    if inside is None or not rest or rest[0] not in _QUANTIFIERS or rest.startswith(_MATCH_NOTHING_LESS):
        return inside
    if rest[0] == "{":
        return None
    after = _first_of(rest[1:])
    return None if after is None else inside | after


def _of_class(inside: str) -> frozenset[str] | None:
    """The characters of a class that only lists them."""
    return None if inside.startswith("^") or "\\" in inside or "-" in inside[1:-1] else frozenset(inside)


def _of_escape(char: str) -> frozenset[str] | None:
    """The characters that a backslash and this one stand for, if they are few."""
    if char == "d":
        return _DIGITS
    return None if char.isalnum() else frozenset(char)


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
