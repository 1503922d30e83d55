"""While a text is read, what there was in an earlier one is known."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from lessonls.core.errors import InputError, LessonlsError
from lessonls.core.target import FunctionPlace, Target, Task
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.readings import Readings
from lessonls.lsp.shifts import Edit, Shift
from lessonls.ports import Reading


class Words:
    """A reading that finds nothing: only its text matters."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(
        self,
        line: int,
        column: int = 0,
        last: int | None = None,
        task: Task = Task.OPTIMIZE,
    ) -> Target:
        raise NotImplementedError

    def with_loops(self, most: int) -> Sequence[FunctionPlace]:
        raise NotImplementedError


class Reader:
    """Reads a text that waits only once it may; one that is torn is not read, after another."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.go_on = Event()

    def __call__(self, _path: Path, text: str, before: Reading | None) -> Reading | None:
        self.read.append(text)
        if "waits" in text:
            self.go_on.wait(30)
        if "bad" in text:
            raise InputError("It is bad.")
        return None if "torn" in text and before is not None else Words(text)

    async def is_at(self, text: str) -> None:
        """Waits until it reads that text, or has read it."""
        async with asyncio.timeout(30):
            while text not in self.read:  # noqa: ASYNC110 - it is in another thread
                await asyncio.sleep(0.01)


def opened(text: str) -> Snapshot:
    return Snapshot("file:///a.c", Path("/a.c"), text, 1)


def typed(document: Snapshot, text: str) -> Snapshot:
    """The document with something in front of it."""
    return document.edited(text + document.text, Edit(0, 0, len(text)))


async def test_an_earlier_text_answers_while_the_present_one_is_read() -> None:
    """With the edits since; once it is read, it answers itself."""
    readings, reader = Readings(long=0), Reader()
    first = opened("first")
    assert (await readings.of(first, reader)).reading.text == "first"
    second = typed(first, "waits, ")
    reading = asyncio.create_task(readings.ahead(second, reader))
    await reader.is_at("waits, first")
    known = await readings.of(second, reader)
    assert (known.reading.text, known.shift) == ("first", Shift((Edit(0, 0, 7),)))
    reader.go_on.set()
    assert await reading
    known = await readings.of(second, reader)
    assert (known.reading.text, known.shift) == ("waits, first", Shift())


async def test_of_many_texts_only_the_newest_is_read() -> None:
    """Whoever types is faster than the reader."""
    readings, reader = Readings(long=0), Reader()
    document = opened("first")
    await readings.of(document, reader)
    document = typed(document, "waits, ")
    ahead = [asyncio.create_task(readings.ahead(document, reader))]
    await reader.is_at("waits, first")
    for word in ("one, ", "two, ", "three, "):
        document = typed(document, word)
        ahead.append(asyncio.create_task(readings.ahead(document, reader)))
        assert (await readings.of(document, reader)).reading.text == "first"
    reader.go_on.set()
    assert await asyncio.gather(*ahead) == [True, False, False, True]
    assert reader.read == ["first", "waits, first", document.text]


async def test_a_text_that_takes_long_is_not_read_for_an_answer() -> None:
    """But when the user rests, or after many edits."""
    readings, reader = Readings(long=0), Reader()
    document = opened("waits")
    reading = asyncio.create_task(readings.ahead(document, reader))
    await reader.is_at("waits")
    await asyncio.sleep(0.1)  # longer than answers wait
    reader.go_on.set()
    assert await reading
    for _ in range(100):
        document = typed(document, "x")
        assert (await readings.of(document, reader)).reading.text == "waits"
    assert reader.read == ["waits"]
    document = typed(document, "x")
    assert (await readings.of(document, reader)).reading.text == "waits"
    await reader.is_at(document.text)
    assert await readings.ahead(document, reader)
    assert (await readings.of(document, reader)).reading.text == document.text


async def test_a_torn_text_is_answered_for_by_the_last_good_one() -> None:
    """As long as it is torn."""
    readings, reader = Readings(long=0), Reader()
    first = opened("first")
    await readings.of(first, reader)
    torn = typed(first, "torn ")
    for _ in range(2):
        assert (await readings.of(torn, reader)).reading.text == "first"
    assert not await readings.ahead(torn, reader)
    mended = torn.edited("first", Edit(0, 5, 0))
    assert await readings.ahead(mended, reader)
    known = await readings.of(mended, reader)
    assert (known.reading.text, known.shift.edits) == ("first", ())


async def test_without_an_earlier_text_the_present_one_is_waited_for() -> None:
    """Torn or not: also where the document was closed and opened again."""
    readings, reader = Readings(long=0), Reader()
    assert (await readings.of(opened("torn"), reader)).reading.text == "torn"
    assert (await readings.of(opened("torn again"), reader)).reading.text == "torn again"
    readings.forget("file:///a.c")
    waiting = asyncio.create_task(readings.of(opened("waits"), reader))
    await reader.is_at("waits")
    assert not waiting.done()
    reader.go_on.set()
    assert (await waiting).reading.text == "waits"


async def test_what_cannot_be_read_is_said_to_everybody_who_asks() -> None:
    """And the next text may be better."""
    readings, reader = Readings(long=0), Reader()
    bad = opened("bad")
    for _ in range(2):
        with pytest.raises(LessonlsError, match="It is bad"):
            await readings.of(bad, reader)
    better = bad.edited("good", Edit(0, 3, 4))
    assert await readings.ahead(better, reader)
    assert (await readings.of(better, reader)).reading.text == "good"


async def test_a_short_text_is_always_waited_for() -> None:
    """It does not take long to read."""
    readings, reader = Readings(long=100), Reader()
    first = opened("first")
    await readings.of(first, reader)
    second = typed(first, "waits, ")
    waiting = asyncio.create_task(readings.of(second, reader))
    await reader.is_at("waits, first")
    assert not waiting.done()
    reader.go_on.set()
    assert (await waiting).reading.text == "waits, first"
