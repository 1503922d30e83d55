"""One problem of a campaign, from its file to its record."""

import logging
import platform
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.campaign.record import Record, file_name
from benchmarks.campaign.timing import Stopwatch, TimedJudge, asked_on_time
from benchmarks.generation.grading import Grader
from benchmarks.problems import Subject
from benchmarks.strategies.strategy import Strategy
from lessonls.core.errors import (
    BaselineError,
    JudgeError,
    LessonlsError,
    TargetError,
    WorkloadError,
)
from lessonls.core.events import CandidateJudged, Event, RunFinished
from lessonls.core.options import Options
from lessonls.core.report import optimize_report
from lessonls.core.target import Mode, Target
from lessonls.loop import optimize
from lessonls.ports import Agent, Describe, Embedder, Judge, LessonBank, Team, undescribed

logger = logging.getLogger(__name__)

JudgeFor = Callable[[Sequence[Agent], Callable[[Judge], Judge]], Judge]
"""Makes the judge of a run by its agents; the time of judges that the second argument gives back is
counted.
"""
OpenTeamFor = Callable[[str], AbstractAsyncContextManager[Team]]
"""Opens the team of the run with this name."""


@dataclass(frozen=True)
class Method:
    """How problems are solved. `judge_for` gives the judge of a run by its agents, `bank_for` its
    bank, a new one or the same, and `describe` the predicate by which lessons are found in it. A
    `grader` grades what was written in the end.
    """

    strategy: Strategy
    mode: Mode
    options: Options
    team_for: OpenTeamFor
    judge_for: JudgeFor
    embedder: Embedder
    bank_for: Callable[[], LessonBank]
    describe: Describe = undescribed
    grader: Grader | None = None


async def solved(subject: Subject, repetition: int, method: Method) -> Record:
    """Runs the method on one problem. What fails is in the record, and no exception."""
    began = time.monotonic()
    judging, asking = Stopwatch(), Stopwatch()
    record = Record(
        suite=subject.suite,
        name=subject.name,
        category=subject.category,
        repetition=repetition,
        where=platform.node(),
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = subject.cut(Path(folder))
            run = Running(subject, target, repetition, method, judging, asking)
            record = record.model_copy(update=await run.outcome())
    except LessonlsError as error:
        again = not isinstance(error, (BaselineError, WorkloadError, TargetError))
        record = record.model_copy(update={"problem": str(error), "again": again})
    seconds = time.monotonic() - began
    times = {"seconds": seconds, "judging": judging.seconds, "asking": asking.seconds}
    return record.model_copy(update={**times, "where": judging.where or record.where})


@dataclass(frozen=True)
class Running:
    """One run of a method on a target."""

    subject: Subject
    target: Target
    repetition: int
    method: Method
    judging: Stopwatch
    asking: Stopwatch

    async def outcome(self) -> Mapping[str, object]:
        """What a record has of it. Raises LessonlsError."""
        events, grader = await self._tried(), self.method.grader
        if grader is None:
            return {"report": optimize_report(events)}
        attempts = [one.attempt for one in events if isinstance(one, CandidateJudged)]
        rounds = self.method.strategy.options(self.method.options).rounds
        with self.judging.running():
            grades = await grader.graded(self.subject, self.target, attempts, rounds)
        return {"report": optimize_report([*map(_without_answer, events)]), "grades": grades}

    async def _tried(self) -> Sequence[Event]:
        """Once more where the judge failed: the worker of a cluster may have died under it."""
        name = file_name(self.subject.suite, self.subject.name, self.repetition)
        try:
            return await self._events(name)
        except JudgeError as error:
            logger.warning("%s is tried again: %s", name, error)
            return await self._events(name)

    async def _events(self, name: str) -> Sequence[Event]:
        method = self.method
        options = method.strategy.options(method.options)
        async with method.team_for(name) as team:
            agents = [asked_on_time(agent, self.asking) for agent in team.agents]
            events = optimize(
                self.target,
                method.mode,
                team=method.strategy.team(agents),
                judge=method.judge_for(agents, lambda one: TimedJudge(one, self.judging)),
                bank=method.bank_for(),
                embedder=method.embedder,
                options=options.model_copy(update={"seed": options.seed + self.repetition}),
                describe=method.describe,
                meter=team.meter,
            )
            async with aclosing(events):
                return [event async for event in events]


def _without_answer(event: Event) -> Event:
    """The answer to a function that was to be written is the grader's to choose."""
    return event.model_copy(update={"best": None}) if isinstance(event, RunFinished) else event
