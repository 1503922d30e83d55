"""What this machine is, and how steady its clock."""

import os
import platform
import re
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from lessonls.adapters.judge.build import version
from lessonls.core.machine import Machine


def this_machine() -> Machine:
    """Takes a third of a second. Raises MachineError where there is no gcc."""
    return Machine(
        name=platform.node(),
        compiler=version("gcc"),
        cpu=cpu_name(),
        cores=len(os.sched_getaffinity(0)),
        noise=round(spread(paired_times()), 4),
    )


def cpu_name() -> str:
    """The processor's name, as the kernel gives it."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def spread(pairs: Sequence[tuple[float, float]]) -> float:
    """The robust spread (1.48 x the median absolute deviation) of the pairs' ratios; infinite
    where there is none.
    """
    ratios = [first / second for first, second in pairs if second > 0]
    if not ratios:
        return float("inf")
    middle = median(ratios)
    return 1.4826 * median(abs(ratio - middle) for ratio in ratios)


def paired_times(pairs: int = 30, work: int = 60_000) -> Sequence[tuple[float, float]]:
    """Thread-CPU seconds of the same small work, done twice for every pair."""

    def once() -> float:
        began = time.thread_time()
        sum(range(work))
        return time.thread_time() - began

    return [(once(), once()) for _ in range(pairs)]
