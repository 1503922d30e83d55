"""What there is in documents: in the text as it is now, or else in the last one that was read.

To read a long text anew takes longer than somebody who types wants to wait, above all where a
bracket or a quotation mark has just been opened. What is answered in the meantime is from the
last reading, at the places where the edits since have put it; a text that takes long is then read
when the user rests. Runs and edits do not depend on it: they read the text as it is.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from lessonls.core.reading.document import LONG
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.shifts import Shift
from lessonls.ports import Reading

Read = Callable[[Path, str, Reading | None], Reading | None]
"""Reads a text, as the finder does."""

_PATIENCE = 0.03
"""Seconds that an answer waits for the present text to be read, unless the last one took longer."""

_MANY = 100
"""Edits after which a text that takes long is read although the user does not rest."""


@dataclass(frozen=True)
class Known:
    """A reading of a document; `shift` are the edits since."""

    reading: Reading
    shift: Shift = field(default_factory=Shift)


@dataclass(frozen=True)
class _Wanted:
    """A text that is being read, or is about to be."""

    mark: object
    reading: asyncio.Task[Reading | None]


@dataclass(frozen=True)
class _Last:
    """The last text that was read, and whether that took longer than answers wait."""

    mark: object
    reading: Reading
    is_slow: bool


class Readings:
    """Of the documents of one client. Of each, one text is read at a time: the newest one."""

    def __init__(self, long: int = LONG) -> None:
        """Texts of less than so many characters are always waited for."""
        self._long = long
        self._wanted: dict[str, _Wanted] = {}
        self._last: dict[str, _Last] = {}
        self._thread = ThreadPoolExecutor(1, "reading")

    async def of(self, document: Snapshot, read: Read) -> Known:
        """The reading of that very text if it is there in time and not torn, else an earlier one.

        Raises LessonlsError if the text cannot be read.
        """
        if document.version is None:  # not open: it is read from the disk every time
            return Known(await _whole(document, read))
        earlier, is_long = self._earlier(document), len(document.text) >= self._long
        if is_long and earlier and earlier.shift.edits and self._last[document.uri].is_slow:
            if len(earlier.shift.edits) > _MANY:
                self._read(document, read)
            return earlier
        reading = self._read(document, read)
        await asyncio.wait({reading}, timeout=_PATIENCE if is_long else None)
        earlier = self._earlier(document)
        if not reading.done() and earlier is not None:
            return earlier
        found = await asyncio.shield(reading)
        if found is not None:
            return Known(found)
        return self._earlier(document) or Known(await _whole(document, read))

    async def ahead(self, document: Snapshot, read: Read) -> bool:
        """Reads a text, so that it is known when somebody asks; whether it is then.

        Raises LessonlsError if it cannot be read.
        """
        return await asyncio.shield(self._read(document, read)) is not None

    def forget(self, uri: str) -> None:
        """The document was closed."""
        self._last.pop(uri, None)
        self._wanted.pop(uri, None)

    def close(self) -> None:
        """Nothing is read any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _earlier(self, document: Snapshot) -> Known | None:
        """What was read last, if it is known which edits have been made since."""
        last = self._last.get(document.uri)
        edits = document.since(last.mark) if last is not None else None
        return Known(last.reading, Shift(edits)) if last and edits is not None else None

    def _read(self, document: Snapshot, read: Read) -> asyncio.Task[Reading | None]:
        wanted = self._wanted.get(document.uri)
        if wanted is not None and wanted.mark is document.mark and not wanted.reading.done():
            return wanted.reading
        before = wanted.reading if wanted is not None else None
        task = asyncio.create_task(self._reading(document, read, before))
        task.add_done_callback(_look_at)
        self._wanted[document.uri] = _Wanted(document.mark, task)
        return task

    async def _reading(
        self, document: Snapshot, read: Read, before: asyncio.Task[Reading | None] | None
    ) -> Reading | None:
        """The reading; None if the text is torn, or there is a newer one by now."""
        if before is not None and not before.done():
            await asyncio.wait({before})
        wanted = self._wanted.get(document.uri)
        if wanted is None or wanted.mark is not document.mark:
            return None
        earlier = self._earlier(document)
        known = earlier.reading if earlier is not None else None
        loop, started = asyncio.get_running_loop(), time.monotonic()
        found = await loop.run_in_executor(self._thread, read, document.path, document.text, known)
        if found is not None and document.uri in self._wanted:
            slow = time.monotonic() - started > _PATIENCE
            if known is found and earlier is not None:  # it was known already
                slow = self._last[document.uri].is_slow
            self._last[document.uri] = _Last(document.mark, found, slow)
        return found


async def _whole(document: Snapshot, read: Read) -> Reading:
    found = await asyncio.to_thread(read, document.path, document.text, None)
    assert found is not None  # noqa: S101 - only texts that are compared with others are torn
    return found


def _look_at(reading: asyncio.Task[Reading | None]) -> None:
    """So that an error is not reported as one that nobody saw: who asks next sees it again."""
    if not reading.cancelled():
        reading.exception()
