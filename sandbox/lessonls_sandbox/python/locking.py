"""A process gives system calls up, for good. Runs inside."""

import ctypes

_PR_SET_SECCOMP, _FILTER_MODE = 22, 2
_INSTRUCTION = 8


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def lock(code: bytes) -> None:
    """Applies a filter of the kernel; nothing where there is none. Raises OSError."""
    if not code:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(code) // _INSTRUCTION, code)
    if libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_FILTER_MODE), ctypes.byref(program)) != 0:
        raise OSError(ctypes.get_errno(), "the filter for system calls was not accepted")
