"""The terms of an article: what it speaks of, with names, numbers and calendar days told apart."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from extractors.relations.words import Word

_LEAD_WORDS = 60
_MOST_TERMS = 256
_TELLS_NOTHING = 1.0
_COMMON = 0.02  # background share from which on a word needs no capital of its own to begin a sentence
_RARE_DAY = 0.01  # share of articles that name a given calendar day or month of a year
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}


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
    def is_figure(self) -> bool:
        """Whether it is a number or a calendar day."""
        return self.is_number or self.is_day

    @property
    def weight(self) -> float:
        """How much it tells of what the article is about, by the background alone."""
        boost = (2.0 if self.is_name else 1.0) * (1.5 if self.is_lead else 1.0)
        return boost * (1 + log(self.times)) * -log(self.share)


def article_terms(title: Sequence[Word], body: Sequence[Word]) -> tuple[Term, ...]:
    """Terms in order of first mention, at most 256: the most telling where there are more."""
    words = [*title, *body]
    lead_end = len(title) + _LEAD_WORDS
    seen: dict[str, list[int]] = {}  # stem: count, capitals, first place
    for place, word in enumerate(words):
        if word.share >= _TELLS_NOTHING:
            continue
        entry = seen.get(word.stem)
        if entry is None:
            seen[word.stem] = [1, word.is_capital, place]
        else:
            entry[0] += 1
            entry[1] += word.is_capital
    found = [
        Term(
            root,
            count,
            place,
            words[place].share,
            not words[place].is_number and capitals > count * _capitals(words[place].share),
            words[place].is_number,
            False,
            place < lead_end,
        )
        for root, (count, capitals, place) in seen.items()
    ]
    days = _days(words).items()
    found += [Term(day, 1, place, _RARE_DAY, is_day=True, is_lead=place < lead_end) for day, place in days]
    if len(found) > _MOST_TERMS:
        found = sorted(found, key=lambda term: (-term.weight, term.stem))[:_MOST_TERMS]
    return tuple(sorted(found, key=lambda term: (term.place, term.stem)))


def _capitals(share: float) -> float:
    """Share of its mentions above which a word written with a capital is a name; common words begin sentences."""
    return 0.5 if share < _COMMON else 0.9


def _days(words: Sequence[Word]) -> dict[str, int]:
    """Days and months of the calendar with the place of their first mention: "May 19", "19 May", "December 2023"."""
    found: dict[str, int] = {}
    for place, word in enumerate(words):
        month = _MONTHS.get(word.folded)
        if month is None:
            continue
        for near in (place + 1, place - 1):
            token = words[near].folded if 0 <= near < len(words) else ""
            if token.isdigit() and 1 <= int(token) <= 31:
                found.setdefault(f"{month:02}-{int(token):02}", place)
                break
            if len(token) == 4 and token.isdigit():
                found.setdefault(f"{token}-{month:02}", place)
                break
    return found
