"""Articles as weighted terms, and how alike two of them are."""

from collections.abc import Mapping
from math import fsum, log, sqrt

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.terms import heaviest
from extractors.stories.statistics import TermStatistics

Vector = Mapping[str, float]  # stem: weight; of length 1 unless said otherwise

_NAME = 2.0
_SHARED_NAME = 1.4  # a name that many bear: given names, well-known places
_EVERYDAY_NAME = 1.0  # states, capitals and others that much of the news speaks of
_MANY_BEAR = 0.01  # background shares from which on a name is one of these
_EVERYDAY = 0.02
_MOST_COUNTED = 3  # mentions; further ones make an article no more about a thing
_MENTIONS = (0.0, *(1 + log(times) for times in range(1, _MOST_COUNTED + 1)))
_OF_OFFICE = 0.4  # what is left of a name that stands after an office: its bearer is met in many happenings
_LEAD = 1.5
_FIGURE = 4.0  # ages, tolls, sums: happenings of one kind share their words and the setting, but not their figures
_TELLING_FIGURE = 0.08  # largest background share of one; years and small numbers are above it
_NUMBER = 0.8  # any other number
_MOST_TERMS = 150


def vector(fingerprint: Fingerprint, statistics: TermStatistics) -> dict[str, float]:
    """The article's terms by how often they stand in it, how rare they are, and whether names or in the lead."""
    weights: dict[str, float] = {}
    offices = frozenset(fingerprint.offices)
    for term, rarity in zip(fingerprint.terms, statistics.rarities(fingerprint.terms), strict=True):
        stem, times, _, share, is_name, is_number, _, is_lead = term
        weight = _MENTIONS[times if times < _MOST_COUNTED else _MOST_COUNTED] * rarity
        if is_name:
            weight *= _NAME if share < _MANY_BEAR else _SHARED_NAME if share < _EVERYDAY else _EVERYDAY_NAME
            if stem in offices:
                weight *= _OF_OFFICE
        elif is_number:
            weight *= _FIGURE if share <= _TELLING_FIGURE else _NUMBER
        weights[stem] = weight * _LEAD if is_lead else weight
    return unit({stem: weights[stem] for stem in heaviest(weights, _MOST_TERMS)})


def telling_words(weights: Vector, number: int) -> list[str]:
    """The heaviest stems that are no figures: by these stories are looked up, since any story may have a figure.

    Where words are few, figures follow.
    """
    words: list[str] = []
    for looked_at in (2 * number, len(weights)):  # the heaviest are rarely figures: most need not be looked at
        first = heaviest(weights, looked_at)
        words = [stem for stem in first if not is_figure(stem)]
        if len(words) >= number:
            return words[:number]
    return [*words, *(stem for stem in first if is_figure(stem))][:number]


def is_figure(stem: str) -> bool:
    """Whether a stem is a number or a day of the calendar."""
    return stem[0].isdigit()


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights scaled to length 1; as they are where all are zero."""
    length = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def cosine(one: Vector, other: Vector) -> float:
    """How alike two unit vectors are, 0 to 1."""
    # Summed exactly, since the order of a set is not the same in every process.
    return fsum([one[stem] * other[stem] for stem in one.keys() & other.keys()])


def shared_terms(one: Vector, other: Vector, number: int) -> tuple[str, ...]:
    """The stems that make two vectors alike, the heaviest first."""
    products = {stem: weight * other[stem] for stem, weight in one.items() if stem in other}
    return tuple(sorted(products, key=lambda stem: (-products[stem], stem))[:number])
