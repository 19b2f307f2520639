"""Lookup keys: two articles that may be related have at least one in common."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import combinations

from extractors.relations.terms import Term, heaviest, telling_weight

_KEYED = 8  # of the shingle hashes, one value in so many is a key (all of them are among the sampled)
_MOST_SHINGLE_KEYS = 128
_PAIRED_TERMS = 10  # the most telling terms, whose pairs are keys
_SHINGLE_SPACE = 1 << 62
_PAIR_SPACE = 1 << 61
_KINDS = _SHINGLE_SPACE | _PAIR_SPACE
_SHARED_ENOUGH = 0.05  # background share above which a term is no ground to look an article up


def lookup_keys(
    canonical_url: str | None, text_hash: int, shingles: Sequence[int], terms: Sequence[Term]
) -> tuple[int, ...]:
    """Keys by address, whole text, a sample of shingles, and pairs of the most telling words: about 90 an article."""
    keys = [_key("text", str(text_hash))]
    if canonical_url:
        keys.append(_key("url", canonical_url))
    keyed = sorted(shingle for shingle in shingles if shingle % _KEYED == 0)
    keys += [_SHINGLE_SPACE | shingle for shingle in keyed[:_MOST_SHINGLE_KEYS]]
    telling = {
        stem: telling_weight(times, share, is_name, is_lead)
        for stem, times, _, share, is_name, is_number, is_day, is_lead in terms
        if share <= _SHARED_ENOUGH and not is_number and not is_day
    }
    top = sorted(heaviest(telling, _PAIRED_TERMS))
    joined = "\n".join(["\x1f".join(("pair", *both)) for both in combinations(top, 2)])  # encoded at one go
    keys += [_PAIR_SPACE | _number(pair) for pair in joined.encode("utf-8", "surrogatepass").split(b"\n") if pair]
    return tuple(dict.fromkeys(keys))


def is_shingle(key: int) -> bool:
    """Whether a key stands for a run of words."""
    return key & _SHINGLE_SPACE != 0


def is_pair(key: int) -> bool:
    """Whether a key stands for a pair of telling terms."""
    return key & _KINDS == _PAIR_SPACE


def pairs_among(keys: Iterable[int]) -> list[int]:
    """Those of the keys that stand for pairs of telling terms."""
    return [key for key in keys if key & _KINDS == _PAIR_SPACE]


def _key(kind: str, *parts: str) -> int:
    return _number("\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass"))


def _number(plain: bytes) -> int:
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "little") & (_PAIR_SPACE - 1)
