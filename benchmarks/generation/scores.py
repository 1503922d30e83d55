"""What a campaign comes to in which functions were written: pass@1, and what it took.

pass@1 is the share of answers that pass the hidden tests, one answer a run; over several runs of a
problem that is the unbiased estimate (Chen et al., 2021). A run that failed has no answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from statistics import fmean, median, stdev

from benchmarks.campaign.measures import by, overhead
from benchmarks.campaign.record import Record
from benchmarks.generation.grades import Mark
from lessonls.core.errors import InputError


@dataclass(frozen=True)
class Scores:
    """Of a set of records. Shares are from 0 to 1; seconds are medians, requests, tokens and money
    sums. `plus` is None where no problem has more tests; `spread` is the standard deviation of
    pass@1 over repetitions (0 for one).

    `wrong` is the share of wrong ones among the unit tests that a right solution was run on, and
    `decided` that of runs in which they made the difference; `suspected` is the number of tests,
    and of pairs of them, of which the candidates gave reason to doubt.
    """

    problems: int
    repetitions: int
    base: float
    plus: float | None
    spread: float
    wrong: float
    decided: float
    suspected: int
    seconds: float
    requests: int
    tokens: int
    cost: float
    overhead: float


def scores(records: Sequence[Record]) -> Scores:
    """Raises ValueError of no records."""
    each = [fmean(map(passes, one)) for one in by(records, lambda one: one.repetition).values()]
    grades = [one.grades for one in records if one.grades is not None]
    known = [one for one in grades if one.wrong is not None]
    tests = sum(one.tests for one in known)
    more = [one.plus for one in grades if one.plus is not None]
    usages = [one.report.usage for one in records if one.report is not None]
    return Scores(
        problems=len({(one.suite, one.name) for one in records}),
        repetitions=len(each),
        base=fmean(map(passes, records)),
        plus=sum(more) / len(records) if more else None,
        spread=stdev(each) if len(each) > 1 else 0.0,
        wrong=sum(one.wrong or 0 for one in known) / tests if tests else 0.0,
        decided=fmean(one.decided for one in known) if known else 0.0,
        suspected=sum(len(one.report.doubts) for one in records if one.report is not None),
        seconds=median(one.seconds for one in records),
        requests=sum(usage.requests for usage in usages),
        tokens=sum(usage.tokens for usage in usages),
        cost=sum(usage.cost for usage in usages),
        overhead=overhead(records),
    )


def passes(record: Record) -> bool:
    """Whether the answer passes the hidden tests."""
    return record.grades is not None and record.grades.base


def by_round(records: Sequence[Record], rounds: int) -> list[float]:
    """pass@1 of what would have been submitted after each round."""
    return _by_round(records, rounds, lambda answer: bool(answer.base))


def plus_by_round(records: Sequence[Record], rounds: int) -> list[float]:
    """The same by all hidden tests; empty where no problem has more tests."""
    if scores(records).plus is None:
        return []
    return _by_round(records, rounds, lambda answer: bool(answer.plus))


def _by_round(
    records: Sequence[Record], rounds: int, is_passed: Callable[[Mark], bool]
) -> list[float]:
    lost: Sequence[Mark | None] = [None] * rounds
    each = [lost if one.grades is None else one.grades.answers(rounds) for one in records]
    return [
        fmean(answer is not None and is_passed(answer) for answer in column)
        for column in zip(*each, strict=True)
    ]


@dataclass(frozen=True)
class Contest:
    """Of the problems that two campaigns have: how many runs of each pass, by problem."""

    better: tuple[str, ...]
    worse: tuple[str, ...]
    every: int
    a: float
    b: float

    @property
    def differing(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The problems on which one of them is better, by its name."""
        return [("A", self.worse), ("B", self.better)]

    @property
    def chance(self) -> float:
        """How likely so one-sided a result is if neither is better (the sign test, two-sided)."""
        decided = len(self.better) + len(self.worse)
        extreme = range(max(len(self.better), len(self.worse)), decided + 1)
        tail = sum(comb(decided, at) for at in extreme) / 2**decided
        return min(1.0, 2 * tail)

    @property
    def sentence(self) -> str:
        """Such as `B is better on 14, worse on 3, equal on 147 of 164 (p = 0.013); pass@1 ...`."""
        equal = self.every - len(self.better) - len(self.worse)
        return (
            f"B is better on {len(self.better)}, worse on {len(self.worse)}, equal on {equal} of"
            f" {self.every} (sign test: p = {self.chance:.2g}); pass@1 {self.b:.3f} against"
            f" {self.a:.3f}"
        )


def contest(a: Sequence[Record], b: Sequence[Record]) -> Contest:
    """B against A, on the problems that both have. Raises InputError if they have none."""
    first, second = _rates(a), _rates(b)
    common = [name for name in first if name in second]
    if not common:
        raise InputError("The two campaigns have no problem in common.")
    return Contest(
        better=tuple(name for name in common if second[name] > first[name]),
        worse=tuple(name for name in common if second[name] < first[name]),
        every=len(common),
        a=fmean(first[name] for name in common),
        b=fmean(second[name] for name in common),
    )


def _rates(records: Sequence[Record]) -> dict[str, float]:
    found = by(records, lambda one: f"{one.suite}/{one.name}")
    return {name: fmean(map(passes, group)) for name, group in found.items()}
