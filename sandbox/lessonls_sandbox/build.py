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

from lessonls_sandbox.confine import Mount, check, identity
from lessonls_sandbox.errors import SandboxError

_LIMITS = ["prlimit", "--cpu=120", "--fsize=536870912", "--core=0", "--as=8589934592", "--"]
_DIAGNOSTICS = 64 << 10
_ARTIFACTS = 256 << 20


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
) -> Build:
    """Runs one compiler command over `sources`, which lie in the working folder.

    The command writes into `out/`; whatever it leaves there comes back in `files`.
    Raises SandboxError when there is no sandbox.
    """
    script = 'tar -xf - && mkdir out && "$@" >&2 && tar -C out -cf - .'
    inside = [*_LIMITS, "/bin/sh", "-c", script, "sh", *argv]
    started = time.monotonic()
    process = subprocess.Popen(
        check().command(inside, mounts),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **identity(),
    )
    try:
        output, errors = process.communicate(_pack(sources), timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Build({}, "the compiler took too long", time.monotonic() - started, timed_out=True)
    except BaseException:
        process.kill()
        process.wait()
        raise
    diagnostics = errors[:_DIAGNOSTICS].decode("utf-8", "replace")
    if diagnostics.startswith("bwrap:"):
        raise SandboxError(f"the sandbox for the compiler did not start: {diagnostics.strip()}")
    files = _unpack(output) if process.returncode == 0 else {}
    return Build(files, diagnostics, time.monotonic() - started)


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
