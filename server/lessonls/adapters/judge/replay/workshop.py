"""The user's program, built with both rewrites and the original, and run."""

import contextlib
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lessonls.adapters.judge.build import SOURCES
from lessonls.adapters.judge.replay.checkout import Checkout, Ran
from lessonls.core.complaints import complained_of
from lessonls.core.dispatcher import Edited, dispatched
from lessonls.core.errors import JudgeError
from lessonls.core.program import Program
from lessonls.core.target import Target
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import Mount
from lessonls_sandbox.replay.gate import Gate, OnSample, Variant

_INSIDE = "/lessonls"
_LIBRARY = "replay.so"
_LIBRARY_FLAGS = ["-O2", "-w", "-fPIC", "-shared", "-fvisibility=hidden"]
_MOST_SAID = 1 << 16


@dataclass(frozen=True)
class Built(Ran):
    """How a build ended; `wrong` are the numbers of rewrites that it complains of, from 1."""

    wrong: frozenset[int]


@dataclass(frozen=True)
class Watched:
    """How a run ended that was looked at: what the command said and returned, None if it took
    too long; how many calls were made by programs that came to their end, and whether any program
    had the function in it.
    """

    status: int | None
    said: str
    calls: int
    joined: bool
    seconds: float


class Whole(NamedTuple):
    """How long a run took that ended well, and what it said."""

    seconds: float
    said: str


class Workshop:
    """A copy of the project for one target, in a private folder."""

    def __init__(self, target: Target, program: Program, folder: Path) -> None:
        self._target, self._program = target, program
        root = program.root or target.path.parent
        self._checkout = Checkout.of(root, folder / "project", root)
        self._own = folder / "own"
        self._own.mkdir()
        self._own.chmod(0o755)
        _stage_library(self._own)

    def build(self, codes: Sequence[str], headers: tuple[Edited, ...], seconds: float) -> Built:
        """Builds the program with both `codes` and the original."""
        files = dispatched(self._target, codes, headers)
        for file in files:
            self._checkout.write(Path(file.path), file.text)
        if not self._program.build:
            return Built(0, "", frozenset())
        ran = self._checkout.run(self._program.build, seconds)
        own = Path(files[0].path).name
        return Built(ran.status, ran.said, complained_of(own, files[0].text, ran.said))

    def watch(
        self, first: int, seconds: float, sample: OnSample, rewrite: int = Variant.REWRITE
    ) -> Watched:
        """Runs the program; `sample` is asked at its `first` call, and then when it said, about
        the rewrite of that number.
        """
        gate = Gate(self._own, rewrite)
        said = bytearray()
        started = time.monotonic()
        try:
            environment = {**self._environment, "LESSONLS_GATE": f"{_INSIDE}/gate"}
            with self._checkout.start(self._program.run, environment, [self._mount]) as process:
                readers = [
                    threading.Thread(target=_drain, args=(pipe, said), daemon=True)
                    for pipe in (process.stdout, process.stderr)
                ]
                for reader in readers:
                    reader.start()
                if process.stdin is not None:
                    process.stdin.close()
                try:
                    ended = gate.attend(process, first, seconds, sample)
                finally:
                    process.kill()
                    process.wait()
                for reader in readers:
                    reader.join(1.0)
            status = process.returncode if ended else None
            text = said.decode("utf-8", "replace")
            spent = time.monotonic() - started
            return Watched(status, text, gate.calls, gate.joined, spent)
        finally:
            gate.close()

    def whole(self, variant: int, limit: float) -> Whole | None:
        """A run of the whole program with the original, 0, or the rewrite of that number; None if
        it does not end well within the limit.
        """
        environment = {**self._environment, "LESSONLS_VARIANT": str(variant)}
        started = time.monotonic()
        ran = self._checkout.run(self._program.run, limit, environment, [self._mount])
        spent = time.monotonic() - started
        return Whole(spent, ran.said) if ran.status == 0 else None

    @property
    def _environment(self) -> Mapping[str, str]:
        return {"LD_PRELOAD": f"{_INSIDE}/{_LIBRARY}", "LD_BIND_NOW": "1"}

    @property
    def _mount(self) -> Mount:
        return Mount(self._own, _INSIDE)


def _stage_library(folder: Path) -> None:
    source = (SOURCES / "replay.c").read_bytes()
    command = ["gcc", *_LIBRARY_FLAGS, "-o", f"out/{_LIBRARY}", "replay.c", "-ldl"]
    built = build(command, {"replay.c": source})
    if not built.succeeded:
        raise JudgeError(f"what goes into the program does not compile: {built.diagnostics[:300]}")
    place = folder / _LIBRARY
    place.write_bytes(built.files[_LIBRARY])
    place.chmod(0o755)


def _drain(pipe: object, said: bytearray) -> None:
    """Reads what a program says, of which the first part is kept."""
    read = getattr(pipe, "read1", None)
    if read is None:
        return
    with contextlib.suppress(ValueError, OSError):
        while part := read(1 << 16):
            said.extend(part[: max(0, _MOST_SAID - len(said))])
