"""Where the threads of another process run."""

import os
from contextlib import suppress
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
