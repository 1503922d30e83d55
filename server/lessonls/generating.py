"""A judge for which a model writes what makes inputs, where none are found by experiment."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace

from lessonls.core.errors import AgentError, NoInputsError
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
    ) -> None:
        self._judge = judge
        self._judge_with = judge_with
        self._authors = authors
        self._need = need
        self._keep = keep

    def busy(self) -> bool:
        """Whether opening has to wait until another run is over, as far as is known."""
        return self._judge.busy()

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        """As the judge, and then as the first generator that counts. Raises NoInputsError where
        none does, with both reasons.
        """
        async with AsyncExitStack() as stack:
            try:
                bench = await _entered(stack, self._judge.open(target, mode, tell))
            except NoInputsError as error:
                bench = await self._generated(stack, target, mode, tell, str(error))
            yield bench

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


async def _entered(stack: AsyncExitStack, opening: AbstractAsyncContextManager[Bench]) -> Bench:
    return await stack.enter_async_context(opening)
