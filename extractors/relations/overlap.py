"""How much running text two articles share, from their sampled shingles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.shingles import SAMPLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shared text of two articles; numbers of shingles are of sampled ones."""

    shared: int
    share_of_shorter: float  # of its shingles; 0 to 1
    share_of_longer: float
    unquoted: int  # shared ones that don't stand in quotations of both
    unquoted_share: float  # of the shorter one's shingles outside quotations
    passage: int  # longest run of shared shingles outside quotations, in the article where it is shorter
    length_ratio: float  # words of the shorter by words of the longer

    @property
    def shared_words(self) -> int:
        """Roughly how many words of running text are shared."""
        return self.shared * SAMPLED

    @property
    def passage_words(self) -> int:
        """Roughly how long the longest shared passage outside quotations is."""
        return self.passage * SAMPLED


def overlap(one: Fingerprint, other: Fingerprint, ignored: Collection[int] = ()) -> Overlap:
    """The shared text of two articles; `ignored` are shingles that so many articles hold that they tell nothing."""
    shorter, longer = sorted((one, other), key=lambda each: (each.words, each.version_id))
    common = set(shorter.shingles) & set(longer.shingles)
    quoted = set(shorter.quoted)
    told = common.difference(ignored, quoted.intersection(longer.quoted))
    own = len(shorter.shingles) - len(quoted)
    return Overlap(
        shared=len(common),
        share_of_shorter=len(common) / max(1, len(shorter.shingles)),
        share_of_longer=len(common) / max(1, len(longer.shingles)),
        unquoted=len(told),
        unquoted_share=len(told) / max(1, own, len(told)),
        passage=min(_longest_run(shorter.shingles, told), _longest_run(longer.shingles, told)) if told else 0,
        length_ratio=shorter.words / max(1, longer.words),
    )


def _longest_run(row: Sequence[int], wanted: Collection[int]) -> int:
    """Most wanted ones in a row, single misses between them allowed."""
    best = run = misses = 0
    for each in row:
        if each in wanted:
            run, misses = run + 1, 0
            best = max(best, run)
        else:
            misses += 1
            if misses > 1:
                run = 0
    return best
