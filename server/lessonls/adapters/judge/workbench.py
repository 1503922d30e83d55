"""One target on the bench: its baseline built, its workload known, candidates judged.

Everything here is synchronous and runs in a process of its own (worker.py), so that the
clock is read without anybody else's work in between.
"""

import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from lessonls.adapters.judge.baseline import BASELINE, SANITIZED, Baseline, build_baseline
from lessonls.adapters.judge.coverage import reached
from lessonls.adapters.judge.examiner import Examiner, Finding
from lessonls.adapters.judge.infer import infer
from lessonls.adapters.judge.laboratory import Laboratory
from lessonls.adapters.judge.probe import Probe
from lessonls.adapters.judge.sources import unit
from lessonls.adapters.judge.timing import Session, Stopwatch, works_elsewhere
from lessonls.adapters.judge.toolchain import SANITIZERS, first_error
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.statistics import LEAST_PAIRS, compare
from lessonls.core.target import Mode, Target, digest
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import check

_THREAD_COUNTS = (1, 2, 4)
_TINY = 2


class Workbench:
    """Judges candidates of one target. `folder` is a private folder that others remove."""

    def __init__(
        self,
        target: Target,
        mode: Mode,
        headers: Mapping[Path, bytes],
        folder: Path,
        workload: Workload | None = None,
        seed: int = 0,
    ) -> None:
        self._mode = mode
        self._stack = ExitStack()
        self._verdicts: dict[str, Verdict] = {}
        self._threads = 1 if mode is Mode.SERIAL else 0
        self._names = [parameter.name for parameter in target.parameters]
        self.target = target
        self.baseline: Baseline = build_baseline(target, mode, headers, folder)
        self._laboratory = self._stack.enter_context(
            Laboratory(
                self.baseline.harness, self.baseline.sanitized_harness, self.baseline.libraries
            )
        )
        try:
            found = workload or self._infer()
            self._examiner = Examiner(self.baseline, self._laboratory, self._names, found)
            self._stopwatch = Stopwatch(self._laboratory, self._names, self._threads, seed)
            self.pace = self._stopwatch.pace(BASELINE, found)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stops every process of the bench."""
        self._stack.close()

    @property
    def workload(self) -> Workload:
        """The workload with its timing sizes and the coverage of its checks."""
        return self.pace.workload.model_copy(
            update={"line_coverage": round(self._examiner.line_coverage, 4)}
        )

    def _infer(self) -> Workload:
        probe = Probe(self._laboratory, SANITIZED, self._names)
        known = self.baseline.covered

        def coverage(workload: Workload) -> float:
            numbers = {name: 9 if not s.power_of_two else 16 for name, s in workload.sizes.items()}
            calls = probe.calls(workload.lengths, workload.values, numbers, range(8))
            return known.share(reached(self._laboratory, known, calls))

        return infer(probe, self.target.qualified_name, self.baseline.enumerations, coverage)

    def judge(self, code: str) -> Verdict:
        """Gates, cheap ones first: text, compiler, checks, sanitizers, threads, clock."""
        started = time.monotonic()
        key = digest(code)
        if key not in self._verdicts:
            verdict = self._judge(code, f"candidate_{key}")
            seconds = time.monotonic() - started
            self._verdicts[key] = verdict.model_copy(update={"seconds": seconds})
        return self._verdicts[key]

    def confirm(self, code: str) -> Verdict:
        """A second timing session for a candidate that has been judged correct."""
        first = self.judge(code)
        if first.kind is not VerdictKind.CORRECT or first.interval is None:
            return first
        started = time.monotonic()
        verdict = self._time(code, f"candidate_{digest(code)}", confirmed=True)
        return verdict.model_copy(update={"seconds": first.seconds + time.monotonic() - started})

    def _judge(self, code: str, name: str) -> Verdict:
        try:
            text = extract_function(code, self.target)
        except CandidateProblem as problem:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=str(problem))
        source = unit(self.target, text, self.baseline.shape)
        with ThreadPoolExecutor(2) as pool:
            sanitizing = pool.submit(self.baseline.toolchain.sanitized, source)
            built = self.baseline.toolchain.library(source)
            if not built.succeeded:
                return Verdict(
                    kind=VerdictKind.NOT_COMPILABLE, reason=first_error(built.diagnostics)
                )
            self.baseline.keep(f"{name}.so", built.files["unit.so"])
            found = self._examine(name, sanitizing)
        if found is not None:
            return Verdict(kind=found.kind, reason=found.reason, evidence=self._evidence(code))
        if built.files["unit.so"] == (self.baseline.libraries / BASELINE).read_bytes():
            return Verdict(
                kind=VerdictKind.CORRECT,
                reason="the compiler makes the same machine code of it.",
                speedup=1.0,
                interval=(1.0, 1.0),
                evidence=self._evidence(code),
            )
        return self._time(code, name, confirmed=False)

    def _examine(self, name: str, sanitizing: "Future[Build]") -> Finding | None:
        """All checks that need no clock."""
        library = f"{name}.so"
        found = self._examiner.check(library, most=_TINY) or self._examiner.check(library)
        if found is not None and (found.kind is not VerdictKind.FAULTY or found.late):
            return found
        sanitized = sanitizing.result()
        if not sanitized.succeeded:
            return Finding(VerdictKind.NOT_COMPILABLE, first_error(sanitized.diagnostics))
        self.baseline.keep(f"{name}_san.so", sanitized.files["unit.so"])
        # A crash is better explained by the sanitizers than by its signal.
        found = self._examiner.check_faults(f"{name}_san.so") or found
        if found is not None or self._mode is Mode.SERIAL:
            return found
        for threads in _THREAD_COUNTS:
            found = self._examiner.check(library, threads)
            if found is not None:
                reason = f"with {threads} threads {found.reason}"
                return Finding(found.kind, reason)
        return None

    def _time(self, code: str, name: str, *, confirmed: bool) -> Verdict:
        session = self._stopwatch.session(BASELINE, f"{name}.so", self.pace, self._examiner.compare)
        failure = _failure(session)
        if failure is not None:
            return Verdict(kind=failure.kind, reason=failure.reason, evidence=self._evidence(code))
        if self._mode is Mode.SERIAL and works_elsewhere(session, self.pace.calls):
            return Verdict(
                kind=VerdictKind.FAULTY,
                reason="it works before or after its calls, where the clock does not count.",
                evidence=self._evidence(code),
            )
        verdict = Verdict(
            kind=VerdictKind.CORRECT,
            pairs=len(session.baseline),
            baseline_times=session.baseline,
            candidate_times=session.candidate,
            evidence=self._evidence(code).model_copy(update={"confirmed": confirmed}),
        )
        if len(session.baseline) < LEAST_PAIRS:
            reason = "too few timings were possible to tell a speedup."
            return verdict.model_copy(update={"reason": reason})
        compared = compare(session.baseline, session.candidate)
        measured = {"speedup": compared.speedup, "interval": compared.interval}
        return verdict.model_copy(update=measured)

    def _evidence(self, code: str) -> Evidence:
        """What was checked, and what the user has to know to get the same."""
        notes: list[str] = []
        flag = self.baseline.toolchain.mode_flag
        built = {flag, "-fopenmp"}.intersection(self.target.flags)
        if "#pragma omp" in code and not built:
            notes.append(f"build with {flag} to get this speed")
        if self.baseline.shape.standard_headers:
            notes.append("standard headers were put in front: the file does not compile alone")
        return Evidence(
            inputs=self._examiner.inputs,
            line_coverage=round(self._examiner.line_coverage, 4),
            sanitizers=SANITIZERS,
            threads=_THREAD_COUNTS if self._mode is Mode.OPENMP else (),
            confinement=check().level,
            notes=tuple(notes),
        )


def _failure(session: Session) -> Finding | None:
    if session.problem:
        late = "took more than 20 times as long as the baseline"
        reason = late if session.problem == "took too long" else session.problem
        return Finding(VerdictKind.FAULTY, f"it {reason} on timing inputs.")
    if session.difference is not None:
        return Finding(VerdictKind.INCORRECT, f"{session.difference} (input: timing size).")
    return None
