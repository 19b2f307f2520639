"""With which letters the text that a wording matches may begin, so that most wordings needn't be tried."""

from collections.abc import Iterator

_QUANTIFIERS = "?*+{"
_MATCH_NOTHING_LESS = "+"
_PLAIN = "(?:"


def openings(pattern: str) -> frozenset[str] | None:
    """The first letters and digits of what a pattern matches; None where that can't be told by looking.

    >>> sorted(openings("(?:please )?share|tweet"))
    ['p', 's', 't']
    >>> openings(r"\\\\d+ shares") is None
    True
    """
    found: frozenset[str] = frozenset()
    for branch in _branches(pattern):
        first = _first_of(branch)
        if first is None:
            return None
        found |= first
    return found


def _first_of(branch: str) -> frozenset[str] | None:
    """The first letters of a pattern without alternatives at its top."""
    if branch.startswith(_PLAIN):
        end = _closing(branch)
        inside, rest = openings(branch[len(_PLAIN) : end]), branch[end + 1 :]
    elif branch[:1].isalnum():
        inside, rest = frozenset(branch[0]), branch[1:]
    else:
        return None
    if inside is None or not rest or rest[0] not in _QUANTIFIERS or rest[0] == _MATCH_NOTHING_LESS:
        return inside
    if rest[0] == "{":
        return None
    after = _first_of(rest[1:])
    return None if after is None else inside | after


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
