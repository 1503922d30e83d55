"""What a campaign's records come to: the measures of the paper, and those of a bill."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import comb
from statistics import fmean, geometric_mean, median, stdev

from benchmarks.campaign.record import Record

FAST = 2.0
_DRAWS = 16
"""As many candidates a best-of-n curve goes to at most."""


@dataclass(frozen=True)
class Measures:
    """Of a set of records. Shares are from 0 to 1; seconds are medians, money and tokens sums.

    `mean` is the geometric mean with failures and slowdowns as 1, `spread` its standard deviation
    over repetitions (0 for one); `unclamped` leaves problems without a correct rewrite out.
    """

    problems: int
    repetitions: int
    compiled: float
    correct: float
    fast: float
    unchanged: float
    worst: float
    mean: float
    spread: float
    unclamped: float
    until_best: float
    seconds: float
    requests: int
    tokens: int
    cost: float
    overhead: float


def measures(records: Sequence[Record]) -> Measures:
    """Raises ValueError of no records."""
    means = [mean_speedup(group) for group in by(records, lambda one: one.repetition).values()]
    usages = [one.report.usage for one in records if one.report is not None]
    unclamped = [one.unclamped for one in records if one.unclamped is not None]
    return Measures(
        problems=len({(one.suite, one.name) for one in records}),
        repetitions=len(means),
        compiled=fmean(one.compiled for one in records),
        correct=fmean(one.correct for one in records),
        fast=fmean(one.speedup > FAST for one in records),
        unchanged=fmean(one.speedup == 1.0 for one in records),
        worst=min(one.speedup for one in records),
        mean=fmean(means),
        spread=stdev(means) if len(means) > 1 else 0.0,
        unclamped=geometric_mean(unclamped) if unclamped else 1.0,
        until_best=median(one.until_best for one in records),
        seconds=median(one.seconds for one in records),
        requests=sum(usage.requests for usage in usages),
        tokens=sum(usage.tokens for usage in usages),
        cost=sum(usage.cost for usage in usages),
        overhead=overhead(records),
    )


def overhead(records: Iterable[Record]) -> float:
    """How much of the time went neither into verdicts nor into answers of models, as a share of
    the time that did.
    """
    needed, every = 0.0, 0.0
    for one in records:
        needed, every = needed + one.judging + one.asking, every + one.seconds
    return every / needed - 1 if needed else 0.0


def mean_speedup(records: Iterable[Record]) -> float:
    """The geometric mean as the paper has it: what is not faster counts as 1."""
    return geometric_mean(one.speedup for one in records)


def by(records: Sequence[Record], key: Callable[[Record], object]) -> Mapping[str, list[Record]]:
    """The records in groups, which are called by what they have in common, in order."""

    def name(one: Record) -> str:
        return str(key(one))

    return {label: list(group) for label, group in groupby(sorted(records, key=name), key=name)}


def by_round(records: Sequence[Record]) -> list[float]:
    """The geometric mean of the best speedups after each round that brought a candidate."""
    rounds = 1 + max((one.round for record in records for one in record.candidates), default=0)
    best = [record.by_round(rounds) for record in records]
    return [geometric_mean(column) for column in zip(*best, strict=True)]


def best_of(records: Sequence[Record]) -> list[float]:
    """For n = 1, 2, ..., what the best of n random candidates of each problem comes to.

    The expectation over all choices of n of a problem's candidates; where it has fewer, all.
    """
    outcomes = [sorted(record.outcomes()) or [1.0] for record in records]
    most = min(_DRAWS, max(map(len, outcomes)))
    return [geometric_mean(_expected_best(one, n) for one in outcomes) for n in range(1, most + 1)]


def _expected_best(outcomes: Sequence[float], n: int) -> float:
    """Outcomes are sorted: the one at `at` is the best of comb(at, n - 1) choices."""
    n = min(n, len(outcomes))
    choices = comb(len(outcomes), n)
    return sum(one * (comb(at, n - 1) / choices) for at, one in enumerate(outcomes))
