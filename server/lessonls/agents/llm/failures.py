"""What goes wrong upstream, in words: every exception of openai and httpx2 becomes a Failure.

`test_failures.py` walks both libraries and fails on an exception that is not in the table.
"""

import email.utils
import math
import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
import openai
from openai import APIError, APIStatusError

from lessonls.agents.llm.keys import Key, place
from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError

_LONGEST_DETAIL = 1000
_START = "start its server, or check `base_url`"
_ELSEWHERE = "check `base_url`, which ends in /v1 for most servers"


@dataclass(frozen=True)
class Failure:
    """Why there is no answer: `what` happened, what the server `said`, `advice` to the user.

    `again` if another try may help; `midway` if the answer had begun or could not be understood.
    `wait` is how many seconds the server wants to be left alone.
    """

    what: str
    advice: str
    said: str = ""
    again: bool = False
    midway: bool = False
    wait: float | None = None
    status: int = 0


class Failed(Exception):  # noqa: N818 - a signal inside this package, never the user's
    """One request gave no answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.what)
        self.failure = failure


@dataclass(frozen=True)
class Peer:
    """Who was asked, for sentences; holds the key so that no sentence does."""

    settings: ModelSettings
    key: Key

    def __str__(self) -> str:
        return f"The model “{self.key.line(self.settings.model, 80)}” at {self.host}"

    @property
    def host(self) -> str:
        """Host and port."""
        return urlsplit(self.settings.base_url).netloc

    def sentence(self, failure: Failure, tries: int = 1) -> str:
        """The one line that the user sees."""
        said = self.key.line(failure.said)
        details = (
            str(failure.status or ""),
            f"{tries} times in a row" if tries > 1 else "",
            f"“{said}”" if said else "",
        )
        shown = ", ".join(filter(None, details))
        return f"{self} {failure.what}{f' ({shown})' if shown else ''}: {failure.advice}."

    def error(self, failure: Failure, tries: int = 1) -> AgentError:
        """What the agent leaves with."""
        return AgentError(self.sentence(failure, tries))


@contextmanager
def mapped(peer: Peer) -> Generator[None]:
    """Turns whatever the libraries raise into Failed.

    OSError and ValueError are what they let through of the network and of Python's codecs.
    """
    try:
        yield
    except UPSTREAM as error:
        raise Failed(failure_of(error, peer)) from None


def failure_of(error: BaseException, peer: Peer) -> Failure:
    """What an exception means; an unknown one is named."""
    for kind in type(error).__mro__:
        if kind in WORDS:
            words = WORDS[kind]
            return words if isinstance(words, Failure) else words(error, peer)
    return Failure(f"could not be asked ({type(error).__name__})", "please report this", str(error))


def _status(error: APIStatusError | httpx2.HTTPStatusError, peer: Peer) -> Failure:
    response = error.response
    body = error.body if isinstance(error, APIError) else None
    code, said = response.status_code, _said(body)
    if code == 401:
        failure = _unauthorized(peer)
    elif 300 <= code < 400:
        failure = _redirected(response.headers.get("location", ""), peer)
    elif _field(body, "code") == "insufficient_quota":
        failure = _NO_CREDIT
    elif code == 400 and "context" in said.lower():
        failure = _TOO_LONG
    elif code in (408, 409, 429) or code >= 500:
        again = response.headers.get("x-should-retry") != "false"
        busy = _REASONS.get(code, Failure("had an internal error", "try again later"))
        failure = replace(busy, again=again, wait=_retry_after(response.headers))
    else:
        failure = _REASONS.get(code, _REFUSED)
    return replace(failure, said=said, status=code)


def _unauthorized(peer: Peer) -> Failure:
    where = place(peer.settings)
    if where:
        return Failure("rejected the API key", f"check {where}")
    return Failure("requires an API key", "set `api_key_env`")


def _redirected(location: str, peer: Peer) -> Failure:
    host = peer.key.line(urlsplit(location).netloc.rpartition("@")[2], 80) or "another address"
    return Failure(
        f"redirects to {host}, to which no API key is sent",
        "set `base_url` to the address of the model",
    )


_NO_CREDIT = Failure("has no credit left", "check the account at its provider")
_TOO_LONG = Failure("rejected the prompt as too long", "set a smaller `context` or `max_tokens`")
_REFUSED = Failure("rejected the request", "check the settings with `lessonls team check`")
_REASONS: Mapping[int, Failure] = {
    402: _NO_CREDIT,
    403: Failure("denied access", "check what the API key is authorized for"),
    404: Failure("was not found", "check the model's name, and `base_url`"),
    413: _TOO_LONG,
    429: Failure("received too many requests", "set a smaller `concurrency`, or try again later"),
    503: Failure("is not ready", "wait until its server has loaded it"),
    529: Failure("is overloaded", "try again later"),
}


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from any of the three forms that servers use."""
    for name, divisor in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers[name]) / divisor
        except (KeyError, ValueError):
            continue
        return max(seconds, 0.0) if not math.isnan(seconds) else None
    try:
        moment = email.utils.parsedate_to_datetime(headers["retry-after"]).timestamp()
    except (KeyError, ValueError, OverflowError):
        return None
    return max(moment - time.time(), 0.0)


