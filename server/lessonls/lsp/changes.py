"""Waiting for what others do: those who wait look again whenever something happened."""

import asyncio
from collections.abc import Callable


class Changes:
    """Something that changes from time to time."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def happened(self) -> None:
        """Something changed: everyone who waits looks again."""
        self._next.set()
        self._next = asyncio.Event()

    async def another(self) -> None:
        """Waits for the next change."""
        await self._next.wait()

    async def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Waits until the condition holds; whether it does in time."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self.another()
        except TimeoutError:
            return False
        return True
