"""Copies: the same text, light edits, and one article within the other."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.relations import RelationKind
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.overlap import Overlap, overlap

_LEAST_SHARED = 4  # sampled shingles; fewer are a matter of chance or a set phrase
_CONTAINED = 0.5  # share of the shorter one's shingles that makes it a copy; one edit in 25 words leaves 0.85
_LIKE_LENGTH = 0.7  # words of the shorter by words of the longer, from which on neither is a part of the other
_WITHIN = 0.5  # share of a shorter article's shingles from which on it stands within the longer
_PASSAGE = 6  # sampled shingles in a row: about 25 words or more outside quotations
_MOST_OF_LONGER = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A kind of relation with its score and reason."""

    kind: RelationKind
    score: float  # 0 to 1
    reason: str
    original: str | None = None  # version_id of the one that must have been written first, by the texts alone
    names: tuple[str, ...] = ()  # stems of the most telling names that both have, where they are the evidence


def copy(
    one: Fingerprint, other: Fingerprint, ignored: Collection[int] = (), common: Collection[int] | None = None
) -> Finding | None:
    """How one article copies running text of the other; None where it doesn't, or hardly.

    `common` are the shingles that both have, where they are known already.
    """
    if one.text_hash == other.text_hash and one.words:
        return Finding(kind=RelationKind.SAME_TEXT, score=1.0, reason=f"all {one.words} words are the same, in order")
    if common is None:
        common = one.shingle_set & other.shingle_set
    if len(common) < _LEAST_SHARED:
        return None
    found = overlap(one, other, ignored, common)
    if found.share_of_shorter >= _CONTAINED and found.length_ratio >= _LIKE_LENGTH:
        return Finding(
            kind=RelationKind.NEAR,
            score=found.share_of_shorter,
            reason=f"about {found.share_of_shorter:.0%} of the running text is the same",
        )
    if found.share_of_shorter >= _WITHIN:
        return _whole_excerpt(one, other, found)
    if found.passage >= _PASSAGE and not found.is_spread:
        return Finding(
            kind=RelationKind.EXCERPT,
            score=min(1.0, 0.5 + found.passage / (8 * _PASSAGE)),
            reason=f"a passage of about {found.passage_words} words stands in both",
        )
    return None


def _whole_excerpt(one: Fingerprint, other: Fingerprint, found: Overlap) -> Finding:
    """The shorter article stands within the longer, which it was cut from unless credits or dates say otherwise."""
    shorter, longer = sorted((one, other), key=lambda each: each.words)
    return Finding(
        kind=RelationKind.EXCERPT,
        score=found.share_of_shorter,
        reason=f"about {found.share_of_shorter:.0%} of the shorter one ({shorter.words} words) stands in the longer",
        original=longer.version_id if found.share_of_shorter >= _MOST_OF_LONGER else None,
    )
