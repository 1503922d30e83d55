"""One target on the bench: its baseline built, its workload known, candidates judged.

Everything here is synchronous and runs in a process of its own (worker.py), so that the
clock is read without anybody else's work in between.
"""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from lessonls.adapters.judge.baseline import BASELINE, SANITIZED, Baseline, build_baseline
from lessonls.adapters.judge.coverage import Coverage
from lessonls.adapters.judge.examiner import Examiner, Finding
from lessonls.adapters.judge.infer import infer
from lessonls.adapters.judge.laboratory import Laboratory
from lessonls.adapters.judge.linkage import objection, read_linkage
from lessonls.adapters.judge.literals import literals
from lessonls.adapters.judge.prelude import precompile
from lessonls.adapters.judge.probe import Probe
from lessonls.adapters.judge.remarks import remarks
from lessonls.adapters.judge.sources import unit
from lessonls.adapters.judge.stages import Stages
from lessonls.adapters.judge.teams import THREAD_COUNTS, TeamExaminer, starts_team
from lessonls.adapters.judge.timing import SESSION_SECONDS, Session, Stopwatch
from lessonls.adapters.judge.toolchain import SANITIZERS, Peer, Toolchain, first_errors
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.statistics import LEAST_PAIRS, compare, is_clear
from lessonls.core.target import Aliasing, Mode, Target, digest
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import check

