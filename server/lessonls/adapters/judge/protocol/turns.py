"""Whose turn it is to judge on a core: lock files that all judges of a user on a machine share.

What is timed while another run compiles or runs on the same cores is not timed alone. The kernel
gives a lock back however its process ends.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path


def take() -> None:
    """Waits until no other judge of this user is at work on a core that we may run on. The turn is
    ours until this process ends.
    """
    for lock in _locks():
        fcntl.flock(lock, fcntl.LOCK_EX)


def taken() -> bool:
    """Whether `take` would have to wait now."""
    with ExitStack() as looked:
        for lock in _locks():
            looked.callback(os.close, lock)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


def _locks() -> Iterator[int]:
    """An open file for each core, in one order, so that no cycle of waiting can form. Where
    somebody else owns a file of that name, no run waits for it.
    """
    for core in sorted(os.sched_getaffinity(0)):
        path = Path(tempfile.gettempdir(), f"lessonls-{os.getuid()}-core-{core}.lock")
        try:
            yield os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            continue
