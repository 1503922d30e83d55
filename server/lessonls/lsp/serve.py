"""Serving a client over stdin and stdout, or over TCP.

Stdout belongs to the protocol: before anything is served it is taken away from everybody
else, so that no print and no child process can get in between. Ending in any way (exit,
the client's death, SIGTERM, a terminal that closes) cancels the runs and waits until they have
cleaned up.
"""

import asyncio
import gc
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Coroutine
from typing import BinaryIO

from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async

from lessonls.lsp.server import Server

logger = logging.getLogger(__name__)

_TURN = 0.001
"""Seconds after which a thread that reads lets the one go on that answers."""
_GARBAGE = (10_000, 20, 100)
"""How often garbage is looked for: seldom in all that is known of long texts, which takes a while,
and of which nothing is garbage.
"""


def log_to_stderr(level: int = logging.WARNING) -> None:
    """Our own log from `level` on, everybody else's warnings.

    Editors keep what comes over stderr as errors; what is no problem goes to them as
    `window/logMessage`.
    """
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("lessonls").setLevel(level)


def serve_stdio(server: Server) -> int:
    """Serves until the client leaves; the process's exit code."""
    stdin, stdout = _take_stdio()
    return _run(_over_stdio(server, stdin, stdout))


def serve_tcp(server: Server, host: str, port: int) -> int:
    """Serves the first client that connects; the process's exit code."""
    return _run(_over_tcp(server, host, port))


def _run(serving: Coroutine[None, None, None]) -> int:
    sys.setswitchinterval(_TURN)
    gc.set_threshold(*_GARBAGE)
    try:
        asyncio.run(serving)
    except SystemExit as leaving:  # pygls leaves this way when the client sends `exit`
        return leaving.code if isinstance(leaving.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except (ConnectionError, asyncio.CancelledError):
        pass
    logger.warning("The client is gone.")
    return 1


def _take_stdio() -> tuple[BinaryIO, BinaryIO]:
    """The streams for the protocol alone; stdin is empty from now on, stdout is stderr."""
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return stdin, stdout


async def _over_stdio(server: Server, stdin: BinaryIO, stdout: BinaryIO) -> None:
    server.protocol.set_writer(StdoutWriter(stdout))
    if not _watchable(stdin, stdout):
        return await _converse(server, StdinAsyncReader(stdin))
    # A stream instead of pygls' reading thread, which nothing could stop.
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), stdin)
    return await _converse(server, reader)


def _watchable(stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Whether an event loop can wait for it, without making our writing non-blocking too."""
    kind = os.fstat(stdin.fileno()).st_mode
    shared = os.path.sameopenfile(stdin.fileno(), stdout.fileno())
    return not shared and (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind))


async def _over_tcp(server: Server, host: str, port: int) -> None:
    arrived: asyncio.Future[asyncio.StreamReader] = asyncio.get_running_loop().create_future()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if arrived.done():
            writer.close()
            return
        server.protocol.set_writer(_TcpWriter(writer))
        arrived.set_result(reader)

    listening = await asyncio.start_server(connected, host, port)
    host, port = listening.sockets[0].getsockname()[:2]
    sys.stderr.write(f"Waiting for an editor on {host}:{port}.\n")
    sys.stderr.flush()
    reader = await arrived
    listening.close()
    await _converse(server, reader)


class _TcpWriter:
    """A stream as pygls' plain writer."""

    def __init__(self, stream: asyncio.StreamWriter) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        self._stream.write(data)

    def close(self) -> None:
        self._stream.close()


async def _converse(server: Server, reader: asyncio.StreamReader | StdinAsyncReader) -> None:
    task = asyncio.current_task()
    if task is not None:
        for end in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(end) is not signal.SIG_IGN:  # as nohup has it
                asyncio.get_running_loop().add_signal_handler(end, task.cancel)
    never = threading.Event()
    try:
        await run_async(never, reader, server.protocol, logger, server.report_server_error)
    except asyncio.IncompleteReadError:
        logger.warning("The client left in the middle of a message.")
    finally:
        await server.close()
