"""A stub on the bench: candidates are built with its unit tests, and each test is run alone.

Synchronous, in the judge process (worker.py), like the bench for rewrites.
"""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from lessonls.adapters.compile_flags import understood
from lessonls.adapters.judge.build import (
    SANITIZERS,
    Builders,
    Sources,
    first_error,
    first_errors,
    harness,
    linked,
    no_sources,
    objection,
    publish,
    read_linkage,
    stage_runtime,
    undefined,
    version,
)
from lessonls.adapters.judge.stages import Stages
from lessonls.adapters.judge.unit_tests.baseline import build_baseline
from lessonls.adapters.judge.unit_tests.running import NOT_RUN, Failure, Runners
from lessonls.adapters.judge.unit_tests.unit import BINDING
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import BaselineError, JudgeError
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.reading.test_rules import check_independence
from lessonls.core.target import Language, Mode, Target, digest
from lessonls.core.unit_tests import UnitTestResult, headline
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import check

_MOST_LATE = 2
"""Tests that may take too long before the others are not run."""


class UnitTestBench:
    """Judges candidates of one stub. `folder` is a private folder that others remove."""

    baseline_seconds = 0.0
    baseline_score = 0.0
    remarks: tuple[str, ...] = ()
    mutation_score = None

    def __init__(
        self,
        target: Target,
        mode: Mode,
        workload: Workload,
        headers: Mapping[Path, bytes],
        folder: Path,
        tell: Tell = nobody,
        sources: Sources = no_sources,
    ) -> None:
        """Builds the stub with the tests of the workload. Raises BaselineError."""
        tell(Opening.BUILDING)
        target = understood(target)
        self.compiler = version("gcc" if target.language is Language.C else "g++")
        version("g++")  # the harness is C++ also for C
        self.circumstances = Circumstances()
        self._given, self._sources = workload, sources
        self._stack = ExitStack()
        self.libraries = folder / "libraries"
        self._verdicts: dict[str, Verdict] = {}
        try:
            self._builders = Builders(self._stack)
            self.libraries.mkdir()
            self.libraries.chmod(0o755)  # whatever the user's umask is
            runtime = stage_runtime(folder / "runtime")
            programs = self._builders.submit(harness, BINDING, runtime, races=False)
            self.baseline = build_baseline(
                target, mode, workload.tests, headers, folder, self._builders, sources
            )
            _publish(programs.result(), folder)
            self.runners = Runners(folder, self.libraries, self._stack)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stops every process of the bench."""
        self._stack.close()

    @property
    def workload(self) -> Workload:
        """The one that was given, with the tests that are run."""
        left_out = (
            f"A test was left out: `{headline(test.code)}`, {error}."
            for test, error in self.baseline.dropped.items()
        )
        notes = (*self._given.notes, *left_out)
        return self._given.model_copy(update={"tests": self.baseline.tests.tests, "notes": notes})

    def judge(self, code: str) -> Verdict:
        """What the rules for contents, the compiler, the tests and the sanitizers say. Raises
        JudgeError where there are no tests.
        """
        if not self.baseline.tests.tests:
            raise JudgeError("there are no unit tests to judge by.")
        started = time.monotonic()
        key = digest(code)
        if key not in self._verdicts:
            stages = Stages()
            verdict = self._judged(code, f"candidate_{key}", stages)
            update = {"seconds": time.monotonic() - started, "stages": stages.seconds}
            self._verdicts[key] = verdict.model_copy(update=update)
        return self._verdicts[key]

    def confirm(self, code: str) -> Verdict:
        """Runs the tests once more: a candidate that passes by luck does not pass twice."""
        first = self.judge(code)
        if first.kind is not VerdictKind.CORRECT:
            return first
        return self._run(f"candidate_{digest(code)}", Stages())

    def _judged(self, code: str, name: str, stages: Stages) -> Verdict:
        with stages.of("compile"):
            refused = self._build(code, name)
        return refused or self._run(name, stages)

    def _build(self, code: str, name: str) -> Verdict | None:
        """Builds a candidate; the verdict on one that cannot be run."""
        baseline = self.baseline
        try:
            text = extract_function(code, baseline.target)
            check_independence(text, baseline.target, baseline.tests.tests)
        except CandidateProblem as problem:
            return _not_compilable(str(problem))
        source = baseline.unit(text)
        sanitizing = self._builders.submit(baseline.toolchain.sanitized, source)
        built = baseline.toolchain.library(source)
        if undefined(built.diagnostics) and self._link(source):
            return self._build(code, name)
        if not built.succeeded:
            sanitizing.cancel()
            return _not_compilable(first_errors(built.diagnostics))
        linkage = read_linkage(built.files["facts"].decode("utf-8", "replace"))
        against = objection(linkage, baseline.linkage)
        if against is not None:
            sanitizing.cancel()
            return Verdict(kind=VerdictKind.FAULTY, reason=f"it {against}.")
        return self._keep(name, built, sanitizing)

    def _link(self, source: str) -> bool:
        """Links what a candidate is the first to need of its program; whether that is there."""
        baseline = self.baseline
        try:
            toolchain, _ = linked(
                baseline.target, baseline.toolchain, baseline.program, self._sources, source
            )
        except BaselineError:
            return False
        baseline.program.begin_sanitized()
        baseline.program.complete()
        self.baseline = replace(baseline, toolchain=toolchain)
        return True

    def _keep(self, name: str, built: Build, sanitizing: Future[Build]) -> Verdict | None:
        sanitized = sanitizing.result()
        if not sanitized.succeeded:
            return _not_compilable(first_errors(sanitized.diagnostics))
        publish(self.libraries / f"{name}.so", built.files["unit.so"])
        publish(self.libraries / f"{name}_san.so", sanitized.files["unit.so"])
        return None

    def _run(self, name: str, stages: Stages) -> Verdict:
        """All tests, each in a process of its own; those that pass under the sanitizers, too."""
        results, failures = list[UnitTestResult](), list[Failure]()
        for number, test in enumerate(self.baseline.tests.tests):
            late = sum(one.late for one in failures)
            failure = NOT_RUN if late >= _MOST_LATE else self._failure(name, number, stages)
            failures += [failure] if failure else []
            reason = "" if failure is None else failure.said_of(test)
            results.append(UnitTestResult(test=test, passed=failure is None, reason=reason))
        return _verdict(tuple(results), failures)

    def _failure(self, name: str, number: int, stages: Stages) -> Failure | None:
        with stages.of("tests"):
            failure = self.runners.run(f"{name}.so", number)
        if failure is not None:
            return failure
        with stages.of("sanitizers"):
            return self.runners.run_sanitized(f"{name}_san.so", number)


def _verdict(results: tuple[UnitTestResult, ...], failures: Sequence[Failure]) -> Verdict:
    if not failures:
        evidence = Evidence(sanitizers=SANITIZERS, confinement=check().level)
        return Verdict(kind=VerdictKind.CORRECT, tests=results, evidence=evidence)
    asserted = all(one.asserted for one in failures)
    kind = VerdictKind.INCORRECT if asserted else VerdictKind.FAULTY
    first = next(one.reason for one in results if not one.passed)
    reason = f"fails {len(failures)} of {len(results)} tests: {first}."
    return Verdict(kind=kind, reason=reason, tests=results)


def _not_compilable(reason: str) -> Verdict:
    return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=reason)


def _publish(programs: Build, folder: Path) -> None:
    if not programs.succeeded:
        raise JudgeError(f"the harness does not compile: {first_error(programs.diagnostics)}")
    for name in ("harness", "harness_san"):
        publish(folder / name, programs.files[name])
