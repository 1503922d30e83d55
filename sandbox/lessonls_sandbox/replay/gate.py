"""Where a running program waits to hear what becomes of a call.

The other end is harness/replay.c: messages are its structs. The kernel says which process sends
one, so that nobody can pretend to be another.
"""

import selectors
import socket
import struct
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.memory import Memory
from lessonls_sandbox.replay.state import read_state
from lessonls_sandbox.replay.trial import Trial

NEVER = (1 << 63) - 1
STOP = 0
"""In place of a number of calls: the program need not go on."""
_HELLO = struct.Struct("=2q10Q")
_COMMAND = struct.Struct("=8q")
_PROGRAM, _SAMPLE, _CHECKPOINT, _TRIAL, _END = range(5)
_RESUME, _FORK = range(2)
_STARTING_SECONDS = 5.0
_NAME = "gate"


class NotStartedError(SandboxError):
    """A copy of the program that does not come to the call, as where other threads held locks."""


class Mode(IntEnum):
    """What a trial is for: to be compared, or to be timed with the program's allocator or ours."""

    CHECK = 0
    TIME = 1
    TIME_ALONE = 2


class Variant(IntEnum):
    """What a trial runs; of several rewrites in a program the one that the sample is about."""

    NOTHING = -1
    ORIGINAL = 0
    REWRITE = 1


class Rounding(IntEnum):
    NEAREST = 0
    UP = 1
    DOWN = 2


@dataclass(frozen=True)
class Runtime:
    """Where a program keeps what is ours: the page of `state`, the `region` of lists and of the
    memory that trials take, and the traps in front of a call and behind it.
    """

    state: range
    region: range
    ready: int
    done: int


@dataclass(frozen=True)
class Sample:
    """A call that the program is about to make, the `number`th: everything above `frame` on the
    stack is its callers', and the `result` will be written there. The program waits. The `rewrite`
    is the one of that number.
    """

    number: int
    frame: int
    result: range
    error_number: int
    runtime: Runtime
    checkpoint: "Checkpoint"
    rewrite: int = Variant.REWRITE

    def trial(
        self,
        variant: Variant,
        mode: Mode = Mode.CHECK,
        rounding: Rounding = Rounding.NEAREST,
        *,
        fill: int = 0,
        runs: int = 1,
        timed: int = 0,
        seconds: float = _STARTING_SECONDS,
    ) -> Trial:
        """A copy of the program that has stopped in front of the call; whoever gets it closes it.

        It will make `runs` calls, and stop where a multiple of `timed` is left to be made, if that
        is not 0. Fresh memory is filled with the byte `fill`.
        """
        number = self.rewrite if variant is Variant.REWRITE else variant
        command = (_FORK, 0, number, mode, rounding, fill, runs, timed)
        pid, go = self.checkpoint.copied(command)
        with go:
            ptrace.seize(pid)
            found = Trial(pid, self.checkpoint.identity)
            go.send(b"g")
            if not found.run_to(self.runtime.ready, seconds):
                found.close()
                raise NotStartedError(
                    f"a copy of the program {found.failure} before it could begin."
                )
        return found

    def memory(self) -> Memory:
        """The program's, as it was before the call; whoever opens it closes it."""
        return Memory(self.checkpoint.pid)


