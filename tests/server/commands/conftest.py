"""A server that speaks the models' protocol, for commands that ask models."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.openai_server import OpenAIServer, Reply, Status, in_turn


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[OpenAIServer]:
    """A server in a thread of its own, as the command has the main one. It answers, then fails,
    where a test has no other script.
    """
    ready, done = threading.Event(), asyncio.Event()
    usual = in_turn(Reply("ready", before=0.01), Status(401, "bad key"))
    server = OpenAIServer(getattr(request, "param", usual))
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with server:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield server
    loop.call_soon_threadsafe(done.set)
    thread.join()
    loop.close()
