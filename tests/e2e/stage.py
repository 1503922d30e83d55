"""Where an editor plays: a folder with the user's file, a home, and `lessonls` on the PATH."""

import json
import os
import shlex
import sys
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

from lessonls_sandbox.build import build
from tests import compiled_harness

SCRIPTED = (sys.executable, str(Path(__file__).parents[1] / "server" / "lsp" / "fake_server.py"))
"""The server with a scripted team: its rewrite has a pragma and gives a 2.30x speedup."""

REAL = (str(Path(sys.executable).with_name("lessonls")), "serve")
"""What users run."""

DEMO = """/* é漢😀 */
#include <stddef.h>

/* é漢😀 */ double gated(const double *a, size_t n) {
    double s = 0.0;
    for (size_t i = 0; i < n; i++)
        s = s + a[i]; // é
    return s;
}
"""
"""A function for the scripted team, which waits for the gate: a file of the function's name."""

ACCEPTED = DEMO.replace("    for ", "#pragma omp simd\n    for ")
LINE = 5
"""A line in the function, counted from 1."""

COLUMN = DEMO.splitlines()[3].index("double")
"""Where the function starts on its first line, in characters: in bytes there are 6 more."""


class Stage:
    """One test's place. The server that is asked for is the only `lessonls` of the editor."""

    def __init__(self, folder: Path, server: Sequence[str] = SCRIPTED) -> None:
        self.folder = folder
        self.file = folder / "project" / "demo.c"
        """The user's file; its folder has a short name, which editors show."""
        self.file.parent.mkdir()
        compiled_harness.share(folder / "cache")
        self.gate = folder / "gated"
        self.config = folder / "config.toml"
        """The user's settings, where a test writes some."""
        self.exit = folder / "exit"
        """Where the server's exit code appears once it has left."""
        script = folder / "bin" / "lessonls"
        script.parent.mkdir()
        script.write_text(
            '#!/bin/sh\ntest "$*" = serve || exit 64\n'
            f"{shlex.join(server)}\necho $? > {shlex.quote(str(self.exit))}\n",
            encoding="utf-8",
        )
        script.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the user's: neither settings nor lessons nor an editor's state."""
        kinds = ("CONFIG", "DATA", "STATE", "CACHE")
        return {
            **os.environ,
            **{f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in kinds},
            "HOME": str(self.folder),
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            **({"LESSONLS_CONFIG": str(self.config)} if self.config.exists() else {}),
            "LESSONLS_TEST_FOLDER": str(self.folder),
            "LESSONLS_HOME": str(self.folder / "home"),
        }

    def write(self, text: str, ending: str = "\n") -> None:
        """The user's file."""
        self.file.write_text(text, encoding="utf-8", newline=ending)

    def with_model(self, base_url: str) -> None:
        """The user has a team of one model at that address."""
        self.config.write_text(
            'team = "mine"\n[teams]\nmine = ["coder"]\n'
            f'[agents.coder]\nmodel = "coder"\nbase_url = "{base_url}"\n'
        )

    def left_behind(self) -> list[str]:
        """The command lines of processes of this stage that do not go away."""
        end = time.monotonic() + 10
        while (found := self._processes()) and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def _processes(self) -> list[str]:
        mark = f"LESSONLS_TEST_FOLDER={self.folder}\0".encode()
        found: list[str] = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                environment = (process / "environ").read_bytes()
                command = (process / "cmdline").read_bytes()
            except OSError:  # somebody else's, or gone
                continue
            if mark in environment:
                found.append(command.replace(b"\0", b" ").decode(errors="replace"))
        return found


def compiles(file: Path) -> None:
    """What was accepted is a program, without warnings; like every rewrite, it is compiled in the
    sandbox.
    """
    compiler = ["gcc", "-std=c11"] if file.suffix == ".c" else ["g++", "-std=c++20"]
    flags = ["-Wall", "-Werror", "-fopenmp", "-c", "-o", "out/accepted.o"]
    built = build([*compiler, *flags, file.name], {file.name: file.read_bytes()})
    assert built.succeeded, built.diagnostics


class Steps:
    """The seconds of each step of one test, for whoever asks with LESSONLS_STEPS."""

    def __init__(self, steps: Iterable[tuple[str, float]] = ()) -> None:
        self._taken = list(steps)

    @contextmanager
    def __call__(self, name: str) -> Generator[None]:
        """Times what happens inside."""
        began = time.monotonic()
        yield
        self._taken.append((name, time.monotonic() - began))

    def keep(self, editor: str, scenario: str) -> None:
        """Notes them in the file LESSONLS_STEPS, if there is to be one; see `steps.py`."""
        if path := os.environ.get("LESSONLS_STEPS"):
            line = {"editor": editor, "scenario": scenario, "steps": self._taken}
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
