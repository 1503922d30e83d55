"""Which confinement this machine gives.

Everything that compiles or runs code goes through `Confinement.start`. The view inside is
the system's own programs and libraries, read-only, plus what the caller mounts; no network,
no home, no other processes, no rights of root, and at most one working folder that vanishes.
There are two levels, and one suite of attacks that both must stop.
"""

import sys
from functools import cache

from lessonls_sandbox.bubblewrap import bubblewrap
from lessonls_sandbox.confinement import Confined, Confinement, Mount
from lessonls_sandbox.identity import identity
from lessonls_sandbox.landlock import landlock

__all__ = ["Confined", "Confinement", "Mount", "check", "elsewhere", "identity", "levels"]

_LEVELS = (bubblewrap, landlock)
_ELSEWHERE = {
    "darwin": "on macOS, run lessonls in a Linux virtual machine or container.",
    "win32": "on Windows, run lessonls in WSL 2 (wsl --install).",
}


@cache
def check() -> Confinement:
    """The best confinement of this machine, found by trying it once in a process of its own."""
    if sys.platform != "linux":
        return Confinement("none", "no sandbox found", elsewhere(sys.platform))
    for level in _LEVELS:
        found = level()
        if found.problem is None:
            return found
    first = _LEVELS[0]()
    problem = f"lessonls runs nothing without a sandbox, and there is none: {first.problem}"
    return Confinement("none", first.description, problem)


@cache
def levels() -> tuple[Confinement, ...]:
    """Every level that works on this machine, best first."""
    if sys.platform != "linux":
        return ()
    return tuple(found for level in _LEVELS if (found := level()).problem is None)


def elsewhere(platform: str) -> str:
    """What to do on a system that is not Linux; `platform` is its name in `sys.platform`."""
    way = _ELSEWHERE.get(platform, "run lessonls on Linux.")
    return f"lessonls confines what it runs by means of Linux: {way}"
