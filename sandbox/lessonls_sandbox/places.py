"""Where the threads of another process run."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path


def spread(pid: int) -> None:
    """Gives each thread of a process a core of its own, where there are enough for all.

    A scheduler may put two threads that wake up together on one core, and notice it after the
    call is over: then the same code takes twice as long in one sample as in the next. From outside,
    because nothing inside may choose where it runs.
    """
    with suppress(OSError):  # it is gone: the next message says how
        threads = sorted(int(task.name) for task in Path(f"/proc/{pid}/task").iterdir())
        cores = sorted(os.sched_getaffinity(pid))
        if 1 < len(threads) <= len(cores):
            for thread, core in zip(threads, cores, strict=False):
                os.sched_setaffinity(thread, {core})


def keep(pid: int, core: int) -> None:
    """Makes a process stay on one core: two of them are not equally fast at all times."""
    with suppress(OSError):
        os.sched_setaffinity(pid, {core})


@contextmanager
def left_alone(core: int) -> Generator[None]:
    """Keeps this thread off a core on which something is timed, where there is another one."""
    cores = os.sched_getaffinity(0)
    if len(cores) > 1:
        os.sched_setaffinity(0, cores - {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