def _said(body: object) -> str:
    """The message in an error's body, else the body where it is a short text and no page."""
    for name in ("message", "detail", "error"):
        if found := _field(body, name):
            return found
    if isinstance(body, dict):
        return str(cast("dict[str, Any]", body).get("detail") or "")[:_LONGEST_DETAIL]
    return body if isinstance(body, str) and not body.lstrip().startswith("<") else ""


def _field(body: object, name: str) -> str:
    found = cast("dict[str, Any]", body).get(name) if isinstance(body, dict) else None
    return found if isinstance(found, str) else ""


def _connection(error: BaseException, _: Peer) -> Failure:
    """Certificates and names that are wrong stay wrong; anything else may pass."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = cause.verify_message or "not trusted"
            told = "set `ca_file` to the certificate to trust"
            return Failure(f"has a certificate that is not accepted ({reason})", told)
        if isinstance(cause, ssl.SSLError):
            return Failure("failed the TLS handshake", "check `base_url`")
        if isinstance(cause, httpx2.DecodingError):
            return _GARBLED
        if isinstance(cause, httpx2.ProxyError):
            return PROXY
        if isinstance(cause, httpx2.UnsupportedProtocol):
            return ADDRESS
        if isinstance(cause, socket.gaierror):
            told = "check `base_url` and the network"
            return Failure("cannot be resolved (host name not found)", told, again=True)
        if isinstance(cause, ConnectionRefusedError | httpx2.ConnectError):
            return Failure("cannot be reached", _START, again=True)
    return Failure("closed the connection", "try again later", again=True, midway=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and those behind it, the deepest first, without going in circles."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return reversed(chain)


def _within(error: APIError, _: Peer) -> Failure:
    """An error that the server reports where an answer should be."""
    said = _said(error.body) or str(error)
    return Failure("reported an error", "try again later", said, again=True, midway=True)


def nonsense(what: str, said: str = "") -> Failure:
    """The server's answer is not in the protocol; now and then a second one is."""
    return Failure(what, _ELSEWHERE, said, again=True, midway=True)


def _library(error: BaseException, _: Peer) -> Failure:
    return Failure(f"could not be asked ({type(error).__name__})", "please report this")


_SLOW = Failure("cannot be reached in time", _START, again=True)
_NO_COMPLETION = nonsense("returned a response that is not a chat completion")
_GARBLED = nonsense("returned a response that cannot be decoded")
ADDRESS = Failure("has an invalid address", "check `base_url`")
PROXY = Failure("cannot be reached through the proxy", "check HTTPS_PROXY and NO_PROXY", again=True)
_FILTERED = Failure("would not answer", "ask another model")

WORDS: Mapping[type[BaseException], Failure | Callable[[Any, Peer], Failure]] = {
    openai.APIStatusError: _status,
    openai.APITimeoutError: _SLOW,
    openai.APIConnectionError: _connection,
    openai.APIResponseValidationError: _NO_COMPLETION,
    openai.APIError: _within,
    openai.LengthFinishReasonError: _NO_COMPLETION,
    openai.ContentFilterFinishReasonError: _FILTERED,
    openai.InvalidWebhookSignatureError: _library,
    openai.WebSocketConnectionClosedError: _library,
    openai.WebSocketQueueFullError: _library,
    httpx2.HTTPStatusError: _status,
    httpx2.TimeoutException: _SLOW,
    httpx2.TransportError: _connection,
    httpx2.RequestError: _connection,
    httpx2.ProxyError: PROXY,
    httpx2.UnsupportedProtocol: ADDRESS,
    httpx2.InvalidURL: ADDRESS,
    httpx2.TooManyRedirects: ADDRESS,
    httpx2.DecodingError: _GARBLED,
    httpx2.SSEError: nonsense("sent an unterminated event"),
    httpx2.StreamError: _library,
    httpx2.CookieConflict: _library,
    TimeoutError: _SLOW,
    OSError: _connection,
    ValueError: _GARBLED,
}
"""By class; the nearest base in the order of inheritance counts."""

UPSTREAM = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.StreamError,
    httpx2.InvalidURL,
    httpx2.CookieConflict,
    OSError,
    ValueError,
)
