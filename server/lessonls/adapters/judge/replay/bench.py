"""One target on the bench, judged inside the user's own program."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from lessonls.adapters.judge.build import first_errors, version
from lessonls.adapters.judge.replay.comparison import Datum
from lessonls.adapters.judge.replay.naming import sentence
from lessonls.adapters.judge.replay.sampling import Compared, compared
from lessonls.adapters.judge.replay.schedule import growing, spread
from lessonls.adapters.judge.replay.timing import FailedError, Times, UntimedError, timed
from lessonls.adapters.judge.replay.workshop import Watched, Workshop
from lessonls.adapters.judge.stages import Stages
from lessonls.core.dispatcher import Edited
from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.program import Program, ProgramCalls
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.statistics import LEAST_PAIRS, compare, is_clear
from lessonls.core.target import Mode, Target, digest
from lessonls.core.verdict import Evidence, MutationScore, ProgramEvidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.confine import check
from lessonls_sandbox.replay.gate import NEVER, Sample

_SAMPLES = 60
_TIMED_CALLS = 3
_ROUNDS = 16
_BUILD_SECONDS = 600.0
_CALL_SECONDS = 10.0
_SAMPLING_SECONDS = 20.0
_TIMING_SECONDS = 12.0
_PROGRAM_PAIRS = 5
_PROGRAM_SECONDS = 10.0
_CONTROL = 0.03
"""How far the original may seem faster or slower than itself."""


class Pace(NamedTuple):
    """Median seconds of a call of the original."""

    seconds: float


class ReplayBench:
    """Judges candidates of one target by what the program does. `folder` is a private one."""

    def __init__(
        self,
        target: Target,
        mode: Mode,
        program: Program,
        headers: Mapping[Path, bytes],
        folder: Path,
        tell: Tell = nobody,
        seconds: float | None = None,
    ) -> None:
        """Builds the program and runs it once, to see what calls there are.

        Raises BaselineError where it does not build, WorkloadError where its calls are no use.
        """
        if mode is not Mode.SERIAL:
            raise WorkloadError(
                "rewrites with threads are not judged inside a program yet: use --mode serial."
            )
        tell(Opening.BUILDING)
        self.target, self.program = target, program
        self._headers = _texts(headers, program.root or target.path.parent)
        self._stack = ExitStack()
        self._limit = seconds or _BUILD_SECONDS
        self._verdicts: dict[str, Verdict] = {}
        self._workshop = Workshop(target, program, folder)
        built = self._workshop.build(target.code, self._headers, self._limit)
        if built.status != 0:
            raise BaselineError(self._not_built(built.status, built.said))
        tell(Opening.INPUTS)
        self._seen, self._found = self._first_look()
        usable = [one for one in self._found if one.equal]
        self._calls = max(self._seen.calls, max((one.call for one in self._found), default=0))
        self._timed_calls = _costly(usable)
        self.pace = Pace(median(one.seconds for one in usable))
        self.compiler, self.remarks = version("gcc"), tuple[str, ...]()

    def close(self) -> None:
        """Nothing runs between two verdicts."""
        self._stack.close()

    @property
    def workload(self) -> Workload:
        """Says that the inputs are the program's."""
        compared = sum(one.equal for one in self._found)
        calls = ProgramCalls(command=self.program.run, calls=self._calls, compared=compared)
        return Workload(function=self.target.qualified_name, program=calls)

    @property
    def mutation_score(self) -> MutationScore | None:
        """Not known here."""
        return None

    def _not_built(self, status: int | None, said: str) -> str:
        if status is None:
            return f"“{self.program.build}” did not end within {self._limit:g} s."
        return (
            f"“{self.program.build}” does not build the program with {self.target.qualified_name}"
            f" in two variants: {first_errors(said)}."
        )

    def _first_look(self) -> tuple[Watched, list[Compared]]:
        """The original beside itself: what calls there are, and which can be judged."""
        found: list[Compared] = []
        deadline = time.monotonic() + _SAMPLING_SECONDS

        def look(sample: Sample) -> int:
            found.append(_told(sample, compared(sample, _CALL_SECONDS)))
            if len(found) >= _SAMPLES or time.monotonic() > deadline:
                return NEVER
            return growing(sample.number)

        seen = self._workshop.watch(1, self._limit, look)
        problem = self._problem(seen, found)
        if problem:
            raise WorkloadError(problem)
        return seen, found

    def _problem(self, seen: Watched, found: list[Compared]) -> str:
        """Why the program's calls are of no use, if they are not."""
        name, command = self.target.qualified_name, self.program.run
        last = (seen.said.strip().splitlines() or [""])[-1][:200]
        if seen.status is None:
            return f"“{command}” did not end within {self._limit:g} s: give it less to do."
        if seen.status != 0 and not found:
            return f"“{command}” fails with exit code {seen.status}: {last}"
        if not seen.joined:
            return (
                f"no program that “{command}” starts was built from {self.target.path.name} here:"
                " say with --build how it is built."
            )
        if not found:
            return f"“{command}” never calls {name}: take a command that comes through it."
        if all(one.unusable for one in found):
            return (
                f"no call of {name} can be repeated in a copy of the program: the function"
                f" {found[0].unusable}."
            )
        usable = [one for one in found if not one.unusable]
        strange = next((one for one in usable if not one.equal), None)
        if strange is not None:
            return (
                f"{name} does not do the same twice (call {strange.call} of “{command}”):"
                f" {strange.difference or strange.failure}."
            )
        if not any(one.changed for one in usable):
            return f"in all calls of {name} that “{command}” makes nothing changed."
        return ""

    def judge(self, code: str) -> Verdict:
        """Builds the program with the candidate, compares calls, and times some of them."""
        key = digest(code)
        if key not in self._verdicts:
            started, stages = time.monotonic(), Stages()
            verdict = self._judge(code, stages)
            update = {"seconds": time.monotonic() - started, "stages": stages.seconds}
            self._verdicts[key] = verdict.model_copy(update=update)
        return self._verdicts[key]

    def confirm(self, code: str) -> Verdict:
        """A second session for a candidate that has been judged correct."""
        first = self.judge(code)
        if first.kind is not VerdictKind.CORRECT or not first.pairs:
            return first
        again = self._judge(code, Stages())
        evidence = again.evidence.model_copy(update={"confirmed": True})
        return again.model_copy(update={"evidence": evidence})

    def _judge(self, code: str, stages: Stages) -> Verdict:
        try:
            function = extract_function(code, self.target)
        except CandidateProblem as problem:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=str(problem))
        with stages.of("building"):
            built = self._workshop.build(function, self._headers, self._limit)
        if built.status != 0:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=first_errors(built.said))
        with stages.of("replaying"):
            return self._replayed()

    def _replayed(self) -> Verdict:
        found: list[Compared] = []
        times: dict[int, Times] = {}
        problems: list[str] = []
        planned = spread(self._calls, _SAMPLES)
        planned = tuple(sorted({*planned, *self._timed_calls}))
        deadline = time.monotonic() + _SAMPLING_SECONDS + _TIMING_SECONDS

        def look(sample: Sample) -> int:
            result = _told(sample, compared(sample, _CALL_SECONDS))
            found.append(result)
            if not result.equal and not result.unusable:
                return NEVER
            if sample.number in self._timed_calls and result.equal:
                try:
                    times[sample.number] = timed(sample, self._rounds(result), _CALL_SECONDS)
                except UntimedError as problem:
                    problems.append(f"call {sample.number} {problem}")
                except FailedError as failure:
                    found.append(Compared(sample.number, failure=str(failure)))
                    return NEVER
            later = [call for call in planned if call > sample.number]
            return later[0] - sample.number if later and time.monotonic() < deadline else NEVER

        seen = self._workshop.watch(planned[0], self._limit, look)
        wrong = next((one for one in found if not one.equal and not one.unusable), None)
        if wrong is not None:
            return _rejected(wrong)
        equal = [one for one in found if one.equal]
        if not any(one.changed for one in equal):
            reason = "in none of the calls that were looked at did anything change."
            return Verdict(kind=VerdictKind.FAULTY, reason=reason)
        return self._concluded(
            len(equal), max(seen.calls, self._calls), list(times.values()), problems
        )

    def _rounds(self, result: Compared) -> int:
        each = _TIMING_SECONDS / max(1, len(self._timed_calls))
        return max(LEAST_PAIRS, min(_ROUNDS, int(each / (6 * max(result.seconds, 1e-3)))))

    def _concluded(
        self, equal: int, calls: int, times: list[Times], problems: list[str]
    ) -> Verdict:
        told = ProgramEvidence(command=self.program.run, compared=equal, calls=calls)
        evidence = Evidence(program=told, confinement=check().level)
        verdict = Verdict(kind=VerdictKind.CORRECT, evidence=evidence)
        if not times:
            why = problems[0] if problems else "no call was timed"
            return verdict.model_copy(update={"reason": f"it could not be timed: {why}."})
        original, rewrite, control = (
            tuple(sum(turn) / len(times) for turn in zip(*each, strict=False))
            for each in zip(*((t.original, t.rewrite, t.control) for t in times), strict=True)
        )
        result, itself = compare(original, rewrite), compare(original, control)
        steady = itself.interval[0] <= 1 + _CONTROL and itself.interval[1] >= 1 - _CONTROL
        clear = steady and is_clear(result)
        if clear and result.interval[0] > 1:
            told = told.model_copy(update={"speedup": self._program_speedup()})
            evidence = evidence.model_copy(update={"program": told})
        return verdict.model_copy(
            update={
                "speedup": result.speedup,
                "interval": result.interval,
                "pairs": len(original),
                "baseline_times": original,
                "candidate_times": rewrite,
                "evidence": evidence,
                "reason": "" if clear else "undecided: telling it needs a quieter machine.",
            }
        )

    def _program_speedup(self) -> float | None:
        """How much faster the whole program is."""
        ratios: list[float] = []
        deadline = time.monotonic() + _PROGRAM_SECONDS
        while len(ratios) < _PROGRAM_PAIRS and (not ratios or time.monotonic() < deadline):
            original, rewrite = (self._workshop.seconds(one, self._limit) for one in (0, 1))
            if original is None or rewrite is None:
                return None
            ratios.append(original / rewrite)
        return median(ratios)


