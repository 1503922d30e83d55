"""LessonL's algorithm for writing functions, and what is left of it without lessons: real models
behind HTTP, and a judge that looks up.
"""

from collections.abc import Sequence
from contextlib import aclosing

import pytest

from benchmarks.strategies import GENERATING, strategy_named
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.team import open_team
from lessonls.config import ModelSettings
from lessonls.core.errors import SettingsError
from lessonls.core.events import RunFinished
from lessonls.core.options import Options
from lessonls.core.target import Mode, Task
from lessonls.core.unit_tests import UnitTestResult
from lessonls.core.usage import Budget
from lessonls.core.verdict import Verdict
from lessonls.core.workload import Workload
from lessonls.fakes import MemoryBank, TableJudge, WordEmbedder, example_target, passing
from lessonls.loop import optimize
from lessonls.unit_testing import UnitTestingJudge
from tests.openai_server import OpenAIServer, Reply, Request

QUICK = Patience(pause=0.01, longest_pause=0.02, idle=0.5, connect=2.0)
TARGET = example_target().model_copy(update={"task": Task.IMPLEMENT})
NAMES: Sequence[str] = ("m0", "m1", "m2")
WHY = "the reason of a failure"
TESTS = 3


def code(body: str) -> str:
    return f"void f(void) {{ {body} }}"


def verdict(passed: int) -> Verdict:
    """With the reason of each failure."""
    found = passing(passed, TESTS)
    results = [
        UnitTestResult(test=one.test, passed=one.passed, reason="" if one.passed else WHY)
        for one in found.tests
    ]
    reason = WHY if passed < TESTS else ""
    return found.model_copy(update={"tests": tuple(results), "reason": reason})


def body(passed: int, model: str, number: int) -> str:
    return f"int passes_{passed}_{model}_{number};"


JUDGE = TableJudge(
    {
        code(body(passed, model, number)): verdict(passed)
        for passed in range(TESTS + 1)
        for model in NAMES
        for number in range(20)
    }
)
JUDGE.workload = Workload(function="f", tests=tuple(one.test for one in passing(0, TESTS).tests))


class Answers:
    """Gives code that passes so many tests, by model and round; `kinds` is what was asked."""

    def __init__(self, passes: Sequence[Sequence[int]]) -> None:
        self.passes = passes
        self.kinds: list[tuple[str, str]] = []
        self.given = dict.fromkeys(NAMES, 0)

    def __call__(self, request: Request) -> Reply:
        model = str(request.body["model"])
        if "Write the tests." in request.prompt:
            self.kinds.append((model, "tests"))
            return Reply("```c\nassert((f(), 1));\n```")
        if "# What to explain" in request.prompt:
            self.kinds.append((model, "lesson"))
            number = len(self.kinds)
            return Reply(f"Mind{number} what{number} counts{number} by {model}.")
        self.kinds.append((model, "code"))
        number = self.given[model]
        passed = self.passes[NAMES.index(model)][number]
        self.given[model] += 1
        return Reply(f"```c\n{code(body(passed, model, number))}\n```")


async def ran(
    name: str, *passes: Sequence[int], lessons: int = 4
) -> tuple[RunFinished, Sequence[Request], Answers]:
    """A run of a strategy with a team whose models pass so many tests in each round."""
    strategy, script = strategy_named(name, Task.IMPLEMENT), Answers(passes)
    async with OpenAIServer(script) as server:
        members = {
            one: ModelSettings(model=one, base_url=server.base_url, temperature=0.8)
            for one in NAMES[: len(passes)]
        }
        async with open_team(members, Budget(), patience=QUICK) as (agents, meter):
            events = optimize(
                TARGET,
                Mode.SERIAL,
                team=strategy.team(agents),
                judge=UnitTestingJudge(lambda _: JUDGE, agents),
                bank=MemoryBank(),
                embedder=WordEmbedder(),
                options=strategy.options(Options(lessons=lessons)),
                meter=meter,
            )
            async with aclosing(events):
                every = [event async for event in events]
    last = every[-1]
    assert isinstance(last, RunFinished)
    return last, server.requests, script


NOBODY = [[0, 1, 2, 1], [1, 2, 0, 2], [2, 0, 1, 0]]


