"""HTTP/1.1 over asyncio streams, as much of it as clients of models use."""

import asyncio
import json
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from tests.openai_server.answers import Answer, Reply
from tests.openai_server.speaking import Line, speak


@dataclass(frozen=True)
class Request:
    """A request as it came in; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """All messages of a completion request, or the texts of an embedding one."""
        parts = [one["content"] for one in self.body.get("messages", ())]
        return "\n".join(parts or self.body.get("input", ()))


Script = Callable[[Request], Answer]


def in_turn(*answers: Answer) -> Script:
    """One answer after the other; the last one again and again."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def always(answer: Answer) -> Script:
    """The same answer to everything."""
    return lambda _: answer


class OpenAIServer:
    """Listens on a free port of 127.0.0.1 while its context is open.

    `requests` lists every request, and `arrival` is set with the first; `busiest` is how many
    were answered at the same time at most; `left` counts clients that closed the connection
    before the end of an answer, and `leaving` is set with the first.
    """

    def __init__(self, script: Script | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.busiest = 0
        self.left = 0
        self.arrival = asyncio.Event()
        self.leaving = asyncio.Event()
        self._busy = 0
        self._script = script or always(Reply("ready"))
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "OpenAIServer":
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, ssl=self._tls, limit=1 << 22
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def base_url(self) -> str:
        """What a model's settings take."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/v1"

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (request := await _read(reader)) is not None:
                self.requests.append(request)
                self.arrival.set()
                if not await self._answer(request, Line(reader, writer)):
                    break
        except ConnectionError:
            self._leave()
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    async def _answer(self, request: Request, line: Line) -> bool:
        """Whether the connection can be used again."""
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            goes_on = await speak(self._script, request, line)
        finally:
            self._busy -= 1
        if line.is_left:
            self._leave()
        return goes_on

    def _leave(self) -> None:
        self.left += 1
        self.leaving.set()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        start = await reader.readexactly(1)
        if not start.isalpha():
            return None  # a client that speaks TLS
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    content = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, path, headers, json.loads(content) if content else {})
