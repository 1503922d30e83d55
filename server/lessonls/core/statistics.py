"""What interleaved pairs of timings say: a median ratio and its confidence interval.

The interval is the one of the sign test: order statistics of the ratios, whose coverage does
not depend on how timings are distributed (Conover, Practical Nonparametric Statistics,
section 3.2). It is exact for any number of pairs, and cannot conclude from fewer than six.
"""

from collections.abc import Sequence
from math import comb
from statistics import median

from pydantic import BaseModel, ConfigDict

from lessonls.core.verdict import WORTHWHILE

LEAST_PAIRS = 6
_CONFIDENCE = 0.98
"""What is said to be a 95% interval. Pairs stop when the answer looks clear, after which plain
95% intervals miss in 6% of the sessions (benchmarks/noise.py); a stricter level makes up for it.
"""
_WHILE_LOOKING = 0.99
"""Stricter than the final interval: looking again and again finds chance wins otherwise."""
_NARROW = 0.03
_CLEAR_WIDTH = 0.06


class Comparison(BaseModel):
    """Baseline against candidate: median ratio of times and its 95% interval."""

    model_config = ConfigDict(frozen=True)

    speedup: float
    interval: tuple[float, float]
    pairs: int


def compare(baseline: Sequence[float], candidate: Sequence[float]) -> Comparison:
    """The comparison of paired times, in any unit; needs at least six pairs."""
    ratios = _ratios(baseline, candidate)
    return Comparison(
        speedup=median(ratios), interval=median_interval(ratios, _CONFIDENCE), pairs=len(ratios)
    )


def median_interval(values: Sequence[float], confidence: float) -> tuple[float, float]:
    """The narrowest symmetric interval of order statistics that covers the median.

    With too few values for the confidence it is (smallest, largest).
    """
    ordered = sorted(values)
    count = len(ordered)
    tail, rank = 0.0, 0
    while rank < count // 2:
        tail += comb(count, rank) / 2**count
        if 2 * tail > 1 - confidence:
            break
        rank += 1
    rank = max(rank - 1, 0)
    return ordered[rank], ordered[count - 1 - rank]


def decided(baseline: Sequence[float], candidate: Sequence[float]) -> bool:
    """Whether more pairs would not change what is said: a clear win, loss, or no difference
    worth a word.
    """
    if len(baseline) < LEAST_PAIRS + 2:
        return False
    ratios = _ratios(baseline, candidate)
    low, high = median_interval(ratios, _WHILE_LOOKING)
    middle = median(ratios)
    if high < WORTHWHILE:
        return True
    width = (high - low) / middle
    return width < (_CLEAR_WIDTH if low > 1.0 + _CLEAR_WIDTH else _NARROW)


def is_clear(compared: Comparison) -> bool:
    """Whether the interval says something: a win, a loss, or no difference worth a word."""
    low, high = compared.interval
    return low > 1.0 or high < WORTHWHILE or high - low < _CLEAR_WIDTH


def hopeless(baseline: Sequence[float], candidate: Sequence[float]) -> bool:
    """Whether the candidate is so clearly slower that a few pairs are enough."""
    ratios = _ratios(baseline, candidate)
    return len(ratios) >= LEAST_PAIRS and max(ratios) < 0.9


def _ratios(baseline: Sequence[float], candidate: Sequence[float]) -> list[float]:
    return [b / c for b, c in zip(baseline, candidate, strict=True)]
