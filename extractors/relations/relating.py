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
from extractors.relations.readable import readable
from extractors.relations.rewrites import rewrite
from extractors.relations.versions import changes, difference, kind_of_change

_LOOKED_INTO = 8  # candidates that may be rewritten: those with the most pairs of telling terms in common
_ONE_TEXT = 0.5  # share of the shorter one's shingles from which on two candidates are copies of one text
_LIKEST = (RelationKind.SAME_TEXT, RelationKind.NEAR, RelationKind.EXCERPT, RelationKind.DERIVATIVE)
_COMMON_TEXT = 8  # candidates that hold a shingle, from which on it is taken for what many pages repeat


def relate(fingerprint: Fingerprint, index: ArticleIndex, text: str | None = None) -> tuple[Relation, ...]:
    """Relations to earlier articles, closest first; the article itself is not added to the index.

    `text` is its cleaned text: with it, a new version of a known address tells its changed sentences.
    """
    candidates = [each for each in index.candidates(fingerprint.keys) if each.version_id != fingerprint.version_id]
    mine = fingerprint.shingle_set
    common = [mine & each.shingle_set for each in candidates]
    ignored = _repeated(candidates, common)
    versions = [each for each in candidates if _same_address(fingerprint, each)]
    holders = cache(lambda: _holders(candidates))
    found: dict[str, Relation] = {}  # by article: of several versions of one, the closest is told
    rewritable = _rewritable(fingerprint, candidates)
    for candidate, both in zip(candidates, common, strict=True):
        if _same_address(fingerprint, candidate):
            continue
        finding = copy(fingerprint, candidate, ignored, both)
        if finding is None and candidate.version_id in rewritable:
            finding = rewrite(fingerprint, candidate, holders, ignored, both)
        if finding is not None:
            relation = _relation(fingerprint, candidate, finding, text)
            known = found.get(candidate.article_id)
            if known is None or _distance(relation) <= _distance(known):
                found[candidate.article_id] = relation
    if versions:
        found[fingerprint.article_id] = _relation_of_versions(fingerprint, versions[-1], index, text)
    return tuple(sorted(found.values(), key=lambda relation: (_distance(relation), relation.to_version)))


def _distance(relation: Relation) -> tuple[float, int]:
    """From the article: by score, and among equals by how much of the text is the same."""
    return -relation.score, _LIKEST.index(relation.kind) if relation.kind in _LIKEST else -1


def _same_address(one: Fingerprint, other: Fingerprint) -> bool:
    return one.canonical_url is not None and one.canonical_url == other.canonical_url


def _repeated(candidates: Sequence[Fingerprint], common: Sequence[frozenset[int]]) -> frozenset[int]:
    """Shingles of the article that so many candidates hold that a shared one is no sign of copying.

    `common` are those that it shares with each of them. Copies and versions of one text are one holder.
    """
    repeated = _often(common)
    if not repeated:
        return repeated
    apart: list[int] = []  # places of candidates that copy none of those before them
    for place, candidate in enumerate(candidates):
        shingles = candidate.shingle_set
        if not common[place].isdisjoint(repeated) and not any(
            len(shingles & candidates[other].shingle_set)
            > _ONE_TEXT * min(len(shingles), len(candidates[other].shingles))
            for other in apart
        ):
            apart.append(place)
    return _often([common[place] for place in apart])


def _often(common: Sequence[frozenset[int]]) -> frozenset[int]:
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


def _relation(fingerprint: Fingerprint, other: Fingerprint, finding: Finding, text: str | None) -> Relation:
    first = origin(fingerprint, other)
    parts = [finding.reason]
    if finding.names:
        parts.append(f"among the names are {', '.join(readable(finding.names, text))}")
    reason = "; ".join([*parts, first.reason] if first else parts)
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
