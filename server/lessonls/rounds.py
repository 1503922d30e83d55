"""What one run has tried and learned so far, and the steps of a round."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any, TypeVar

from lessonls.asking import Question, in_turn
from lessonls.core.admission import Admitted, admitted, after_run
from lessonls.core.banking import lesson_id, lesson_of, plain
from lessonls.core.description import Description
from lessonls.core.effectiveness import after_round
from lessonls.core.errors import AgentError, MachineError
from lessonls.core.events import (
    AgentLeft,
    AgentsAtWork,
    CandidateJudged,
    CandidateProposed,
    Event,
    LessonBanked,
)
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal, Trial
from lessonls.core.options import Options, Start
from lessonls.core.ranking import best_first, key
from lessonls.core.selection import Setting, gain_of, related, select
from lessonls.core.target import Mode, Target
from lessonls.core.usage import Usage
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.ports import Agent, Bench, Describe, Embedder, Foresight, LessonBank, Meter

T = TypeVar("T")

_GRACE = 10.0
"""Seconds that agents have for their lessons when the time is up: they were paid for."""

_NEAREST = 64
"""Lessons that the bank is asked for; the few that are shown are chosen from them."""


class Run:
    """One run of a team on a target: `round` after `round` until it `is_over`.

    `attempts` and `lessons` (by id) are what it has so far, `note` says why it ended early.
    """

    def __init__(
        self,
        target: Target,
        mode: Mode,
        team: Sequence[Agent],
        meter: Meter,
        bench: Bench,
        bank: LessonBank,
        embedder: Embedder,
        describe: Describe,
        options: Options,
        elapsed: Callable[[], float],
    ) -> None:
        self._target = target
        self._mode = mode
        self._team = list(team)
        self._meter = meter
        self._bench = bench
        self._bank = bank
        self._embedder = embedder
        self._describe = describe
        self._options = options
        self._elapsed = elapsed
        self._source: tuple[float, ...] = ()
        self._source_by = ""
        self._description = Description()
        self._admitted = Admitted()
        self._earlier: dict[str, Lesson] = {}
        self._remarks: tuple[str, ...] = ()
        self._round = 0
        self.attempts: list[Attempt] = []
        self.lessons: dict[str, Lesson] = {}
        self.note = ""

    @property
    def usage(self) -> Usage:
        """What the team has used so far."""
        return self._meter.usage

    def is_late(self) -> bool:
        """Whether the time is up; the note says so."""
        left = self._left()
        if left is not None and left <= 0:
            self.note = f"The run stopped at its time limit of {self._options.seconds:g} s."
            return True
        return False

    def is_over(self) -> bool:
        """Whether there is no other round; the note says why when it is not the last."""
        self.note = self.note or self._meter.spent
        ended = self._round >= self._options.rounds or self._is_solved()
        return bool(self.note) or ended or self.is_late()

    def _is_solved(self) -> bool:
        """Whether a candidate is so good that no other is asked for."""
        enough = self._options.enough
        return enough is not None and any(
            one.verdict.better and one.verdict.score >= enough for one in self.attempts
        )

    def _is_closed(self) -> bool:
        """Whether no other candidate is judged."""
        return self._is_solved() or self.is_late()

    def _left(self) -> float | None:
        limit = self._options.seconds
        return None if limit is None else limit - self._elapsed()

    async def remember(self) -> None:
        """Looks up what earlier runs on other functions taught, and asks the compiler."""
        await self._embed_source()
        if self._options.remarks:
            self._remarks = tuple(await self._bench.remarks())
        described = self._target, self._mode, self._remarks
        self._description = await asyncio.to_thread(self._describe, *described)
        setting = Setting(
            target_digest=self._target.digest,
            language=self._target.language,
            mode=self._mode,
            compiler=self._bench.compiler,
            cpu=self._bench.cpu,
            embedder=self._embedder.name,
            predicate=self._description.predicate,
            task=self._target.task,
        )
        near = await self._bank.related(self._source, setting, _NEAREST)
        close, options = related(near, self._source, setting, _NEAREST), self._options
        self._admitted = admitted(close, options.carry_over, options.admission, options.seed)
        self._earlier = {lesson.id: lesson for lesson in self._admitted.shown}

    async def _embed_source(self) -> None:
        """Again when one embedder gave way to another: their vectors do not compare."""
        (self._source,) = await self._embedder.embed([self._target.code])
        self._source_by = self._embedder.name

    def brief(self) -> Brief:
        """What every agent sees in the next round.

        Earlier runs' lessons take the places that this run's own lessons leave: they matter
        most in the first round, and no prompt ever holds more than k.
        """
        k, options = self._options.lessons, self._options
        learned = list(self.lessons.values())
        own = select(learned, k, self._source, options.selection, options.seed, options.floor)
        best = best_first(self.attempts)[:1] if self._options.start is Start.BEST else []
        return Brief(
            target=self._target,
            mode=self._mode,
            round=self._round,
            start=best[0].code if best else self._target.code,
            lessons=(*own, *list(self._earlier.values())[: k - len(own)]),
            attempts=tuple(self.attempts),
            compiler=self._bench.compiler,
            cpu=self._bench.cpu,
            remarks=self._remarks,
            workload=self._bench.workload,
            baseline_seconds=self._bench.baseline_seconds,
            circumstances=self._bench.circumstances,
            predicate=self._description.predicate,
            declared=self._description.declared,
            seed=self._options.seed,
        )

    def round(self, brief: Brief) -> AsyncGenerator[Event]:
        """Proposals and their verdicts, then repairs and theirs, then what they teach."""
        last: dict[str, Attempt] = {}
        return in_turn(
            *self._proposed(brief, last),
            self._tried(lambda: self._repairs(brief, last), brief, last, repaired=True),
            self._learn(brief, last),
        )

    def _proposed(self, brief: Brief, last: dict[str, Attempt]) -> list[AsyncGenerator[Event]]:
        """The whole team at once, or one agent after the other."""
        alone = [(agent,) for agent in self._team]
        groups = alone if self._options.one_by_one else [tuple(self._team)]
        return [
            self._tried(partial(self._proposals, brief, group), brief, last) for group in groups
        ]

    def _proposals(self, brief: Brief, agents: Sequence[Agent]) -> Question[Proposal | None]:
        return Question(agents, lambda agent: agent.propose(brief), self._left())

    def _repairs(self, brief: Brief, last: Mapping[str, Attempt]) -> Question[Proposal | None]:
        """One more try for the authors of what does not compile."""
        broken = {
            name: attempt
            for name, attempt in last.items()
            if attempt.verdict.kind is VerdictKind.NOT_COMPILABLE
        }
        wanted = self._options.repair and not self.is_over()
        agents = [agent for agent in self._team if wanted and agent.name in broken]
        return Question(agents, lambda agent: agent.repair(brief, broken[agent.name]), self._left())

    async def _tried(
        self,
        question_of: Callable[[], Question[Proposal | None]],
        brief: Brief,
        last: dict[str, Attempt],
        *,
        repaired: bool = False,
    ) -> AsyncGenerator[Event]:
        """Asks, then judges each answer; the agents' attempts are put into `last`."""
        if self._is_solved():
            return
        question = question_of()
        async with aclosing(self._asked(question)) as events:
            async for event in events:
                yield event
        floor = self._options.floor
        answers = _promising_first(question.answers, brief.lessons, floor)
        await self._announce([answer for _, answer in answers])
        for agent, answer in answers:
            if isinstance(answer, AgentError):
                yield self._leave(agent, answer)
            elif answer is not None and _says_something(answer) and not self._is_closed():
                yield CandidateProposed(agent=agent.name, round=brief.round, code=answer.code)
                verdict = await self._verdict(answer)
                attempt = Attempt(
                    agent=agent.name,
                    round=brief.round,
                    code=answer.code,
                    verdict=verdict,
                    repaired=repaired,
                    elapsed=self._elapsed(),
                    left_out=answer.left_out,
                )
                self.attempts.append(attempt)
                # Who repeats the mistake has its lesson to write about the first time.
                if not repaired or self._first(attempt.code) is attempt:
                    last[agent.name] = attempt
                yield CandidateJudged(attempt=attempt)

    async def _announce(self, answers: Sequence[Proposal | AgentError | None]) -> None:
        """Tells a bench that can make use of it what is judged next."""
        new = [
            one.code
            for one in answers
            if isinstance(one, Proposal) and not one.problem and self._first(one.code) is None
        ]
        if len(new) > 1 and isinstance(self._bench, Foresight) and not self._is_closed():
            await self._bench.expect(new)

    async def _learn(self, brief: Brief, last: dict[str, Attempt]) -> AsyncGenerator[Event]:
        """Solicits a lesson from each author and banks it. A repetition teaches nothing."""
        is_last = brief.round + 1 >= self._options.rounds
        if self._is_solved() or (is_last and not self._options.last_lessons):
            return
        new = {name: one for name, one in last.items() if self._first(one.code) is one}
        authors = [agent for agent in self._team if agent.name in new]
        left = self._left()
        seconds = None if left is None else max(left, _GRACE)
        question = Question(authors, lambda agent: agent.explain(brief, new[agent.name]), seconds)
        async with aclosing(self._asked(question)) as events:
            async for event in events:
                yield event
        taught: list[tuple[Attempt, str]] = []
        for agent, answer in question.answers:
            if isinstance(answer, AgentError):
                yield self._leave(agent, answer)
            elif answer is not None and (text := plain(answer)):
                taught.append((new[agent.name], text))
        for lesson in await self._lessons_of(taught, brief.start):
            self.lessons[lesson.id] = lesson
            await self._bank.add(lesson)
            yield LessonBanked(lesson=lesson)

    async def _asked(self, question: Question[Any]) -> AsyncGenerator[Event]:
        """Who is still at work and what the team has used, as these change."""
        before: AgentsAtWork | None = None
        async with aclosing(question.asked()) as waiting:
            async for agents in waiting:
                event = AgentsAtWork(agents=agents, usage=self.usage)
                if event != before:
                    yield event
                before = event

    def _leave(self, agent: Agent, error: AgentError) -> AgentLeft:
        """The agent is out; the others go on."""
        self._team = [other for other in self._team if other is not agent]
        if not self._team:
            self.note = f"No agent is left; the last one reported: {error}"
        return AgentLeft(agent=agent.name, reason=str(error))

    async def _verdict(self, proposal: Proposal) -> Verdict:
        """Code that was judged before keeps its verdict; what is no code needs no judge."""
        if proposal.problem:
            return Verdict(kind=VerdictKind.NOT_COMPILABLE, reason=proposal.problem)
        known = self._first(proposal.code)
        return known.verdict if known else await self._bench.judge(proposal.code)

    async def _lessons_of(self, taught: Sequence[tuple[Attempt, str]], start: str) -> list[Lesson]:
        """The agents' words with our facts, and with the record of the same earlier findings;
        they were given the code `start`.
        """
        embeddings = await self._embedder.embed([text for _, text in taught])
        if self._embedder.name != self._source_by:
            await self._embed_source()
        ids = [lesson_id(self._target, self._mode, attempt) for attempt, _ in taught]
        known = {lesson.id: lesson for lesson in await self._bank.get(ids)} if ids else {}
        return [
            lesson_of(
                attempt,
                text,
                target=self._target,
                mode=self._mode,
                start=start,
                predicate=self._description.predicate,
                compiler=self._bench.compiler,
                cpu=self._bench.cpu,
                created=time.time(),
                embedder=self._embedder.name,
                embedding=embedding,
                source=self._source,
                before=known.get(name),
            )
            for (attempt, text), embedding, name in zip(taught, embeddings, ids, strict=True)
        ]

    async def review(self, brief: Brief) -> None:
        """Closes the round: rates the lessons that were used in it, also in the bank."""
        fresh = [attempt for attempt in self.attempts if attempt.round == brief.round]
        scores = [one.verdict.score for one in fresh]

        def rated(lesson: Lesson) -> Lesson:
            return after_round(lesson, scores, self._options.factor)

        if fresh and brief.lessons:
            await self._bank.update([lesson.id for lesson in brief.lessons], rated)
        for lesson in brief.lessons:
            mine = self.lessons if lesson.id in self.lessons else self._earlier
            mine[lesson.id] = rated(lesson)
        if not self._team and not self.attempts:
            raise MachineError(self.note)
        if not fresh and not self.is_over():
            self.note = f"No agent proposed a rewrite in round {brief.round + 1}."
        self._round += 1

    async def conclude(self, best: Attempt | None) -> None:
        """Notes in the bank what the run's answer says of the lesson that was on trial."""
        trials = self._admitted.trials or {}
        speedup = best.verdict.score if best is not None else self._bench.baseline_score

        def tried(lesson: Lesson) -> Lesson:
            return after_run(lesson, Trial(shown=trials[lesson.id], speedup=speedup))

        await self._bank.update(list(trials), tried)

    def _first(self, code: str) -> Attempt | None:
        same = (attempt for attempt in self.attempts if key(attempt.code) == key(code))
        return next(same, None)


def _promising_first(
    answers: Iterable[tuple[Agent, T]], lessons: Iterable[Lesson], floor: float
) -> list[tuple[Agent, T]]:
    """Those of agents first from whom there is a lesson of a success; else in the team's order."""
    gains = {lesson.agent: gain_of(lesson) for lesson in sorted(lessons, key=gain_of)}
    worth = {name: gain for name, gain in gains.items() if gain >= floor}
    return sorted(answers, key=lambda answer: -worth.get(answer[0].name, 0.0))


def _says_something(proposal: Proposal) -> bool:
    return bool(proposal.code.strip() or proposal.problem)
