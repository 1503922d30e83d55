"""Campaigns in which functions are written: what there is to do, and who judges and grades it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.campaign.solving import JudgeFor
from benchmarks.generation.grading import Grader, JudgeWith
from benchmarks.generation.problems import assignments
from benchmarks.problems import Subject
from lessonls.adapters.python_judge import PythonJudge
from lessonls.composition import judge_of
from lessonls.config import Settings
from lessonls.core.errors import InputError
from lessonls.core.target import Language, Target
from lessonls.core.unit_tests import UnitTest
from lessonls.core.workload import Workload
from lessonls.ports import Agent, Judge, UnitTestAuthor
from lessonls.unit_testing import UnitTestingJudge


@dataclass(frozen=True)
class Work:
    """Functions to be written, with those who judge and grade what is written."""

    subjects: Sequence[Subject]
    judge_for: JudgeFor
    grader: Grader


def work_of(data: Path | None, only: str, limit: int | None, settings: Settings) -> Work:
    """The problems of a file, or HumanEval's. Raises InputError if they are in several languages,
    and as `assignments` does.
    """
    found = assignments(data, only, limit)
    languages = {one.language for one in found}
    if len(languages) > 1:
        raise InputError("The problems are in several languages: make a file for each.")
    here = Language.PYTHON in languages and settings.judge == "local"
    judge_with = PythonJudge if here else partial(_in_process, settings)
    hidden = {f"{one.subject.suite}/{one.subject.name}": one.hidden for one in found}
    return Work([one.subject for one in found], _with_team(judge_with), Grader(hidden, judge_with))


def _with_team(judge_with: JudgeWith) -> JudgeFor:
    """A judge for which the first agent that answers writes unit tests; without any, a candidate
    that can be loaded passes.
    """

    def judge_for(agents: Sequence[Agent], timed: Callable[[Judge], Judge]) -> Judge:
        authors = [agent for agent in agents if isinstance(agent, UnitTestAuthor)]
        return UnitTestingJudge(
            lambda tests: timed(judge_with(tests)), authors, otherwise=_that_it_loads
        )

    return judge_for


def _in_process(settings: Settings, tests: Sequence[UnitTest]) -> Judge:
    """The product's judge, on this machine or on a cluster: C and C++ are compiled there, and run
    under sanitizers.
    """

    def tested(target: Target) -> Workload:
        return Workload(function=target.qualified_name, tests=tuple(tests))

    return judge_of(settings, tested)


def _that_it_loads(target: Target) -> Sequence[UnitTest]:
    python = target.language is Language.PYTHON
    there = f"assert callable({target.name})" if python else f"(void)&{target.name};"
    return [UnitTest(code=there)]
