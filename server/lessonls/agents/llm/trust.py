"""Which certificates are trusted; one context for all connections of a run that agree on it."""

import asyncio
import ssl
from pathlib import Path

import httpx2

from lessonls.config import ModelSettings
from lessonls.core.errors import AgentError


class Trust:
    """TLS contexts by the file of certificates; making one takes tens of milliseconds."""

    def __init__(self) -> None:
        self._contexts: dict[Path | None, asyncio.Task[ssl.SSLContext]] = {}

    async def context(self, settings: ModelSettings) -> ssl.SSLContext:
        """The context for this model's endpoint.

        Raises AgentError when its certificates cannot be read.
        """
        if settings.base_url.startswith("http://"):
            return ssl.SSLContext(
                ssl.PROTOCOL_TLS_CLIENT
            )  # trusts no certificate, and costs nothing
        file = settings.ca_file
        if file not in self._contexts:
            self._contexts[file] = asyncio.create_task(asyncio.to_thread(_load, file))
        try:
            # Who is cancelled while waiting must not take the context from the others.
            return await asyncio.shield(self._contexts[file])
        except OSError:
            where = f"`ca_file`, which is {file}" if file else "SSL_CERT_FILE and SSL_CERT_DIR"
            raise AgentError(
                f"The certificates for “{settings.model}” cannot be read: check {where}."
            ) from None

    async def close(self) -> None:
        """Waits for what is still being loaded."""
        await asyncio.gather(*self._contexts.values(), return_exceptions=True)


def _load(file: Path | None) -> ssl.SSLContext:
    if file is None:
        return httpx2.create_ssl_context()  # the system's own
    return ssl.create_default_context(cafile=file.expanduser())