def _told(sample: Sample, result: Compared) -> Compared:
    """With a sentence in the place of a word of memory, while there is somebody to ask for it."""
    if not isinstance(result.difference, Datum):
        return result
    memory = sample.memory()
    try:
        text = sentence(result.difference, sample, memory)
    finally:
        memory.close()
    return Compared(
        result.call, result.changed, result.seconds, result.unusable, result.failure, text
    )


def _rejected(wrong: Compared) -> Verdict:
    if wrong.failure:
        return Verdict(kind=VerdictKind.FAULTY, reason=f"it {wrong.failure} in call {wrong.call}.")
    return Verdict(
        kind=VerdictKind.INCORRECT, reason=f"{wrong.difference} (call {wrong.call} of the program)."
    )


def _costly(usable: list[Compared]) -> tuple[int, ...]:
    """Calls that stand for where the time goes: at the quarters of all that was seen."""
    ordered = sorted((one for one in usable if one.changed), key=lambda one: one.seconds)
    total, spent, found = sum(one.seconds for one in ordered), 0.0, list[int]()
    for one in ordered:
        spent += one.seconds
        while len(found) < _TIMED_CALLS and spent >= total * (len(found) + 1) / (_TIMED_CALLS + 1):
            found.append(one.call)
    return tuple(sorted(set(found)))


def _texts(headers: Mapping[Path, bytes], root: Path) -> tuple[Edited, ...]:
    """Those of the project's headers that lie in what is copied."""
    return tuple(
        Edited(str(path), content.decode("utf-8", "replace"))
        for path, content in headers.items()
        if path.is_relative_to(root)
    )
