"""The terms of an article: what it speaks of, with names, numbers and calendar days told apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from math import log
from operator import attrgetter, itemgetter
from typing import NamedTuple

from extractors.relations.words import Word

_LEAD_WORDS = 60
_MOST_TERMS = 256
_TELLS_NOTHING = 1.0
_CAPITALS = 0.5  # share of its mentions above which a word written with a capital is a name
_COMMON = 0.02  # background share from which on a word is common: sentences begin with it
_CAPITALS_OF_COMMON = 0.9
_RARE_DAY = 0.01  # share of articles that name a given calendar day or month of a year


class Term(NamedTuple):
    """A stem, number or calendar day of an article; a tuple, since every article makes hundreds."""

    stem: str
    times: int  # that it is mentioned
    place: int  # of the first mention, in words from the beginning
    share: float  # of news articles that hold it, by the background alone
    is_name: bool = False  # written with a capital more often than not
    is_number: bool = False
    is_day: bool = False  # a day or month of the calendar: "05-19", "2023-12"
    is_lead: bool = False  # stands in the title or among the first words

    @property
    def weight(self) -> float:
        """How much it tells of what the article is about, by the background alone."""
        return telling_weight(self.times, self.share, self.is_name, self.is_lead)


@lru_cache(maxsize=4096)  # shares are few
def telling_weight(times: int, share: float, is_name: bool, is_lead: bool) -> float:
    """The weight of a term of which this is known."""
    boost = (2.0 if is_name else 1.0) * (1.5 if is_lead else 1.0)
    return boost * (1 + log(times)) * -log(share)


def heaviest(weights: Mapping[str, float], number: int) -> list[str]:
    """The stems with the largest weights, the heaviest first; equals in order of name."""
    if len(weights) > number:  # numbers are compared much sooner than names
        least = sorted(weights.values(), reverse=True)[number - 1]
        weights = {stem: weight for stem, weight in weights.items() if weight >= least}
    return sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:number]


def article_terms(title: Sequence[Word], body: Sequence[Word]) -> tuple[Term, ...]:
    """Terms in order of first mention, at most 256: the most telling where there are more."""
    words = [*title, *body]
    lead_end = len(title) + _LEAD_WORDS
    first = dict(zip(words[::-1], range(len(words) - 1, -1, -1), strict=True))
    seen: dict[str, tuple[int, int, int, float, bool]] = {}  # stem: count, capitals, first place, share, is a number
    for word, count in Counter(words).items():  # in order of first mention
        share = word.share
        if share >= _TELLS_NOTHING:
            continue
        root, capitals = word.stem, count if word.is_capital else 0
        if root in seen:
            before, capitals_before, place, share, is_number = seen[root]
            seen[root] = before + count, capitals_before + capitals, place, share, is_number
        else:
            seen[root] = count, capitals, first[word], share, word.is_number
    found = []
    for root, (count, capitals, place, share, is_number) in seen.items():
        is_name = capitals > count * (_CAPITALS if share < _COMMON else _CAPITALS_OF_COMMON) and not is_number
        found.append(_term((root, count, place, share, is_name, is_number, False, place < lead_end)))
    if days := _days(words, first):
        found += [Term(day, 1, place, _RARE_DAY, is_day=True, is_lead=place < lead_end) for day, place in days.items()]
        found.sort(key=_place_and_stem)
    if len(found) > _MOST_TERMS:
        weights = [
            telling_weight(times, share, is_name, is_lead) for _, times, _, share, is_name, _, _, is_lead in found
        ]
        least = sorted(weights)[-_MOST_TERMS]
        kept = [(-weight, term.stem, term) for weight, term in zip(weights, found, strict=True) if weight >= least]
        found = [term for _, _, term in sorted(kept)[:_MOST_TERMS]]
        found.sort(key=_place_and_stem)
    return tuple(found)


_term = partial(tuple.__new__, Term)  # `Term._make` without its check


_month = attrgetter("month")
_place_and_stem = itemgetter(Term._fields.index("place"), Term._fields.index("stem"))


def _days(words: Sequence[Word], first: Mapping[Word, int]) -> dict[str, int]:
    """Days and months of the calendar with the place of their first mention: "May 19", "19 May", "December 2023"."""
    found: dict[str, int] = {}
    if not any(map(_month, first)):
        return found
    for place in [place for place, month in enumerate(map(_month, words)) if month]:
        month = words[place].month
        for near in (place + 1, place - 1):
            token = words[near].folded if 0 <= near < len(words) else ""
            if token.isdigit() and 1 <= int(token) <= 31:
                found.setdefault(f"{month:02}-{int(token):02}", place)
                break
            if len(token) == 4 and token.isdigit():
                found.setdefault(f"{token}-{month:02}", place)
                break
    return found
