"""What the time of a run went into: verdicts, and answers of models."""

import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from lessonls.agents.llm.member import Asks, ModelAgent
from lessonls.agents.llm.memory import Answer
from lessonls.core.circumstances import Circumstances
from lessonls.core.message import Messages
from lessonls.core.opening import Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload
from lessonls.ports import Agent, Bench, Foresight, Judge


class Stopwatch:
    """Counts the seconds in which something is done; what is done at the same time counts once.

    `where` is the machine that the last bench was on, where its judge says so.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.where = ""
        self._running = 0
        self._began = 0.0

    @contextmanager
    def running(self) -> Generator[None]:
        """Counts the seconds of what is done inside."""
        if not self._running:
            self._began = time.monotonic()
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            if not self._running:
                self.seconds += time.monotonic() - self._began


def asked_on_time(agent: Agent, watch: Stopwatch) -> Agent:
    """The same agent; if it is a model, the time of its answers is counted."""
    if not isinstance(agent, ModelAgent):
        return agent
    return agent.through(lambda model: _TimedModel(model, watch))


class _TimedModel:
    """Implements member.Asks."""

    def __init__(self, model: Asks, watch: Stopwatch) -> None:
        self._model = model
        self._watch = watch

    async def ask(
        self, messages: Messages, *, repair: bool = False, temperature: float | None = None
    ) -> Answer | None:
        with self._watch.running():
            return await self._model.ask(messages, repair=repair, temperature=temperature)


class TimedJudge:
    """Implements ports.Judge: another one, with a count of the seconds that it was at work."""

    def __init__(self, judge: Judge, watch: Stopwatch) -> None:
        self._judge = judge
        self._watch = watch

    def busy(self) -> bool:
        """Whether the other is."""
        return self._judge.busy()

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        """The other's bench, timed."""
        async with AsyncExitStack() as stack:
            with self._watch.running():
                bench = await stack.enter_async_context(self._judge.open(target, mode, tell))
            self._watch.where = str(getattr(bench, "where", ""))
            yield TimedBench(bench, self._watch)


class TimedBench:
    """Implements ports.Bench for TimedJudge."""

    def __init__(self, bench: Bench, watch: Stopwatch) -> None:
        self._bench = bench
        self._watch = watch

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
        with self._watch.running():
            return await self._bench.remarks()

    async def expect(self, codes: Sequence[str]) -> None:
        """What is judged next, for a bench that can make use of it."""
        if isinstance(self._bench, Foresight):
            await self._bench.expect(codes)

    async def judge(self, code: str) -> Verdict:
        """The verdict on one candidate."""
        with self._watch.running():
            return await self._bench.judge(code)

    async def confirm(self, code: str) -> Verdict:
        """A second session."""
        with self._watch.running():
            return await self._bench.confirm(code)

    async def mutation_score(self) -> MutationScore | None:
        """How strong the checks are."""
        with self._watch.running():
            return await self._bench.mutation_score()
