"""One problem of a campaign, from its file to its record."""

import logging
import platform
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass
from pathlib import Path

from benchmarks.campaign.record import Record, file_name
from benchmarks.problems import Subject
from benchmarks.strategies.strategy import Strategy
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import (
    BaselineError,
    JudgeError,
    LessonlsError,
    TargetError,
    WorkloadError,
)
from lessonls.core.events import Event
from lessonls.core.opening import Tell, nobody
from lessonls.core.options import Options
from lessonls.core.report import optimize_report
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload
from lessonls.loop import optimize
from lessonls.ports import Bench, Describe, Embedder, Judge, LessonBank, Team, undescribed

logger = logging.getLogger(__name__)

OpenTeamFor = Callable[[str], AbstractAsyncContextManager[Team]]
"""Opens the team of the run with this name."""


@dataclass(frozen=True)
class Method:
    """How problems are solved. `bank_for` gives the bank of a run, a new one or the same, and
    `describe` the predicate by which lessons are found in it.
    """

    strategy: Strategy
    mode: Mode
    options: Options
    team_for: OpenTeamFor
    judge: Judge
    embedder: Embedder
    bank_for: Callable[[], LessonBank]
    describe: Describe = undescribed


async def solved(subject: Subject, repetition: int, method: Method) -> Record:
    """Runs the method on one problem. What fails is in the record, and no exception."""
    began = time.monotonic()
    judge = TimedJudge(method.judge)
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
            run = file_name(subject.suite, subject.name, repetition)
            events = await _tried(target, run, repetition, judge, method)
        record = record.model_copy(update={"report": optimize_report(events)})
    except LessonlsError as error:
        again = not isinstance(error, (BaselineError, WorkloadError, TargetError))
        record = record.model_copy(update={"problem": str(error), "again": again})
    seconds = time.monotonic() - began
    where = judge.where or record.where
    return record.model_copy(update={"seconds": seconds, "judging": judge.seconds, "where": where})


async def _tried(
    target: Target, run: str, repetition: int, judge: Judge, method: Method
) -> Sequence[Event]:
    """Once more where the judge failed: the worker of a cluster may have died under it."""
    try:
        return await _events(target, run, repetition, judge, method)
    except JudgeError as error:
        logger.warning("%s is tried again: %s", run, error)
        return await _events(target, run, repetition, judge, method)


async def _events(
    target: Target, run: str, repetition: int, judge: Judge, method: Method
) -> Sequence[Event]:
    options = method.strategy.options(method.options)
    async with method.team_for(run) as team:
        events = optimize(
            target,
            method.mode,
            team=method.strategy.team(team.agents),
            judge=judge,
            bank=method.bank_for(),
            embedder=method.embedder,
            options=options.model_copy(update={"seed": options.seed + repetition}),
            describe=method.describe,
            meter=team.meter,
        )
        async with aclosing(events):
            return [event async for event in events]


class TimedJudge:
    """Implements ports.Judge: another one, with a count of the seconds that it was at work.

    `where` is the machine that the last bench was on, where the other judge says so.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.seconds = 0.0
        self.where = ""

    def busy(self) -> bool:
        """Whether the other is."""
        return self._judge.busy()

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        """The other's bench, timed."""
        async with AsyncExitStack() as stack:
            with self.counting():
                bench = await stack.enter_async_context(self._judge.open(target, mode, tell))
            self.where = str(getattr(bench, "where", ""))
            yield TimedBench(bench, self)

    @contextmanager
    def counting(self) -> Generator[None]:
        """Counts the seconds of what is done inside."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds += time.monotonic() - began


class TimedBench:
    """Implements ports.Bench for TimedJudge."""

    def __init__(self, bench: Bench, judge: TimedJudge) -> None:
        self._bench = bench
        self._judge = judge

    @property
    def workload(self) -> Workload:
        return self._bench.workload

    @property
    def baseline_seconds(self) -> float:
        return self._bench.baseline_seconds

    @property
    def baseline_score(self) -> float:
        return self._bench.baseline_score

    @property
    def compiler(self) -> str:
        return self._bench.compiler

    @property
    def cpu(self) -> str:
        return self._bench.cpu

    @property
    def circumstances(self) -> Circumstances:
        return self._bench.circumstances

    async def remarks(self) -> Sequence[str]:
        """The compiler's remarks."""
        with self._judge.counting():
            return await self._bench.remarks()

    async def judge(self, code: str) -> Verdict:
        """The verdict on one candidate."""
        with self._judge.counting():
            return await self._bench.judge(code)

    async def confirm(self, code: str) -> Verdict:
        """A second session."""
        with self._judge.counting():
            return await self._bench.confirm(code)

    async def mutation_score(self) -> MutationScore | None:
        """How strong the checks are."""
        with self._judge.counting():
            return await self._bench.mutation_score()
