"""What this machine is, how steady its clock, and how fast its memory."""

import hashlib
import json
import os
import platform
import re
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
import platformdirs

from lessonls.adapters.judge.build import version
from lessonls.core.machine import Machine

_COPIED = 32 << 20
_COPIES = 3
_FRESH_SECONDS = 30 * 86_400.0


def this_machine() -> Machine:
    """Takes a third of a second. Raises MachineError if there is no gcc."""
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
    if there is none.
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


def memory_bandwidth() -> float:
    """Bytes a second that one core reads and writes when it copies from memory to memory. Measured
    once a month for each processor, since it takes a tenth of a second.
    """
    known = hashlib.sha256(f"{platform.node()} {cpu_name()}".encode()).hexdigest()[:16]
    place = platformdirs.user_cache_path("lessonls", appauthor=False) / f"memory-{known}.json"
    try:
        if time.time() - place.stat().st_mtime < _FRESH_SECONDS:
            return float(json.loads(place.read_text()))
    except (OSError, ValueError, TypeError):
        pass  # it is measured
    measured = _copied_a_second()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(measured))
    except OSError:
        pass  # it is measured again next time
    return measured


def _copied_a_second() -> float:
    """The best of a few: others on the machine can only make it less."""
    source, copy = (np.ones(_COPIED // 8) for _ in range(2))

    def once() -> float:
        began = time.perf_counter()
        np.copyto(copy, source)
        return time.perf_counter() - began

    return round(2 * _COPIED / min(once() for _ in range(_COPIES)))


def cache_sizes() -> tuple[int, ...]:
    """Bytes of the data caches that one core uses, from the first level on; empty if unknown."""
    found: dict[int, int] = {}
    for place in Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"):
        try:
            level, kind, text = (
                (place / name).read_text().strip() for name in ("level", "type", "size")
            )
        except OSError:
            continue
        match = re.fullmatch(r"(\d+)([KM]?)", text)
        if match and kind != "Instruction":
            found[int(level)] = int(match[1]) << {"": 0, "K": 10, "M": 20}[match[2]]
    return tuple(found[level] for level in sorted(found))


def instruction_sets() -> frozenset[str]:
    """What the processor has, by the kernel's names."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    flags = (line.partition(":")[2].split() for line in lines if line.startswith("flags"))
    return frozenset(next(flags, list[str]()))
