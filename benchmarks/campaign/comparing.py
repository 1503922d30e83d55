"""Is one campaign better than another? Problem by problem, with intervals, and over all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, hypot, log, sqrt
from statistics import fmean, stdev

import numpy as np

from benchmarks.campaign.measures import by
from benchmarks.campaign.record import Record
from lessonls.core.errors import InputError

_NORMAL = 1.96
"""Half the width of a 95% interval, in standard deviations."""
_LEAST_RATIO = 1.02
"""Smaller differences are within what a second run of the same gives."""
_DRAWS = 2000


@dataclass(frozen=True)
class Difference:
    """Of one problem: how many times as fast B's answer is as A's, and the 95% interval."""

    suite: str
    name: str
    ratio: float
    interval: tuple[float, float]

    @property
    def better(self) -> bool:
        """B is faster, and the interval says so."""
        return self.interval[0] > 1 and self.ratio >= _LEAST_RATIO

    @property
    def worse(self) -> bool:
        """A is faster, and the interval says so."""
        return self.interval[1] < 1 and self.ratio <= 1 / _LEAST_RATIO


@dataclass(frozen=True)
class Comparison:
    """Of the problems that both have: each, and the geometric mean of the ratios with its 95%
    interval over problems. `missing` are those that only one of the two has.
    """

    differences: tuple[Difference, ...]
    ratio: float
    interval: tuple[float, float]
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Such as `B is better on 14, worse on 3, inconclusive on 19 of 36`."""
        better = sum(one.better for one in self.differences)
        worse = sum(one.worse for one in self.differences)
        every = len(self.differences)
        return (
            f"B is better on {better}, worse on {worse}, inconclusive on {every - better - worse} "
            f"of {every}; all in all {self.ratio:.3f}x "
            f"[{self.interval[0]:.3f}, {self.interval[1]:.3f}]"
        )


def compared(a: Sequence[Record], b: Sequence[Record]) -> Comparison:
    """B against A. Raises InputError when they have no problem in common."""
    first, second = _problems(a), _problems(b)
    common = [name for name in first if name in second]
    if not common:
        raise InputError("The two campaigns have no problem in common.")
    differences = tuple(_difference(first[name], second[name]) for name in common)
    logs = np.array([log(one.ratio) for one in differences])
    rng = np.random.default_rng(0)
    draws = rng.choice(logs, (_DRAWS, len(logs))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Comparison(
        differences=differences,
        ratio=exp(logs.mean()),
        interval=(exp(low), exp(high)),
        missing=tuple(sorted(first.keys() ^ second.keys())),
    )


def _problems(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    return by(records, lambda one: f"{one.suite}/{one.name}")


def _difference(a: Sequence[Record], b: Sequence[Record]) -> Difference:
    distance = _middle(b) - _middle(a)
    width = _NORMAL * hypot(_error(a), _error(b))
    return Difference(
        suite=a[0].suite,
        name=a[0].name,
        ratio=exp(distance),
        interval=(exp(distance - width), exp(distance + width)),
    )


def _middle(records: Sequence[Record]) -> float:
    return fmean(log(one.speedup) for one in records)


def _error(records: Sequence[Record]) -> float:
    """The standard error of the middle: what the clock leaves open, or repetitions scatter by,
    whichever is more.
    """
    clock = fmean((log(one.interval[1]) - log(one.interval[0])) / (2 * _NORMAL) for one in records)
    scatter = stdev(log(one.speedup) for one in records) if len(records) > 1 else 0.0
    return max(clock, scatter) / sqrt(len(records))
