"""A team writes the unit tests of a function that is to be implemented, before the first round."""

from collections.abc import Sequence

import pytest

from lessonls.core.errors import AgentError, WorkloadError
from lessonls.core.need import UnitTestNeed
from lessonls.core.opening import Opening
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.fakes import TableJudge, example_target
from lessonls.unit_testing import MOST, UnitTestingJudge

OTHERWISE = UnitTest(code="assert(f);")
MINE = UnitTest(code="assert(mine);", origin=Origin.USER)


class Author:
    """Writes these tests, or fails; `asked` is what it was asked for."""

    def __init__(self, *tests: str | AgentError) -> None:
        self.tests = tests
        self.asked: list[UnitTestNeed] = []

    async def unit_tests(self, need: UnitTestNeed) -> Sequence[str]:
        self.asked.append(need)
        for test in self.tests:
            if isinstance(test, AgentError):
                raise test
        return [test for test in self.tests if isinstance(test, str)]


class Kept:
    """The tests that a judge was made with, and those that were kept."""

    def __init__(self) -> None:
        self.judged: list[UnitTest] = []
        self.kept: list[UnitTest] = []
        self.stages: list[Opening] = []

    def judge_with(self, tests: Sequence[UnitTest]) -> TableJudge:
        self.judged = list(tests)
        return TableJudge({})

    def keep(self, _: Target, tests: Sequence[UnitTest]) -> None:
        self.kept = list(tests)


async def opened(
    *authors: Author,
    given: Sequence[UnitTest] = (),
    otherwise: Sequence[UnitTest] = (),
    most: int = MOST,
) -> Kept:
    kept = Kept()
    judge = UnitTestingJudge(
        kept.judge_with, authors, lambda _: given, kept.keep, lambda _: otherwise, most=most
    )
    async with judge.open(example_target(), Mode.SERIAL, kept.stages.append):
        pass
    return kept


async def test_the_first_author_that_answers_writes_the_tests_and_they_are_kept():
    silent, failing = Author(), Author(AgentError("The key is wrong."))
    third, fourth = Author("assert(a);", "assert(b);"), Author("assert(c);")
    found = await opened(silent, failing, third, fourth)
    assert [one.code for one in found.judged] == ["assert(a);", "assert(b);"]
    assert {one.origin for one in found.judged} == {Origin.TEAM}
    assert found.kept == found.judged
    assert fourth.asked == []
    assert found.stages == [Opening.TESTS] * 3


async def test_tests_of_the_user_come_first_and_the_team_adds_to_them():
    author = Author("assert(a);")
    found = await opened(author, given=[MINE], most=3)
    assert [one.code for one in found.judged] == ["assert(mine);", "assert(a);"]
    assert author.asked == [UnitTestNeed(example_target(), 2, (MINE,))]


async def test_nobody_is_asked_where_there_are_enough():
    author = Author("assert(a);")
    found = await opened(author, given=[MINE], most=1)
    assert found.judged == [MINE]
    assert author.asked == found.kept == found.stages == []


@pytest.mark.parametrize(
    ("authors", "reason"),
    [
        ([], "nobody in the team writes them"),
        ([Author()], "the answer of the model has none"),
        ([Author(), Author(AgentError("The key is wrong."))], "The key is wrong"),
    ],
)
async def test_without_tests_a_run_ends_with_the_reason(authors: list[Author], reason: str):
    with pytest.raises(WorkloadError, match=rf"no unit tests for “f”: {reason}"):
        await opened(*authors)
    assert (await opened(*authors, otherwise=[OTHERWISE])).judged == [OTHERWISE]
    assert (await opened(*authors, given=[MINE])).judged == [MINE]
