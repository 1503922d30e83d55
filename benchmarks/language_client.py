"""A language client that does nothing but count: what it waits for is the server's time."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

OURS = (sys.executable, "-m", "lessonls.cli", "serve")
"""The command that starts our server."""

_LARGEST_LINE = 1 << 16


class LanguageClient:
    """Talks to one server process. Answers are plain objects of JSON, and no answer raises."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process.pid
        self.startup = 0.0
        """Seconds from starting the process to its answer to `initialize`."""
        self._process = process
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0

    async def ask(self, method: str, params: Any) -> Any:
        """The result of a request; raises RuntimeError for an error."""
        self._asked += 1
        answer = asyncio.get_running_loop().create_future()
        self._waiting[self._asked] = answer
        self._send({"id": self._asked, "method": method, "params": params})
        return await answer

    async def seconds(self, method: str, params: Any) -> float:
        """How long the answer to a request takes."""
        started = time.perf_counter()
        await self.ask(method, params)
        return time.perf_counter() - started

    def tell(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))

    async def listen(self) -> None:
        """Hands out answers until the server is gone."""
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 - it is a pipe
        try:
            while head := await stream.readline():
                if not head.lower().startswith(b"content-length:"):
                    continue
                while (await stream.readline()).strip():
                    pass
                self._hear(json.loads(await stream.readexactly(int(head.split(b":")[1]))))
        finally:
            for answer in self._waiting.values():
                answer.cancel("the server is gone")

    def _hear(self, message: Mapping[str, Any]) -> None:
        if "method" in message:
            if "id" in message:
                self._send({"id": message["id"], "result": None})
            return
        answer = self._waiting.pop(message["id"])
        if answer.cancelled():
            return
        if "error" in message:
            answer.set_exception(RuntimeError(str(message["error"])))
        else:
            answer.set_result(message.get("result"))


@asynccontextmanager
async def connected(
    capabilities: Mapping[str, Any],
    environment: Mapping[str, str],
    command: Sequence[str] = OURS,
) -> AsyncGenerator[LanguageClient]:
    """A client of a new server, which is shut down in good order."""
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
        limit=_LARGEST_LINE,
    )
    client = LanguageClient(process)
    listening = asyncio.create_task(client.listen())
    try:
        own = {"processId": None, "rootUri": None, "capabilities": capabilities}
        await client.ask("initialize", own)
        client.startup = time.perf_counter() - started
        client.tell("initialized", {})
        yield client
        await client.ask("shutdown", None)
        client.tell("exit", None)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
        await listening
