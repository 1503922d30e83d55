"""Judges implementations in Python by unit tests in this process: it times nothing."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from lessonls.adapters.judge.python_tests import SECONDS, PythonBench
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import MachineError
from lessonls.core.opening import Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.ports import Bench
from lessonls_sandbox.errors import SandboxError


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
            yield _Bench(await asyncio.to_thread(PythonBench, target, self._tests, self._seconds))
        except SandboxError as error:
            raise MachineError(str(error)) from error


class _Bench:
    """Implements ports.Bench: the synchronous one, in a thread."""

    baseline_seconds = 0.0
    baseline_score = 0.0
    cpu = ""
    circumstances = Circumstances()

    def __init__(self, bench: PythonBench) -> None:
        self._bench = bench
        self.compiler = bench.compiler
        self.workload = bench.workload

    async def remarks(self) -> Sequence[str]:
        """None: nothing is vectorized."""
        return ()

    async def mutation_score(self) -> MutationScore | None:
        """Nobody knows."""
        return None

    async def judge(self, code: str) -> Verdict:
        """Whether it passes its tests. Raises MachineError if these cannot be run."""
        try:
            return await asyncio.to_thread(self._bench.judge, code)
        except SandboxError as error:
            raise MachineError(str(error)) from error

    async def confirm(self, code: str) -> Verdict:
        """The tests once more."""
        return await self.judge(code)
