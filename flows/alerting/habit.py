"""How far a day's count stands above a pair's own habit."""

import math
from collections.abc import Sequence
from itertools import groupby
from statistics import NormalDist

_BUSIEST = 0.1  # share of the days, the busiest, that are taken as no busier than the rest
_WIDENED = 1.25  # what capping these days takes from the variance
_QUIET = 0.05  # events a day of the quietest pair: the first event after a silence is no alarm
_LEAST_CHANCE = 1e-15
_SILENCE = 10  # days without events that may be no part of the habit
_NO_HABIT = 1e-3  # chance below which such a silence is none
_CRISIS = 3.0  # deviate of past days that are no part of the habit
_MOST_LEFT_OUT = 0.4  # share of the days
_FITS = 3
# How clumped news are supposed to be, before a pair's own days are seen: as if so many days more had shown this shape.
_SUPPOSED_DAYS = 30
_SUPPOSED_SHAPE = 3.0


def robust_z(value: float, past: Sequence[float]) -> float:
    """How many standard deviations a count stands above its past: 3.5 is one chance in 4,000.

    Counts of news are small, skewed and clumped, so deviations are measured as chances: the chance of as many or more
    under a negative binomial with the past's mean and variance, told as the normal deviate of the same chance. What
    is no part of the habit is left out of the past: silences that such a habit would hardly ever show (a truce, a
    source that broke off) and, as in Farrington's and Noufaily's surveillance of epidemics, days that themselves stand
    far out, after which habit is fitted again; of the rest, the busiest tenth counts as no busier. A few months tell
    little of how clumped a pair's news are, so its variance is drawn towards that of an ordinary pair. On generated
    histories this gives an eighth of the false alarms of median and median absolute deviation
    (`python -m benchmarks.zscore`).

    >>> [round(robust_z(value, [0] * 90), 1) for value in (1, 2, 3)]
    [1.7, 3.0, 4.1]
    >>> round(robust_z(9, [4, 5, 6, 5, 4, 6] * 15), 1), round(robust_z(20, [4, 5, 6, 5, 4, 6] * 15), 1)
    (1.3, 3.9)
    """
    habit = without_silences(past)
    mean, variance = _fitted(habit)
    mean = max(mean, _QUIET)
    known = len(habit) / (len(habit) + _SUPPOSED_DAYS)
    return _deviate(value, mean, known * max(variance, mean) + (1 - known) * (mean + mean * mean / _SUPPOSED_SHAPE))


def without_silences(past: Sequence[float]) -> list[float]:
    """The days without long silences that the rest of them would hardly ever show.

    >>> without_silences([3, 2, 4, 3] * 5 + [0] * 20) == [3, 2, 4, 3] * 5
    True
    >>> len(without_silences([0, 0, 1, 0, 0] * 8 + [0] * 20))  # a quiet pair's habit
    60
    """
    runs = [(is_quiet, list(days)) for is_quiet, days in groupby(past, key=lambda count: count == 0)]
    quiet_days = sum(len(days) for is_quiet, days in runs if is_quiet)
    kept: list[float] = []
    for is_quiet, days in runs:
        others = len(past) - len(days)
        if is_quiet and len(days) >= _SILENCE and others >= 2 * _SILENCE:
            share = max(quiet_days - len(days), 0.5) / others  # of the other days that have nothing
            if share ** len(days) * others < _NO_HABIT:
                continue
        kept += days
    return kept if len(kept) >= 2 * _SILENCE else list(past)


def _fitted(past: Sequence[float]) -> tuple[float, float]:
    """Mean and variance of the habit, without the days that stand far out of it."""
    kept = list(past)
    fit = _mean_and_variance(kept)
    for _ in range(_FITS - 1):
        usual = {count for count in set(kept) if count <= 1 or _deviate(count, *fit) < _CRISIS}
        fewer = [count for count in kept if count in usual]
        if len(fewer) == len(kept) or len(fewer) < len(past) * (1 - _MOST_LEFT_OUT):
            break
        kept, fit = fewer, _mean_and_variance(fewer)
    return fit


def _mean_and_variance(counts: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(counts)
    highest = max(ordered[len(ordered) - 1 - int(len(ordered) * _BUSIEST)], 1)
    capped = [min(count, highest) for count in ordered]
    mean = math.fsum(capped) / len(capped)
    return mean, _WIDENED * math.fsum((count - mean) ** 2 for count in capped) / len(capped)


def _deviate(value: float, mean: float, variance: float) -> float:
    mean = max(mean, _QUIET)
    chance = min(max(_chance(value, mean, max(variance, mean)), _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return -NormalDist().inv_cdf(chance)


def _chance(value: float, mean: float, variance: float) -> float:
    """Of `value` or more under a negative binomial (a Poisson, where the variance is no larger than the mean)."""
    excess = variance - mean
    shape = mean * mean / excess if excess > 1e-9 else 0.0
    share = mean / (shape + mean) if shape else 0.0
    term = (1 - share) ** shape if shape else math.exp(-mean)
    left = 1.0
    for number in range(int(value)):
        left -= term
        if left <= _LEAST_CHANCE:
            break
        term *= (shape + number) / (number + 1) * share if shape else mean / (number + 1)
    return left