class Program:
    """A process that has the function in it."""

    def __init__(self, connection: socket.socket, pid: int, gate: "Gate") -> None:
        self.pid = pid
        self.connection = connection
        self.runtime: Runtime | None = None
        self._gate = gate
        self.identity = _inner_pid(pid)

    @property
    def calls(self) -> int:
        """How many it has made so far."""
        if self.runtime is None:
            return 0
        try:
            with closing(Memory(self.pid)) as memory:
                state = read_state(memory, self.runtime.state.start)
        except OSError:  # it is gone
            return 0
        return state.call + (NEVER if state.until > NEVER // 2 else 0) - state.until

    def resume(self, until: int) -> None:
        """Lets it go on up to the call that is `until` further."""
        with suppress(OSError):
            self.connection.send(_COMMAND.pack(_RESUME, until, 0, 0, 0, 0, 0, 0))

    def frozen(self) -> "Checkpoint":
        """A copy of it that stays as it is, while other threads of the program go on."""
        with suppress(OSError):
            self.connection.send(_COMMAND.pack(_FORK, 0, 0, 0, 0, 0, 0, 0))
        pid, connection = self._gate.newcomer(_CHECKPOINT)
        return Checkpoint(connection, pid, self.identity, self._gate)


class Checkpoint:
    """A copy of a program of which trials are copies. Close it. `identity` is what the program
    takes its process number for.
    """

    def __init__(self, connection: socket.socket, pid: int, identity: int, gate: "Gate") -> None:
        self.pid, self.identity = pid, identity
        self._connection, self._gate = connection, gate

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def copied(self, command: tuple[int, ...]) -> tuple[int, socket.socket]:
        """A copy that waits for one byte, and where to send it."""
        with suppress(OSError):
            self._connection.send(_COMMAND.pack(*command))
        return self._gate.newcomer(_TRIAL)


OnSample = Callable[[Sample], int]
"""What is done while the program waits; the number of calls until the next sample, or STOP."""


class Gate:
    """A socket in a folder that the sandbox shows to the program. Close it. Of several rewrites in
    the program the `rewrite` of that number is looked at.

    `joined` says whether any program had the function in it, and `calls` how often they have called
    it, up to their end or to that of the time.
    """

    def __init__(self, folder: Path, rewrite: int = Variant.REWRITE) -> None:
        self.rewrite = rewrite
        self.path = folder / _NAME
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(str(self.path))
        self.path.chmod(0o777)  # in a folder of ours
        self._listener.listen(64)
        self._waiting: list[tuple[socket.socket, int]] = []
        self._programs: list[Program] = []
        self.joined = self._stopped = False
        self.calls = 0

    def close(self) -> None:
        """Nobody is heard any more; programs go on without."""
        for program in self._programs:
            program.connection.close()
        self._programs = []
        self._listener.close()
        self.path.unlink(missing_ok=True)

    def attend(
        self, process: "subprocess.Popen[bytes]", first: int, seconds: float, sample: OnSample
    ) -> bool:
        """Answers to programs until the process is over; False where it takes too long, or where
        no more is to be seen.

        The first call that is looked at is the `first` one.
        """
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as ready:
            ready.register(self._listener, selectors.EVENT_READ)
            over = self._stopped = False
            while not over and not self._stopped and time.monotonic() < deadline:
                over = process.poll() is not None  # its last words may not have been heard yet
                for key, _ in ready.select(0 if over else 0.05):
                    program: Program | None = key.data
                    if program is None:
                        self._waiting.append(self._accepted())
                    elif not self._heard(program, first, sample):
                        ready.unregister(program.connection)
                        self._programs.remove(program)
                        program.connection.close()
                for connection, pid in self._waiting:
                    program = Program(connection, pid, self)
                    self._programs.append(program)
                    ready.register(connection, selectors.EVENT_READ, program)
                self._waiting = []
        if not over:
            self.calls += sum(program.calls for program in self._programs)
        return process.poll() is not None

    def newcomer(self, kind: int) -> tuple[int, socket.socket]:
        """The next process that introduces itself as a checkpoint, or as a trial."""
        self._listener.settimeout(_STARTING_SECONDS)
        try:
            while True:
                connection, pid = self._accepted()
                connection.settimeout(_STARTING_SECONDS)
                said = connection.recv(_HELLO.size, socket.MSG_PEEK)
                if len(said) == _HELLO.size and _HELLO.unpack(said)[0] == kind:
                    return pid, connection
                self._waiting.append((connection, pid))
        except OSError as error:
            raise SandboxError("the program could not be copied.") from error
        finally:
            self._listener.settimeout(None)

    def _accepted(self) -> tuple[socket.socket, int]:
        connection, _ = self._listener.accept()
        said = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        return connection, struct.unpack("=3i", said)[0]

    def _heard(self, program: Program, first: int, sample: OnSample) -> bool:
        """Answers one message; False where the program is gone."""
        try:
            said = program.connection.recv(_HELLO.size)
        except OSError:
            return False
        if len(said) != _HELLO.size:
            return False
        kind, number, state, state_size, region, size, ready, done, *call = _HELLO.unpack(said)
        if kind == _PROGRAM:
            self.joined = True
            program.runtime = Runtime(
                range(state, state + state_size), range(region, region + size), ready, done
            )
            program.resume(first)
        elif kind == _SAMPLE and program.runtime is not None:
            frame, result, length, error_number = call
            where = range(result, result + length)
            with closing(program.frozen()) as point:
                runtime = program.runtime
                found = Sample(number, frame, where, error_number, runtime, point, self.rewrite)
                until = sample(found)
            self._stopped = until == STOP
            if not self._stopped:
                program.resume(until)
        elif kind == _END:
            self.calls += number
        return True


def _inner_pid(pid: int) -> int:
    """What the process itself takes its number for."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return pid
    return next((int(line.split()[-1]) for line in lines if line.startswith("NSpid:")), pid)
