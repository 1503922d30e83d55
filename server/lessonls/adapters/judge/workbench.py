"""One target on the bench: its baseline built, its workload known, candidates judged.

Everything here is synchronous and runs in a process of its own (worker.py), so that the
clock is read without anybody else's work in between.
"""

import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from lessonls.adapters.compile_flags import understood
from lessonls.adapters.judge.build import (
    BASELINE,
    SANITIZED,
    SANITIZERS,
    Baseline,
    Builders,
    Peer,
    Toolchain,
    build_baseline,
    first_errors,
    objection,
    precompile,
    read_linkage,
    remarks,
    second_opinions,
    unit,
)
from lessonls.adapters.judge.checking import (
    THREAD_COUNTS,
    Examiner,
    Finding,
    TeamExaminer,
    runs_alone,
    starts_team,
)
from lessonls.adapters.judge.execution import Coverage, Laboratory
from lessonls.adapters.judge.inference import Probe, infer, literals
from lessonls.adapters.judge.stages import Stages
from lessonls.adapters.judge.timing import SESSION_SECONDS, Stopwatch, concluded, notes_on
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Aliasing, Mode, Target, digest
from lessonls.core.verdict import Evidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import check

_CONDITION_THREADS = 4
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
        self._builders = Builders(self._stack)
        self._verdicts: dict[str, Verdict] = {}
        self._timed: dict[bytes, Verdict] = {}
        self._alone: set[str] = set()
        self._threads = 1 if mode is Mode.SERIAL else 0
        target, self.dropped = understood(target)
        self.target = target
        self.baseline: Baseline = build_baseline(target, mode, headers, folder, self._builders)
        self._names = self.baseline.names
        self._prelude = self._builders.submit(
            precompile, self.baseline.toolchain, self.baseline.source, folder
        )
        toolchain, source = self.baseline.toolchain, self.baseline.source
        self._said = self._builders.submit(toolchain.vectorizing, source)
        self._missed = self._builders.submit(toolchain.missed, source)
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
        self._cold = self._without_warm_up(target.code)
        raced = self._racing(self.baseline.source)
        try:
            found = workload or self._infer()
            self.baseline.complete()
            self._examiner = Examiner(self.baseline, self._laboratory, found, aliasing)
            self._teams = TeamExaminer(self.baseline, self._examiner, mode, self._stack, raced)
            self._stopwatch, self._single = (
                Stopwatch(self._laboratory, self._names, threads, seed, session_seconds)
                for threads in (self._threads, 1)
            )
            # Where no threads start, the CPU clock tells better how long a call takes.
            pacing = self._single if runs_alone(self._cold) else self._stopwatch
            self.pace = pacing.pace(BASELINE, found, SANITIZED)
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
        """The compiler's on loops of the target that it could not vectorize, and clang's."""
        said, missed = (
            built.result().files.get("notes", b"").decode("utf-8", "replace")
            for built in (self._said, self._missed)
        )
        return remarks(said, self.target, second_opinions(missed, self.target.path.name))

    def _racing(self, source: str) -> Future[Build] | None:
        """The build in which races are looked for, where they are."""
        if self._mode is Mode.SERIAL or not self.baseline.race_harness.exists():
            return None
        return self._builders.submit(self.baseline.toolchain.racing, source)

    def _without_warm_up(self, text: str) -> Future[Build] | None:
        """A build that shows whether code in OpenMP mode starts threads; None where it says so."""
        if self._mode is Mode.SERIAL or starts_team(self.target.before + text):
            return None
        source = unit(self.target, text, self.baseline.shape, warm=False)
        return self._builders.submit(self._toolchain.library, source)

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
            found = self._teams.check(name, source) if self._hidden_team(text) else None
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
        machine_code = sha256(built.files["unit.so"]).digest()
        if machine_code in self._timed and shortcut and not self._hidden_team(text):
            return self._like(self._timed[machine_code], code)
        found = self._examine(name, text, source, stages)
        if isinstance(found, Finding):
            return Verdict(kind=found.kind, reason=found.reason)
        with stages.of("timing"):
            verdict = self._time(name, self._evidence(code, name, found))
        if verdict.kind is VerdictKind.CORRECT and not self._hidden_team(text):
            self._timed[machine_code] = verdict
        return verdict

    def _hidden_team(self, text: str) -> bool:
        """Whether threads start only when others build the code: this machine code is not all."""
        return self._mode is Mode.SERIAL and starts_team(text)

    def _like(self, other: Verdict, code: str) -> Verdict:
        """The verdict on an earlier candidate, of which the compiler made the same."""
        evidence = other.evidence.model_copy(
            update={"notes": notes_on(code, self.baseline, hidden=self._hidden_team(code))}
        )
        reason = "the compiler makes the same machine code of it as of an earlier candidate."
        return other.model_copy(update={"reason": reason, "evidence": evidence})

    def _examine(
        self, name: str, text: str, source: str, stages: Stages
    ) -> Finding | tuple[str, ...]:
        """All checks that need no clock: a rejection, or the conditions that callers must keep."""
        library = f"{name}.so"
        sanitizing = self._builders.submit(self._toolchain.sanitized, source)
        cold = self._without_warm_up(text)
        racing = self._racing(source) if cold is None else None
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
            if runs_alone(cold) and runs_alone(self._cold):
                self._alone.add(name)
            elif found is None and self._teams.concerns(text):
                with stages.of("threads"):
                    racing = racing or self._racing(source)
                    found = self._teams.check(name, source, racing)
        finally:
            for build in (sanitizing, cold, racing):
                if build is not None:
                    build.cancel()
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
        self._builders.rest()
        pace = self.pace
        compare_answers = self._examiner.comparison(
            lambda: self._stopwatch.fresh(pace.workload, pace.calls)
        )
        stopwatch = self._single if name in self._alone else self._stopwatch
        session = stopwatch.session(BASELINE, f"{name}.so", pace, compare_answers)
        return concluded(session, evidence)

    def _evidence(self, code: str, name: str, conditions: tuple[str, ...]) -> Evidence:
        """What was checked, and what the user has to know to get the same."""
        alone = name in self._alone
        return Evidence(
            inputs=self._examiner.inputs,
            line_coverage=round(self._examiner.line_coverage, 4),
            sanitizers=SANITIZERS,
            threads=THREAD_COUNTS if self._teams.concerns(code) and not alone else (),
            races=self._teams.races(name),
            conditions=conditions,
            confinement=check().level,
            notes=notes_on(code, self.baseline, hidden=self._hidden_team(code)),
        )
