"""A judge for which a model writes what makes inputs, where none are found by experiment."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace

from lessonls.core.errors import AgentError, NoInputsError, TooSlowError
from lessonls.core.need import Need
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.target import Mode, Target
from lessonls.ports import Author, Bench, Judge

_TRIES = 2
"""Of each author: the second one is told what is wrong with the first."""


class GeneratingJudge:
    """Implements ports.Judge. `judge_with` is a judge that takes inputs from a generator, `need`
    gathers what its author has to know, and `keep` puts one that counts where the user finds it.
    """

    def __init__(
        self,
        judge: Judge,
        judge_with: Callable[[str], Judge],
        authors: Sequence[Author],
        need: Callable[[Target, str], Need],
        keep: Callable[[Target, str], object],
        seconds: float | None = None,
    ) -> None:
        """Where `seconds` are given, all of it takes no longer, from the first stage on."""
        self._judge = judge
        self._judge_with = judge_with
        self._authors = authors
        self._need = need
        self._keep = keep
        self._seconds = seconds

    def busy(self) -> bool:
        """Whether opening has to wait until another run is over, as far as is known."""
        return self._judge.busy()

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        """As the judge, and then as the first generator that counts. Raises NoInputsError if
        none does, with both reasons, and TooSlowError.
        """
        stages = _Stages(tell)
        async with AsyncExitStack() as stack:
            try:
                bench = await _entered(stack, self._judge.open(target, mode, stages.tell))
            except NoInputsError as error:
                bench = await self._in_time(stack, target, mode, stages, str(error))
            yield bench

    async def _in_time(
        self, stack: AsyncExitStack, target: Target, mode: Mode, stages: "_Stages", reason: str
    ) -> Bench:
        left = None if self._seconds is None else self._seconds - stages.elapsed
        try:
            async with asyncio.timeout(left):
                return await self._generated(stack, target, mode, stages.tell, reason)
        except TimeoutError:
            raise TooSlowError(
                f"{reason} A model was asked for a generator, and the {self._seconds:g} s that"
                f" preparing may take were over: {Opening.ASKING.advice}, or allow more time with"
                " the setting seconds."
            ) from None

    async def _generated(
        self, stack: AsyncExitStack, target: Target, mode: Mode, tell: Tell, reason: str
    ) -> Bench:
        need: Need = self._need(target, reason)
        for author in self._authors:
            for _ in range(_TRIES):
                tell(Opening.ASKING)
                try:
                    generator = await author.generator(need)
                except AgentError as error:
                    need = replace(need, failure=str(error))
                    break
                if not generator:
                    need = replace(need, failure="its answer has no generator.")
                    break
                try:
                    judge = self._judge_with(generator)
                    bench = await _entered(stack, judge.open(target, mode, tell))
                except NoInputsError as error:
                    need = replace(need, tried=generator, failure=str(error))
                else:
                    self._keep(target, generator)
                    return bench
        raise NoInputsError(f"{reason} A model was asked for a generator: {need.failure}")


class _Stages:
    """Tells of stages, and knows when the first began: before it others were waited for."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._began: float | None = None

    def tell(self, stage: Opening) -> None:
        if self._began is None:
            self._began = time.monotonic()
        self._tell(stage)

    @property
    def elapsed(self) -> float:
        return 0.0 if self._began is None else time.monotonic() - self._began


async def _entered(stack: AsyncExitStack, opening: AbstractAsyncContextManager[Bench]) -> Bench:
    return await stack.enter_async_context(opening)
