"""What the doctor looks at: each check returns its line of the report."""

import os
from collections.abc import Callable, Sequence

from lessonls.adapters.judge.machine import spread
from lessonls.core.errors import LessonlsError
from lessonls.core.machine import Machine
from lessonls.core.report import Check, CheckState
from lessonls.core.wording import count
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import Confinement
from lessonls_sandbox.errors import SandboxError

STEADY = 0.1
"""Spread of one pair up to which a median of 30 pairs resolves a few percent."""


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

    `without` describes what happens instead when an optional program is missing.
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


def judge(machines: Callable[[], Sequence[Machine]]) -> Check:
    """Whether the machines that judge in place of this one can be reached, and what they are."""
    try:
        found = machines()
    except LessonlsError as error:
        return Check(name="judge", state=CheckState.MISSING, detail=str(error), required=True)
    each = (
        f"{one.name}: {one.make}, {count(one.cores, 'core')}, timing noise {one.noise:.1%}"
        for one in found
    )
    return Check(name="judge", state=CheckState.OK, detail="; ".join(each), required=True)


def _inside(argv: Sequence[str], sources: dict[str, bytes] | None = None) -> bytes | None:
    """The file that a command leaves in the sandbox, or None when it fails."""
    try:
        done = build(argv, sources or {"empty": b""})
    except SandboxError:
        return None
    return next(iter(done.files.values()), None)


def cores() -> Check:
    """How many cores this process may use."""
    number = len(os.sched_getaffinity(0))
    if number > 1:
        return Check(name="cores", state=CheckState.OK, detail=f"{number} cores")
    return Check(
        name="cores",
        state=CheckState.WEAK,
        detail="one core: OpenMP rewrites cannot be faster, and timings share it with other "
        "programs",
        advice="Use a machine with more cores for OpenMP mode.",
    )


def timing(measure: Callable[[], Sequence[tuple[float, float]]]) -> Check:
    """How far the ratios of paired timings of the same work vary."""
    noise = spread(measure())
    detail = f"paired timings of the same work vary by {noise:.1%}"
    if noise <= STEADY:
        return Check(name="timing", state=CheckState.OK, detail=detail)
    return Check(
        name="timing",
        state=CheckState.WEAK,
        detail=detail,
        advice="Close other programs: small speedups are lost in the noise.",
    )
