"""The first level: a new set of namespaces for every command, made by bubblewrap.

Inside there is nothing but what is mounted; /proc shows the command's own processes, and
the network, the host name and shared memory are its own. It all ends with its first process.
"""

import shutil
import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lessonls_sandbox.confinement import Confinement, Launch, Mount, trial
from lessonls_sandbox.identity import ENVIRONMENT, identity
from lessonls_sandbox.view import ETC, SCRATCH_BYTES, SYSTEM

_LEVEL = "bubblewrap"
_SCRATCH = "/tmp"  # noqa: S108 - inside, it is a file system of its own


@cache
def bubblewrap() -> Confinement:
    """The level, or what has to be done so that this machine has it."""
    if shutil.which("bwrap") is None:
        install = "install bubblewrap (Debian, Ubuntu: sudo apt-get install bubblewrap)."
        return Confinement(_LEVEL, "bubblewrap is not installed", install)
    description = "bubblewrap: own namespaces, no network, read-only system"
    found = Confinement(_LEVEL, description, launch=_launch)
    failure = trial(found)
    if failure is None:
        return found
    allow = (
        f"allow unprivileged user namespaces, which bubblewrap needs ({failure}):"
        " sysctl kernel.unprivileged_userns_clone=1, or an AppArmor profile for bwrap."
    )
    return Confinement(_LEVEL, "bubblewrap does not start", allow)


def _launch(argv: Sequence[str], mounts: Sequence[Mount], *, writable: bool) -> Launch:
    """`argv` in namespaces of its own; a writable working folder is in memory."""
    wrapped = ["bwrap", "--unshare-user", "--disable-userns"]
    wrapped += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    wrapped += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    wrapped += ["--cap-drop", "ALL", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        wrapped += ["--setenv", name, value]
    for place in SYSTEM:
        wrapped += _system(Path(place))
    for place in ETC:
        wrapped += ["--ro-bind-try", place, place]
    wrapped += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    if writable:
        wrapped += ["--size", str(SCRATCH_BYTES), "--tmpfs", _SCRATCH]
    for mount in mounts:
        how = "--bind" if mount.writable else "--ro-bind"
        wrapped += [how, str(mount.outside), mount.inside]
    # Last: the root that holds all this is a file system in memory, writable until now.
    wrapped += ["--remount-ro", "/", "--chdir", _SCRATCH if writable else "/", "--"]
    return Launch([*wrapped, *argv], identity(), signal.SIGKILL)


def _system(place: Path) -> list[str]:
    if place.is_symlink():
        return ["--symlink", str(place.readlink()), str(place)]
    return ["--ro-bind", str(place), str(place)] if place.is_dir() else []
