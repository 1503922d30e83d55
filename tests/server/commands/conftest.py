"""A server that speaks the models' protocol, for commands that ask models."""

from collections.abc import Iterator

import pytest

from tests.openai_server import OpenAIServer, Reply, Status, in_turn
from tests.openai_server.threaded import serving


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[OpenAIServer]:
    """A server in a thread of its own, as the command has the main one. It answers, then fails,
    where a test has no other script.
    """
    usual = in_turn(Reply("ready", before=0.01), Status(401, "bad key"))
    with serving(getattr(request, "param", usual)) as server:
        yield server
