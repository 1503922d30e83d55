"""Runs a function in the sandbox, one new process a request, and holds the clock outside.

`Runner` talks to the fork server of harness/serve.hpp over a socket whose messages carry
the sender's process id, filled in by the kernel, and the kernel's own time stamp. So the
judge reads the CPU clock of exactly the process that runs the function, and a wall-clock
time that does not include waking up the reader.
"""

import array
import fcntl
import os
import select
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from lessonls_sandbox.clocks import asleep, cpu_clock, nanoseconds, thread_clock
from lessonls_sandbox.confine import Confined, Confinement, Mount, check
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.places import spread

_ORDER = struct.Struct("<8s13Q16s16s128s")
_REPORT = struct.Struct("<8sQ")
_SO_TIMESTAMPNS = 35
_LOG_BYTES = 16 << 10
_ANSWER_BYTES = 1 << 30
_START_SECONDS = 20.0
_SLACK_SECONDS = 5.0
_LEAVING_SECONDS = 0.5
MOST_SHARING = 16
"""How many parameters, the first ones, can share memory with an earlier one."""
LIBRARIES = "/libraries"
"""Where the folder of libraries lies inside the sandbox."""


class Message(NamedTuple):
    """One message from inside. `pid` and `stamp` (ns, real-time clock) come from the kernel."""

    tag: str
    value: int
    pid: int
    stamp: int
    raw: bytes


class Rounding(IntEnum):
    """Where a real goes that has no place of its own."""

    NEAREST = 0
    UP = 1
    DOWN = 2


@dataclass(frozen=True)
class Order:
    """One request.

    `processor` is a core number or None, `memory` bytes (0: no limit). `spin` keeps the
    process awake while it waits for its start, and its threads apart: for wall-clock timing.
    `trace` asks a coverage build for one more column: what runs in each call, as trace.c says.
    `files` lets it open files for reading while it runs, as sanitizers do; `team` lets it
    start threads; `renew` puts the library's variables back before every call. With `generate`
    the answer is what the function is called with: by a generator (1), of which `arguments` are
    a seed and a size, or in the n-th call (n + 1) that a caller makes. `rounding` is of reals,
    `variant` says which function of a library that holds several is run. `sharing`
    are parameters that share memory: (parameter, earlier parameter, elements behind it; below
    zero, the earlier one lies behind).
    """

    library: str
    arguments: bytes
    calls: int
    threads: int = 1
    processor: int | None = None
    seconds: float = 10.0
    memory: int = 2 << 30
    spin: bool = False
    trace: bool = False
    files: bool = False
    team: bool = False
    renew: bool = False
    generate: int = 0
    rounding: Rounding = Rounding.NEAREST
    variant: int = 0
    sharing: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Sample:
    """What one request gave.

    `problem` is empty when the answer is complete, else what happened in a few words. CPU
    and wall-clock seconds are those of the calls alone; the `outside` ones are those that
    the process spent before and after them, until its answer was read; in `first_outside`
    its first thread alone. `log` is what it printed. Where there is a problem, `returned`
    says after how many calls, as far as the process tells the truth; calls that are timed are not
    counted.
    """

    problem: str
    answer: bytes = b""
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    cpu_outside: float = 0.0
    first_outside: float = 0.0
    wall_outside: float = 0.0
    log: str = ""
    returned: int = 0

    @property
    def timed_out(self) -> bool:
        return self.problem == _LATE

    @property
    def crashed(self) -> bool:
        """Ended by a signal, such as a wrong address gives."""
        return self.problem.startswith(_SIGNAL)


_LATE = "took too long"
_SIGNAL = "was ended by "


