"""The server in a thread of its own, for tests that have no event loop."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager

from tests.openai_server.server import OpenAIServer, Script


@contextmanager
def serving(script: Script) -> Generator[OpenAIServer]:
    """A server with this script, until the context is left."""
    ready, done = threading.Event(), asyncio.Event()
    server = OpenAIServer(script)
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with server:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()
