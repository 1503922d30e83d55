"""A judge of implementations for which the team writes unit tests."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager

from lessonls.core.errors import AgentError, WorkloadError
from lessonls.core.need import UnitTestNeed
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.ports import Bench, Judge, UnitTestAuthor

MOST = 6
"""Unit tests of a function (LessonL)."""


def _none(_: Target) -> Sequence[UnitTest]:
    return ()


def _nowhere(_: Target, __: Sequence[UnitTest]) -> None:
    """Tests are kept by nobody."""


class UnitTestingJudge:
    """Implements ports.Judge. `judge_with` is a judge that runs implementations against tests;
    `given` are tests that there are already, which come first, and `keep` puts all of them where
    the user finds them if the team wrote some.
    """

    def __init__(
        self,
        judge_with: Callable[[Sequence[UnitTest]], Judge],
        authors: Sequence[UnitTestAuthor],
        given: Callable[[Target], Sequence[UnitTest]] = _none,
        keep: Callable[[Target, Sequence[UnitTest]], object] = _nowhere,
        otherwise: Callable[[Target], Sequence[UnitTest]] = _none,
        *,
        least: int = 1,
        most: int = MOST,
    ) -> None:
        """`least` tests there have to be; at most `most` are there after the team wrote some. Where
        there are none at all, those of `otherwise` have to do.
        """
        self._judge_with = judge_with
        self._authors = authors
        self._given = given
        self._keep = keep
        self._otherwise = otherwise
        self._least = least
        self._most = most

    def busy(self) -> bool:
        """Whether opening has to wait until another run is over, as far as is known."""
        return self._judge_with(()).busy()

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        """As the judge, with the tests of the first author that answers. Raises WorkloadError with
        its reason if there are too few.
        """
        # Tests may have to be looked for in files.
        given = tuple(await asyncio.to_thread(self._given, target))
        written, reason = await self._written(target, given, tell)
        tests = (*given, *written) or tuple(self._otherwise(target))
        if len(tests) < self._least:
            raise WorkloadError(f"There are no unit tests for “{target.name}”: {reason}")
        if written:
            self._keep(target, tests)
        async with self._judge_with(tests).open(target, mode, tell) as bench:
            yield bench

    async def _written(
        self, target: Target, given: tuple[UnitTest, ...], tell: Tell
    ) -> tuple[Sequence[UnitTest], str]:
        """Tests by the team, or why there are none."""
        need = UnitTestNeed(target, self._most - len(given), given)
        reason = "nobody in the team writes them."
        for author in self._authors if need.most > 0 else ():
            tell(Opening.TESTS)
            try:
                texts = await author.unit_tests(need)
            except AgentError as error:
                reason = str(error)
                continue
            if texts:
                return [UnitTest(code=text, origin=Origin.TEAM) for text in texts], ""
            reason = "the answer of the model has none."
        return (), reason
