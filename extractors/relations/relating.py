"""The relations of one article to earlier ones."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from domain.relations import Relation, RelationKind
from extractors.relations.copies import Finding, copy
from extractors.relations.direction import origin
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.index import ArticleIndex
from extractors.relations.rewrites import rewrite
from extractors.relations.versions import changes, difference, kind_of_change

_LOOKED_INTO = 8  # candidates that may be rewritten: those with the most pairs of telling terms in common
_COMMON_TEXT = 8  # candidates that hold a shingle, from which on it is taken for what many pages repeat


def relate(fingerprint: Fingerprint, index: ArticleIndex, text: str | None = None) -> tuple[Relation, ...]:
    """Relations to earlier articles, closest first; the article itself is not added to the index.

    `text` is its cleaned text: with it, a new version of a known address tells its changed sentences.
    """
    candidates = [each for each in index.candidates(fingerprint.keys) if each.version_id != fingerprint.version_id]
    mine = fingerprint.shingle_set
    common = [mine & each.shingle_set for each in candidates]
    ignored = _repeated(common)
    versions = [each for each in candidates if _same_address(fingerprint, each)]
    holders = cache(lambda: _holders(candidates))
    found = [_relation_of_versions(fingerprint, versions[-1], index, text)] if versions else []
    rewritable = _rewritable(fingerprint, candidates)
    for candidate, both in zip(candidates, common, strict=True):
        if _same_address(fingerprint, candidate):
            continue
        finding = copy(fingerprint, candidate, ignored, both)
        if finding is None and candidate.version_id in rewritable:
            finding = rewrite(fingerprint, candidate, holders, ignored, both)
        if finding is not None:
            found.append(_relation(fingerprint, candidate, finding))
    return tuple(sorted(found, key=lambda relation: (-relation.score, relation.to_version)))


def _same_address(one: Fingerprint, other: Fingerprint) -> bool:
    return one.canonical_url is not None and one.canonical_url == other.canonical_url


def _repeated(common: Sequence[frozenset[int]]) -> frozenset[int]:
    """Shingles of the article that so many candidates hold that a shared one is no sign of copying.

    `common` are those that it shares with each of them.
    """
    if len(common) < _COMMON_TEXT:
        return frozenset()
    holders = Counter(chain.from_iterable(common))
    return frozenset(shingle for shingle, number in holders.items() if number >= _COMMON_TEXT)


def _rewritable(fingerprint: Fingerprint, candidates: Sequence[Fingerprint]) -> frozenset[str]:
    """The version ids of the candidates with the most pairs of telling terms in common."""
    shared = {each.version_id: len(fingerprint.pairs & each.pairs) for each in candidates}
    best = sorted((version for version in shared if shared[version]), key=lambda version: (-shared[version], version))
    return frozenset(best[:_LOOKED_INTO])


def _holders(candidates: Sequence[Fingerprint]) -> Counter[str]:
    """In how many of the candidates each name stands."""
    return Counter(chain.from_iterable(each.names for each in candidates))


def _relation(fingerprint: Fingerprint, other: Fingerprint, finding: Finding) -> Relation:
    first = origin(fingerprint, other)
    reason = f"{finding.reason}; {first.reason}" if first else finding.reason
    return Relation(
        from_version=fingerprint.version_id,
        to_version=other.version_id,
        kind=finding.kind,
        score=round(finding.score, 3),
        reason=reason,
        original=first.version_id if first else finding.original,
    )


def _relation_of_versions(
    fingerprint: Fingerprint, earlier: Fingerprint, index: ArticleIndex, text: str | None
) -> Relation:
    """How the article differs from the version of its address that came before it."""
    kind, reason = RelationKind.COSMETIC, "the words are the same, in order"
    changed: tuple[str, ...] = ()
    if fingerprint.text_hash != earlier.text_hash:
        before = index.text_of(earlier.version_id)
        if text is None or before is None:
            kind, reason = RelationKind.UPDATE, "the text changed; the earlier one is not at hand to say how"
        else:
            found = difference(before, text)
            kind, reason = kind_of_change(found)
            changed = changes(found)
    likeness = copy(fingerprint, earlier)
    first = origin(fingerprint, earlier)
    return Relation(
        from_version=fingerprint.version_id,
        to_version=earlier.version_id,
        kind=kind,
        score=round(likeness.score, 3) if likeness else 0.5,
        reason=f"same address; {reason}",
        original=first.version_id if first else earlier.version_id,
        changes=changed,
    )
