"""The lesson loop: rounds of agents that propose, a judge that measures, lessons that stay.

The loop knows only ports and values, and a task only through its verdicts' scores.
"""

import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from lessonls.core.errors import SettingsError
from lessonls.core.events import (
    BaselineReady,
    Confirming,
    Event,
    RoundStarted,
    RunFinished,
    RunStarted,
)
from lessonls.core.lesson import Attempt, Brief
from lessonls.core.options import Options
from lessonls.core.target import Mode, Target
from lessonls.core.usage import Usage
from lessonls.ports import Agent, Embedder, Judge, LessonBank, Meter
from lessonls.rounds import Run

CONFIRMATIONS = 3
"""How many of the fastest candidates may be timed again before nothing counts as faster."""


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
    meter: Meter | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncGenerator[Event]:
    """Runs the loop on one target and yields what happens; the last event is RunFinished.

    Agents work at the same time; candidates are judged one after the other, those of agents with
    a lesson of a success first, and never while an agent works. `meter` is the team's. Closing
    the generator (use `aclosing`) or cancelling its task ends everything that it started. Raises
    the errors of `Judge.open`, SettingsError for an impossible team, and MachineError when every
    agent left before anything was judged.
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
        run = Run(target, mode, team, meter or Unmetered(), bench, bank, embedder, options, elapsed)
        await run.remember()
        while not run.is_over():
            brief = run.brief()
            yield RoundStarted(round=brief.round, lessons=brief.lessons)
            async with aclosing(run.round(brief)) as events:
                async for event in events:
                    yield event
            await run.review(brief)
        best: Attempt | None = None
        simpler: Attempt | None = None
        for attempt in run.contenders()[:CONFIRMATIONS]:
            yield Confirming(attempt=attempt)
            best = await run.confirmed(attempt)
            if best is not None:
                break
        plain = run.plainer_than(best)
        if plain is not None:
            yield Confirming(attempt=plain)
            simpler = await run.confirmed(plain)
        if best and simpler and simpler.verdict.score >= best.verdict.score:
            best, simpler = simpler, None  # the second session turned them round
        yield RunFinished(
            best=best,
            simpler=simpler,
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
) -> Brief:
    """What every agent would see in the first round of a run; nobody is asked anything.

    Raises the errors of `Judge.open`.
    """
    async with judge.open(target, mode) as bench:
        run = Run(target, mode, (), Unmetered(), bench, bank, embedder, options, lambda: 0.0)
        await run.remember()
        return run.brief()
