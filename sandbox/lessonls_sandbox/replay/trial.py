"""One variant of one call, run in a traced copy of the program."""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.calls import Written, answered
from lessonls_sandbox.replay.memory import Memory

_IGNORED = frozenset({signal.SIGSTOP, signal.SIGCHLD, signal.SIGWINCH, signal.SIGALRM})
_MOST_WRITES = 4096


@dataclass
class Trial:
    """A process that runs up to a trap in front of the call, and then to another one behind it.

    `failure` says what the call did that ends a trial, in words that follow a noun: “crashes
    (SIGSEGV at 0x10)”.
    """

    pid: int
    identity: int
    failure: str = ""
    written: list[Written] = field(default_factory=list[Written])

    def __post_init__(self) -> None:
        self.memory = Memory(self.pid)
        self._ended, self._running = False, True

    def run_to(self, trap: int, seconds: float) -> bool:
        """Goes on up to a trap; False where something else happens first, which `failure` says."""
        with _Limit(self.pid, seconds) as limit:
            while not self.failure:
                if not self._running and not ptrace.proceed(self.pid):
                    self.failure, self._ended = "is gone", True
                    break
                self._running = False
                status = ptrace.wait(self.pid)
                if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                    self._ended = True
                    self.failure = _ending(status, limit)
                    break
                if self._stopped(status, trap):
                    return True
        return False

    def _stopped(self, status: int, trap: int) -> bool:
        """Whether it has come to the trap; else it may go on, or `failure` says why not."""
        found, event = os.WSTOPSIG(status), status >> 16
        registers = ptrace.registers(self.pid)
        if event == ptrace.SECCOMP_STOP:
            result = answered(registers, self.memory, self.identity, self._log)
            if isinstance(result, str):
                self.failure = result
            elif result is not None:
                ptrace.answer(self.pid, registers, result)
            return False
        if event:
            return False
        if found == signal.SIGTRAP and registers.rip == trap + 1:
            return True
        if found not in _IGNORED:
            name = signal.Signals(found).name
            self.failure = f"crashes ({name} at {ptrace.fault_address(self.pid):#x})"
        return False

    def _log(self, written: Written) -> None:
        if len(self.written) < _MOST_WRITES:
            self.written.append(written)
        else:
            self.failure = "writes too much to be compared"

    @property
    def seconds(self) -> float:
        """The processor time that the process has had."""
        try:
            return time.clock_gettime_ns(~self.pid << 3 | 2) * 1e-9
        except OSError:
            return 0.0

    def close(self) -> None:
        """Ends the process."""
        self.memory.close()
        if self._ended:
            return
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        while True:
            status = ptrace.wait(self.pid)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                return


def _ending(status: int, limit: "_Limit") -> str:
    if limit.passed:
        return f"does not return within {limit.seconds:g} s"
    if os.WIFEXITED(status):
        return f"ends the program with exit code {os.WEXITSTATUS(status)}"
    return f"is ended by {signal.Signals(os.WTERMSIG(status)).name}"


class _Limit:
    """Kills a process that runs for too long: a tracer can only wait."""

    def __init__(self, pid: int, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._pid = pid

    def __enter__(self) -> "_Limit":
        _watchdog.watch(self._pid, time.monotonic() + self.seconds, self._pass)
        return self

    def __exit__(self, *_: object) -> None:
        _watchdog.rest()

    def _pass(self) -> None:
        self.passed = True


class _Watchdog:
    """One thread for all limits, of which one at a time is in force."""

    _PERIOD = 0.02

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: tuple[int, float, Callable[[], None]] | None = None
        self._thread: threading.Thread | None = None

    def watch(self, pid: int, until: float, passed: Callable[[], None]) -> None:
        with self._lock:
            self._watched = (pid, until, passed)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()

    def rest(self) -> None:
        with self._lock:
            self._watched = None

    def _look(self) -> None:
        while True:
            time.sleep(self._PERIOD)
            with self._lock:
                if self._watched is not None and time.monotonic() > self._watched[1]:
                    pid, _, passed = self._watched
                    self._watched = None
                    passed()
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


_watchdog = _Watchdog()
