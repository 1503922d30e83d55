"""Strategies that write functions: those that make them faster with other options, and LessonL's
algorithm for code generation in the forms in which it was published.

In all of them a candidate that passes its unit tests ends the run, and the bank is empty at first.
`ours`, the product's loop, differs from the paper: agents see the tests,
what came of each attempt and the facts beside lessons, work at the same time, and write no lessons
in the last round, which nobody would read. `paper` and `released` hide all that, and ask one agent
after the other; in `released` the counts of tests are 0 in the questions for lessons, which is a
fault of the program that the authors published.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from benchmarks.strategies.silent import silent
from benchmarks.strategies.strategy import Strategy, Team
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.options import Start
from lessonls.core.unit_tests import UnitTestResult
from lessonls.ports import Agent

_OPTIONS: Mapping[str, Any] = {
    "carry_over": 0,
    "floor": 0.0,
    "enough": 1.0,
    "start": Start.ORIGINAL,
    "repair": False,
    "remarks": False,
    "last_lessons": False,
}
"""What belongs to the task. At most 25 requests for three agents and four rounds: unit tests, and a
candidate and a lesson of each agent in each round.
"""


class Published:
    """Implements ports.Agent: another one that sees what LessonL's agents see. With `counted`, the
    questions for lessons have the counts of tests.
    """

    def __init__(self, agent: Agent, *, counted: bool) -> None:
        self._agent = agent
        self._counted = counted

    @property
    def name(self) -> str:
        """The other's."""
        return self._agent.name

    async def propose(self, brief: Brief) -> Proposal | None:
        """An implementation, by the prompt and by lessons alone. Raises AgentError."""
        lessons = tuple(_in_words(lesson) for lesson in brief.lessons)
        seen = {"lessons": lessons, "attempts": (), "workload": None}
        return await self._agent.propose(brief.model_copy(update=seen))

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:
        """Never asked."""
        return await self._agent.repair(brief, attempt)

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """The lesson, by the code and by how many tests it passed. Raises AgentError."""
        results = tuple(_counted(result) for result in attempt.verdict.tests)
        told = {"reason": "", "tests": results if self._counted else ()}
        shown = attempt.model_copy(update={"verdict": attempt.verdict.model_copy(update=told)})
        workload = brief.workload if self._counted else None
        return await self._agent.explain(brief.model_copy(update={"workload": workload}), shown)


def _in_words(lesson: Lesson) -> Lesson:
    """Without the facts beside it."""
    return lesson.model_copy(update={"reason": "", "code": "", "diff": ""})


def _counted(result: UnitTestResult) -> UnitTestResult:
    """Whether it passed, and not why."""
    return result.model_copy(update={"reason": ""})


def _as_in_paper(team: Team) -> Team:
    return [Published(agent, counted=True) for agent in team]


def _as_released(team: Team) -> Team:
    return [Published(agent, counted=False) for agent in team]


OURS = Strategy(
    "ours", "the lesson loop, as the product runs it", changes=_OPTIONS, asks_models=True
)


def generating(strategy: Strategy) -> Strategy:
    """The same strategy for writing functions."""
    return replace(strategy, changes={**strategy.changes, **_OPTIONS}, asks_models=True)


NO_LESSONS = Strategy(
    "no-lessons", "without lessons", silent, {**_OPTIONS, "lessons": 0}, asks_models=True
)
_PUBLISHED: Mapping[str, Any] = {**_OPTIONS, "one_by_one": True, "last_lessons": True}
PAPER = Strategy(
    "paper", "LessonL's algorithm, one agent after the other", _as_in_paper, _PUBLISHED, (), True
)
RELEASED = Strategy(
    "released",
    "LessonL's algorithm with the fault of its published program",
    _as_released,
    _PUBLISHED,
    (),
    True,
)
