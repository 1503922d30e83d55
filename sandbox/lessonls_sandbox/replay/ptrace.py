"""ptrace(2) and waitpid(2) for x86-64, as far as trials need them.

All calls for a process must come from the thread that seized it.
"""

import ctypes
import os
import signal
from typing import Final

from lessonls_sandbox.errors import SandboxError

_SEIZE, _CONTINUE, _GET_REGISTERS, _SET_REGISTERS, _GET_FLOATING = 0x4206, 7, 12, 13, 14
_GET_SIGNAL, _RSEQ = 0x4202, 0x420F
_EXIT_KILL, _TRACE_SECCOMP = 1 << 20, 1 << 7
_TRACE_FORKS = 1 << 1 | 1 << 2 | 1 << 3
_WALL = 0x40000000

SECCOMP_STOP: Final = 7
"""PTRACE_EVENT_SECCOMP."""


_NAMES = (
    *(f"r{number}" for number in (15, 14, 13, 12)),
    *("rbp", "rbx"),
    *(f"r{number}" for number in (11, 10, 9, 8)),
    *("rax", "rcx", "rdx", "rsi", "rdi", "orig_rax", "rip", "cs", "eflags", "rsp"),
)


class Registers(ctypes.Structure):
    """struct user_regs_struct."""

    r15: int
    r14: int
    r13: int
    r12: int
    rbp: int
    rbx: int
    r11: int
    r10: int
    r9: int
    r8: int
    rax: int
    rcx: int
    rdx: int
    rsi: int
    rdi: int
    orig_rax: int
    rip: int
    cs: int
    eflags: int
    rsp: int
    _fields_ = [
        *((name, ctypes.c_ulonglong) for name in _NAMES),
        ("rest", ctypes.c_ulonglong * 7),
    ]


_libc = ctypes.CDLL(None, use_errno=True)
_ptrace = _libc.ptrace
_ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_ptrace.restype = ctypes.c_long


def seize(pid: int) -> None:
    """Traces a process that goes on; it dies with the tracer. Raises SandboxError."""
    options = _EXIT_KILL | _TRACE_SECCOMP | _TRACE_FORKS
    if _ptrace(_SEIZE, pid, None, options) != 0:
        reason = os.strerror(ctypes.get_errno())
        raise SandboxError(
            f"this machine does not let lessonls trace its own processes ({reason}): see"
            " kernel.yama.ptrace_scope, which has to be 0 or 1."
        )


def proceed(pid: int, delivered: int = 0) -> bool:
    """Lets a stopped process go on, with a signal or none; False where it is gone."""
    return _ptrace(_CONTINUE, pid, None, delivered) == 0


def registers(pid: int) -> Registers:
    """Those of a stopped process; zeros where it is gone."""
    found = Registers()
    _ptrace(_GET_REGISTERS, pid, None, ctypes.addressof(found))
    return found


def answer(pid: int, found: Registers, value: int) -> None:
    """Skips the system call in front of which a process stopped, with that result."""
    found.orig_rax = (1 << 64) - 1
    found.rax = value & ((1 << 64) - 1)
    _ptrace(_SET_REGISTERS, pid, None, ctypes.addressof(found))


def rounding(pid: int) -> tuple[int, int]:
    """How a stopped process computes with floating-point numbers: the control words of the x87
    and of SSE, without the flags of what has happened.
    """
    found = (ctypes.c_ubyte * 512)()
    _ptrace(_GET_FLOATING, pid, None, ctypes.addressof(found))
    said = bytes(found)
    return int.from_bytes(said[:2], "little"), int.from_bytes(said[24:28], "little") & ~0x3F


def fault_address(pid: int) -> int:
    """`si_addr` of the signal that stopped a process."""
    said = (ctypes.c_ubyte * 128)()
    _ptrace(_GET_SIGNAL, pid, None, ctypes.addressof(said))
    return int.from_bytes(bytes(said)[16:24], "little")


def restartable_area(pid: int) -> range:
    """The addresses of the C library's rseq area, into which the kernel writes."""
    said = (ctypes.c_uint64 * 3)()
    if _ptrace(_RSEQ, pid, 24, ctypes.addressof(said)) <= 0:
        return range(0)
    return range(said[0], said[0] + (int(said[1]) & 0xFFFFFFFF))


def wait(pid: int) -> int:
    """The status of the next stop or end of a process; that of a killed one where it is gone."""
    try:
        return os.waitpid(pid, _WALL)[1]
    except ChildProcessError:
        return int(signal.SIGKILL)
