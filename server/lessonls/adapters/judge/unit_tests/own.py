"""The unit tests with which a function was implemented, as a check of its rewrites."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from lessonls.adapters.judge.build import Sources
from lessonls.adapters.judge.checking import Finding
from lessonls.adapters.judge.unit_tests.bench import UnitTestBench
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import UnitTest, counted
from lessonls.core.verdict import VerdictKind
from lessonls.core.workload import Workload


class OwnTests:
    """Those of a function's tests that it passes; `note` says how many, or why there are none."""

    def __init__(
        self,
        target: Target,
        mode: Mode,
        tests: tuple[UnitTest, ...],
        headers: Mapping[Path, bytes],
        folder: Path,
        stack: ExitStack,
        sources: Sources,
    ) -> None:
        """`stack` ends the bench that runs them."""
        workload = Workload(function=target.qualified_name, tests=tests)
        self._bench: UnitTestBench | None = None
        self._passed: tuple[UnitTest, ...] = ()
        try:
            bench = UnitTestBench(target, mode, workload, headers, folder, sources=sources)
        except LessonlsError as error:
            self.note = f"its unit tests were not used: {error}"
            return
        stack.callback(bench.close)
        self._bench = bench
        results = bench.judge(target.code).tests
        self._passed = tuple(one.test for one in results if one.passed)
        self.note = f"passes the {counted(len(self._passed))} that the original passes"

    def finding(self, code: str) -> Finding | None:
        """Why a rewrite is not as good as the original, by these tests."""
        if self._bench is None or not self._passed:
            return None
        verdict = self._bench.judge(code)
        if verdict.kind is VerdictKind.CORRECT:
            return None
        if not verdict.tests:
            return Finding(verdict.kind, verdict.reason)
        failed = (one for one in verdict.tests if not one.passed and one.test in self._passed)
        first = next(failed, None)
        return Finding(verdict.kind, f"fails a unit test: {first.reason}.") if first else None
