"""One target on the bench, judged inside the user's own program."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

from lessonls.adapters.judge.build import first_errors, version
from lessonls.adapters.judge.machine import cache_sizes, memory_bandwidth
from lessonls.adapters.judge.replay.builds import Builds, Found
from lessonls.adapters.judge.replay.conclusions import WholeRuns, concluded, rejected
from lessonls.adapters.judge.replay.first_look import WATCHED_SECONDS, first_look
from lessonls.adapters.judge.replay.session import Session, session
from lessonls.adapters.judge.replay.survey import survey
from lessonls.adapters.judge.replay.workshop import Whole, Workshop
from lessonls.adapters.judge.stages import Stages
from lessonls.core.circumstances import Circumstances
from lessonls.core.dispatcher import Edited
from lessonls.core.errors import BaselineError
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.probes import Probed, probed
from lessonls.core.program import Program, ProgramCalls
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Mode, Target, Untested, digest
from lessonls.core.unreached import condition, spans
from lessonls.core.verdict import Evidence, MutationScore, ProgramEvidence, Verdict, VerdictKind
from lessonls.core.workload import Workload
from lessonls_sandbox.confine import check

_BUILD_SECONDS = 600.0
_WHOLE_RUNS_SECONDS = 20.0
_MOST_WHOLE_RUNS = 8
_MOST_NEVER = 4
_NOT_ENDED = f"the program was looked at for {WATCHED_SECONDS:.0f} s, and did not come to its end"
_PATIENCE, _LEAST_PATIENCE = 20.0, 10.0
"""How much longer than with the original a whole run may take, and what it may take anyway."""


class _BrokenError(Exception):
    """The program does not end well with the rewrite, though it does with the original."""


class ReplayBench:
    """Judges candidates of one target by what the program does. `folder` is a private one."""

    baseline_score = 1.0

    def __init__(
        self,
        target: Target,
        mode: Mode,
        program: Program,
        headers: Mapping[Path, bytes],
        folder: Path,
        tell: Tell = nobody,
        seconds: float | None = None,
        untested: Untested = Untested.CONDITION,
    ) -> None:
        """Builds the program and runs it twice, to see what calls there are and what they take.

        Raises BaselineError if it does not build, WorkloadError where its calls are no use.
        """
        tell(Opening.PROGRAM)
        self.target, self.program, self._mode = target, program, mode
        root = program.root or target.path.parent
        self._limit = seconds or _BUILD_SECONDS
        self._untested = untested
        self._verdicts: dict[str, Verdict] = {}
        self._workshop = Workshop(target, program, folder)
        self._builds = Builds(self._workshop, target, _texts(headers, root), self._limit)
        blocks = self._built()
        tell(Opening.CALLS)
        self._calls = first_look(self._workshop, target, program, self._limit)
        self._survey = survey(self._workshop, self._calls, blocks, self._limit)
        usual = self._survey.seconds or [one.seconds for one in self._calls.usable]
        self.baseline_seconds = median(usual)
        self.compiler, self.remarks = version("gcc"), tuple[str, ...]()

    def _built(self) -> Probed | None:
        """Builds the program with the original, beside it the original with probes where that
        builds. Raises BaselineError if it does not either way.
        """
        blocks = probed(self.target)
        if blocks is not None and self._builds.alone(blocks.code).status == 0:
            return blocks
        built, command = self._builds.alone(self.target.code), self.program.build
        if built.status is None:
            raise BaselineError(f"“{command}” did not end within {self._limit:g} s.")
        if built.status != 0:
            raise BaselineError(
                f"“{command}” does not build the program with {self.target.qualified_name} in two"
                f" variants: {first_errors(built.said)}."
            )
        return None

    def close(self) -> None:
        """Nothing runs between two verdicts."""

    @property
    def workload(self) -> Workload:
        """Says that the inputs are the program's."""
        looked_at = len(self._calls.usable)
        calls = ProgramCalls(
            seconds=self.baseline_seconds,
            command=self.program.run,
            calls=self._calls.number,
            compared=looked_at,
            arguments=self._survey.arguments,
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

    def expect(self, codes: Sequence[str]) -> None:
        """Verdicts on these candidates are asked for next: they share a build if they can."""
        self._builds.expect([*self._functions(codes)])

    def _functions(self, codes: Sequence[str]) -> Iterator[str]:
        """What is built of candidates that have no verdict yet."""
        for code in codes:
            if digest(code) not in self._verdicts:
                with suppress(CandidateProblem):
                    yield extract_function(code, self.target)

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
        """A second session for a candidate that has been judged correct, alone in a build."""
        first = self.judge(code)
        if first.kind is not VerdictKind.CORRECT or not first.pairs:
            return first
        again = self._judge(code, Stages(), alone=True)
        evidence = again.evidence.model_copy(update={"confirmed": True})
        return again.model_copy(update={"evidence": evidence})

    def _judge(self, code: str, stages: Stages, *, alone: bool = False) -> Verdict:
        try:
            function = extract_function(code, self.target)
        except CandidateProblem as problem:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=str(problem))
        with stages.of("building"):
            builds = self._builds
            built = Found(builds.alone(function), 1) if alone else builds.having(function)
        if built.ran.status != 0:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=first_errors(built.ran.said))
        with stages.of("replaying"):
            costly = self._calls.costly if self._mode is Mode.SERIAL else ()
            planned = self._survey.planned
            found = session(self._workshop, planned, costly, self._limit, built.number)
        evidence = self._evidence(function, found)
        if evidence.conditions and self._untested is Untested.STRICT:
            reason = f"it is correct only if {evidence.conditions[0]}."
            return rejected(found) or Verdict(kind=VerdictKind.INCORRECT, reason=reason)
        with stages.of("whole runs"):
            try:
                runs = partial(self._whole_runs, built.number)
                return rejected(found) or concluded(found, evidence, runs)
            except _BrokenError:
                reason = f"with the rewrite “{self.program.run}” fails, or does not end in time."
                return Verdict(kind=VerdictKind.FAULTY, reason=reason)

    def _evidence(self, code: str, found: Session) -> Evidence:
        """What is known of a rewrite that did the same wherever it was looked at."""
        reach, looked_at = self._survey.reach, [one.call for one in found.equal]
        unreached = reach.unreached(looked_at)
        told = ProgramEvidence(
            command=self.program.run,
            compared=len(looked_at),
            calls=self._calls.number,
            blocks=reach.blocks(looked_at),
        )
        needed = condition(self.target, code, unreached, "no call that was compared")
        return Evidence(
            program=told,
            confinement=check().level,
            never=tuple(f"{span} never ran" for span in spans(unreached))[:_MOST_NEVER],
            conditions=(needed,) if needed else (),
            notes=() if self._calls.ended else (_NOT_ENDED,),
        )

    def _whole_runs(self, rewrite: int, least: int) -> WholeRuns:
        """Seconds of whole runs with the original and with that rewrite, in turns: at least so many
        pairs, and more where they are short; one for 0; none if there is no time for them, or
        where the program does not end well with the original. Raises _BrokenError.
        """
        if not self._calls.ended:
            return WholeRuns((), ())
        pairs: list[tuple[Whole, Whole]] = []
        deadline = time.monotonic() + _WHOLE_RUNS_SECONDS
        most = _MOST_WHOLE_RUNS if least else 1
        while not pairs or (len(pairs) < most and time.monotonic() < deadline):
            pair = self._whole_run(rewrite) or self._whole_run(rewrite)
            if pair is None:
                raise _BrokenError
            if not all(one.seconds for one in pair):
                return WholeRuns((), ())
            pairs.append(pair)
        before, after = (tuple(one.seconds for one in each) for each in zip(*pairs, strict=True))
        differs = self._differs(*pairs[0])
        return WholeRuns(before, after, differs) if len(pairs) >= least else WholeRuns((), ())

    def _differs(self, original: Whole, rewrite: Whole) -> bool:
        """Whether the program says something else with the rewrite, though it says the same twice
        with the original.
        """
        if original.said == rewrite.said:
            return False
        again = self._workshop.whole(0, self._limit)
        return again is not None and again.said == original.said

    def _whole_run(self, number: int) -> tuple[Whole, Whole] | None:
        """One run each; of no seconds where it fails with the original, None where it fails with
        the rewrite only.
        """
        original = self._workshop.whole(0, self._limit)
        if original is None:
            return Whole(0.0, ""), Whole(0.0, "")
        limit = min(self._limit, max(_LEAST_PATIENCE, _PATIENCE * original.seconds))
        rewrite = self._workshop.whole(number, limit)
        return None if rewrite is None else (original, rewrite)


def _texts(headers: Mapping[Path, bytes], root: Path) -> tuple[Edited, ...]:
    """Those of the project's headers that lie in what is copied."""
    return tuple(
        Edited(str(path), content.decode("utf-8", "replace"))
        for path, content in headers.items()
        if path.is_relative_to(root)
    )
