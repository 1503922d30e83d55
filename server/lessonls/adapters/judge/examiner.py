"""Checks answers: the inputs, what the baseline answers to them, and how far one may differ."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from lessonls.adapters.judge import checks
from lessonls.adapters.judge.baseline import BASELINE, REORDERED, SANITIZED, Baseline
from lessonls.adapters.judge.coverage import reached
from lessonls.adapters.judge.equality import (
    Difference,
    Tolerance,
    column_names,
    difference,
    loosest,
    nudged,
    tolerance,
    visible,
)
from lessonls.adapters.judge.inputs import Call
from lessonls.adapters.judge.laboratory import Answer, Laboratory
from lessonls.core.errors import BaselineError
from lessonls.core.verdict import VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.wire import Column

_INPUTS = 160
_SEED = 20250526
_SECONDS = 10.0
_PATIENCE = 20.0
_LEAST_PATIENCE = 1.0


@dataclass(frozen=True)
class Expected:
    """A batch of calls, the baseline's answer, the tolerance for each column, and how long a
    candidate may take for all of it.
    """

    calls: tuple[Call, ...]
    answer: tuple[Column, ...]
    allowed: Tolerance
    seconds: float


@dataclass(frozen=True)
class Finding:
    """Why a candidate was rejected; `late` ones just took too long."""

    kind: VerdictKind
    reason: str
    late: bool = False


class Examiner:
    """Knows the right answers; they never leave this process."""

    def __init__(
        self, baseline: Baseline, laboratory: Laboratory, names: Sequence[str], workload: Workload
    ) -> None:
        self._baseline = baseline
        self._laboratory = laboratory
        self._shown = visible(laboratory.interface)
        self.columns = [
            name if shown else ""
            for name, shown in zip(
                column_names(laboratory.interface, names), self._shown, strict=True
            )
        ]
        drawn = checks.draw(laboratory, names, workload, _INPUTS, _SEED)
        batches = checks.in_domain(laboratory, SANITIZED, drawn)
        if not batches:
            raise BaselineError("the function does not run clean on any input of its workload.")
        self._expected = [self._expect(batch) for batch in batches]
        self.allowed = loosest([expected.allowed for expected in self._expected])
        self.inputs = sum(len(batch) for batch in batches)
        lines: set[int] = set()
        for batch in batches:
            lines |= reached(laboratory, baseline.covered, batch)
        self.line_coverage = baseline.covered.share(frozenset(lines))

    def masked(self, answer: Answer) -> tuple[Column, ...]:
        """The answer without what no caller can see."""
        return tuple(
            column if shown else column[:0]
            for column, shown in zip(answer.columns, self._shown, strict=True)
        )

    def compare(self, baseline: Answer, candidate: Answer) -> Difference | None:
        """The first difference of two answers to timing inputs."""
        return difference(self.columns, self.masked(baseline), self.masked(candidate), self.allowed)

    def _expect(self, calls: Sequence[Call]) -> Expected:
        started = time.monotonic()
        first = self._baseline_answer(BASELINE, calls)
        limit = _LEAST_PATIENCE + _PATIENCE * (time.monotonic() - started)
        again = self._baseline_answer(BASELINE, calls)
        if any(a.tobytes() != b.tobytes() for a, b in zip(first, again, strict=True)):
            raise BaselineError(
                "the function gives different results for the same inputs, so no rewrite can"
                " be proved equal."
            )
        moved = [self._baseline_answer(REORDERED, calls)]
        for seed in (1, 2):
            nudge = [nudged(call, seed) for call in calls]
            answer = self._laboratory.run(BASELINE, nudge, seconds=_SECONDS)
            if not answer.problem:
                moved.append(self.masked(answer))
        return Expected(tuple(calls), first, tolerance(first, moved), limit)

    def _baseline_answer(self, library: str, calls: Sequence[Call]) -> tuple[Column, ...]:
        answer = self._laboratory.run(library, calls, seconds=_SECONDS)
        if answer.problem:
            raise BaselineError(f"the function {answer.problem} on its own inputs.")
        if answer.sample.log:
            raise BaselineError(
                "the function prints, and what it prints cannot be compared: take the output"
                " out of it first."
            )
        return self.masked(answer)

    def check(self, library: str, threads: int = 1, most: int | None = None) -> Finding | None:
        """The first way in which a library's answers are wrong, on at most `most` batches."""
        for expected in self._expected[:most]:
            found = self._check_batch(library, expected, threads)
            if found is not None:
                return found
        return None

    def _check_batch(self, library: str, expected: Expected, threads: int) -> Finding | None:
        answer = self._laboratory.run(library, expected.calls, threads, expected.seconds)
        if answer.sample.timed_out:
            reason = "it took too long, more than 20 times the baseline."
            return Finding(VerdictKind.FAULTY, reason, late=True)
        if answer.problem:
            return self._locate(library, expected, threads, answer)
        found = difference(self.columns, expected.answer, self.masked(answer), expected.allowed)
        if found is not None:
            exact = self._locate(library, expected, threads, answer)
            return exact or Finding(VerdictKind.INCORRECT, f"{found}.")
        if answer.sample.log:
            return Finding(VerdictKind.FAULTY, "it prints, and the baseline does not.")
        return None

    def _locate(
        self, library: str, expected: Expected, threads: int, whole: Answer
    ) -> Finding | None:
        """The first single call that goes wrong, described by its input."""
        for call in expected.calls:
            answer = self._laboratory.run(library, [call], threads, expected.seconds)
            if answer.problem:
                return Finding(VerdictKind.FAULTY, f"it {answer.fault} {_input(call)}.")
            alone = self._baseline_answer(BASELINE, [call])
            found = difference(self.columns, alone, self.masked(answer), expected.allowed)
            if found is not None:
                return Finding(VerdictKind.INCORRECT, f"{found} {_input(call)}.")
        if whole.problem:
            return Finding(VerdictKind.FAULTY, f"it {whole.fault} after several calls.")
        return None

    def check_faults(self, library: str) -> Finding | None:
        """The first fault that the sanitizers see."""
        for expected in self._expected:
            answer = self._laboratory.run_sanitized(library, expected.calls, seconds=_SECONDS)
            if answer.problem:
                return Finding(VerdictKind.FAULTY, f"sanitizers: {answer.fault}.")
        return None


def _input(call: Call) -> str:
    """How an input is named in a sentence."""
    sizes = ", ".join(f"{name} = {number}" for name, number in call.sizes.items())
    return f"(input: {sizes + ', ' if sizes else ''}{call.style.value} values)"
