"""The rule of change on generated histories of pairs: `python -m benchmarks.zscore [--dyads 150] [--seeds 7 31]`.

Each pair has a habit between one event in three months and eight a day, more or less regular, with weekends, slow
drift, silences of weeks (a truce, a source that broke off) and, in some, an old crisis. Bursts of one to four days are
put in. A day is judged by what went before it alone. Precision: of the days that the rule told of, how many are of a
burst (a crisis counts as one); recall: of the bursts, how many it told of on at least one day.
"""

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from flows.alerting.habit import robust_z

DAYS = 420
HISTORY = 90
RATES = (("quiet (< 0.1 a day)", 0.0, 0.1), ("middle", 0.1, 1.0), ("busy (> 1 a day)", 1.0, 99.0))
Score = Callable[[float, Sequence[float]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Counts by day, and the bursts that were put in: first day and day after the last."""

    rate: float
    counts: tuple[int, ...]
    bursts: tuple[tuple[int, int], ...]


def generated(dice: random.Random) -> Dyad:
    """One pair's history."""
    rate = math.exp(dice.uniform(math.log(0.01), math.log(8)))
    evenness = dice.choice((1.5, 4.0, 50.0))  # the smaller, the more clumped: shape of a negative binomial
    weekend = dice.uniform(0.4, 1.0)
    drift, phase = dice.uniform(0, 0.4), dice.uniform(0, 6.3)
    means = [rate * (1 + drift * math.sin(day / 60 + phase)) * (weekend if day % 7 > 4 else 1.0) for day in range(DAYS)]
    for _ in range(dice.choice((0, 0, 1, 2))):  # silences
        start = dice.randrange(DAYS)
        for day in range(start, min(DAYS, start + dice.randint(15, 60))):
            means[day] = 0.0
    bursts = []
    if dice.random() < 0.25:  # an old crisis
        bursts.append(_raise(means, dice.randint(40, 200), dice.randint(8, 20), rate, dice))
    for _ in range(dice.choice((1, 2, 3))):
        start = dice.randrange(HISTORY, DAYS - 5)
        if all(not (first - 8 < start < last + 8) for first, last in bursts):
            bursts.append(_raise(means, start, dice.randint(1, 4), rate, dice))
    counts = tuple(_drawn(mean, evenness, dice) for mean in means)
    return Dyad(rate=rate, counts=counts, bursts=tuple(bursts))


def _raise(means: list[float], start: int, length: int, rate: float, dice: random.Random) -> tuple[int, int]:
    level = rate * dice.uniform(2.5, 6) + dice.uniform(4, 10)
    for day in range(start, start + length):
        means[day] = level
    return start, start + length


def _drawn(mean: float, evenness: float, dice: random.Random) -> int:
    """From a negative binomial: Poisson of a gamma."""
    if mean <= 0:
        return 0
    rate = dice.gammavariate(evenness, mean / evenness)
    number, product, limit = 0, dice.random(), math.exp(-rate)
    while product > limit:
        number += 1
        product *= dice.random()
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well a score tells bursts from habit."""

    precision: float
    recall: float
    false_a_year: float  # false alarms a pair and year

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, {self.false_a_year:.2f} false alarms a pair "
            "and year"
        )


def judged(dyads: Sequence[Dyad], score: Score, threshold: float) -> Figures:
    """The score over all days that have a history."""
    right = wrong = found = bursts = days = 0
    for dyad in dyads:
        in_burst = {day for first, last in dyad.bursts for day in range(first, last)}
        told = set()
        for day in range(HISTORY, DAYS):
            days += 1
            value = dyad.counts[day]
            if value > 0 and score(value, dyad.counts[day - HISTORY : day]) >= threshold:
                told.add(day)
        right += len(told & in_burst)
        wrong += len(told - in_burst)
        for first, last in dyad.bursts:
            if first >= HISTORY:
                bursts += 1
                found += not told.isdisjoint(range(first, last))
    return Figures(
        precision=right / max(1, right + wrong), recall=found / max(1, bursts), false_a_year=wrong / days * 365
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dyads", type=int, default=150, help="pairs a seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 31, 32, 33, 34, 35])
    parser.add_argument("--threshold", type=float, default=3.5)
    chosen = parser.parse_args()
    print(f"{chosen.dyads} pairs a seed, threshold {chosen.threshold}")
    found = []
    for seed in chosen.seeds:
        dice = random.Random(seed)
        dyads = [generated(dice) for _ in range(chosen.dyads)]
        found.append([judged(own, robust_z, chosen.threshold) for own in by_rate(dyads)])
        print(f"seed {seed}: {found[-1][0]}")
    for name, figures in zip(("mean", *(name for name, _, _ in RATES)), zip(*found, strict=True), strict=True):
        print(f"{name}: {mean_of(figures)}")


def by_rate(dyads: Sequence[Dyad]) -> list[list[Dyad]]:
    """All pairs, and those of each kind."""
    return [list(dyads), *([each for each in dyads if least <= each.rate < most] for _, least, most in RATES)]


def mean_of(figures: Sequence[Figures]) -> Figures:
    """Of several seeds."""
    return Figures(
        precision=fmean(each.precision for each in figures),
        recall=fmean(each.recall for each in figures),
        false_a_year=fmean(each.false_a_year for each in figures),
    )


if __name__ == "__main__":
    main()
