"""The client of one endpoint: what may be sent to it, and how much may come back.

- Redirects are not followed: the key would go to another host.
- Proxies of the environment are used, except for a server on this machine, which no proxy
  can reach.
- Only the headers in `_SENT` are sent. The library would add facts about this machine, and
  whatever OPENAI_ORG_ID and its like hold, to every server.
- Answers come uncompressed, so that a small one cannot grow in memory.
"""

import ipaddress
import logging
import ssl
from collections.abc import AsyncIterator
from types import TracebackType
from urllib.parse import urlsplit

import httpx2
from openai import AsyncOpenAI

from lessonls.agents.llm.failures import ADDRESS, PROXY, Failed, Peer, nonsense
from lessonls.agents.llm.keys import Key, find_key
from lessonls.agents.llm.patience import Patience
from lessonls.agents.llm.trust import Trust
from lessonls.config import ModelSettings

LONGEST_BODY = 1_000_000
"""Bytes of an answer that is not streamed."""

_LONGEST_COMPLAINT = 64_000
"""Bytes of the text that comes with an error."""

_SENT = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
        "x-stainless-raw-response",  # by which openai knows its own request again
    }
)
_NO_KEY = "none"
_LOGGERS = ("openai", "httpx2", "httpcore2")


class Connection:
    """The client for one model, made when it is first needed. Not for several event loops."""

    def __init__(self, settings: ModelSettings, trust: Trust, patience: Patience) -> None:
        self._settings = settings
        self._trust = trust
        self._patience = patience
        self._open: tuple[AsyncOpenAI, Peer] | None = None

    async def __aenter__(self) -> "Connection":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def opened(self) -> tuple[AsyncOpenAI, Peer]:
        """The client and whom it speaks to; AgentError for a missing key or certificate."""
        if self._open is None:
            key = await find_key(self._settings)
            context = await self._trust.context(self._settings)
            if self._open is None:  # no other task was faster
                peer = Peer(self._settings, key)
                try:
                    self._open = self._client(key, context), peer
                except httpx2.InvalidURL:
                    raise peer.error(ADDRESS) from None
                except ValueError:  # of proxies in the environment
                    raise peer.error(PROXY) from None
        return self._open

    def _client(self, key: Key, context: ssl.SSLContext) -> AsyncOpenAI:
        timeout = httpx2.Timeout(None, connect=self._patience.connect)
        http = httpx2.AsyncClient(
            verify=context,
            trust_env=not is_local(self._settings.base_url),
            follow_redirects=False,
            timeout=timeout,
            headers={"Accept-Encoding": "identity", "User-Agent": "lessonls"},
            event_hooks={"request": [_Outgoing(key)], "response": [_incoming]},
        )
        return AsyncOpenAI(
            api_key=key.reveal() or _NO_KEY,
            base_url=self._settings.base_url,
            max_retries=0,
            timeout=timeout,
            default_headers={"User-Agent": "lessonls"},
            http_client=http,
        )

    async def close(self) -> None:
        """Closes what is open; the next question opens it again."""
        if self._open is not None:
            client, _ = self._open
            self._open = None
            await client.close()


def is_local(url: str) -> bool:
    """Whether a URL leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def keep_quiet() -> None:
    """Stops the libraries' loggers, which would write prompts and headers to stderr."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False


async def read_body(response: httpx2.Response, longest: int = LONGEST_BODY) -> str:
    """The body of an answer that is not streamed; Failed for more than `longest` bytes."""
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > longest:
            raise Failed(nonsense(f"sent more than {longest} bytes"))
    return body.decode("utf-8", "replace")


class _Outgoing:
    """Removes headers that were not requested."""

    def __init__(self, key: Key) -> None:
        self._has_key = bool(key)

    async def __call__(self, request: httpx2.Request) -> None:
        for name in list(request.headers):
            if name.lower() not in _SENT:
                del request.headers[name]
        if not self._has_key:
            request.headers.pop("authorization", None)


async def _incoming(response: httpx2.Response) -> None:
    """Bounds what is read of an answer before anybody reads it."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise httpx2.DecodingError("the answer is compressed", request=response.request)
    if not response.is_success and isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Short(response.stream)


class _Short(httpx2.AsyncByteStream):
    """The beginning of a stream."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = _LONGEST_COMPLAINT
        async for piece in self._stream:
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return

    async def aclose(self) -> None:
        await self._stream.aclose()
