"""One target on the bench, judged inside the user's own program."""

import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from lessonls.adapters.judge.build import first_errors, version
from lessonls.adapters.judge.replay.conclusions import Pairs, concluded, rejected
from lessonls.adapters.judge.replay.first_look import first_look
from lessonls.adapters.judge.replay.session import session
from lessonls.adapters.judge.replay.workshop import Workshop
from lessonls.adapters.judge.stages import Stages
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
        calls = ProgramCalls(command=self.program.run, calls=self._calls.number, compared=looked_at)
        return Workload(function=self.target.qualified_name, program=calls)

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
            return rejected(found) or concluded(found, told, check().level, self._whole_runs)

    def _whole_runs(self, least: int) -> Pairs:
        """Seconds of whole runs with the original and with the rewrite, in turns: at least so many
        pairs, and more where they are short; none where there is no time for them, or where the
        program does not end well.
        """
        pairs: list[tuple[float, float]] = []
        deadline = time.monotonic() + _WHOLE_RUNS_SECONDS
        while not pairs or (len(pairs) < _MOST_WHOLE_RUNS and time.monotonic() < deadline):
            order = (0, 1) if len(pairs) % 2 == 0 else (1, 0)
            taken = {one: self._workshop.seconds(one, self._limit) for one in order}
            original, rewrite = taken[0], taken[1]
            if original is None or rewrite is None:
                return (), ()
            pairs.append((original, rewrite))
        before, after = zip(*pairs, strict=True)
        return (before, after) if len(pairs) >= least else ((), ())


def _texts(headers: Mapping[Path, bytes], root: Path) -> tuple[Edited, ...]:
    """Those of the project's headers that lie in what is copied."""
    return tuple(
        Edited(str(path), content.decode("utf-8", "replace"))
        for path, content in headers.items()
        if path.is_relative_to(root)
    )
