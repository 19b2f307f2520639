"""Shingles: runs of four words as numbers, of which a fixed share is kept."""

from collections.abc import Sequence
from hashlib import blake2b
from operator import attrgetter

import numpy as np

from extractors.relations.words import Word

LENGTH = 4  # words
SAMPLED = 4  # one hash value in so many is kept
_LONGEST_QUOTE = 150  # words; a mark that isn't closed by then was not an opening one
_LONGEST_REOPENED = 60  # words, where a further paragraph of a quotation opens it again before it was closed
_FACTORS = tuple(np.uint64(2 * factor + 1) for factor in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(29)
_TOP = np.uint64(32)
_SAMPLED = np.uint64(SAMPLED)
_hash, _is_mark, _folded = attrgetter("hash"), attrgetter("is_mark"), attrgetter("folded")


def shingles(words: Sequence[Word]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A 32-bit hash of each run of four words, in text order."""
    hashes = np.frombuffer(b"".join(map(_hash, words)), dtype="<u4").astype(np.uint64)
    size = len(hashes) - LENGTH + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(size, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed ^= hashes[place : place + size]
        mixed *= factor
        mixed ^= mixed >> _SHIFT
    return (mixed * _MIX) >> _TOP


def sampled_shingles(words: Sequence[Word], inside: Sequence[bool]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The kept shingles in text order, each once, and those of them that stand within quotation marks.

    `inside` says of each word whether it is quoted.
    """
    hashes = shingles(words)
    kept = np.flatnonzero(hashes % _SAMPLED == 0)
    numbers = hashes[kept].tolist()
    if True not in inside:
        return tuple(dict.fromkeys(numbers)), ()
    first: dict[int, int] = {}
    for number, place in zip(numbers, kept.tolist(), strict=True):
        first.setdefault(number, place)
    quoted = tuple(number for number, place in first.items() if inside[place] and inside[place + LENGTH - 1])
    return tuple(first), quoted


def quoted_words(tokens: Sequence[Word]) -> tuple[list[Word], list[bool]]:
    """The tokens without quotation marks, and of each whether it stands within a pair of them."""
    marks = [place for place, is_mark in enumerate(map(_is_mark, tokens)) if is_mark]
    words = [token for token in tokens if not token.is_mark] if marks else list(tokens)
    inside = [False] * len(words)
    opened: int | None = None
    for passed, at in enumerate(marks):
        token, place = tokens[at], at - passed  # the place that the next word has
        is_opening = token.folded in "“„«" or (token.folded == '"' and opened is None)
        longest = _LONGEST_REOPENED if is_opening else _LONGEST_QUOTE
        if opened is not None and place - opened <= longest:
            inside[opened:place] = [True] * (place - opened)
        opened = place if is_opening else None
    return words, inside


def text_hash(words: Sequence[Word]) -> int:
    """63 bits of all words in order; 0 for a text without words."""
    if not words:
        return 0
    digest = blake2b(" ".join(map(_folded, words)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little") >> 1
