"""Every exception of the libraries below has words of its own."""

from collections.abc import Iterator
from types import ModuleType

import httpx2
import openai
import pytest

from lessonls.agents.llm.failures import UPSTREAM, WORDS, Peer, failure_of
from lessonls.agents.llm.keys import Key
from lessonls.config import ModelSettings

QUIET = Warning
"""These are shown and do not stop anything."""

ROOTS = (openai.OpenAIError, httpx2.HTTPError)
"""They say nothing, and are never raised themselves."""

PEER = Peer(ModelSettings(model="m", base_url="http://h:1/v1"), Key("secret-key"))


def _exceptions(library: ModuleType) -> Iterator[type[Exception]]:
    """Those that the library exports, without warnings."""
    exported: list[object] = [getattr(library, name) for name in library.__all__]
    for one in exported:
        if isinstance(one, type) and issubclass(one, Exception) and not issubclass(one, QUIET):
            yield one


def _has_words(kind: type[Exception]) -> bool:
    return any(base in WORDS for base in kind.__mro__)


EVERY = [one for one in (*_exceptions(openai), *_exceptions(httpx2)) if one not in ROOTS]


@pytest.mark.parametrize("kind", EVERY, ids=lambda one: one.__name__)
def test_every_exception_is_caught_and_has_words(kind: type[Exception]) -> None:
    assert issubclass(kind, UPSTREAM)
    assert _has_words(kind)


def test_there_are_exceptions_to_walk() -> None:
    names = {kind.__name__ for kind in EVERY}
    assert {"RateLimitError", "APIConnectionError", "ReadTimeout", "SSEError"} <= names


def test_a_new_exception_is_noticed() -> None:
    assert not _has_words(type("NewError", (openai.OpenAIError,), {}))
    assert not _has_words(type("NewError", (httpx2.HTTPError,), {}))


def test_what_nobody_knows_is_named_without_secrets() -> None:
    failure = failure_of(openai.OpenAIError("odd secret-key\nthing"), PEER)
    assert PEER.sentence(failure) == (
        "The model “m” at h:1 could not be asked (OpenAIError) (“odd [hidden] thing”):"
        " please report this."
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx2.ProxyError("no"), "cannot be reached through the proxy"),
        (httpx2.ConnectTimeout("late"), "cannot be reached in time"),
        (httpx2.ReadError("gone"), "closed the connection"),
        (httpx2.InvalidURL("bad"), "has an invalid address"),
        (UnicodeError("odd"), "returned a response that cannot be decoded"),
        (OSError("odd"), "closed the connection"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_failure_says_what_happened(error: Exception, words: str) -> None:
    assert failure_of(error, PEER).what == words


def test_an_error_that_openai_wraps_keeps_its_meaning() -> None:
    wrapped = openai.APIConnectionError(request=httpx2.Request("POST", "http://h/"))
    wrapped.__cause__ = httpx2.ProxyError("no")
    assert failure_of(wrapped, PEER).what == "cannot be reached through the proxy"
