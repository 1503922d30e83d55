"""A real HTTP server on loopback that speaks the OpenAI protocol, with scripted answers.

    async with OpenAIServer(in_turn(Status(429), Reply("int f(void);"))) as server:
        ...  # ask the model at server.base_url
    assert server.requests[0].body["model"] == "m"

A script is a function of the request to one of the answers; it is asked once a request.
"""

from tests.openai_server.answers import (
    Answer,
    Broken,
    Events,
    Raw,
    Redirect,
    Reply,
    Silence,
    Stall,
    Status,
    Vectors,
)
from tests.openai_server.certificate import Certificate, make_certificate
from tests.openai_server.server import OpenAIServer, Request, Script, always, in_turn

__all__ = [
    "Answer",
    "Broken",
    "Certificate",
    "Events",
    "OpenAIServer",
    "Raw",
    "Redirect",
    "Reply",
    "Request",
    "Script",
    "Silence",
    "Stall",
    "Status",
    "Vectors",
    "always",
    "in_turn",
    "make_certificate",
]
