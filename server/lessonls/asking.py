"""The same question to several agents at once, with a look at who is still at work."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Generic, TypeVar

from lessonls.core.errors import AgentError
from lessonls.ports import Agent

TICK = 0.25
"""Seconds between two looks at who is still at work."""

T = TypeVar("T")


class Question(Generic[T]):
    """Asks all agents at the same time; `answers` are in their order.

    An agent that fails answers with its AgentError, one that is late with None.
    """

    def __init__(
        self, agents: Sequence[Agent], ask: Callable[[Agent], Awaitable[T]], seconds: float | None
    ) -> None:
        """`seconds` is how long the answers are waited for; None is for as long as it takes."""
        self._agents = tuple(agents)
        self._ask = ask
        self._seconds = seconds
        self.answers: list[tuple[Agent, T | AgentError | None]] = []

    async def asked(self) -> AsyncGenerator[tuple[str, ...]]:
        """Yields the names of those at work, every `TICK` seconds until all have answered.

        Closing it (use `aclosing`) or cancelling its task ends the agents' work.
        """
        loop = asyncio.get_running_loop()
        until = None if self._seconds is None else loop.time() + max(self._seconds, 0.0)
        tasks = [asyncio.create_task(self._answer(agent)) for agent in self._agents]
        try:
            late = set(tasks)
            while late and (until is None or loop.time() < until):
                tick = TICK if until is None else min(TICK, until - loop.time())
                _, late = await asyncio.wait(late, timeout=tick)
                if late:
                    at_work = zip(self._agents, tasks, strict=True)
                    yield tuple(agent.name for agent, task in at_work if task in late)
            answers = [task.result() if task.done() else None for task in tasks]
            self.answers = list(zip(self._agents, answers, strict=True))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, agent: Agent) -> T | AgentError:
        try:
            return await self._ask(agent)
        except AgentError as error:
            return error


async def in_turn(*streams: AsyncGenerator[T]) -> AsyncGenerator[T]:
    """Everything that the streams yield, one after the other, each closed behind it."""
    for stream in streams:
        async with aclosing(stream) as items:
            async for item in items:
                yield item
