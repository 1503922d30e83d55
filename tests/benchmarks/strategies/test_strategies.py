"""Every strategy on the one loop, with real models behind HTTP and a judge that looks up."""

from contextlib import aclosing

import pytest

from benchmarks.strategies import STRATEGIES, strategy_named
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import SettingsError
from lessonls.core.events import RunFinished
from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.core.usage import Budget
from lessonls.fakes import (
    MemoryBank,
    TableJudge,
    WordEmbedder,
    correct,
    example_target,
    rejected,
)
from lessonls.loop import optimize
from tests.openai_server import OpenAIServer, Reply, Script, in_turn

QUICK = Patience(pause=0.01, longest_pause=0.02, idle=0.5, connect=2.0)
SLOW, FAST, WRONG = "int slow;", "int fast;", "int wrong;"
TARGET = example_target()


def code(body: str) -> str:
    return f"void f(void) {{ {body} }}"


def fenced(body: str) -> Reply:
    return Reply(f"Here it is.\n\n```c\n{code(body)}\n```\n")


JUDGE = TableJudge(
    {code(FAST): correct(3.0), code(SLOW): correct(0.5), code(WRONG): rejected()},
    default=correct(1.5),
)


async def ran(
    name: str, script: Script, rounds: int = 2, models: int = 1
) -> tuple[RunFinished, OpenAIServer]:
    """A run of a strategy with so many models at a server with this script."""
    strategy = strategy_named(name)
    async with OpenAIServer(script) as server:
        settings = ModelSettings(model="m", base_url=server.base_url, timeout=20.0)
        members = {f"model-{number}": settings for number in range(models)}
        async with open_team(members, Budget(), patience=QUICK) as (agents, meter):
            events = optimize(
                TARGET,
                Mode.SERIAL,
                team=strategy.team(agents),
                judge=JUDGE,
                bank=MemoryBank(),
                embedder=WordEmbedder(),
                options=strategy.options(Options(rounds=rounds, remarks=False)),
                meter=meter,
            )
            async with aclosing(events):
                every = [event async for event in events]
    last = every[-1]
    assert isinstance(last, RunFinished)
    assert last.usage.requests == len(server.requests)
    return last, server


async def test_a_single_model_is_asked_anew() -> None:
    """It never sees what it said before, and writes no lessons."""
    found, server = await ran("single", in_turn(fenced(SLOW), fenced(FAST)))
    assert found.best is not None
    assert found.best.code == code(FAST)
    first, second = (request.body["messages"] for request in server.requests)
    assert first == second
    assert found.lessons == ()


async def test_without_lessons_none_is_asked_for() -> None:
    """A request for a rewrite in each round, and nothing else."""
    found, server = await ran("no-lessons", in_turn(fenced(SLOW), fenced(FAST)))
    assert found.lessons == ()
    assert len(server.requests) == 2


async def test_chain_of_thought_asks_to_think_first() -> None:
    """The question is the single model's, with that at its end."""
    _, server = await ran("chain-of-thought", in_turn(fenced(FAST)), rounds=1)
    (request,) = server.requests
    assert "Think step by step" in request.prompt.rpartition("\n\n")[2]


async def test_reflexion_shows_a_model_its_own_reflections() -> None:
    """A try, a reflection, and a try that sees both; one model, however many there are."""
    script = in_turn(fenced(SLOW), Reply("Tiling wastes time here."), fenced(FAST))
    found, server = await ran("reflexion", script, models=2)
    assert "Tiling wastes time here." in server.requests[2].prompt
    assert SLOW in server.requests[2].prompt.rpartition("# Your last try")[2]
    assert {attempt.agent for attempt in found.attempts} == {"model-0"}


async def test_reflexion_goes_on_from_the_last_try_and_not_from_the_best() -> None:
    """Also from a wrong one, which it is told is wrong, and which it reflects against."""
    answers = [
        fenced(FAST),
        Reply("Fine."),
        fenced(WRONG),
        Reply("Oh."),
        fenced(SLOW),
        Reply("So."),
    ]
    _, server = await ran("reflexion", in_turn(*answers), rounds=3)
    first, _, second, compared, third, _ = (request.prompt for request in server.requests)
    assert "# Your last try" not in first
    assert "3.00x" in second.rpartition(FAST)[2]
    assert compared.index(FAST) < compared.index(WRONG)
    last = third.rpartition("# Your last try")[2]
    assert WRONG in last
    assert "Incorrect" in last


async def test_mapcoder_recalls_plans_writes_and_debugs() -> None:
    """The surest plan first; what was rejected is debugged once, then the next plan follows."""
    plans = Reply("PLAN 1, confidence 20\nsort\nPLAN 2, confidence 90\nhash")
    answers = [Reply("Sorting."), plans, fenced(WRONG), fenced(WRONG), fenced(FAST)]
    found, server = await ran("mapcoder", in_turn(*answers), rounds=3)
    recall, plan, write, debug, other = (request.prompt for request in server.requests)
    assert recall.rstrip().endswith("No code.")
    assert "Sorting." in plan
    assert "after plan 2" in write.rpartition("\n")[2]
    assert "Incorrect" in debug.rpartition(WRONG)[2]
    assert "after plan 1" in other.rpartition("\n")[2]
    assert found.best is not None


async def test_a_mixture_shows_each_layer_the_layer_before() -> None:
    """Two layers of two models, and one answer out of all that is judged."""
    answers = [fenced(SLOW), fenced(WRONG), fenced(SLOW), fenced(SLOW), fenced(FAST)]
    found, server = await ran("mixture", in_turn(*answers), rounds=1, models=2)
    first, last = server.requests[0].prompt, server.requests[-1].prompt
    assert SLOW not in first
    assert SLOW in last
    assert [attempt.code for attempt in found.attempts] == [code(FAST)]


@pytest.mark.parametrize("name", sorted(STRATEGIES))
async def test_every_strategy_ends(name: str) -> None:
    """With an answer, within its budget of rounds."""
    found, _ = await ran(name, in_turn(fenced(SLOW), fenced(FAST)))
    assert len({attempt.round for attempt in found.attempts}) <= 2
    assert found.best is not None


def test_a_strategy_that_there_is_not_is_named() -> None:
    """With those that there are."""
    with pytest.raises(SettingsError, match=r"no strategy “magic”; there are: single, chain"):
        strategy_named("magic")