@pytest.mark.parametrize("name", ["paper", "released"])
async def test_as_published_agents_work_in_turn_and_ask_at_most_25_times(name: str):
    """Tests once at a low temperature; a candidate of each agent in a fixed order, then a lesson
    of each; also in the last round.
    """
    found, requests, script = await ran(name, *NOBODY)
    codes, words = [(one, "code") for one in NAMES], [(one, "lesson") for one in NAMES]
    first = script.kinds[1:7]
    assert script.kinds[0] == ("m0", "tests")
    assert first[:3] == codes
    assert sorted(first[3:]) == words
    assert len(requests) <= 25
    assert [one.body["temperature"] for one in requests[:2]] == [0.2, 0.8]
    assert found.best is None
    assert [attempt.agent for attempt in found.attempts] == [*NAMES] * 4


async def test_a_candidate_that_passes_all_is_submitted_at_once():
    """Nobody after it is asked, and no lesson is written."""
    found, _, script = await ran("paper", [1], [3], [3])
    assert script.kinds == [("m0", "tests"), ("m0", "code"), ("m1", "code")]
    assert found.best is not None
    assert found.best.agent == "m1"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("paper", "1 out of 3 tests passed, 2 out of 3 failed."),
        ("released", "0 out of 0 tests passed, 0 out of 0 failed."),
        ("ours", "1 out of 3 tests passed, 2 out of 3 failed."),
    ],
)
async def test_the_counts_in_questions_for_lessons(name: str, counts: str):
    """The released program has them wrong; of ours alone the reasons are told."""
    _, requests, script = await ran(name, [1, 3])
    (at,) = (at for at, (_, kind) in enumerate(script.kinds) if kind == "lesson")
    assert counts in requests[at].prompt
    assert (WHY in requests[at].prompt) is (name == "ours")


@pytest.mark.parametrize("name", ["paper", "released", "ours"])
async def test_agents_see_lessons_and_never_code(name: str):
    """In ours also the tests, what came of each candidate, and the facts beside lessons."""
    _, requests, _ = await ran(name, [1, 3])
    last = requests[-1].prompt
    assert "Mind3 what3 counts3 by m0." in last
    assert "passes_1" not in last
    assert ("Tests that the team wrote" in last) is (name == "ours")
    assert ("# What was tried" in last) is (name == "ours")
    assert (WHY in last) is (name == "ours")


async def test_all_lessons_are_shown_while_there_are_few_and_then_the_best_and_most_relevant():
    """Three agents and k = 4: all in round 1, then the two that passed most, and two others."""
    _, requests, script = await ran("paper", [0, 1, 2, 1], [1, 2, 0, 2], [2, 0, 1, 0])
    prompts = [
        request.prompt
        for request, (model, kind) in zip(requests, script.kinds, strict=True)
        if (model, kind) == ("m0", "code")
    ]
    assert [prompt.count(" by m") for prompt in prompts] == [0, 3, 4, 4]
    assert all("Passes 2 of 3 tests" in prompt for prompt in prompts[2:])


async def test_ours_asks_all_at_once_and_writes_no_lessons_that_nobody_reads():
    found, requests, script = await ran("ours", *NOBODY)
    kinds = [kind for _, kind in script.kinds]
    assert kinds.count("tests") == 1
    assert kinds.count("code") == 12
    assert "lesson" not in kinds[-3:]
    assert len(requests) <= 22
    assert found.best is None


async def test_without_lessons_nobody_learns():
    _, requests, script = await ran("no-lessons", [1, 2, 3])
    assert [kind for _, kind in script.kinds] == ["tests", "code", "code", "code"]
    assert "# Lessons" not in requests[-1].prompt


ASKED = {
    "chain-of-thought": "go through the examples by hand",
    "mapcoder": "other problems that are like this one",
    "mixture": "Their answers may be wrong. Weigh",
    "reflexion": "# Your last try",
}


@pytest.mark.parametrize("name", sorted(GENERATING))
async def test_every_strategy_writes_a_function_in_the_words_of_that_task(name: str):
    """It ends with the first one that passes."""
    found, requests, script = await ran(name, [1, 1, 3, 3, 3, 3], [1, 1, 3, 3, 3, 3])
    assert found.best is not None
    assert found.best.verdict.score == 1
    assert script.kinds[0] == ("m0", "tests")
    told = "\n".join(request.prompt for request in requests)
    assert ASKED.get(name, "Write the function.") in told
    assert "speedup" not in told
    assert "runs faster" not in told


def test_a_strategy_of_the_other_task_is_not_known():
    with pytest.raises(SettingsError, match=r"no strategy “by-speedup”; there are: single, chain"):
        strategy_named("by-speedup", Task.IMPLEMENT)
