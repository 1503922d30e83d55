"""Answers of models on disk, so that the same question is not paid for twice."""

import asyncio
import logging
from pathlib import Path

from lessonls.adapters.text_store import TextStore
from lessonls.core.errors import BankError

logger = logging.getLogger(__name__)

_MOST = 256 << 20
"""Bytes; the oldest answers go first."""


class DiskReplyCache:
    """Implements ports.ReplyCache. A cache that does not work is as good as an empty one."""

    def __init__(self, home: Path) -> None:
        """`home` is the user's data directory; opens nothing yet."""
        self._store = TextStore(home / "replies", size_limit=_MOST)

    async def get(self, key: str) -> str | None:
        """The stored answer, if there is one that can be read."""
        try:
            return (await asyncio.to_thread(self._store.read, [key])).get(key)
        except BankError as error:
            logger.warning("%s", error)
            return None

    async def put(self, key: str, answer: str) -> None:
        """Stores an answer; where that fails, nothing happens."""
        try:
            await asyncio.to_thread(self._store.write, {key: answer})
        except BankError as error:
            logger.warning("%s", error)
