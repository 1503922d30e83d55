"""Preparing a target obeys the user's limit, also where a model is asked for inputs."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import NoInputsError, TooSlowError
from lessonls.core.need import Need
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.fakes import TableJudge
from lessonls.generating import GeneratingJudge
from lessonls.ports import Bench

TARGET = TreeSitterFinder(CompileCommands()).named(Path("a.c"), "int f(int a) { return a; }", "f")


class WithoutInputs(TableJudge):
    """A judge that finds no inputs."""

    @asynccontextmanager
    async def open(
        self,
        target: Target,
        mode: Mode,  # noqa: ARG002
        tell: Tell = nobody,
    ) -> AsyncGenerator[Bench]:
        tell(Opening.BUILDING)
        if target.name:
            raise NoInputsError("no inputs were found.")
        yield self


class Slow:
    """An author that thinks for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def generator(self, need: Need) -> str:  # noqa: ARG002
        await asyncio.sleep(self.seconds)
        return "a generator"


def judge(author: Slow, seconds: float | None) -> GeneratingJudge:
    return GeneratingJudge(
        WithoutInputs({}),
        lambda _: TableJudge({}),
        [author],
        Need,
        lambda _, generator: generator,
        seconds,
    )


async def test_an_author_that_takes_longer_than_the_limit_is_not_waited_for():
    with pytest.raises(TooSlowError, match=r"the 0.2 s that preparing may take were over"):
        async with judge(Slow(20), 0.2).open(TARGET, Mode.SERIAL):
            pass


@pytest.mark.parametrize("seconds", [None, 20.0])
async def test_one_that_answers_in_time_gives_the_inputs(seconds: float | None):
    async with judge(Slow(0), seconds).open(TARGET, Mode.SERIAL) as bench:
        assert bench.compiler == TableJudge.compiler
