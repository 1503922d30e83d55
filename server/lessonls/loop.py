"""The lesson loop: rounds of agents that propose, a judge that measures, lessons that stay.

The loop knows only ports and values, and a task only through its verdicts' scores.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence

from lessonls.core.effectiveness import after_round
from lessonls.core.errors import AgentError, MachineError, SettingsError
from lessonls.core.events import (
    AgentLeft,
    BaselineReady,
    CandidateJudged,
    CandidateProposed,
    Confirming,
    Event,
    LessonBanked,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import LONGEST_TEXT, Attempt, Brief, Lesson
from lessonls.core.options import Options, Start
from lessonls.core.selection import Setting, carried_over, select
from lessonls.core.target import Mode, Target, digest
from lessonls.ports import Agent, Bench, Embedder, Judge, LessonBank

CONFIRMATIONS = 3
"""How many of the fastest candidates may be timed again before nothing counts as faster."""


async def optimize(
    target: Target,
    mode: Mode,
    *,
    team: Sequence[Agent],
    judge: Judge,
    bank: LessonBank,
    embedder: Embedder,
    options: Options,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncGenerator[Event]:
    """Runs the loop on one target and yields what happens; the last event is RunFinished.

    Agents work at the same time; candidates are judged one after the other, in the team's
    order and never while an agent works. Closing the generator (use `aclosing`) or cancelling
    its task ends everything that it started. Raises the errors of `Judge.open`, SettingsError
    for an impossible team, and MachineError when every agent left before anything was judged.
    """
    started = clock()

    def elapsed() -> float:
        return clock() - started

    names = tuple(agent.name for agent in team)
    if not names or len(set(names)) < len(names):
        raise SettingsError("A team needs at least one agent, and a name of its own for each.")
    yield RunStarted(target=target, mode=mode, agents=names, rounds=options.rounds)
    async with judge.open(target, mode) as bench:
        yield BaselineReady(workload=bench.workload, baseline_seconds=bench.baseline_seconds)
        run = _Run(target, mode, team, bench, bank, embedder, options, elapsed)
        await run.remember()
        while not run.is_over():
            brief = run.brief()
            yield RoundStarted(round=brief.round, lessons=brief.lessons)
            for agent, answer in await run.proposals(brief):
                if isinstance(answer, AgentError):
                    yield run.leave(agent, answer)
                elif answer is not None and not run.is_late():
                    yield CandidateProposed(agent=agent.name, round=brief.round, code=answer)
                    attempt = await run.judge(agent, brief, answer)
                    yield CandidateJudged(attempt=attempt)
                    if (event := await run.learn(agent, brief, attempt)) is not None:
                        yield event
            await run.review(brief)
        best: Attempt | None = None
        for attempt in run.fastest()[:CONFIRMATIONS]:
            yield Confirming(attempt=attempt)
            verdict = await bench.confirm(attempt.code)
            if verdict.faster:
                best = attempt.model_copy(update={"verdict": verdict})
                break
        yield RunFinished(
            best=best,
            attempts=tuple(run.attempts),
            lessons=tuple(run.lessons.values()),
            baseline_seconds=bench.baseline_seconds,
            seconds=elapsed(),
            note=run.note,
        )


class _Run:
    """What one run has tried and learned so far, and the steps of a round."""

    def __init__(
        self,
        target: Target,
        mode: Mode,
        team: Sequence[Agent],
        bench: Bench,
        bank: LessonBank,
        embedder: Embedder,
        options: Options,
        elapsed: Callable[[], float],
    ) -> None:
        self._target = target
        self._mode = mode
        self._team = list(team)
        self._bench = bench
        self._bank = bank
        self._embedder = embedder
        self._options = options
        self._elapsed = elapsed
        self._source: tuple[float, ...] = ()
        self._earlier: dict[str, Lesson] = {}
        self._found_before: dict[str, Lesson] = {}
        self._round = 0
        self.attempts: list[Attempt] = []
        self.lessons: dict[str, Lesson] = {}
        self.note = ""

    def is_late(self) -> bool:
        """Whether the time is up; the note says so."""
        limit = self._options.seconds
        if limit is not None and self._elapsed() >= limit:
            self._stop_at(limit)
            return True
        return False

    def _stop_at(self, limit: float) -> None:
        self.note = f"The time limit of {limit:g} s was reached."

    def is_over(self) -> bool:
        """Whether there is no other round; the note says why when it is not the last."""
        return bool(self.note) or self._round >= self._options.rounds or self.is_late()

    async def remember(self) -> None:
        """Looks up what earlier runs on other functions taught, and what was found here."""
        (self._source,) = await self._embedder.embed([self._target.code])
        setting = Setting(
            target_digest=self._target.digest,
            language=self._target.language,
            mode=self._mode,
            compiler=self._bench.compiler,
            cpu=self._bench.cpu,
            embedder=self._embedder.name,
        )
        known = await self._bank.lessons()
        chosen = carried_over(known, self._options.carry_over, self._source, setting)
        self._earlier = {lesson.id: lesson for lesson in chosen}
        here = (lesson for lesson in known if lesson.target_digest == self._target.digest)
        self._found_before = {lesson.id: lesson for lesson in here}

    def brief(self) -> Brief:
        """What every agent sees in the next round.

        Earlier runs' lessons take the places that this run's own lessons leave: they matter
        most in the first round, and no prompt ever holds more than k.
        """
        k = self._options.lessons
        own = select(list(self.lessons.values()), k, self._source)
        best = self.fastest()[:1] if self._options.start is Start.BEST else []
        return Brief(
            target=self._target,
            mode=self._mode,
            round=self._round,
            start=best[0].code if best else self._target.code,
            lessons=(*own, *list(self._earlier.values())[: k - len(own)]),
            attempts=tuple(self.attempts),
            seed=self._options.seed,
        )

    def fastest(self) -> list[Attempt]:
        """Candidates that were measured faster, each code once, the fastest first."""
        faster = {_key(one.code): one for one in reversed(self.attempts) if one.verdict.faster}
        in_order = reversed(faster.values())
        return sorted(in_order, key=lambda attempt: attempt.verdict.score, reverse=True)

    async def proposals(self, brief: Brief) -> list[tuple[Agent, str | AgentError | None]]:
        """Every agent's answer, in the team's order; who is late is not waited for."""
        limit = self._options.seconds
        remaining = None if limit is None else max(limit - self._elapsed(), 0.0)
        tasks = [asyncio.create_task(_proposal(agent, brief)) for agent in self._team]
        try:
            _, late = await asyncio.wait(tasks, timeout=remaining)
            if limit is not None and late:
                self._stop_at(limit)
            answers = [task.result() if task.done() else None for task in tasks]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return list(zip(self._team, answers, strict=True))

    def leave(self, agent: Agent, error: AgentError) -> AgentLeft:
        """The agent is out; the others go on."""
        self._team = [other for other in self._team if other is not agent]
        if not self._team:
            self.note = f"No agent is left; the last one said: {error}"
        return AgentLeft(agent=agent.name, reason=str(error))

    async def judge(self, agent: Agent, brief: Brief, code: str) -> Attempt:
        """Judges a candidate; code that was judged before keeps its verdict."""
        known = self._first(code)
        verdict = known.verdict if known else await self._bench.judge(code)
        attempt = Attempt(agent=agent.name, round=brief.round, code=code, verdict=verdict)
        self.attempts.append(attempt)
        return attempt

    async def learn(self, agent: Agent, brief: Brief, attempt: Attempt) -> Event | None:
        """Solicits the lesson from the author and banks it. A repetition teaches nothing."""
        if self._first(attempt.code) is not attempt:
            return None
        try:
            text = _plain(await agent.explain(brief, attempt)).strip()
        except AgentError as error:
            return self.leave(agent, error)
        if not text:
            return None
        lesson = await self._lesson(attempt, text)
        self.lessons[lesson.id] = lesson
        await self._bank.add(lesson)
        return LessonBanked(lesson=lesson)

    async def _lesson(self, attempt: Attempt, text: str) -> Lesson:
        """The agent's words with our facts.

        The same finding has the same id in every run, and keeps its record.
        """
        (embedding,) = await self._embedder.embed([text])
        verdict, target = attempt.verdict, self._target
        name = digest("\n".join((target.digest, self._mode, attempt.agent, attempt.code)))
        before = self._found_before.get(name)
        return Lesson(
            id=name,
            text=text,
            outcome=verdict.outcome,
            speedup=verdict.speedup,
            interval=verdict.interval,
            reason=_plain(verdict.reason),
            agent=attempt.agent,
            round=attempt.round,
            function=_plain(target.qualified_name),
            target_digest=target.digest,
            language=target.language,
            mode=self._mode,
            compiler=self._bench.compiler,
            cpu=self._bench.cpu,
            created=time.time(),
            times_used=before.times_used if before else 0,
            helpful=before.helpful if before else 0,
            harmful=before.harmful if before else 0,
            embedder=self._embedder.name,
            embedding=embedding,
        )

    async def review(self, brief: Brief) -> None:
        """Closes the round: rates the lessons that were used in it, also in the bank."""
        fresh = [attempt for attempt in self.attempts if attempt.round == brief.round]
        before = [one.verdict.score for one in brief.attempts if one.verdict.faster]
        scores, best = [one.verdict.score for one in fresh], max(before, default=1.0)
        rated = [after_round(one, scores, best, self._options.factor) for one in brief.lessons]
        if fresh and rated:
            await self._bank.update(rated)
        for lesson in rated:
            mine = self.lessons if lesson.id in self.lessons else self._earlier
            mine[lesson.id] = lesson
        if not self._team and not self.attempts:
            raise MachineError(self.note)
        if not fresh and not self.note and not self.is_late():
            self.note = f"No agent had an idea in round {brief.round + 1}."
        self._round += 1

    def _first(self, code: str) -> Attempt | None:
        same = (attempt for attempt in self.attempts if _key(attempt.code) == _key(code))
        return next(same, None)


async def _proposal(agent: Agent, brief: Brief) -> str | AgentError | None:
    try:
        code = await agent.propose(brief)
    except AgentError as error:
        return error
    return code if code and code.strip() else None


def _key(code: str) -> str:
    """Equal for codes that are the same but for space around them."""
    return code.strip()


def _plain(text: str) -> str:
    """`text` cut to a sensible length and without halves of characters, which no row holds."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
