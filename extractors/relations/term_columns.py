"""The terms of an article as columns: cheap to keep and to read, and made terms of when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from extractors.relations.terms import Term

_KINDS = tuple((bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8)) for flags in range(16))
_term = partial(tuple.__new__, Term)  # `Term._make` without its check


@dataclass(frozen=True, slots=True)
class TermColumns:
    """What terms are made of, each field apart, in order of the terms."""

    stems: Sequence[str]
    times: Sequence[int]
    places: Sequence[int]
    shares: Sequence[float]
    flags: Sequence[int]  # a bit each: is a name, a number, a day, in the lead

    @classmethod
    def of(cls, terms: Sequence[Term]) -> "TermColumns":
        """The columns of terms."""
        return cls(
            stems=[term.stem for term in terms],
            times=[term.times for term in terms],
            places=[term.place for term in terms],
            shares=[term.share for term in terms],
            flags=[_flags(term) for term in terms],
        )

    def terms(self) -> tuple[Term, ...]:
        """The terms of these columns."""
        rows = zip(self.stems, self.times, self.places, self.shares, self.flags, strict=True)
        return tuple([_term((stem, times, place, share, *_KINDS[flags])) for stem, times, place, share, flags in rows])


def _flags(term: Term) -> int:
    return term.is_name | term.is_number << 1 | term.is_day << 2 | term.is_lead << 3
