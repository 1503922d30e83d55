"""What the commands print with `--json`: one documented, versioned model for each.

`schema_version` grows when a field changes its meaning or goes away; fields may be added
without notice. Everything is derived from events and verdicts by functions of values.
"""

import re
from collections.abc import Sequence
from difflib import unified_diff
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lessonls.core.doubts import doubts
from lessonls.core.edit import rewritten
from lessonls.core.errors import InputError
from lessonls.core.events import (
    AgentLeft,
    BaselineReady,
    CandidateJudged,
    Event,
    LessonBanked,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt, Lesson
from lessonls.core.program import Seen
from lessonls.core.target import Language, Mode, Target, Task
from lessonls.core.unit_tests import UnitTest, UnitTestResult
from lessonls.core.usage import Usage
from lessonls.core.verdict import Evidence, Outcome, Verdict, VerdictKind
from lessonls.core.workload import Size, Workload, dump_workload


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class TargetReport(_Report):
    """The function: `line` counts from 1, `digest` identifies its text."""

    file: str
    function: str
    line: int
    language: Language
    digest: str


class CandidateReport(_Report):
    """One candidate and its verdict. `seconds` is what judging it cost, `elapsed` the run's time
    when that was done; a `repaired` one is its author's second try, after one that did not compile.

    `speedup` is the time of the original divided by the time of the rewrite, `interval`
    its 95% confidence interval; `baseline_times` and `candidate_times` are the raw seconds
    of one call, pair by pair. `tests` are the results of unit tests, of an implementation.
    """

    agent: str
    round: int
    verdict: VerdictKind
    reason: str
    speedup: float | None
    interval: tuple[float, float] | None
    seconds: float
    elapsed: float = 0.0
    code: str
    repaired: bool
    baseline_times: tuple[float, ...]
    candidate_times: tuple[float, ...]
    tests: tuple[UnitTestResult, ...] = ()


class BestReport(_Report):
    """What a run recommends: `code` is the function alone, `diff` a unified diff. A rewrite has a
    `speedup`, an implementation `tests`.
    """

    code: str
    diff: str
    speedup: float | None
    interval: tuple[float, float] | None
    agent: str
    round: int
    tests: tuple[UnitTestResult, ...] = ()


class LessonReport(_Report):
    """A lesson: who learned it, in which round of its run, and on which `function`."""

    id: str
    text: str
    outcome: Outcome
    agent: str
    round: int
    speedup: float | None
    function: str = ""


class RoundReport(_Report):
    """A round: `lessons` are the ids of those that it selected, and that every agent saw."""

    round: int
    lessons: tuple[str, ...]


class DepartureReport(_Report):
    """An agent that left the team before the end, and why."""

    agent: str
    reason: str


class OptimizeReport(_Report):
    """`lessonls optimize --json` and `lessonls implement --json`, which `task` tells apart. `best`
    is null when nothing faster was found, or nothing that passes all unit tests.

    `lessons` were banked in this run; `remembered` ones come from earlier runs and were selected
    in this one. `evidence` belongs to `best`; `usage` is what models cost; `note` says why the
    run ended when that is not plain. `agents` is the team as it was at the start. `tests` are those
    that implementations had to pass, and `doubts` sentences on those that may be wrong; `remarks`
    say where they are, and which were left out.
    """

    schema_version: Literal[1] = 1
    target: TargetReport
    mode: Mode
    baseline_seconds: float | None
    best: BestReport | None
    candidates: tuple[CandidateReport, ...]
    lessons: tuple[LessonReport, ...]
    evidence: Evidence | None
    seconds: float
    departures: tuple[DepartureReport, ...] = ()
    usage: Usage = Usage()
    note: str = ""
    agents: tuple[str, ...] = ()
    rounds: tuple[RoundReport, ...] = ()
    remembered: tuple[LessonReport, ...] = ()
    task: Task = Task.OPTIMIZE
    tests: tuple[UnitTest, ...] = ()
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class JudgeReport(_Report):
    """`lessonls judge --json`: one verdict on the user's own rewrite."""

    schema_version: Literal[1] = 1
    target: TargetReport
    mode: Mode
    verdict: VerdictKind
    reason: str
    speedup: float | None
    interval: tuple[float, float] | None
    pairs: int
    evidence: Evidence
    seconds: float
    baseline_seconds: float
    baseline_times: tuple[float, ...]
    candidate_times: tuple[float, ...]


class WorkloadReport(_Report):
    """`lessonls workload --json`: how inputs are made; `toml` is the file's text."""

    schema_version: Literal[1] = 1
    target: TargetReport
    sizes: dict[str, Size]
    lengths: dict[str, str]
    values: dict[str, str]
    notes: tuple[str, ...]
    line_coverage: float | None
    baseline_seconds: float
    toml: str


class RecordReport(_Report):
    """`lessonls record --json`: which calls of a function a program makes."""

    schema_version: Literal[1] = 1
    target: TargetReport
    command: str
    calls: int
    compared: int
    baseline_seconds: float
    arguments: tuple[Seen, ...] = ()


class CheckState(StrEnum):
    OK = "ok"
    WEAK = "weak"
    MISSING = "missing"


class Check(_Report):
    """One line of the doctor: `advice` says what to do where the state is not ok."""

    name: str
    state: CheckState
    detail: str
    advice: str = ""
    required: bool = False

    @property
    def fatal(self) -> bool:
        """Without it, nothing can be optimized on this machine."""
        return self.required and self.state is CheckState.MISSING


class DoctorReport(_Report):
    """`lessonls doctor --json`. `ready` is false when something required is missing."""

    schema_version: Literal[1] = 1
    ready: bool
    checks: tuple[Check, ...]


def target_report(target: Target) -> TargetReport:
    """The target without its file's text."""
    return TargetReport(
        file=str(target.path),
        function=target.qualified_name,
        line=target.line,
        language=target.language,
        digest=target.digest,
    )


def optimize_report(events: Sequence[Event]) -> OptimizeReport:
    """The report of a run from all its events, which begin with RunStarted."""
    start = next(event for event in events if isinstance(event, RunStarted))
    ready = next((event for event in events if isinstance(event, BaselineReady)), None)
    end = next((event for event in events if isinstance(event, RunFinished)), None)
    attempts = [event.attempt for event in events if isinstance(event, CandidateJudged)]
    best = end.best if end else None
    return OptimizeReport(
        target=target_report(start.target),
        mode=start.mode,
        baseline_seconds=ready.baseline_seconds if ready else None,
        best=_best(start.target, best) if best else None,
        candidates=tuple(_candidate(attempt) for attempt in attempts),
        lessons=tuple(_lesson(event.lesson) for event in events if isinstance(event, LessonBanked)),
        evidence=best.verdict.evidence if best else None,
        seconds=end.seconds if end else 0.0,
        departures=tuple(
            DepartureReport(agent=event.agent, reason=event.reason)
            for event in events
            if isinstance(event, AgentLeft)
        ),
        usage=end.usage if end else Usage(),
        note=end.note if end else "The run did not finish.",
        agents=start.agents,
        rounds=tuple(
            RoundReport(round=event.round, lessons=tuple(lesson.id for lesson in event.lessons))
            for event in events
            if isinstance(event, RoundStarted)
        ),
        remembered=tuple(_lesson(lesson) for lesson in _remembered(events)),
        task=start.target.task,
        tests=ready.workload.tests if ready else (),
        doubts=tuple(doubts(attempts)),
        remarks=ready.workload.notes if ready and ready.workload.tests else (),
    )


def judge_report(
    target: Target, mode: Mode, verdict: Verdict, baseline_seconds: float
) -> JudgeReport:
    """The report of one verdict."""
    return JudgeReport(
        target=target_report(target),
        mode=mode,
        verdict=verdict.kind,
        reason=verdict.reason,
        speedup=verdict.speedup,
        interval=verdict.interval,
        pairs=verdict.pairs,
        evidence=verdict.evidence,
        seconds=verdict.seconds,
        baseline_seconds=baseline_seconds,
        baseline_times=verdict.baseline_times,
        candidate_times=verdict.candidate_times,
    )


def workload_report(target: Target, workload: Workload, baseline_seconds: float) -> WorkloadReport:
    """The report of an inferred or user-written workload."""
    return WorkloadReport(
        target=target_report(target),
        sizes=workload.sizes,
        lengths=workload.lengths,
        values=workload.values,
        notes=workload.notes,
        line_coverage=workload.line_coverage,
        baseline_seconds=baseline_seconds,
        toml=dump_workload(workload),
    )


def record_report(target: Target, workload: Workload, baseline_seconds: float) -> RecordReport:
    """The report of the calls that a program makes."""
    if workload.program is None:
        raise InputError("no program was recorded.")
    return RecordReport(
        target=target_report(target),
        command=workload.program.command,
        calls=workload.program.calls,
        compared=workload.program.compared,
        baseline_seconds=baseline_seconds,
        arguments=workload.program.arguments,
    )


def doctor_report(checks: Sequence[Check]) -> DoctorReport:
    """The report of all checks."""
    return DoctorReport(ready=not any(check.fatal for check in checks), checks=tuple(checks))


def target_diff(target: Target, code: str) -> str:
    """The unified diff of the target's file when its function is replaced by `code`."""
    old = _lines(target.before + target.code + target.after)
    new = _lines(rewritten(target, code))
    name = str(target.path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, name, name)
    )


