"""What the doctor looks at: each check returns its line of the report."""

import os
import time
from collections.abc import Callable, Sequence
from statistics import median

from lessonls.core.report import Check, CheckState
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import Confinement
from lessonls_sandbox.errors import SandboxError

STEADY = 0.1
"""Spread of one pair up to which a median of 30 pairs tells some percent apart."""


def sandbox(confinement: Confinement) -> Check:
    """Whether this machine can confine what it compiles and runs."""
    if confinement.problem is None:
        return Check(
            name="sandbox", state=CheckState.OK, detail=confinement.description, required=True
        )
    return Check(
        name="sandbox",
        state=CheckState.MISSING,
        detail=confinement.description,
        advice=confinement.problem,
        required=True,
    )


def program(name: str, package: str, *, required: bool, without: str = "") -> Check:
    """Whether a program starts inside the sandbox, and its version.

    `without` says what is weaker when an optional program is not there.
    """
    version = _inside(["/bin/sh", "-c", f"{name} --version > out/version"])
    if version is not None:
        first = version.decode("utf-8", "replace").partition("\n")[0]
        return Check(name=name, state=CheckState.OK, detail=first, required=required)
    return Check(
        name=name,
        state=CheckState.MISSING if required else CheckState.WEAK,
        detail="not found in /usr/bin" + (f": {without}" if without else ""),
        advice=f"Install it (Debian, Ubuntu: sudo apt-get install {package}).",
        required=required,
    )


def runtime(name: str, flag: str, package: str) -> Check:
    """Whether the compiler can link what `flag` needs at run time."""
    source = {"empty.cpp": b"int main() {}\n"}
    if _inside(["g++", flag, "empty.cpp", "-o", "out/empty"], source) is not None:
        return Check(name=name, state=CheckState.OK, detail=f"g++ {flag} links", required=True)
    return Check(
        name=name,
        state=CheckState.MISSING,
        detail=f"g++ {flag} does not link",
        advice=f"Install its libraries (Debian, Ubuntu: sudo apt-get install {package}).",
        required=True,
    )


def _inside(argv: Sequence[str], sources: dict[str, bytes] | None = None) -> bytes | None:
    """The file that a command leaves in the sandbox, or None when it fails."""
    try:
        done = build(argv, sources or {"empty": b""})
    except SandboxError:
        return None
    return next(iter(done.files.values()), None)


def cores() -> Check:
    """How many cores this process may use."""
    count = len(os.sched_getaffinity(0))
    if count > 1:
        return Check(name="cores", state=CheckState.OK, detail=f"{count} cores")
    return Check(
        name="cores",
        state=CheckState.WEAK,
        detail="one core: OpenMP rewrites cannot be faster, and timings share it with the rest",
        advice="Use a machine with more cores for OpenMP mode.",
    )


def timing(measure: Callable[[], Sequence[tuple[float, float]]]) -> Check:
    """How far the ratios of paired timings of the same work scatter."""
    noise = spread(measure())
    detail = f"paired timings of the same work scatter by {noise:.1%}"
    if noise <= STEADY:
        return Check(name="timing", state=CheckState.OK, detail=detail)
    return Check(
        name="timing",
        state=CheckState.WEAK,
        detail=detail,
        advice="Close what else is running: small speedups cannot be told from noise.",
    )


def spread(pairs: Sequence[tuple[float, float]]) -> float:
    """The robust spread (1.48 x the median absolute deviation) of the pairs' ratios."""
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
