"""Opening a bench, with a look at how far that has come."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from lessonls.core.opening import Opening
from lessonls.core.target import Mode, Target
from lessonls.ports import Bench, Judge


class Preparation:
    """A bench that is being opened by a task of its own."""

    def __init__(self, opening: asyncio.Task[Bench], stages: asyncio.Queue[Opening | None]) -> None:
        self._opening = opening
        self._stages = stages

    async def stages(self) -> AsyncGenerator[Opening]:
        """Each stage as it begins, until the bench is open. Raises what opening it raises."""
        while (stage := await self._stages.get()) is not None:
            yield stage
        await self._opening

    @property
    def bench(self) -> Bench:
        """The bench, once there are no more stages."""
        return self._opening.result()


@asynccontextmanager
async def preparing(judge: Judge, target: Target, mode: Mode) -> AsyncGenerator[Preparation]:
    """Begins to open a bench. Leaving closes it, however far it has come."""
    stages: asyncio.Queue[Opening | None] = asyncio.Queue()
    async with AsyncExitStack() as stack:
        bench = judge.open(target, mode, stages.put_nowait)
        opening = asyncio.ensure_future(stack.enter_async_context(bench))
        opening.add_done_callback(lambda _: stages.put_nowait(None))
        try:
            yield Preparation(opening, stages)
        finally:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
