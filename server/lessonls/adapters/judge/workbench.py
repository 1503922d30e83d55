"""One target on the bench: its baseline built, its workload known, candidates judged.

Everything here is synchronous and runs in a process of its own (worker.py), so that the
clock is read without anybody else's work in between.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from lessonls.adapters.compile_flags import understood
from lessonls.adapters.judge.build import (
    BASELINE,
    SANITIZED,
    SANITIZERS,
    Baseline,
    Builders,
    Peer,
    Sources,
    Toolchain,
    build_baseline,
    no_sources,
    precompile,
    remarks,
    second_opinions,
)
from lessonls.adapters.judge.callers import Callers
from lessonls.adapters.judge.checking import (
    THREAD_COUNTS,
    UNCHANGED,
    Candidate,
    Equipment,
    Examiner,
    Finding,
    MutationTester,
    Portability,
    TeamExaminer,
    cold_build,
    examined,
    race_build,
    runs_alone,
)
from lessonls.adapters.judge.drivers import Drivers
from lessonls.adapters.judge.execution import (
    GeneratorSource,
    Laboratory,
    fits,
    singled,
    with_one_object,
)
from lessonls.adapters.judge.inference import SECONDS, generated, search
from lessonls.adapters.judge.machine import cache_sizes, instruction_sets, memory_bandwidth
from lessonls.adapters.judge.stages import Stages
from lessonls.adapters.judge.timing import SESSION_SECONDS, Stopwatch, concluded, notes_on
from lessonls.adapters.judge.unit_tests import OwnTests
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import LessonlsError, NoInputsError, WorkloadError
from lessonls.core.instruction_sets import besides, enabled, own_flags
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.reading.surroundings import helpers
from lessonls.core.target import Aliasing, Language, Mode, Target, Untested, digest
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import Evidence, MutationScore, Verdict, VerdictKind
from lessonls.core.workload import FOLDER, Workload, file_stem
from lessonls_sandbox.build import Build
from lessonls_sandbox.confine import check

_INFERENCE = 0.6
"""The share of the time that is left after building, that experiments may take."""
_OTHER_SECONDS = 20.0
"""How long the opening of a second specialization may take."""
_READING = 0.25
"""The part of it for functions that may read what is not there: most of them do."""

_NOT_EXPLORED = "what its own conditions ask for was not tried"


class Workbench:
    """Judges candidates of one target. `folder` is a private folder that others remove."""

    baseline_score = 1.0

    def __init__(
        self,
        target: Target,
        mode: Mode,
        headers: Mapping[Path, bytes],
        folder: Path,
        workload: Workload | None = None,
        seed: int = 0,
        aliasing: Aliasing = Aliasing.CONDITION,
        untested: Untested = Untested.CONDITION,
        session_seconds: float = SESSION_SECONDS,
        seconds: float | None = None,
        tell: Tell = nobody,
        sources: Sources = no_sources,
        portable: bool | None = None,
        ahead: bool = True,
        other_than: str = "",
        tests: Sequence[UnitTest] = (),
    ) -> None:
        """Prepares the target; `tell` hears of every stage, and `seconds` should do for all.
        `sources` gives other files of the project. What many candidates and their authors need is
        made `ahead`, while something else goes on. A template is specialized `other_than` so. A
        candidate has to pass those of the `tests` that the target passes.
        """
        started = time.monotonic()
        tell(Opening.BUILDING)
        self._mode = mode
        self._stack = ExitStack()
        self._builders = Builders(self._stack)
        self._verdicts: dict[str, Verdict] = {}
        self._timed: dict[bytes, Verdict] = {}
        self._alone: set[str] = set()
        self._prelude: Future[Path | None] | None = None
        self._remarks: tuple[Future[Build], Future[Build]] | None = None
        self._threads = 1 if mode is Mode.SERIAL else 0
        self.target = target = understood(target)
        self._reopened = partial(
            Workbench,
            target,
            mode,
            headers,
            workload=workload,
            seed=seed,
            aliasing=aliasing,
            untested=untested,
            seconds=_OTHER_SECONDS,
            portable=portable,
            ahead=False,
        )
        self._folder, self._other_than = folder, other_than
        self._tests, self._headers, self._sources = tuple(tests), headers, sources
        try:
            self.baseline: Baseline = build_baseline(
                target, mode, headers, folder, self._builders, sources, other_than
            )
            self._names = self.baseline.names
            if ahead:
                self._prelude = self._builders.submit(
                    precompile, self.baseline.toolchain, self.baseline.source, folder
                )
                self._remarks = self._ask_for_remarks()
            own = own_flags(target.flags)
            self._macros = self._builders.submit(self.baseline.toolchain.predefined, own)
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
            self._drivers = Drivers(self.baseline, sources)
            self._callers = Callers(
                self.baseline,
                headers,
                folder,
                self._builders,
                sources,
                self._stack,
                time.monotonic() - started,
            )
            cold = cold_build(self._builders, self.baseline, self._toolchain, mode, target.code)
            raced = race_build(self._builders, self.baseline, mode, self.baseline.source)
            tell(Opening.INPUTS)
            left = SECONDS if seconds is None else seconds - (time.monotonic() - started)
            found = self._workload(workload, _INFERENCE * max(left, 0.0))
            tell(Opening.CHECKS)
            self.baseline.complete()
            self._examiner = Examiner(self.baseline, self._laboratory, found, aliasing)
            self._teams = TeamExaminer(self.baseline, self._examiner, mode, self._stack, raced)
            self._portability = Portability(self.baseline, self._examiner, portable)
            self._stopwatch, self._single = (
                Stopwatch(self._laboratory, self._names, threads, seed, session_seconds)
                for threads in (self._threads, 1)
            )
            tell(Opening.TIMING)
            # Where no threads start, the CPU clock tells better how long a call takes.
            alone = runs_alone(cold)
            pacing = self._single if alone else self._stopwatch
            self.pace = pacing.pace(BASELINE, found, SANITIZED)
            self._examiner.timed = self.pace.workload
            self._equipment = Equipment(
                self.baseline,
                self._builders,
                self._examiner,
                self._teams,
                self._portability,
                mode,
                alone,
                self._timed,
                untested,
            )
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stops every process of the bench."""
        self._stack.close()

    @property
    def workload(self) -> Workload:
        """The workload with its timing sizes and the coverage of its checks."""
        return self.pace.workload.model_copy(update={"line_coverage": self._examiner.line_coverage})

    @property
    def baseline_seconds(self) -> float:
        """Median seconds of one call at the timing size."""
        return self.pace.seconds

    @property
    def compiler(self) -> str:
        """The compiler and its version."""
        return self.baseline.compiler

    @cached_property
    def circumstances(self) -> Circumstances:
        """The flags' instruction sets, and the processor's; how much is timed."""
        macros = self._macros.result().files.get("text", b"").decode("utf-8", "replace")
        on = enabled(macros)
        return Circumstances(
            enabled=on,
            more=besides(instruction_sets(), on),
            portable=self._portability.portable,
            nbytes=self.pace.nbytes,
            bandwidth=memory_bandwidth(),
            caches=cache_sizes(),
        )

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """The compiler's on loops of the target that it could not vectorize, and clang's."""
        said, missed = (
            built.result().files.get("notes", b"").decode("utf-8", "replace")
            for built in self._remarks or self._ask_for_remarks()
        )
        return remarks(said, self.target, second_opinions(missed, self.target.path.name))

    def _ask_for_remarks(self) -> tuple[Future[Build], Future[Build]]:
        toolchain, source = self.baseline.toolchain, self.baseline.source
        return (
            self._builders.submit(toolchain.vectorizing, source),
            self._builders.submit(toolchain.missed, source),
        )

    @property
    def _toolchain(self) -> Toolchain:
        """With the precompiled headers, once they are there."""
        toolchain = self.baseline.toolchain
        return toolchain if self._prelude is None else toolchain.with_prelude(self._prelude)

    def _workload(self, given: Workload | None, seconds: float) -> Workload:
        """The one that is given, else one that is found: by experiment, or in what the project
        calls the function with.
        """
        laboratory, baseline = self._laboratory, self.baseline
        if given is None:
            return self._found(seconds)
        if given.generator:
            baseline.build_generator(given.generator)
            laboratory.source = GeneratorSource(laboratory.sanitized)
            return generated(baseline, laboratory, given)
        if given.caller:
            return self._callers.given(laboratory, given)
        laboratory.point(self._names, given.leading)
        lists = with_one_object(laboratory.interface, self._names)
        single = singled(lists, self._names, self.target.code, helpers(self.target))
        for interface in (single, lists):
            if fits(interface, self._names, given):
                laboratory.interface = interface
                break
        return given

    def _found(self, seconds: float) -> Workload:
        started = time.monotonic()
        reading = self.baseline.reading
        share = min(self._callers.share, self._drivers.share, _READING if reading else 1.0)
        try:
            return search(self.baseline, self._laboratory, seconds * share)
        except WorkloadError as error:
            if reading:
                raise WorkloadError(
                    f"{self.target.qualified_name} calls {reading[0]}: files, the user's input and"
                    " the clock are not available when a function is judged, and no inputs were"
                    " found without them. Pass the data that it reads or writes as an argument, or"
                    " name a program of yours that calls it (--run, see docs/programs.md)."
                ) from error
            for programs, part in ((self._callers, self._drivers.share), (self._drivers, 1.0)):
                left = part * (seconds - (time.monotonic() - started))
                found = programs.workload(self._laboratory, left)
                if found is not None:
                    return found
            suffix = "c" if self.target.language is Language.C else "cpp"
            place = f"{FOLDER}/{file_stem(self.target.qualified_name)}.{suffix}"
            raise NoInputsError(
                f"{str(error).removesuffix('.')}: name a program of yours that calls it (--run, see"
                f" docs/programs.md), write a generator to {place} (docs/values.md), or use a team"
                " with a model, which is asked to write one."
            ) from error

    def judge(self, code: str, *, shortcut: bool = True, peer: Peer | None = None) -> Verdict:
        """The gates of checking/gates.py, and then the clock.

        Without the `shortcut`, machine code like the baseline's is timed all the same. A `peer`
        compiles the candidate in place of the baseline's compiler; what sanitizers and race
        detector say is then about the same text, but not about the peer's machine code.
        """
        started = time.monotonic()
        key = digest(code if peer is None else f"{peer}\n{code}")
        if key not in self._verdicts:
            stages = Stages()
            toolchain = replace(self._toolchain, peer=peer)
            name = f"candidate_{key}"
            candidate = Candidate(code, name, self._equipment, toolchain, shortcut=shortcut)
            verdict = self._judge(candidate, stages)
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

    @cached_property
    def mutation_score(self) -> MutationScore | None:
        """How strong the checks are that candidates come through, where that can be told."""
        return MutationTester(self.baseline, self._examiner).score()

    def _judge(self, candidate: Candidate, stages: Stages) -> Verdict:
        found = examined(candidate, stages)
        if found is None or found.as_before is not None:
            elsewhere = None if self._other is None else self._other.objection(candidate.code)
            found = elsewhere or found
        if found is None:
            with stages.of("unit tests"):
                found = self._failed_test(candidate)
        if found is not None:
            return self._ended(candidate, found)
        if candidate.alone:
            self._alone.add(candidate.name)
        told = (candidate.conditions, candidate.faults, candidate.faults_explored)
        conditions = dict.fromkeys(
            one for found in told if isinstance(found, tuple) for one in found
        )
        evidence = self._evidence(candidate, tuple(conditions))
        with stages.of("timing"):
            verdict = self._time(candidate.name, evidence)
        if not candidate.covered.succeeded:
            verdict = verdict.noting(_NOT_EXPLORED)
        if verdict.kind is VerdictKind.CORRECT and not candidate.hides_team:
            self._timed[candidate.machine_code] = verdict
        return verdict

    @cached_property
    def _other(self) -> "Workbench | None":
        """The same for another specialization of a template, if there is one that opens."""
        if self.target.template is None or self._other_than:
            return None
        folder = Path(tempfile.mkdtemp(prefix="other-", dir=self._folder))
        folder.chmod(0o755)
        try:
            other = self._reopened(folder=folder, other_than=self.baseline.target.qualified_name)
        except LessonlsError:
            return None
        self._stack.callback(other.close)
        return other

    def _failed_test(self, candidate: Candidate) -> Finding | None:
        """What the unit tests say of a candidate that no other gate has stopped."""
        return self._own_tests.finding(candidate.code) if self._tests else None

    @cached_property
    def _own_tests(self) -> OwnTests:
        folder = Path(tempfile.mkdtemp(prefix="tests-", dir=self._folder))
        folder.chmod(0o755)
        return OwnTests(
            self.target, self._mode, self._tests, self._headers, folder, self._stack, self._sources
        )

    def objection(self, code: str) -> Finding | None:
        """What is wrong with a candidate that is not timed here, if anything."""
        name = f"candidate_{digest(code)}"
        candidate = Candidate(code, name, self._equipment, self._toolchain, shortcut=True)
        found = examined(candidate, Stages())
        if found is None or found.as_before is not None:
            return None
        return replace(found, reason=f"as {self.baseline.target.qualified_name}, {found.reason}")

    def _ended(self, candidate: Candidate, found: Finding) -> Verdict:
        """The verdict on a candidate that is not timed."""
        before = found.as_before
        if before is None:
            return Verdict(kind=found.kind, reason=found.reason)
        if before == UNCHANGED:
            evidence = self._evidence(candidate, ())
        else:
            evidence = before.evidence.model_copy(
                update={
                    "notes": self._notes(candidate),
                    "needs": self._portability.needs(candidate.name),
                }
            )
        return before.model_copy(update={"reason": found.reason, "evidence": evidence})

    def _time(self, name: str, evidence: Evidence) -> Verdict:
        self._builders.rest()
        pace = self.pace
        compare_answers = self._examiner.comparison(lambda: self._stopwatch.inputs(BASELINE, pace))
        stopwatch = self._single if name in self._alone else self._stopwatch
        session = stopwatch.session(BASELINE, f"{name}.so", pace, compare_answers)
        return concluded(session, evidence)

    def _evidence(self, candidate: Candidate, conditions: tuple[str, ...]) -> Evidence:
        """What was checked, and what the user has to know to get the same."""
        alone = candidate.name in self._alone
        return Evidence(
            inputs=self._examiner.inputs,
            line_coverage=self._examiner.line_coverage,
            sanitizers=SANITIZERS,
            threads=THREAD_COUNTS if self._teams.concerns(candidate.code) and not alone else (),
            races=self._teams.races(candidate.name),
            conditions=conditions,
            confinement=check().level,
            needs=self._portability.needs(candidate.name),
            never=self._examiner.never_happened,
            notes=self._notes(candidate),
        )

    def _notes(self, candidate: Candidate) -> tuple[str, ...]:
        hidden = self._teams.hidden(candidate.code)
        other = "" if self._other is None else self._other.baseline.target.qualified_name
        said = notes_on(candidate.code, self.baseline, hidden=hidden, other=other)
        if self.workload.generator:
            said = (*said, "inputs were made by a generator")
        if self._tests:
            said = (*said, self._own_tests.note)
        if self.workload.caller:
            said = (*said, f"inputs are what {self.workload.caller} calls it with")
        return (*said, *self._portability.notes)