_CONDITION_THREADS = 4
_BUILDERS = 2
_COVERED_SIZES = {9: range(8), 40: range(8, 11)}
"""Sizes and seeds with which inference looks which lines run."""


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
        aliasing: Aliasing = Aliasing.CONDITION,
        session_seconds: float = SESSION_SECONDS,
    ) -> None:
        self._mode = mode
        self._stack = ExitStack()
        self._builders = self._stack.enter_context(ThreadPoolExecutor(_BUILDERS))
        self._verdicts: dict[str, Verdict] = {}
        self._threads = 1 if mode is Mode.SERIAL else 0
        self.target = target
        self.baseline: Baseline = build_baseline(target, mode, headers, folder, self._builders)
        self._names = self.baseline.names
        self._laboratory = self._stack.enter_context(
            closing(
                Laboratory(
                    self.baseline.harness,
                    self.baseline.sanitized_harness,
                    self.baseline.libraries,
                    team=mode is Mode.OPENMP or self.baseline.linkage.starts_threads,
                )
            )
        )
        try:
            found = workload or self._infer()
            self.baseline.complete()
            self._examiner = Examiner(self.baseline, self._laboratory, found, aliasing)
            self._teams = TeamExaminer(self.baseline, self._examiner, mode, self._stack)
            self._stopwatch = Stopwatch(
                self._laboratory, self._names, self._threads, seed, session_seconds
            )
            self._prelude = self._builders.submit(
                precompile, self.baseline.toolchain, self.baseline.source, folder
            )
            self.pace = self._stopwatch.pace(BASELINE, found, SANITIZED)
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

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """The compiler's on loops of the target that it could not vectorize."""
        built = self._toolchain.vectorizing(self.baseline.source)
        notes = built.files.get("notes", b"")
        return remarks(notes.decode("utf-8", "replace"), self.target)

    @property
    def _toolchain(self) -> Toolchain:
        """With the precompiled headers, once they are there."""
        return self.baseline.toolchain.with_prelude(self._prelude)

    def _infer(self) -> Workload:
        target = self.target
        known = literals(target.code, target.before)
        probe = Probe(self._laboratory, SANITIZED, self._names, known)

        def coverage(workload: Workload) -> float:
            covered = Coverage(self._laboratory, self.baseline.covered)
            for number, seeds in _COVERED_SIZES.items():
                numbers = {
                    name: 1 << (number.bit_length() - 1) if size.power_of_two else number
                    for name, size in workload.sizes.items()
                }
                covered.add(probe.calls(workload.lengths, workload.values, numbers, seeds))
                if covered.complete:
                    break
            return covered.share

        enumerations = self.baseline.enumerations
        return infer(probe, target.qualified_name, enumerations, coverage, target.code)

    def judge(self, code: str, *, shortcut: bool = True, peer: Peer | None = None) -> Verdict:
        """Gates, cheap ones first: text, compiler, linker, checks, sanitizers, threads, clock.

        Without the `shortcut`, machine code like the baseline's is timed all the same. A `peer`
        compiles the candidate in place of the baseline's compiler; what sanitizers and race
        detector say is then about the same text, but not about the peer's machine code.
        """
        started = time.monotonic()
        key = digest(code if peer is None else f"{peer}\n{code}")
        if key not in self._verdicts:
            stages = Stages()
            toolchain = replace(self._toolchain, peer=peer)
            verdict = self._judge(code, f"candidate_{key}", toolchain, stages, shortcut=shortcut)
            seconds = time.monotonic() - started
            update = {"seconds": seconds, "stages": stages.seconds}
            self._verdicts[key] = verdict.model_copy(update=update)
        return self._verdicts[key]

    def confirm(self, code: str) -> Verdict:
        """A second timing session for a candidate that has been judged correct.

        One that needed no first session, because it is the same machine code, needs no second.
        """
        first = self.judge(code)
        if first.kind is not VerdictKind.CORRECT or first.interval is None or not first.pairs:
            return first
        started = time.monotonic()
        evidence = first.evidence.model_copy(update={"confirmed": True})
        verdict = self._time(f"candidate_{digest(code)}", evidence)
        return verdict.model_copy(update={"seconds": first.seconds + time.monotonic() - started})

    def _judge(
        self, code: str, name: str, toolchain: Toolchain, stages: Stages, *, shortcut: bool
    ) -> Verdict:
        try:
            text = extract_function(code, self.target)
        except CandidateProblem as problem:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=str(problem))
        source = unit(self.target, text, self.baseline.shape)
        with stages.of("compile"):
            built = toolchain.library(source)
        if not built.succeeded:
            reason = first_errors(built.diagnostics)
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=reason)
        same = built.files["unit.so"] == (self.baseline.libraries / BASELINE).read_bytes()
        if same and shortcut:
            hidden = self._mode is Mode.SERIAL and starts_team(text)
            found = self._teams.check(name, source) if hidden else None
            if found is not None:
                return Verdict(kind=found.kind, reason=found.reason)
            reason = "the compiler makes the same machine code of it."
            verdict = Verdict(kind=VerdictKind.CORRECT, reason=reason, speedup=1.0)
            evidence = self._evidence(code, name, ())
            return verdict.model_copy(update={"interval": (1.0, 1.0), "evidence": evidence})
        linkage = read_linkage(built.files["facts"].decode("utf-8", "replace"))
        against = objection(linkage, self.baseline.linkage)
        if against is not None:
            return Verdict(kind=VerdictKind.FAULTY, reason=f"it {against}.")
        self.baseline.keep(f"{name}.so", built.files["unit.so"])
        found = self._examine(name, text, source, stages)
        if isinstance(found, Finding):
            return Verdict(kind=found.kind, reason=found.reason)
        with stages.of("timing"):
            return self._time(name, self._evidence(code, name, found))

    def _examine(
        self, name: str, text: str, source: str, stages: Stages
    ) -> Finding | tuple[str, ...]:
        """All checks that need no clock: a rejection, or the conditions that callers must keep."""
        library = f"{name}.so"
        sanitizing = self._builders.submit(self._toolchain.sanitized, source)
        try:
            with stages.of("checks"):
                found = self._examiner.check(library) or self._examiner.check_larger(library)
            # A crash is better explained by the sanitizers than by its signal.
            if found is not None and found.plain:
                return found
            conditions = () if found is not None else self._conditions(library, stages)
            if isinstance(conditions, Finding):
                return conditions
            with stages.of("sanitizers"):
                better = self._sanitized(name, sanitizing.result())
                found = better if better is not None and (better.plain or not found) else found
        finally:
            sanitizing.cancel()
        if found is None and self._teams.concerns(text):
            with stages.of("threads"):
                found = self._teams.check(name, source)
        return found or conditions

    def _conditions(self, library: str, stages: Stages) -> Finding | tuple[str, ...]:
        threads = 1 if self._mode is Mode.SERIAL else _CONDITION_THREADS
        with stages.of("checks"):
            return self._examiner.conditions(library, threads)

    def _sanitized(self, name: str, built: Build) -> Finding | None:
        if not built.succeeded:
            return Finding(VerdictKind.NOT_COMPILABLE, first_errors(built.diagnostics))
        self.baseline.keep(f"{name}_san.so", built.files["unit.so"])
        return self._examiner.check_faults(f"{name}_san.so")

    def _time(self, name: str, evidence: Evidence) -> Verdict:
        pace = self.pace
        compare_answers = self._examiner.comparison(
            lambda: self._stopwatch.fresh(pace.workload, pace.calls)
        )
        session = self._stopwatch.session(BASELINE, f"{name}.so", pace, compare_answers)
        failure = _failure(session)
        if failure is not None:
            return Verdict(kind=failure.kind, reason=failure.reason)
        verdict = Verdict(
            kind=VerdictKind.CORRECT,
            pairs=len(session.baseline),
            baseline_times=session.baseline,
            candidate_times=session.charged,
            evidence=evidence,
        )
        if len(session.baseline) < LEAST_PAIRS:
            reason = "too few timings were possible to tell a speedup."
            return verdict.model_copy(update={"reason": reason})
        compared = compare(session.baseline, session.charged)
        reason = "" if is_clear(compared) else "undecided: telling it needs a quieter machine."
        measured = {"speedup": compared.speedup, "interval": compared.interval, "reason": reason}
        return verdict.model_copy(update=measured)

    def _evidence(self, code: str, name: str, conditions: tuple[str, ...]) -> Evidence:
        """What was checked, and what the user has to know to get the same."""
        notes: list[str] = []
        hidden = self._mode is Mode.SERIAL and starts_team(code)
        flag = "-fopenmp" if hidden else self.baseline.toolchain.mode_flag
        built = {flag, "-fopenmp"}.intersection(self.target.flags)
        if "#pragma omp" in code and not built:
            notes.append(
                "this is the speed of one thread; --mode openmp tells that of several"
                if hidden
                else f"build with {flag} to get this speed"
            )
        if self.baseline.shape.standard_headers:
            notes.append("standard headers were put in front: the file does not compile alone")
        return Evidence(
            inputs=self._examiner.inputs,
            line_coverage=round(self._examiner.line_coverage, 4),
            sanitizers=SANITIZERS,
            threads=THREAD_COUNTS if self._teams.concerns(code) else (),
            races=self._teams.races(name),
            conditions=conditions,
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
    if session.works_elsewhere:
        reason = "it works before or after its calls, where the clock does not count."
        return Finding(VerdictKind.FAULTY, reason)
    return None
