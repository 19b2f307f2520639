"""How much running text two articles share, from their sampled shingles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.shingles import SAMPLED

_LEAST_OWN = 3  # shared shingles outside quotations that make a run of shared ones a passage
_LONG_QUOTE = 6  # a run of so much is a passage though all of it is quoted: some 75 words without a break
_QUOTED = 1 / 3  # what a quoted one counts: two reports may quote the same statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shared text of two articles; numbers of shingles are of sampled ones."""

    shared: int
    share_of_shorter: float  # of its shingles; 0 to 1
    share_of_longer: float
    unquoted: int  # shared ones that don't stand in quotations of both
    unquoted_share: float  # of these, by all shingles of the shorter one
    passage: float  # longest run of shared shingles, quoted ones for a third, in the article where it is shorter
    length_ratio: float  # words of the shorter by words of the longer

    @property
    def shared_words(self) -> int:
        """Roughly how many words of running text are shared."""
        return self.shared * SAMPLED

    @property
    def passage_words(self) -> int:
        """Roughly how long the longest shared passage is, leaving most of what it quotes out."""
        return round(self.passage * SAMPLED)

    @property
    def is_spread(self) -> bool:
        """Whether more is shared elsewhere than in the longest passage."""
        return self.unquoted > 2 * self.passage


def overlap(
    one: Fingerprint, other: Fingerprint, ignored: Collection[int] = (), common: Collection[int] | None = None
) -> Overlap:
    """The shared text of two articles; `ignored` are shingles that so many articles hold that they tell nothing.

    `common` are the shingles that both have, where they are known already.
    """
    shorter, longer = (one, other) if (one.words, one.version_id) <= (other.words, other.version_id) else (other, one)
    if common is None:
        common = one.shingle_set & other.shingle_set
    both_quote = set(shorter.quoted).intersection(longer.quoted) if shorter.quoted and longer.quoted else ()
    told = frozenset(common).difference(ignored, both_quote)
    passage = 0.0
    if len(told) >= _LEAST_OWN or len(told) + _QUOTED * (len(common) - len(told)) >= _LONG_QUOTE:
        passage = min(_passage(each.shingles, told, common, ignored) for each in (shorter, longer))
    return Overlap(
        shared=len(common),
        share_of_shorter=len(common) / max(1, len(shorter.shingles)),
        share_of_longer=len(common) / max(1, len(longer.shingles)),
        unquoted=len(told),
        unquoted_share=len(told) / max(1, len(shorter.shingles)),
        passage=passage,
        length_ratio=shorter.words / max(1, longer.words),
    )


def _passage(row: Sequence[int], told: Collection[int], common: Collection[int], ignored: Collection[int]) -> float:
    """Most shared shingles in a row, single misses between them allowed; ignored ones neither count nor break it."""
    best = run = 0.0
    own = misses = 0
    for each in row:
        if each not in common:
            misses += 1
            if misses > 1:
                run, own = 0.0, 0
            continue
        misses = 0
        if each in ignored:
            continue
        own += each in told
        run += 1 if each in told else _QUOTED
        if run > best and (own >= _LEAST_OWN or run >= _LONG_QUOTE):
            best = run
    return round(best, 2)
