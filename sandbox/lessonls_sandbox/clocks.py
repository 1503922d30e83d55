"""The CPU clocks of another process, and when they can be trusted."""

import os
import time

_SETTLING_SECONDS = 0.5


def cpu_clock(pid: int) -> int:
    """The clock id of another process's CPU time (see clock_getcpuclockid(3))."""
    return (~pid << 3) | 2


def thread_clock(pid: int) -> int:
    """The clock id of the CPU time of another process's first thread."""
    return (~pid << 3) | 6


def nanoseconds(clock: int) -> int:
    """What a clock shows; 0 when the process is gone, which the next message reports."""
    try:
        return time.clock_gettime_ns(clock)
    except OSError:
        return 0


def asleep(pid: int) -> bool:
    """Waits until a process that is about to sleep does so; whether it did.

    The kernel adds a running process's time to its CPU clock only now and then.
    """
    deadline = time.monotonic() + _SETTLING_SECONDS
    try:
        handle = os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return True  # it is gone: the next message says how
    try:
        while time.monotonic() < deadline:
            if os.pread(handle, 512, 0).rpartition(b")")[2][1:2] != b"R":
                return True
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
