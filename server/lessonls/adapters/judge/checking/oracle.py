"""What the baseline answers to a batch of inputs, and how far a candidate may be from it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lessonls.adapters.judge.build import BASELINE, NUDGED, REORDERED, SANITIZED
from lessonls.adapters.judge.checking.equality import (
    Tolerance,
    in_double,
    is_certain,
    loosest,
    nudged,
    part_of_the_way,
    tolerance,
    visible,
    within_half_the_digits,
)
from lessonls.adapters.judge.execution import Answer, Call, Laboratory, Sharing, by_call
from lessonls.core.errors import BaselineError
from lessonls_sandbox.run import Rounding
from lessonls_sandbox.wire import Column

_SECONDS = 10.0
_PATIENCE = 20.0
_LEAST_PATIENCE = 1.0
_NUDGES = (1, 2, 3)
_MOVED_SECONDS, _HEAVY = 2.0, 1 << 20
_OF_ROUNDING = 1 / 8
"""How much of what becomes of a result when all is rounded up or down may be usual."""


@dataclass(frozen=True)
class Expected:
    """A batch of calls, the baseline's answer, the tolerance for each column, and how long a
    candidate may take for all of it, in seconds.

    With a `condition`, a candidate that differs here is still correct, as long as callers
    keep to it.
    """

    calls: tuple[Call, ...]
    answer: tuple[Column, ...]
    allowed: Tolerance
    seconds: float
    sharing: Sharing = ()
    condition: str = ""
    certain: tuple[bool, ...] = ()


class Oracle:
    """Asks the baseline, in all its builds.

    `reordered` and `nudged`: whether there is one whose sums are reassociated, and one whose
    mathematical functions are off by 1 ulp. Without the former nothing is rounded.
    """

    def __init__(self, laboratory: Laboratory, *, reordered: bool, nudged: bool) -> None:
        self._laboratory = laboratory
        self._reordered = reordered
        self._nudged = nudged
        self._shown = visible(laboratory.interface)
        self._asked: (
            tuple[tuple[tuple[int, ...], Sharing], list[Call], list[tuple[Column, ...]]] | None
        ) = None

    def masked(self, answer: Answer) -> tuple[Column, ...]:
        """The answer without what no caller can see."""
        return tuple(
            column if shown else column[:0]
            for column, shown in zip(answer.columns, self._shown, strict=True)
        )

    def answer(self, calls: Sequence[Call], sharing: Sharing = ()) -> tuple[Column, ...]:
        """What the baseline answers; raises BaselineError where it cannot be judged by that."""
        answer = self._laboratory.run(BASELINE, calls, seconds=_SECONDS, sharing=sharing)
        if answer.problem:
            raise BaselineError(f"the function {answer.problem} on its own inputs.")
        if answer.sample.log:
            raise BaselineError(
                "the function prints to standard error, and that output cannot be compared: move"
                " the printing out of the function first."
            )
        return self.masked(answer)

    def steady(self, calls: Sequence[Call]) -> list[Call]:
        """Those on which the baseline answers alike however it is compiled.

        On others, such as collinear points, rounding decides about more than a few ulp.
        Raises BaselineError if its answers to the same inputs differ.
        """
        if self._is_steady(calls):
            return list(calls)
        if len(calls) == 1:
            return []
        middle = len(calls) // 2
        return [*self.steady(calls[:middle]), *self.steady(calls[middle:])]

    def _is_steady(self, calls: Sequence[Call]) -> bool:
        first, again = self.answer(calls), self.answer(calls)
        if any(a.tobytes() != b.tobytes() for a, b in zip(first, again, strict=True)):
            raise BaselineError(
                "the function is nondeterministic, so no rewrite can be verified: pass in "
                "the clock,"
                " random seed or other state that it reads."
            )
        return all(_same_structure(first, other) for other in self._others(calls, ()))

    def parted(self, calls: Sequence[Call]) -> tuple[list[Call], list[Call]]:
        """Those with answers that count, and those of which rounding may have made infinities
        or NaN: not with a single element of everything.
        """
        answer = self._laboratory.run(BASELINE, calls, seconds=_SECONDS)
        if answer.problem or all(_defined(column) for column in self.masked(answer)):
            return list(calls), []
        parts: tuple[list[Call], list[Call]] = ([], [])
        answers = by_call(self._laboratory.interface, answer.columns, len(calls))
        for call, columns in zip(calls, answers, strict=True):
            seen = zip(columns, self._shown, strict=True)
            undefined = any(shown and not _defined(column) for column, shown in seen)
            parts[undefined and max(call.sizes.values(), default=2) > 1].append(call)
        return parts

    def expect(self, calls: Sequence[Call]) -> Expected:
        """The expected answer to steady inputs; raises BaselineError."""
        started = time.monotonic()
        first = self.answer(calls)
        limit = _LEAST_PATIENCE + _PATIENCE * (time.monotonic() - started)
        moved = [*self._others(calls, ()), *self._moved(first, calls, ())]
        certain = self._certain(first, moved, len(calls))
        allowed = tolerance(first, moved, calls, self._sizes(first, len(calls)))
        return Expected(tuple(calls), first, allowed, limit, certain=certain)

    def _certain(
        self, first: Sequence[Column], moved: Sequence[Sequence[Column]], count: int
    ) -> tuple[bool, ...]:
        """For every call, whether its answer has digits that rounding does not decide."""
        if not moved:
            return (True,) * count
        interface = self._laboratory.interface
        one, *others = (by_call(interface, columns, count) for columns in (first, *moved))
        return tuple(
            is_certain(columns, answers) for columns, *answers in zip(one, *others, strict=True)
        )

    def expect_awkward(
        self, calls: Sequence[Call], condition: str, sharing: Sharing = ()
    ) -> Expected | None:
        """The expected answer to inputs that may be outside what the function is for.

        None if the baseline itself depends on how it was compiled.
        """
        started = time.monotonic()
        answer = self._laboratory.run(BASELINE, calls, seconds=_SECONDS, sharing=sharing)
        limit = _LEAST_PATIENCE + _PATIENCE * (time.monotonic() - started)
        others = self._others(calls, sharing)
        if answer.problem or len(others) < 1 + self._reordered:
            return None
        first = self.masked(answer)
        moved = [*others, *self._moved(first, calls, sharing)]
        allowed = tolerance(first, moved, calls, self._sizes(first, len(calls)))
        if any(not _alike(first, other) for other in others):
            return None
        return Expected(tuple(calls), first, allowed, limit, sharing, condition)

    def timing_tolerance(self, batches: Sequence[Sequence[Call]]) -> Tolerance:
        """How far answers to timing inputs may differ: rounding adds up with the size."""
        return loosest([self.own_tolerance(calls) for calls in batches])

    def own_tolerance(self, calls: Sequence[Call], sharing: Sharing = ()) -> Tolerance:
        """How far answers to these very inputs may differ, element by element."""
        first = self.answer(calls, sharing)
        others = [*self._reassociated(calls, sharing), *self._moved(first, calls, sharing)]
        return tolerance(first, others, calls, self._sizes(first, len(calls)))

    def _sizes(self, answer: Sequence[Column], count: int) -> list[list[int]]:
        """How many elements of each column of an answer belong to every call."""
        if count == 1:
            return []
        parts = by_call(self._laboratory.interface, answer, count)
        return [[column.size for column in columns] for columns in zip(*parts, strict=True)]

    def _others(self, calls: Sequence[Call], sharing: Sharing) -> list[tuple[Column, ...]]:
        """The answers of other builds of the baseline: they differ by rounding. Those to the calls
        that were asked for last are known.
        """
        asked = tuple(map(id, calls)), sharing
        if self._asked is None or self._asked[0] != asked:
            self._asked = asked, list(calls), self._answers_of_others(calls, sharing)
        return self._asked[2]

    def _answers_of_others(
        self, calls: Sequence[Call], sharing: Sharing
    ) -> list[tuple[Column, ...]]:
        answer = self._laboratory.run_sanitized(SANITIZED, calls, seconds=_SECONDS, sharing=sharing)
        sanitized = [] if answer.problem else [self.masked(answer)]
        return [*self._reassociated(calls, sharing), *sanitized]

    def _reassociated(self, calls: Sequence[Call], sharing: Sharing) -> list[tuple[Column, ...]]:
        if not self._reordered:
            return []
        answer = self._laboratory.run(REORDERED, calls, seconds=_SECONDS, sharing=sharing)
        return [] if answer.problem else [self.masked(answer)]

    def _moved(
        self, first: Sequence[Column], calls: Sequence[Call], sharing: Sharing
    ) -> list[tuple[Column, ...]]:
        """The answers when inputs, or what mathematical functions take and give, move by 1 ulp."""
        found: list[tuple[Column, ...]] = []
        if self._nudged:
            answer = self._laboratory.run(NUDGED, calls, seconds=_SECONDS, sharing=sharing)
            if not answer.problem:
                found.append(within_half_the_digits(first, self.masked(answer)))
        heavy = sum(call.nbytes for call in calls) > _HEAVY
        ways = (Rounding.UP,) if heavy else (Rounding.UP, Rounding.DOWN)
        for rounding in ways if self._reordered else ():
            answer = self._laboratory.run(BASELINE, calls, 1, _MOVED_SECONDS, sharing, rounding)
            if not answer.problem:
                found.append(part_of_the_way(first, self.masked(answer), _OF_ROUNDING))
        for seed in _NUDGES[: 1 if heavy else None] if self._reordered else ():
            nudge = [nudged(call, seed) for call in calls]
            answer = self._laboratory.run(BASELINE, nudge, seconds=_SECONDS, sharing=sharing)
            if not answer.problem:
                moved = self.masked(answer)
                found.append(in_double(first, moved) if _all_single(calls) else moved)
        return found


def _defined(column: Column) -> bool:
    return column.dtype.kind not in "fc" or bool(np.isfinite(column).all())


def _all_single(calls: Sequence[Call]) -> bool:
    """Whether all reals of the inputs are of single precision."""
    kinds = {c.dtype for call in calls for c in call.columns if c.dtype.kind in "fc"}
    return kinds <= {np.dtype(np.float32), np.dtype(np.complex64)}


def _same_structure(one: Sequence[Column], other: Sequence[Column]) -> bool:
    return all(
        a.shape == b.shape and (a.dtype.kind in "fc" or np.array_equal(a, b))
        for a, b in zip(one, other, strict=True)
    )


def _alike(one: Sequence[Column], other: Sequence[Column]) -> bool:
    """Whether answers agree in structure, integers, and where reals are not finite."""
    for a, b in zip(one, other, strict=True):
        if a.shape != b.shape:
            return False
        same = np.array_equal(np.isnan(a), np.isnan(b)) and np.array_equal(np.isinf(a), np.isinf(b))
        if not (same if a.dtype.kind in "fc" else np.array_equal(a, b)):
            return False
    return True