class Runner:
    """A fork server for one harness program; closing it leaves no process behind."""

    def __init__(
        self,
        program: Path,
        libraries: Path,
        environment: dict[str, str],
        confinement: Confinement | None = None,
        *,
        fixed_addresses: bool = False,
    ) -> None:
        """`fixed_addresses`: memory is laid out as ThreadSanitizer needs it."""
        launcher = ["/usr/bin/setarch", "-R"] if fixed_addresses else []
        self._control, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._control.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._request = os.memfd_create("request")
        self._answer = os.memfd_create("answer")
        self._log, log_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            self._process = _start(
                confinement or check(),
                program,
                libraries,
                [*launcher, *_with(environment)],
                [inner.fileno(), self._request, self._answer],
                log_end,
            )
        finally:
            inner.close()
            os.close(log_end)
        hello = self._receive(_START_SECONDS)
        if hello is None:
            log = self._drain_log().strip()
            self.close()
            raise SandboxError(f"the harness did not start: {log or 'no message'}")
        self.server_pid = hello.pid
        self.interface = hello.raw

    def close(self) -> None:
        """Ends the server and whatever it runs: the sandbox dies with its first process.

        A server that is idle leaves by itself when its socket closes, and is reaped inside.
        """
        self._control.close()
        for handle in (self._request, self._answer, self._log):
            os.close(handle)
        try:
            self._process.wait(_LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def sample(self, order: Order) -> Sample:
        """Runs the calls of one order in a new process. SandboxError if the server is gone."""
        started = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._fill(order)
        limit = order.seconds + _SLACK_SECONDS
        ready = self._expect("ready", limit)
        if isinstance(ready, Sample):
            return ready
        if order.spin:
            spread(ready.pid)
        clock, first = cpu_clock(ready.pid), thread_clock(ready.pid)
        idle = order.spin or asleep(ready.pid)
        cpu_before, first_before = nanoseconds(clock), nanoseconds(first)
        wall_before = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._tell("go")
        done = self._expect("done", limit, ready.pid)
        if isinstance(done, Sample):
            return done
        idle = asleep(ready.pid) and idle
        cpu_after, first_after = nanoseconds(clock), nanoseconds(first)
        wall_after = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._tell("write")
        output = self._expect("output", limit, ready.pid)
        if isinstance(output, Sample):
            return output
        idle = asleep(ready.pid) and idle
        answer = self._read_answer(output.value)
        # Only now: until its answer is read, whatever a process does counts.
        cpu_end, first_end = nanoseconds(clock), nanoseconds(first)
        wall_end = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._tell("bye")
        ended = self._receive_end(limit)
        if ended.problem:
            return ended
        if not idle:
            return Sample("went on working when it should have waited", log=ended.log)
        if answer is None:
            return Sample("wrote an answer of the wrong size", log=ended.log)
        return Sample(
            "",
            answer,
            (cpu_after - cpu_before) * 1e-9,
            (done.stamp - wall_before) * 1e-9,
            (cpu_before + cpu_end - cpu_after) * 1e-9,
            (first_before + first_end - first_after) * 1e-9,
            (ready.stamp - started + wall_end - wall_after) * 1e-9,
            ended.log,
        )

    def _fill(self, order: Order) -> None:
        os.ftruncate(self._answer, 0)
        os.lseek(self._answer, 0, os.SEEK_SET)
        os.ftruncate(self._request, 0)
        os.lseek(self._request, 0, os.SEEK_SET)
        view = memoryview(order.arguments)
        while view:
            view = view[os.write(self._request, view) :]
        processor = 0 if order.processor is None else order.processor + 1
        packed = _ORDER.pack(
            b"run",
            order.calls,
            order.threads,
            processor,
            int(order.seconds * 1000) + 1,
            order.memory,
            int(order.spin),
            int(order.trace),
            int(order.files),
            int(order.team),
            int(order.renew),
            int(order.generate),
            int(order.rounding),
            order.variant,
            *_packed(order.sharing),
            order.library.encode(),
        )
        self._send(packed)

    def _expect(self, tag: str, seconds: float, pid: int | None = None) -> Message | Sample:
        """The message `tag` from the child, or how the child ended before it."""
        message = self._receive(seconds)
        if message is None:
            raise SandboxError("the harness stopped answering")
        if message.pid == self.server_pid:
            return self._ended(message, "ended its process before it had returned")
        if message.tag != tag or (pid is not None and message.pid != pid):
            self._receive_end(seconds)
            return Sample("spoke out of turn to the judge", log=self._drain_log())
        return message

    def _receive_end(self, seconds: float) -> Sample:
        """Waits until the child is gone; messages it still sends are dropped."""
        while True:
            message = self._receive(seconds)
            if message is None:
                raise SandboxError("the harness stopped answering")
            if message.pid == self.server_pid:
                return self._ended(message)

    def _ended(self, message: Message, early: str = "") -> Sample:
        log = self._drain_log()
        returned, status = message.value >> 32, message.value & 0xFFFFFFFF
        if message.tag == "late":
            return Sample(_LATE, log=log, returned=returned)
        if message.tag == "nofork":
            raise SandboxError("the sandbox cannot start another process")
        return Sample(_describe_end(status, log) or early, log=log, returned=returned)

    def _send(self, packed: bytes) -> None:
        try:
            self._control.send(packed)
        except OSError as error:
            raise SandboxError(f"the harness is gone: {error.strerror}") from error

    def _tell(self, tag: str) -> None:
        self._send(_REPORT.pack(tag.encode(), 0))

    def _receive(self, seconds: float) -> Message | None:
        if not select.select([self._control], [], [], seconds)[0]:
            return None
        raw, extra, _, _ = self._control.recvmsg(256 << 10, 256)
        if not extra:  # an empty message has a sender, the end has none
            return None
        pid, stamp = _kernel_facts(extra)
        tag, value = _REPORT.unpack(raw) if len(raw) == _REPORT.size else (b"", 0)
        return Message(tag.rstrip(b"\0").decode("ascii", "replace"), value, pid, stamp, raw)

    def _read_answer(self, size: int) -> bytes | None:
        if size > _ANSWER_BYTES or size != os.fstat(self._answer).st_size:
            return None
        parts: list[bytes] = []
        at = 0
        while at < size:
            part = os.pread(self._answer, min(size - at, 1 << 24), at)
            if not part:
                return None
            parts.append(part)
            at += len(part)
        return b"".join(parts)

    def _drain_log(self) -> str:
        """What has been printed since the last time, cut off at a few kilobytes."""
        raw = b""
        while select.select([self._log], [], [], 0)[0]:
            part = os.read(self._log, 1 << 16)
            if not part:
                break
            raw += part[: _LOG_BYTES - len(raw)]
        return raw.decode("utf-8", "replace")


def _start(
    confinement: Confinement,
    program: Path,
    libraries: Path,
    launcher: Sequence[str],
    handles: Sequence[int],
    log: int,
) -> Confined:
    """Starts the harness; it moves the handles whose numbers it is given to 3, 4 and 5."""
    mounts = [Mount(program, "/harness"), Mount(libraries, LIBRARIES)]
    # Numbers from 10 on, so that moving one into its place never overwrites another.
    high = [fcntl.fcntl(handle, fcntl.F_DUPFD_CLOEXEC, 10) for handle in handles]
    argv = [*launcher, "/harness", LIBRARIES, *map(str, high)]
    try:
        return confinement.start(argv, mounts, stdout=log, stderr=log, pass_fds=high)
    finally:
        for handle in high:
            os.close(handle)


def _with(environment: dict[str, str]) -> list[str]:
    return ["/usr/bin/env", *(f"{name}={value}" for name, value in environment.items())]


def _packed(sharing: Sequence[tuple[int, int, int]]) -> tuple[bytes, bytes]:
    """Sharing as the harness reads it: for each parameter whose memory it gets, and where. What
    comes later counts.
    """
    alias, shift = bytearray(MOST_SHARING), bytearray(MOST_SHARING)
    for parameter, other, behind in sharing:
        alias[parameter] = other + 1
        shift[parameter] = behind % 256
    return bytes(alias), bytes(shift)


def _kernel_facts(extra: list[tuple[int, int, bytes]]) -> tuple[int, int]:
    pid, stamp = 0, 0
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            pid = array.array("i", data)[0]
        elif level == socket.SOL_SOCKET and kind == _SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("qq", data)
            stamp = seconds * 10**9 + nanoseconds
    return pid, stamp


def _describe_end(status: int, log: str) -> str:
    """How a child ended, in a few words; empty when it left in order."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGSYS:
            return "made a system call that is not for functions"
        return f"{_SIGNAL}{signal.Signals(number).name}"
    code = os.WEXITSTATUS(status)
    if code == 0:
        return ""
    for line in log.splitlines():
        if line.startswith("lessonls: "):
            return line.removeprefix("lessonls: ")
    return f"left with exit code {code}"
