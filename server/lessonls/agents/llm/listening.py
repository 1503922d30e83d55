"""Reading an answer, in whatever form and at whatever pace it comes."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from time import monotonic

import httpx2

from lessonls.agents.llm.connection import read_body
from lessonls.agents.llm.failures import Failed, Failure, nonsense
from lessonls.agents.llm.meter import Entry
from lessonls.agents.llm.transcript import Transcript

_LONGEST_EVENT = 256_000
"""Bytes of one event of a stream; a few hundred are usual."""

_FAREWELL = 0.1
"""Seconds that a server has for closing its answer, so that the connection can be used again."""

_BROKEN_OFF = Failure(
    "broke off in the middle of its answer", "try again later", again=True, midway=True
)


async def listen(
    response: httpx2.Response, script: Transcript, entry: Entry, silence: float
) -> float | None:
    """Reads the answer into `script` and onto the meter; when its first token came, if it did.

    Once the model has begun, its server may be silent for `silence` seconds. Raises Failed.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return await _events(response, script, entry, silence)
    if not kind.endswith("json"):
        raise Failed(
            nonsense("returned a response that is not a completion", kind or "no content type")
        )
    entry.heard(script.add(await read_body(response)))
    script.finish = script.finish or "stop"
    return None


async def _events(
    response: httpx2.Response, script: Transcript, entry: Entry, silence: float
) -> float | None:
    """Reads events until the server is done."""
    first: float | None = None
    done = False
    clock = asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(None) as idle:

            def stirred() -> None:
                # An announcement without a token begins no answer: the prompt is still read.
                if first is not None and not done:
                    idle.reschedule(clock() + silence)

            async with aclosing(_texts(response, stirred)) as texts:
                async for text in texts:
                    if done:
                        continue
                    if text.startswith("[DONE]"):
                        done = True
                        idle.reschedule(clock() + _FAREWELL)
                        continue
                    heard = script.add(text)
                    entry.heard(heard)
                    if heard and first is None:
                        first = monotonic()
                        stirred()
                    if script.is_full:
                        return first
    except TimeoutError:
        if not done:
            raise Failed(_stalled(silence)) from None
    if done:
        script.finish = script.finish or "stop"
    if not script.finish:
        raise Failed(_BROKEN_OFF)
    return first


def _stalled(seconds: float) -> Failure:
    what = f"fell silent for {seconds:.3g} s in the middle of its answer"
    return Failure(what, "try again later", again=True, midway=True)


async def _texts(response: httpx2.Response, stirred: Callable[[], None]) -> AsyncGenerator[str]:
    """The data of each event; calls `stirred` for every sign of life."""
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Watched(response.stream, stirred)
    async for event in httpx2.EventSource(response, max_event_size=_LONGEST_EVENT):
        if event.data:
            yield event.data


class _Watched(httpx2.AsyncByteStream):
    """A stream that tells of all bytes: the comments that keep it open make no events."""

    def __init__(self, stream: httpx2.AsyncByteStream, stirred: Callable[[], None]) -> None:
        self._stream = stream
        self._stirred = stirred

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._stirred()
            yield piece
            # A server that never pauses must not keep everybody else waiting.
            await asyncio.sleep(0)

    async def aclose(self) -> None:
        await self._stream.aclose()
