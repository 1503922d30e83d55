"""Compiles untrusted code in the sandbox. Sources go in and artifacts come out over pipes.

Nothing on the host is writable from inside: the compiler works in a temporary file system
and its results arrive as a tar stream on standard output.
"""

import io
import subprocess
import tarfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessonls_sandbox.confine import Confinement, Mount, check
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.exchange import exchange

_LIMITS = ["prlimit", "--cpu=120", "--fsize=536870912", "--as=4294967296", "--"]
_DIAGNOSTICS = 64 << 10
_ARTIFACTS = 256 << 20
_LEAVING_SECONDS = 5.0
_STARTED = b"inside\n"
_SCRIPT = 'echo inside && tar -xf - && mkdir out && "$@" >&2 && tar -C out -cf - .'


@dataclass(frozen=True)
class Build:
    """The outcome of one build: `files` by name, or what the compiler said.

    `seconds` is wall-clock time. `timed_out` builds have no files.
    """

    files: Mapping[str, bytes]
    diagnostics: str
    seconds: float
    timed_out: bool = False

    @property
    def succeeded(self) -> bool:
        return bool(self.files)


def build(
    argv: Sequence[str],
    sources: Mapping[str, bytes],
    mounts: Sequence[Mount] = (),
    timeout: float = 60.0,
    confinement: Confinement | None = None,
) -> Build:
    """Runs one compiler command over `sources`, which lie in the working folder.

    The command writes into `out/`; whatever it leaves there comes back in `files`. `timeout`
    is in seconds, `confinement` the machine's best by default. Raises SandboxError when
    there is no sandbox.
    """
    inside = [*_LIMITS, "/bin/sh", "-c", _SCRIPT, "sh", *argv]
    started = time.monotonic()
    process = (confinement or check()).start(
        inside,
        mounts,
        writable=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:  # closes the pipes, and waits
        try:
            said = exchange(process, _pack(sources), timeout, _ARTIFACTS + 1, _DIAGNOSTICS)
            if said.complete:
                process.wait(_LEAVING_SECONDS)
        finally:
            process.kill()
    seconds = time.monotonic() - started
    if not said.complete:
        return Build({}, "the compiler took too long", seconds, timed_out=True)
    diagnostics = said.errors.decode("utf-8", "replace")
    # Nothing that is compiled can say this first, whatever it makes the compiler print.
    if not said.output.startswith(_STARTED):
        raise SandboxError(f"the sandbox for the compiler did not start: {diagnostics.strip()}")
    files = _unpack(said.output[len(_STARTED) :]) if process.returncode == 0 else {}
    return Build(files, diagnostics, seconds)


def _pack(sources: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in sources.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def _unpack(stream: bytes) -> dict[str, bytes]:
    """Regular members only, kept in memory: no name in the stream reaches a file system."""
    if len(stream) > _ARTIFACTS:
        return {}
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(stream), mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content is not None:
                    files[member.name.removeprefix("./")] = content.read()
    except tarfile.TarError:
        return {}
    return files
