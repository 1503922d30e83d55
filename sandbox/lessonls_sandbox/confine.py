"""Which confinement this machine gives, and how a command is put into it.

Everything that compiles or runs code goes through `Confinement.command`. The view inside is
the system's own programs and libraries, read-only, plus what the caller mounts; no network,
no home, no other processes, no capabilities, and a temporary file system that vanishes.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from lessonls_sandbox.errors import SandboxError

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("/etc/alternatives", "/etc/ld.so.cache")
_SCRATCH = "/tmp"  # noqa: S108 - inside, it is a file system of its own
_SCRATCH_BYTES = 1 << 30
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class Identity(TypedDict, total=False):
    """Keyword arguments of subprocess: no rights of root, nothing from our environment."""

    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Mount:
    """A file or folder shown read-only inside, at `inside`."""

    outside: Path
    inside: str


@dataclass(frozen=True)
class Confinement:
    """How this machine confines. `problem` is None, or why nothing can be run and what to do."""

    level: str
    description: str
    problem: str | None = None

    def command(self, argv: Sequence[str], mounts: Sequence[Mount] = ()) -> list[str]:
        """`argv` wrapped so that it runs confined; raises SandboxError without confinement."""
        if self.problem is not None:
            raise SandboxError(self.problem)
        wrapped = ["bwrap", "--unshare-user", "--disable-userns"]
        wrapped += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        wrapped += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
        wrapped += ["--cap-drop", "ALL", "--clearenv", "--setenv", "PATH", "/usr/bin:/bin"]
        wrapped += ["--setenv", "LC_ALL", "C.UTF-8"]
        for place in _SYSTEM:
            wrapped += _system_mount(Path(place))
        for place in _ETC:
            wrapped += ["--ro-bind-try", place, place]
        wrapped += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
        wrapped += ["--size", str(_SCRATCH_BYTES), "--tmpfs", _SCRATCH]
        for mount in mounts:
            wrapped += ["--ro-bind", str(mount.outside), mount.inside]
        return [*wrapped, "--chdir", _SCRATCH, "--", *argv]


def _system_mount(place: Path) -> list[str]:
    if place.is_symlink():
        return ["--symlink", str(place.readlink()), str(place)]
    return ["--ro-bind", str(place), str(place)] if place.is_dir() else []


@cache
def identity() -> Identity:
    """Whom confined processes run as: an ordinary uid in place of root, else nobody else.

    From root, files such as /proc/sys/kernel/core_pattern stay writable inside bubblewrap.
    The environment is empty also for bubblewrap itself: its first process is visible inside,
    in /proc/1/environ, and ours may hold keys.
    """
    if os.geteuid() != 0:
        return {"env": _ENVIRONMENT}
    try:
        account = pwd.getpwnam("nobody")
    except KeyError as error:
        raise SandboxError(
            "lessonls does not run code as root, and there is no account “nobody” to change to."
        ) from error
    return {
        "env": _ENVIRONMENT,
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
    }


@cache
def check() -> Confinement:
    """The confinement of this machine, found by trying it once in a process of its own."""
    name = "bubblewrap"
    if shutil.which("bwrap") is None:
        problem = (
            "there is no sandbox on this machine, and lessonls runs nothing without one:"
            " install bubblewrap (Debian, Ubuntu: sudo apt-get install bubblewrap)."
        )
        return Confinement("none", "no sandbox found", problem)
    found = Confinement(name, "bubblewrap: own namespaces, no network, read-only system")
    try:
        done = subprocess.run(
            found.command(["/bin/sh", "-c", "echo inside"]),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            **identity(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Confinement("none", "bubblewrap does not start", _unusable(str(error)))
    if done.stdout != "inside\n":
        return Confinement("none", "bubblewrap does not start", _unusable(done.stderr))
    return found


def _unusable(message: str) -> str:
    first = message.strip().splitlines()[0] if message.strip() else "no message"
    return (
        f"bubblewrap cannot make a sandbox here ({first}), and lessonls runs nothing without"
        " one: allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1,"
        " or an AppArmor profile for bwrap)."
    )
