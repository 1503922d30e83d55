"""The server's process: its streams are its own, and it leaves nothing behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from tests.server.lsp.conftest import SERVER, source

SECONDS = 30.0


class Wire:
    """The protocol by hand, to do what no well-behaved client does."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self._reading, self._writing = reading, writing

    def send(self, method: str, params: Any = None, **more: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        body = json.dumps(message).encode()
        self._writing.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._writing.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; anything else on the stream fails the test."""
        length = 0
        while line := self._reading.readline().strip():
            name, _, value = line.partition(b":")
            assert name in (b"Content-Length", b"Content-Type")
            length = int(value) if name == b"Content-Length" else length
        return json.loads(self._reading.read(length))

    def answer(self, number: int) -> Any:
        """The result of our request of that number; what comes before it is ignored."""
        while (message := self.receive()).get("id") != number:
            pass
        return message["result"]

    def initialize(self) -> None:
        self.send("initialize", {"capabilities": {}, "processId": None, "rootUri": None}, id=1)
        self.answer(1)
        self.send("initialized", {})


Process = subprocess.Popen[bytes]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts servers; none outlives the test."""
    processes: list[Process] = []

    def started(*arguments: str, **options: Any) -> Process:
        streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, **options}
        environment = {**os.environ, "LESSONLS_TEST_FOLDER": str(tmp_path)}
        command = [sys.executable, str(SERVER), *arguments]
        process = cast("Process", subprocess.Popen(command, env=environment, **streams))
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.kill()
        process.communicate()


def running(process: Process, folder: Path) -> Wire:
    """Brings a server to where a run is at work."""
    wire = Wire(cast("BinaryIO", process.stdout), cast("BinaryIO", process.stdin))
    wire.initialize()
    file = folder / "demo.c"
    file.write_text(source("gated"), encoding="utf-8")
    arguments = [{"uri": file.as_uri(), "line": 4}]
    command = {"command": "lessonls.optimize", "arguments": arguments}
    wire.send("workspace/executeCommand", command, id=2)
    assert wire.answer(2)["run"]
    wait_for(lambda: noted(folder) == ["opened gated"])
    return wire


def noted(folder: Path) -> list[str]:
    """What the fake judge noted."""
    file = folder / "log"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def wait_for(condition: Callable[[], bool]) -> None:
    """Waits for a condition; a test that waits too long fails."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_what_others_print_never_gets_into_the_protocol(
    start: Callable[..., Process], tmp_path: Path
) -> None:
    """The fake judge prints to stdout; the client sees messages only, to the very end."""
    process = start(stderr=subprocess.PIPE)
    wire = running(process, tmp_path)
    (tmp_path / "gated").touch()
    while "2.30x speedup" not in str(wire.receive()):
        pass
    wire.send("shutdown", id=3)
    assert wire.answer(3) is None
    wire.send("exit")
    rest, errors = process.communicate(timeout=SECONDS)
    assert rest == b""
    assert b"A careless library or a child process prints." in errors
    assert process.returncode == 0


def test_a_client_that_dies_ends_its_runs(start: Callable[..., Process], tmp_path: Path) -> None:
    """The end of its stream is enough."""
    process = start()
    running(process, tmp_path)
    process.communicate(timeout=SECONDS)
    assert noted(tmp_path) == ["opened gated", "closed gated"]
    assert process.returncode == 1


def started_with(handler: signal.Handlers, number: int, start: Callable[..., Process]) -> Process:
    """A server that inherits what is done with a signal: whoever starts the tests may ignore it."""
    before = signal.signal(number, handler)
    try:
        return start()
    finally:
        signal.signal(number, before)


def test_a_server_under_nohup_outlives_its_terminal(
    start: Callable[..., Process], tmp_path: Path
) -> None:
    """It answers after the hangup."""
    process = started_with(signal.SIG_IGN, signal.SIGHUP, start)
    wire = running(process, tmp_path)
    process.send_signal(signal.SIGHUP)
    wire.send("shutdown", id=3)
    assert wire.answer(3) is None


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_termination_ends_the_runs(
    start: Callable[..., Process], tmp_path: Path, end: signal.Signals
) -> None:
    """It cleans up as `shutdown` does, although the client's stream stays open."""
    process = started_with(signal.SIG_DFL, end, start)
    running(process, tmp_path)
    process.send_signal(end)
    assert process.wait(SECONDS) == 1
    assert noted(tmp_path) == ["opened gated", "closed gated"]


def test_an_empty_standard_input_ends_the_server(start: Callable[..., Process]) -> None:
    """Also where no event loop can watch it, as with a file."""
    assert start(stdin=subprocess.DEVNULL).wait(SECONDS) == 1


def test_a_client_may_come_over_tcp(start: Callable[..., Process]) -> None:
    """On a port that the server chose and told."""
    process = start("0", stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = re.fullmatch(rb"Waiting for an editor on 127.0.0.1:(\d+).\n", process.stderr.readline())
    assert told
    with (
        socket.create_connection(("127.0.0.1", int(told[1]))) as connection,
        connection.makefile("rb") as reading,
        connection.makefile("wb") as writing,
    ):
        wire = Wire(reading, writing)
        wire.initialize()
        wire.send("shutdown", id=3)
        assert wire.answer(3) is None
        wire.send("exit")
        assert process.wait(SECONDS) == 0
