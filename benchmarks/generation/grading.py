"""Grades what a run came to. Only here the hidden tests are run, after the end of the run."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from benchmarks.generation.grades import Grades, Mark, by_right
from benchmarks.generation.problems import Hidden
from benchmarks.problems import Subject
from lessonls.core.errors import MachineError
from lessonls.core.lesson import Attempt
from lessonls.core.target import Language, Mode, Target
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.ports import Judge
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.python.run import Inputs, Text, examined

_SECONDS, _CALL_SECONDS = 60.0, 5.0
"""What all hidden tests of a problem may take, and one call among them."""

JudgeWith = Callable[[Sequence[UnitTest]], Judge]
"""A judge that runs implementations against tests."""


@dataclass(frozen=True)
class Grader:
    """Knows the hidden tests of every problem, by `suite/name`. Those in Python run on this
    machine, of as many problems at a time as it has `cores`, also where a cluster judges.
    """

    hidden: Mapping[str, Hidden]
    judge_with: JudgeWith
    cores: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_cores()))

    async def graded(
        self, subject: Subject, target: Target, attempts: Sequence[Attempt], rounds: int
    ) -> Grades:
        """The grades of a run's attempts. Hidden tests are run for those alone that would be
        submitted: after a round, or by the right tests alone. Raises MachineError.
        """
        hidden = self.hidden[f"{subject.suite}/{subject.name}"]
        tests = next((one.verdict.tests for one in attempts if one.verdict.tests), ())
        right = await self._right(target, hidden.solution, [one.test for one in tests])
        marks = [_mark(one, right) for one in attempts]
        grades = Grades(
            marks=tuple(marks),
            tests=len(tests),
            wrong=None if right is None else len(tests) - len(right),
        )
        codes = {
            mark.code for mark in [*grades.answers(rounds), by_right(marks)] if mark is not None
        }
        scores = {code: await self._score(target, hidden, code) for code in sorted(codes)}
        told = (mark.model_copy(update=scores.get(mark.code, {})) for mark in marks)
        return grades.model_copy(update={"marks": tuple(told)})

    async def _right(
        self, target: Target, solution: str, tests: Sequence[UnitTest]
    ) -> frozenset[str] | None:
        """The tests that the solution passes; None without one."""
        if not solution:
            return None
        verdict = await self._judged(target, solution, tests)
        return frozenset(one.test.code for one in verdict.tests if one.passed)

    async def _score(self, target: Target, hidden: Hidden, code: str) -> Mapping[str, bool | None]:
        base = await self._passes(target, code, hidden.base)
        if hidden.plus is None:
            return {"base": base, "plus": None}
        return {"base": base, "plus": base and await self._passes(target, code, hidden.plus)}

    async def _passes(self, target: Target, code: str, test: Text | Inputs) -> bool:
        if isinstance(test, Text) and target.language is not Language.PYTHON:
            verdict = await self._judged(target, code, [UnitTest(code=test.text)])
            return verdict.kind is VerdictKind.CORRECT
        call = partial(examined, code, target.name, test)
        try:
            limited = partial(call, seconds=_SECONDS, call_seconds=_CALL_SECONDS)
            async with self.cores:
                return (await asyncio.to_thread(limited)).passed
        except SandboxError as error:
            raise MachineError(str(error)) from error

    async def _judged(self, target: Target, code: str, tests: Sequence[UnitTest]) -> Verdict:
        async with self.judge_with(tests).open(target, Mode.SERIAL) as bench:
            return await bench.judge(code)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def _mark(attempt: Attempt, right: frozenset[str] | None) -> Mark:
    passed = [one.test.code for one in attempt.verdict.tests if one.passed]
    return Mark(
        agent=attempt.agent,
        round=attempt.round,
        code=attempt.code,
        passed=len(passed),
        right=None if right is None else sum(code in right for code in passed),
    )
