"""A confinement: the value that says how to confine, and the process that it starts."""

import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.identity import Identity

_CHECK_SECONDS = 20
_MORE_PROCESSES = 4096


@dataclass(frozen=True)
class Mount:
    """A file or folder shown inside, at `inside`; read-only where it is not `writable`."""

    outside: Path
    inside: str
    writable: bool = False


@dataclass(frozen=True)
class Launch:
    """A command line as a level starts it, as whom, and the signal that ends all of it."""

    argv: list[str]
    identity: Identity
    ending: signal.Signals


class Launcher(Protocol):
    """How a level starts a command; `writable` asks for an empty working folder to write in."""

    def __call__(
        self, argv: Sequence[str], mounts: Sequence[Mount], *, writable: bool
    ) -> Launch: ...


class Confined(subprocess.Popen[bytes]):
    """A process in the sandbox. Killing it ends all that it started."""

    ending = signal.SIGKILL

    def kill(self) -> None:
        """Ends the process and its descendants, also those that nobody waits for."""
        self.send_signal(self.ending)


@dataclass(frozen=True)
class Confinement:
    """One way to confine. `problem` is None, or why nothing can be run and what to do."""

    level: str
    description: str
    problem: str | None = None
    launch: Launcher | None = field(default=None, repr=False)

    def start(
        self,
        argv: Sequence[str],
        mounts: Sequence[Mount] = (),
        *,
        writable: bool = False,
        stdin: int | IO[bytes] = subprocess.DEVNULL,
        stdout: int | IO[bytes] = subprocess.DEVNULL,
        stderr: int | IO[bytes] = subprocess.DEVNULL,
        pass_fds: Sequence[int] = (),
    ) -> Confined:
        """Starts a command confined; `writable` gives it an empty working folder to write in.

        Where a level cannot show a mount at its place inside, words of `argv` that name the
        place are changed. Raises SandboxError without confinement.
        """
        if self.problem is not None or self.launch is None:
            raise SandboxError(self.problem or f"{self.level} cannot start anything.")
        ready = self.launch([*_limits(), *argv], mounts, writable=writable)
        process = Confined(
            ready.argv,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=pass_fds,
            start_new_session=True,  # ctrl-C is for us; we end the process ourselves
            **ready.identity,
        )
        process.ending = ready.ending
        return process


def _limits() -> list[str]:
    """Bounds for bombs: no core files, and some thousand more processes than there are.

    The kernel counts all processes of a user together, so the limit starts from them.
    """
    running = int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    return ["/usr/bin/prlimit", "--core=0", f"--nproc={running + _MORE_PROCESSES}", "--"]


def trial(confinement: Confinement) -> str | None:
    """Starts a command once: None when it ran, else the first words of what went wrong."""
    script = ["/bin/sh", "-c", "echo inside"]
    try:
        process = confinement.start(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        return str(error)
    try:
        output, errors = process.communicate(timeout=_CHECK_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"no answer within {_CHECK_SECONDS} seconds"
    if output == b"inside\n":
        return None
    words = errors.decode("utf-8", "replace").strip().splitlines()
    return words[0] if words else "no message"