def _lines(text: str) -> list[str]:
    # str.splitlines also splits at form feeds and other characters that diff tools keep.
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _remembered(events: Sequence[Event]) -> list[Lesson]:
    """Lessons that a round selected before this run had learned them, each once."""
    own: set[str] = set()
    found: dict[str, Lesson] = {}
    for event in events:
        if isinstance(event, LessonBanked):
            own.add(event.lesson.id)
        elif isinstance(event, RoundStarted):
            for lesson in event.lessons:
                if lesson.id not in own:
                    found.setdefault(lesson.id, lesson)
    return list(found.values())


def _lesson(lesson: Lesson) -> LessonReport:
    return LessonReport.model_validate(lesson, from_attributes=True)


def _best(target: Target, best: Attempt) -> BestReport:
    return BestReport(
        code=best.code,
        diff=target_diff(target, best.code),
        speedup=None if best.verdict.tests else best.verdict.score,
        interval=best.verdict.interval,
        agent=best.agent,
        round=best.round,
        tests=best.verdict.tests,
    )


def _candidate(attempt: Attempt) -> CandidateReport:
    verdict = attempt.verdict
    return CandidateReport(
        agent=attempt.agent,
        round=attempt.round,
        verdict=verdict.kind,
        reason=verdict.reason,
        speedup=verdict.speedup,
        interval=verdict.interval,
        seconds=verdict.seconds,
        code=attempt.code,
        repaired=attempt.repaired,
        elapsed=round(attempt.elapsed, 3),
        tests=verdict.tests,
        baseline_times=verdict.baseline_times,
        candidate_times=verdict.candidate_times,
    )
