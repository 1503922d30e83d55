"""Judges implementations in Python by unit tests, each in fresh interpreters in the sandbox."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import MachineError
from lessonls.core.opening import Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import UnitTest, UnitTestResult
from lessonls.core.verdict import Evidence, MutationScore, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls.ports import Bench
from lessonls_sandbox.confine import check
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.python.run import Result, Text, examined, version

SECONDS = 5.0
"""What a test may take (LessonL)."""


class PythonJudge:
    """Implements ports.Judge. Tests may use what the target's code has beside the function."""

    def __init__(self, tests: Sequence[UnitTest], seconds: float = SECONDS) -> None:
        self._tests = tuple(tests)
        self._seconds = seconds

    def busy(self) -> bool:
        """Nothing is timed, so that nobody has to wait."""
        return False

    @asynccontextmanager
    async def open(
        self,
        target: Target,
        mode: Mode,  # noqa: ARG002 - one thread, whatever is asked
        tell: Tell = nobody,  # noqa: ARG002 - there is nothing to prepare
    ) -> AsyncGenerator[Bench]:
        """A bench with these tests. Raises MachineError without a sandbox or Python."""
        try:
            python = await asyncio.to_thread(version)
        except SandboxError as error:
            raise MachineError(str(error)) from error
        yield _PythonBench(target, self._tests, python, self._seconds)


class _PythonBench:
    """Implements ports.Bench."""

    baseline_seconds = 0.0
    baseline_score = 0.0
    cpu = ""
    circumstances = Circumstances()

    def __init__(
        self, target: Target, tests: tuple[UnitTest, ...], python: str, seconds: float
    ) -> None:
        self._target = target
        self._seconds = seconds
        self.compiler = python
        self.workload = Workload(function=target.name, tests=tests)

    async def remarks(self) -> Sequence[str]:
        """None: nothing is vectorized."""
        return ()

    async def mutation_score(self) -> MutationScore | None:
        """Nobody knows."""
        return None

    async def judge(self, code: str) -> Verdict:
        """Whether it passes its tests. Raises MachineError if these cannot be run."""
        began = monotonic()
        found = [await self._result(code, test) for test in self.workload.tests]
        results = tuple(
            UnitTestResult(test=test, passed=one.passed, reason=one.reason)
            for test, one in zip(self.workload.tests, found, strict=True)
        )
        kind, reason = _concluded(found)
        return Verdict(
            kind=kind,
            reason=reason,
            tests=results,
            evidence=Evidence(confinement=check().level),
            seconds=monotonic() - began,
        )

    async def confirm(self, code: str) -> Verdict:
        """The tests once more."""
        return await self.judge(code)

    async def _result(self, code: str, test: UnitTest) -> Result:
        asked = Text(test.code, before=self._target.code)
        name = self._target.name
        try:
            return await asyncio.to_thread(examined, code, name, asked, seconds=self._seconds)
        except SandboxError as error:
            raise MachineError(str(error)) from error


def _concluded(found: Sequence[Result]) -> tuple[VerdictKind, str]:
    failed = [one for one in found if not one.passed]
    if not failed:
        return VerdictKind.CORRECT, ""
    kind = VerdictKind.INCORRECT if failed[0].loaded else VerdictKind.FAULTY
    if len(failed) == len(found) == 1 or not failed[0].loaded:
        return kind, failed[0].reason
    return kind, f"{len(failed)} of {len(found)} tests fail; the first: {failed[0].reason}"
