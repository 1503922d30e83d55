"""The second level: Landlock and a system-call filter, for machines without namespaces.

The command stays in the machine's file tree, process list and network, and loses its rights
to them: files can be opened only where a rule says so, and calls that reach other processes,
the network or shared memory fail. `launch.py` does it and watches over the end.
"""

import ctypes
import os
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lessonls_sandbox.confinement import Confinement, Launch, Mount, trial
from lessonls_sandbox.filter import deny_list, supported
from lessonls_sandbox.identity import identity
from lessonls_sandbox.view import ETC, SCRATCH_BYTES, SYSTEM

_LEVEL = "landlock"
_LAUNCHER = str(Path(__file__).with_name("launch.py"))
_DEVICES = ("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_PROCESSOR = "/proc/cpuinfo"  # gcc -march=native reads it on some processors
_CREATE_RULESET, _VERSION = 444, 1
_OPTION = r"(?:-I|-L|-B|-isystem|-iquote|-idirafter|-include)"
_START = r"(?:^|(?<=[\s\0'\"=:]))"
_NOWHERE = "/nowhere"


@cache
def landlock() -> Confinement:
    """The level, or what has to be done so that this machine has it."""
    if not supported() or version() < 1:
        use = "use Linux 5.13 or newer with Landlock switched on (lsm=landlock,... at boot)."
        return Confinement(_LEVEL, "this kernel has no Landlock", use)
    description = "Landlock and a system-call filter: no network, read-only system"
    found = Confinement(_LEVEL, description, launch=_launch)
    failure = trial(found)
    if failure is None:
        return found
    return Confinement(_LEVEL, "Landlock does not start", f"Landlock does not start: {failure}.")


@cache
def version() -> int:
    """The version of the kernel's Landlock interface; 0 when it has none or it is off."""
    libc = ctypes.CDLL(None)
    nothing = ctypes.c_void_p(None)
    return max(0, int(libc.syscall(_CREATE_RULESET, nothing, ctypes.c_size_t(0), _VERSION)))


def _launch(argv: Sequence[str], mounts: Sequence[Mount], *, writable: bool) -> Launch:
    """`argv` under rules for what it may open; a writable working folder is made for it."""
    us = identity()
    plan = [f"parent={os.getpid()}", f"abi={version()}"]
    if "user" in us and "group" in us:  # the launcher changes, after Python could be loaded
        plan += [f"user={us['user']}", f"group={us['group']}"]
    plan += [f"run={place}" for place in SYSTEM if Path(place).exists()]
    plan += [f"run={mount.outside}" for mount in mounts]
    plan += [f"read={place}" for place in (*ETC, *_DEVICES, _PROCESSOR) if Path(place).exists()]
    plan.append("write=/dev/null")
    if writable:
        plan += [f"scratch={tempfile.gettempdir()}", f"bytes={SCRATCH_BYTES}"]
    plan.append(f"deny={deny_list(guarded=os.getpid()).hex()}")
    python = [sys.executable, "-I", "-S", _LAUNCHER]
    command = [*python, *plan, "--", *in_place(argv, mounts)]
    return Launch(command, {"env": us.get("env", {})}, signal.SIGTERM)


def in_place(argv: Sequence[str], mounts: Sequence[Mount]) -> list[str]:
    """A command with the paths of mounts as they are outside.

    Landlock cannot show a file at another place. So paths are changed where they start a
    word, or follow an option of the compiler, also within a shell script. Nor can it hide
    that a folder is there: a compiler that may not look into one gives up, where it would
    have gone on without. So its options get paths to nowhere in place of what is not shown.
    """
    outside = {mount.inside: str(mount.outside) for mount in mounts}
    shown = (*SYSTEM, *outside.values())

    def hidden(found: re.Match[str]) -> str:
        place = Path(found["path"])
        known = any(place.is_relative_to(start) for start in shown)
        return found[0] if known else f"{found['option']}{_NOWHERE}{place}"

    words = "\0".join(argv)
    if outside:
        longest_first = "|".join(re.escape(each) for each in sorted(outside, key=len, reverse=True))
        moved = rf"{_START}({_OPTION}?)({longest_first})(?=$|[\s\0'\":/])"
        words = re.sub(moved, lambda found: found[1] + outside[found[2]], words)
    option = rf"{_START}(?P<option>{_OPTION}(?:['\"]?[\s\0]['\"]?)?)(?P<path>/[^\s\0'\":]*)"
    return re.sub(option, hidden, words).split("\0")
