"""A bench for functions in Python: each unit test runs in fresh interpreters in the sandbox.

Synchronous, like the bench for functions in C and C++.
"""

from collections.abc import Sequence
from time import monotonic

from lessonls.core.circumstances import Circumstances
from lessonls.core.target import Target
from lessonls.core.unit_tests import UnitTest, UnitTestResult
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.confine import check
from lessonls_sandbox.python.run import Result, Text, examined, version

SECONDS = 5.0
"""What a test may take (LessonL)."""


class PythonBench:
    """Judges candidates of one function. Tests may use what the target's code has beside it."""

    baseline_seconds = 0.0
    baseline_score = 0.0
    circumstances = Circumstances()
    remarks: tuple[str, ...] = ()
    mutation_score = None

    def __init__(self, target: Target, tests: Sequence[UnitTest], seconds: float = SECONDS) -> None:
        """Each test may take `seconds`. Raises SandboxError without a sandbox or Python."""
        self._target = target
        self._seconds = seconds
        self.compiler = version()
        self.workload = Workload(function=target.name, tests=tuple(tests))

    def judge(self, code: str) -> Verdict:
        """Whether it passes its tests. Raises SandboxError if these cannot be run."""
        began = monotonic()
        found = [self._result(code, test) for test in self.workload.tests]
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

    def confirm(self, code: str) -> Verdict:
        """The tests once more."""
        return self.judge(code)

    def close(self) -> None:
        """Nothing is left of a test once it is over."""

    def _result(self, code: str, test: UnitTest) -> Result:
        asked = Text(test.code, before=self._target.code)
        return examined(code, self._target.name, asked, seconds=self._seconds)


def _concluded(found: Sequence[Result]) -> tuple[VerdictKind, str]:
    failed = [one for one in found if not one.passed]
    if not failed:
        return VerdictKind.CORRECT, ""
    kind = VerdictKind.INCORRECT if failed[0].loaded else VerdictKind.FAULTY
    if len(failed) == len(found) == 1 or not failed[0].loaded:
        return kind, failed[0].reason
    return kind, f"{len(failed)} of {len(found)} tests fail; the first: {failed[0].reason}"
