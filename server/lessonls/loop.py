"""The lesson loop: rounds of agents that propose, a judge that measures, lessons that stay.

The loop knows only ports and values, and a task only through its verdicts' scores.
"""

import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from lessonls.claim import Claim
from lessonls.core.errors import SettingsError
from lessonls.core.events import (
    BaselineReady,
    Event,
    JudgeBusy,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Brief
from lessonls.core.options import Options
from lessonls.core.target import Mode, Target
from lessonls.core.usage import Usage
from lessonls.ports import Agent, Describe, Embedder, Judge, LessonBank, Meter, undescribed
from lessonls.preparing import preparing
from lessonls.rounds import Run


class Unmetered:
    """The meter of a team that uses no model. Implements ports.Meter."""

    usage = Usage()
    spent = ""


async def optimize(
    target: Target,
    mode: Mode,
    *,
    team: Sequence[Agent],
    judge: Judge,
    bank: LessonBank,
    embedder: Embedder,
    options: Options,
    describe: Describe = undescribed,
    meter: Meter | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncGenerator[Event]:
    """Runs the loop on one target and yields what happens; the last event is RunFinished.

    Agents work at the same time; candidates are judged one after the other, those of agents with
    a lesson of a success first, and never while an agent works. `meter` is the team's, `describe`
    computes the predicate by which lessons of earlier runs are found. Closing
    the generator (use `aclosing`) or cancelling its task ends everything that it started. Raises
    the errors of `Judge.open`, SettingsError for an impossible team, and MachineError when every
    agent left before anything was judged.
    """
    started = clock()

    def elapsed() -> float:
        return clock() - started

    names = tuple(agent.name for agent in team)
    if not names or len(set(names)) < len(names):
        raise SettingsError("A team needs at least one agent, and a unique name for each.")
    yield RunStarted(target=target, mode=mode, agents=names, rounds=options.rounds)
    if judge.busy():
        yield JudgeBusy()
    async with preparing(judge, target, mode) as preparation:
        async with aclosing(preparation.stages()) as stages:
            async for stage in stages:
                yield Preparing(stage=stage)
        bench = preparation.bench
        yield BaselineReady(workload=bench.workload, baseline_seconds=bench.baseline_seconds)
        ports = (meter or Unmetered(), bench, bank, embedder, describe)
        run = Run(target, mode, team, *ports, options, elapsed)
        await run.remember()
        while not run.is_over():
            brief = run.brief()
            yield RoundStarted(round=brief.round, lessons=brief.lessons)
            async with aclosing(run.round(brief)) as events:
                async for event in events:
                    yield event
            await run.review(brief)
        claim = Claim()
        async with aclosing(claim.settle(run.attempts, bench)) as events:
            async for event in events:
                yield event
        await run.conclude(claim.best)
        yield RunFinished(
            best=claim.best,
            simpler=claim.simpler,
            attempts=tuple(run.attempts),
            lessons=tuple(run.lessons.values()),
            baseline_seconds=bench.baseline_seconds,
            seconds=elapsed(),
            usage=run.usage,
            note=run.note,
        )


async def first_brief(
    target: Target,
    mode: Mode,
    *,
    judge: Judge,
    bank: LessonBank,
    embedder: Embedder,
    options: Options,
    describe: Describe = undescribed,
) -> Brief:
    """What every agent would see in the first round of a run; no agent is asked.

    Raises the errors of `Judge.open`.
    """
    async with judge.open(target, mode) as bench:
        run = Run(
            target, mode, (), Unmetered(), bench, bank, embedder, describe, options, lambda: 0.0
        )
        await run.remember()
        return run.brief()
