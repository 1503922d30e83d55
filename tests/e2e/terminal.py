"""A terminal with a program in it: keys go in, and what the user sees comes out."""

import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from tests.e2e.debian_packages import program

PATIENCE = 90.0
"""Seconds until what is waited for must be on the screen."""


class Terminal:
    """tmux, which nobody else sees, and which ends with its program or with the block."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        size: tuple[int, int] = (100, 30),
    ) -> None:
        self._tmux = str(program("trixie", "tmux"))
        self._width, height = size
        self._folder = str(folder)
        self._environment = {**environment, "TMUX_TMPDIR": tempfile.mkdtemp(prefix="lessonls-")}
        self._call(
            *("-f", os.devnull, "-u", "new-session", "-d", "-c", str(folder)),
            *("-x", str(self._width), "-y", str(height)),
            f"TERM=tmux-256color COLORTERM=truecolor exec {shlex.join(command)}",
            *(";", "set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.alive:
            self._call("kill-server")
        shutil.rmtree(self._environment["TMUX_TMPDIR"])

    @property
    def alive(self) -> bool:
        """Whether the program is still there."""
        return self._ask("has-session").returncode == 0

    @property
    def screen(self) -> str:
        """What the user sees, without colours."""
        return self._call("capture-pane", "-p")

    def type(self, *keys: str) -> None:
        """Presses keys, each a text to be typed or a name such as `Enter`, `Escape` or `C-x`."""
        self._call("send-keys", *keys)

    def see(self, pattern: str, *, gone: bool = False) -> str:
        """The screen, once the pattern is on it (or is `gone`)."""
        end = time.monotonic() + PATIENCE
        while bool(re.search(pattern, screen := self.screen, re.M)) is gone:
            wanted = "still there" if gone else "not there"
            assert time.monotonic() < end, f"'{pattern}' is {wanted}:\n{screen}"
            time.sleep(0.05)
        return screen

    def picture(self, name: str, title: str) -> None:
        """Keeps the screen as an SVG in the folder LESSONLS_SHOTS, if there is to be one."""
        folder = os.environ.get("LESSONLS_SHOTS")
        if not folder:
            return
        console = Console(
            record=True, width=self._width, file=io.StringIO(), force_terminal=True, highlight=False
        )
        screen = re.sub(f"{self._folder}/(.*)", self._at_home, self._call("capture-pane", "-peN"))
        console.print(Text.from_ansi(screen), soft_wrap=True)
        svg = console.export_svg(title=title, theme=SVG_EXPORT_THEME)
        # Whatever monospaced font the reader has: no font comes from another site.
        svg = re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", svg, flags=re.S).replace(
            "Fira Code, ", ""
        )
        (Path(folder) / f"{name}.svg").write_text(svg, encoding="utf-8")

    def _at_home(self, path: re.Match[str]) -> str:
        """The folder as `~`, on a line as long as before."""
        return f"~/{path[1]}{' ' * (len(self._folder) - 1)}"

    def _call(self, *arguments: str) -> str:
        done = self._ask(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def _ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._tmux, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
