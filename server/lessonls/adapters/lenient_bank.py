"""A bank that a broken disk cannot stop: a run is worth having without its lessons kept."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from lessonls.core.errors import BankError
from lessonls.core.lesson import Lesson
from lessonls.core.selection import Setting
from lessonls.ports import LessonBank

Result = TypeVar("Result")


class LenientBank:
    """Implements ports.LessonBank by `bank` until that fails, then by `spare`.

    `warn` hears of the failure once.
    """

    def __init__(self, bank: LessonBank, spare: LessonBank, warn: Callable[[str], None]) -> None:
        self._bank = bank
        self._spare = spare
        self._warn = warn

    async def add(self, lesson: Lesson) -> None:
        await self._try(lambda bank: bank.add(lesson))

    async def update(self, ids: Sequence[str], change: Callable[[Lesson], Lesson]) -> None:
        await self._try(lambda bank: bank.update(ids, change))

    async def get(self, ids: Sequence[str]) -> Sequence[Lesson]:
        return await self._try(lambda bank: bank.get(ids))

    async def related(
        self, source: Sequence[float], setting: Setting, most: int
    ) -> Sequence[Lesson]:
        return await self._try(lambda bank: bank.related(source, setting, most))

    async def forget(self, ids: Sequence[str]) -> int:
        return await self._try(lambda bank: bank.forget(ids))

    async def _try(self, act: Callable[[LessonBank], Awaitable[Result]]) -> Result:
        try:
            return await act(self._bank)
        except BankError as error:
            if self._bank is self._spare:
                raise
            self._warn(f"{error} New lessons are kept in memory only.")
            self._bank = self._spare
            return await act(self._spare)
