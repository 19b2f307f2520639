"""Rewrites and summaries: other words for the same names, figures and matters, in the same order.

Two reports of one happening share its main names too, but each has people, figures and an order of its own. So a
rewrite is told by how completely the names of both agree, by the figures of the one being the other's, and by the order
in which shared matters come; what most other reports of the happening say as well counts little.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from domain.relations import RelationKind
from extractors.relations.copies import Finding
from extractors.relations.direction import credits_other, names_its_source
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.overlap import Overlap, overlap

_LEAST_NAMES = 6  # shared by both
_LEAST_ORDERED = 8
_MOST_ORDERED = 60
_FIGURES = 0.5  # weights of figures and order beside that of names, which is 1
_ORDER = 0.4
_TOLD = 1.3  # of the 1.9 that can be reached; reports by independent hands stay below 1.1 as a rule
_TOLD_IF_MADE = 1.15  # where one says that it is made from another, and nothing speaks against this one
_TOLD_IF_CREDITED = 1.0
_DAYS_APART = 14  # between publication dates, beyond which news is not rewritten
_EDITED = 0.1  # share of the shorter one's shingles, outside quotations, that heavy editing leaves
_EDITED_SHINGLES = 5
_NAMED_IN_REASON = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What a rewrite and its original would share."""

    names: float  # harmonic mean of the shares of either's names that the other has
    figures: float  # share of either's figures that the other has, drawn towards a half where they are few
    order: float  # rank correlation of the places of shared terms, -1 to 1
    shared_names: tuple[str, ...]  # stems, the most telling first

    @property
    def score(self) -> float:
        """All evidence, 0 to 1.9."""
        return max(0.0, self.names + _FIGURES * self.figures + _ORDER * self.order)


def rewrite(
    one: Fingerprint,
    other: Fingerprint,
    holders: Callable[[], Mapping[str, int]] = dict,
    ignored: Collection[int] = (),
    common: Collection[int] | None = None,
) -> Finding | None:
    """Whether one is rewritten or summarised from the other; None where that can't be told.

    `holders`, if it comes to that, gives of stems how many of the reports that may be on the same happening have them,
    the other included; `ignored` are shingles that so many of them hold that they tell nothing, `common` those that
    both have, where they are known already.
    """
    if one.parts or other.parts or _days_apart(one, other) > _DAYS_APART:
        return None
    if common is None:
        common = one.shingle_set & other.shingle_set
    if len(common) >= _EDITED_SHINGLES:
        found = overlap(one, other, ignored, common)
        if found.is_spread and found.unquoted >= _EDITED_SHINGLES and found.unquoted_share >= _EDITED:
            return _edited(found)
    if len(one.names.keys() & other.names.keys()) < _LEAST_NAMES:
        return None
    credited = credits_other(one, other) or credits_other(other, one)
    least = _TOLD_IF_CREDITED if credited else _TOLD_IF_MADE if names_its_source(one, other) else _TOLD
    alike = likeness(one, other, holders(), least)
    if alike.score < least:
        return None
    return Finding(
        kind=RelationKind.DERIVATIVE,
        score=min(1.0, 0.5 + (alike.score - _TOLD_IF_CREDITED) / 2),
        reason=_reason(alike, credited),
        names=alike.shared_names[:_NAMED_IN_REASON],
    )


def likeness(one: Fingerprint, other: Fingerprint, holders: Mapping[str, int], least: float = 0.0) -> Likeness:
    """How completely names and figures agree, and in what order shared matters come.

    Where names alone leave `least` out of reach, the rest is not looked at and is 0.
    """
    names_of_one = _share_of_names(one.names, other.names, holders)
    names_of_other = _share_of_names(other.names, one.names, holders)
    names = 2 * names_of_one * names_of_other / ((names_of_one + names_of_other) or 1.0)
    if names + _FIGURES + _ORDER < least:
        return Likeness(names=names, figures=0.0, order=0.0, shared_names=())
    shared = one.names.keys() & other.names.keys()
    return Likeness(
        names=names,
        figures=max(_figures(one, other), _figures(other, one)),
        order=_order(one, other),
        shared_names=tuple(sorted(shared, key=lambda stem: (-one.names[stem] * other.names[stem], stem))),
    )


def _share_of_names(names: Mapping[str, float], others: Mapping[str, float], holders: Mapping[str, int]) -> float:
    """Share of the weight of one's names that the other has; what further reports have too weighs less."""
    shared = total = 0.0
    for stem, telling in names.items():
        number = holders.get(stem, 0)
        if stem in others:
            weight = telling / number if number > 1 else telling
            shared += weight
        else:
            weight = telling / (number + 1)
        total += weight
    return shared / (total or 1.0)


def _figures(one: Fingerprint, other: Fingerprint) -> float:
    """Share of one's figures that the other has, with one seen and one not seen added."""
    return (len(other.by_stem.keys() & one.figures) + 1) / (len(one.figures) + 2)


def _order(one: Fingerprint, other: Fingerprint) -> float:
    """Kendall's tau of the first places of shared telling terms; 0 where there are few."""
    terms = other.by_stem
    shared = [stem for stem in one.ordered if stem in terms]
    places = [terms[stem].place for stem in shared[:_MOST_ORDERED]]
    if len(places) < _LEAST_ORDERED:
        return 0.0
    forward = 0
    before: list[int] = []  # the places so far, sorted
    for place in places:
        forward += bisect_left(before, place)
        insort(before, place)
    return 4 * forward / (len(places) * (len(places) - 1)) - 1


def _days_apart(one: Fingerprint, other: Fingerprint) -> int:
    """Days between the publication dates; 0 where one is unknown."""
    for first, second in ((one, other), (other, one)):
        if first.published_to and second.published_from and first.published_to < second.published_from:
            return (second.published_from - first.published_to).days
    return 0


def _edited(found: Overlap) -> Finding:
    return Finding(
        kind=RelationKind.DERIVATIVE,
        score=min(1.0, 0.5 + found.unquoted_share),
        reason=f"about {found.unquoted_share:.0%} of the shorter one's running text is left as it stands in the longer",
    )


def _reason(alike: Likeness, credited: str | None) -> str:
    parts = [f"{len(alike.shared_names)} names in common, {alike.names:.0%} of the names of both by weight"]
    parts.append(f"figures agree to {alike.figures:.0%}")
    parts.append(f"shared matters come in {_order_in_words(alike.order)} order")
    if credited:
        parts.append(f"{credited} is credited")
    return "; ".join(parts)


def _order_in_words(order: float) -> str:
    for least, words in ((0.9, "the same"), (0.6, "nearly the same"), (0.3, "much the same")):
        if order >= least:
            return words
    return "another"
