"""What becomes of the system calls that a trial makes. Numbers are those of x86-64."""

from collections.abc import Callable
from typing import Final

from lessonls_sandbox.replay.memory import Memory
from lessonls_sandbox.replay.ptrace import Registers

HARMLESS: Final = frozenset(
    {
        5,  # fstat
        10,  # mprotect
        14,  # rt_sigprocmask
        35,  # nanosleep
        99,  # sysinfo
        204,  # sched_getaffinity
        230,  # clock_nanosleep
        262,  # newfstatat
    }
)
"""Calls that change nothing outside the trial."""

_WRITES = {1: "write", 18: "pwrite64", 20: "writev"}
_IDENTITY = (39, 186)
_RANDOM = 318
_REFUSED = {
    0: "reads a file",
    2: "opens a file",
    3: "closes a file",
    13: "installs a signal handler",
    16: "talks to a device",
    41: "opens a connection",
    42: "opens a connection",
    56: "starts a thread or a process",
    57: "starts a process",
    58: "starts a process",
    59: "starts a program",
    60: "ends its thread",
    62: "sends a signal",
    200: "sends a signal",
    231: "ends the program",
    234: "aborts, or sends a signal",
    257: "opens a file",
    435: "starts a thread or a process",
}
_MOST = 1 << 20

Written = tuple[int, bytes]
"""A file descriptor and what was written to it."""


def answered(
    call: Registers, memory: Memory, identity: int, log: Callable[[Written], None]
) -> int | str | None:
    """The result of a call that is not made, None for one that is made, or what it would do."""
    number = int(call.orig_rax)
    if number in HARMLESS:
        return None
    if number in _WRITES:
        return _write(call, memory, log)
    if number in _IDENTITY:
        return identity
    if number == _RANDOM:
        size = min(int(call.rsi), 4096)
        memory.write(int(call.rdi), b"\x2a" * size)
        return size
    return _REFUSED.get(number, f"makes the system call {number}")


def _write(call: Registers, memory: Memory, log: Callable[[Written], None]) -> int:
    """Notes what would be written, and says that it was."""
    if int(call.orig_rax) != 20:
        size = min(int(call.rdx), _MOST)
        log((int(call.rdi), memory.read(int(call.rsi), size)))
        return int(call.rdx)
    total = 0
    for part in range(min(int(call.rdx), 1024)):
        pair = memory.read(int(call.rsi) + 16 * part, 16)
        place, size = int.from_bytes(pair[:8], "little"), int.from_bytes(pair[8:], "little")
        log((int(call.rdi), memory.read(place, min(size, _MOST))))
        total += size
    return total
