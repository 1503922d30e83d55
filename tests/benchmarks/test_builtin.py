"""What the table of the built-in team says of runs."""

from contextlib import aclosing

import pytest

from benchmarks.builtin_figures import Result, line, report
from benchmarks.problems import KERNELS, subjects
from lessonls.core.options import Options
from lessonls.core.report import OptimizeReport, optimize_report
from lessonls.core.target import Mode
from lessonls.fakes import (
    MemoryBank,
    ScriptedAgent,
    TableJudge,
    WordEmbedder,
    correct,
    example_target,
    rejected,
)
from lessonls.loop import optimize

TABLE = {"slow": correct(0.5), "double": correct(2.5), "wrong": rejected()}


async def reported(*codes: str) -> OptimizeReport:
    """The report of a run in which an agent proposes these, one a round; a second is a tick."""
    ticks = iter(range(1000))
    run = optimize(
        example_target("void f(void) {}"),
        Mode.SERIAL,
        team=[ScriptedAgent("ada", codes)],
        judge=TableJudge(TABLE),
        bank=MemoryBank(),
        embedder=WordEmbedder(),
        options=Options(rounds=len(codes)),
        clock=lambda: float(next(ticks)),
    )
    async with aclosing(run) as events:
        return optimize_report([event async for event in events])


async def test_a_run_is_as_fast_as_what_it_confirmed():
    """And its best candidate was there before the end."""
    result = Result(suite="s", name="f").after(await reported("wrong", "double", "slow"))
    assert (result.speedup, result.agent, result.round) == (2.5, "ada", 1)
    assert result.verdicts == {"correct": 2, "incorrect": 1}
    assert 0 < result.until_best < result.seconds
    assert "2.50x" in line(result)


async def test_a_run_without_a_winner_counts_as_one():
    """It took its whole time to find out."""
    result = Result(suite="s", name="f").after(await reported("wrong", "slow"))
    assert (result.speedup, result.agent) == (1.0, "")
    assert result.until_best == result.seconds


def test_failures_count_as_one_and_are_listed():
    """The mean is over all functions, not over those that worked."""
    won = Result(suite="s", name="f", speedup=4.0, agent="ada", until_best=3, seconds=5)
    failed = Result(suite="s", name="g", problem="no inputs were found")
    row = report([won, failed]).splitlines()[1]
    assert "2.00" in row
    assert "g: no inputs were found" in report([won, failed])
    assert "won by: ada 1" in report([won, failed])


@pytest.mark.parametrize("only", ["a", "no such kernel"])
def test_kernels_are_chosen_by_a_part_of_their_names(only: str):
    """And by how many are wanted at the most."""
    names = [path.stem for path in sorted(KERNELS.glob("*.c*")) if only in path.stem]
    assert [one.name for one in subjects(None, only)] == names
    assert [one.name for one in subjects(None, only, 2)] == names[:2]
