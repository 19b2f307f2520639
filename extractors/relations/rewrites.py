"""Rewrites and summaries: other words for the same names, numbers, dates and rare matters."""

from domain.relations import RelationKind
from extractors.relations.copies import Finding
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.overlap import overlap


def rewrite(one: Fingerprint, other: Fingerprint) -> Finding | None:
    """Whether one is rewritten or summarised from the other; None where that can't be told."""
    found = overlap(one, other)
    if found.shared >= 5 and found.share_of_shorter >= 0.1:
        return Finding(kind=RelationKind.DERIVATIVE, score=0.5 + found.share_of_shorter, reason="shared text")
    return None
