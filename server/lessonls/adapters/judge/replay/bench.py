"""One target on the bench, judged inside the user's own program."""

import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from lessonls.adapters.judge.build import first_errors, version
from lessonls.adapters.judge.machine import cache_sizes, memory_bandwidth
from lessonls.adapters.judge.replay.conclusions import Pairs, concluded, rejected
from lessonls.adapters.judge.replay.first_look import first_look
from lessonls.adapters.judge.replay.session import session
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.adapters.judge.stages import Stages
from lessonls.core.circumstances import Circumstances
from lessonls.core.dispatcher import Edited
from lessonls.core.errors import BaselineError
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.program import Program, ProgramCalls
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Mode, Target, digest
from lessonls.core.verdict import MutationScore, ProgramEvidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.confine import check

_BUILD_SECONDS = 600.0
_WHOLE_RUNS_SECONDS = 20.0
_MOST_WHOLE_RUNS = 8
_PATIENCE, _LEAST_PATIENCE = 20.0, 10.0
"""How much longer than with the original a whole run may take, and what it may take anyway."""


class _BrokenError(Exception):
    """The program does not end well with the rewrite, though it does with the original."""


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
        """Builds the program and runs it twice, to see what calls there are and what they take.

        Raises BaselineError where it does not build, WorkloadError where its calls are no use.
        """
        tell(Opening.BUILDING)
        self.target, self.program, self._mode = target, program, mode
        root = program.root or target.path.parent
        self._headers = _texts(headers, root)
        self._limit = seconds or _BUILD_SECONDS
        self._verdicts: dict[str, Verdict] = {}
        self._workshop = Workshop(target, program, folder)
        built = self._workshop.build(target.code, self._headers, self._limit)
        if built.status is None:
            raise BaselineError(f"“{program.build}” did not end within {self._limit:g} s.")
        if built.status != 0:
            raise BaselineError(
                f"“{program.build}” does not build the program with {target.qualified_name} in two"
                f" variants: {first_errors(built.said)}."
            )
        tell(Opening.INPUTS)
        self._calls = first_look(self._workshop, target, program, self._limit)
        tell(Opening.TIMING)
        self.pace = self._paced()
        self.compiler, self.remarks = version("gcc"), tuple[str, ...]()

    def close(self) -> None:
        """Nothing runs between two verdicts."""

    @property
    def workload(self) -> Workload:
        """Says that the inputs are the program's."""
        looked_at = len(self._calls.usable)
        calls = ProgramCalls(
            seconds=self.pace.seconds,
            command=self.program.run,
            calls=self._calls.number,
            compared=looked_at,
        )
        return Workload(function=self.target.qualified_name, program=calls)

    @property
    def circumstances(self) -> Circumstances:
        """Of what the program's own commands compile with nothing is known here."""
        return Circumstances(bandwidth=memory_bandwidth(), caches=cache_sizes())

    @property
    def mutation_score(self) -> MutationScore | None:
        """Not known here."""
        return None

    def _paced(self) -> Pace:
        """What the costly calls take; those that cannot be timed, with all that is cold."""
        times = session(self._workshop, self._calls, self._limit).times.values()
        warm = [median(one.original) for one in times]
        return Pace(median(warm or [one.seconds for one in self._calls.usable]))

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
            serial = self._mode is Mode.SERIAL
            found = session(self._workshop, self._calls, self._limit, times=serial)
        told = ProgramEvidence(
            command=self.program.run, compared=len(found.equal), calls=self._calls.number
        )
        with stages.of("whole runs"):
            try:
                return rejected(found) or concluded(found, told, check().level, self._whole_runs)
            except _BrokenError:
                reason = f"with it “{self.program.run}” fails, or does not end in time."
                return Verdict(kind=VerdictKind.FAULTY, reason=reason)

    def _whole_runs(self, least: int) -> Pairs:
        """Seconds of whole runs with the original and with the rewrite, in turns: at least so many
        pairs, and more where they are short; one for 0; none where there is no time for them, or
        where the program does not end well with the original. Raises _BrokenError.
        """
        pairs: list[tuple[float, float]] = []
        deadline = time.monotonic() + _WHOLE_RUNS_SECONDS
        most = _MOST_WHOLE_RUNS if least else 1
        while not pairs or (len(pairs) < most and time.monotonic() < deadline):
            pair = self._whole_run() or self._whole_run()
            if pair is None:
                raise _BrokenError
            if not all(pair):
                return (), ()
            pairs.append(pair)
        before, after = zip(*pairs, strict=True)
        return (before, after) if len(pairs) >= least else ((), ())

    def _whole_run(self) -> tuple[float, float] | None:
        """Seconds of one run each; zeros where it fails with the original, None where it fails
        with the rewrite only.
        """
        original = self._workshop.seconds(0, self._limit)
        if original is None:
            return 0.0, 0.0
        limit = min(self._limit, max(_LEAST_PATIENCE, _PATIENCE * original))
        rewrite = self._workshop.seconds(1, limit)
        return None if rewrite is None else (original, rewrite)


def _texts(headers: Mapping[Path, bytes], root: Path) -> tuple[Edited, ...]:
    """Those of the project's headers that lie in what is copied."""
    return tuple(
        Edited(str(path), content.decode("utf-8", "replace"))
        for path, content in headers.items()
        if path.is_relative_to(root)
    )
