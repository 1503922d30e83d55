"""A real VS Code workbench, from npm and Debian alone: code-server, Playwright and Chromium.

It is installed once, into a cache outside the checkout, with the versions and hashes of
`package-lock.json`. Where it cannot be installed the tests are skipped with the reason, and fail
in CI.
"""

import functools
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.e2e.vscode.workbench import HERE, PINNED, Workbench, install, npm

CLIENT = HERE.parents[2] / "vscode-client"

Drive = Callable[..., dict[str, Any]]
Client = Callable[..., str]


def unavailable(reason: str) -> NoReturn:
    """Skips, loudly; in CI that is a failure."""
    message = f"There is no VS Code workbench to test in: {reason}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def cache() -> Path:
    """Where the workbench is."""
    if shutil.which("chromium") is None:
        unavailable("chromium is not installed; scripts/setup dev does that")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pinned = hashlib.sha256(b"".join(file.read_bytes() for file in PINNED)).hexdigest()
    folder = Path(base) / "lessonls-e2e" / f"workbench-{pinned[:12]}"
    try:
        install(folder)
    except (AssertionError, OSError, subprocess.TimeoutExpired) as error:
        unavailable(str(error))
    return folder


@pytest.fixture(scope="session")
def client() -> Client:
    """Runs npm in the extension's folder, with its pinned packages."""
    installed = CLIENT / "node_modules" / ".package-lock.json"
    pinned = CLIENT / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < pinned.stat().st_mtime:
        try:
            npm("ci", "--ignore-scripts", cwd=CLIENT)
        except AssertionError as error:
            unavailable(str(error))
    return functools.partial(npm, cwd=CLIENT)


@pytest.fixture(scope="session")
def extension(client: Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged extension, with the server's wheel in it."""
    client("run", "package")
    (package,) = CLIENT.glob("*.vsix")
    return Path(shutil.copy(package, tmp_path_factory.mktemp("extension")))


@pytest.fixture(scope="session")
def workbench(
    cache: Path, extension: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workbench]:
    """One workbench for all scenarios that start their own server by a setting."""
    running = Workbench(cache, extension, tmp_path_factory.mktemp("workbench"))
    yield running
    running.close()


@pytest.fixture
def drive(workbench: Workbench, tmp_path: Path) -> Drive:
    """Plays a scenario of `scenarios.mjs`; what was seen."""

    def driven(scenario: str, **orders: Any) -> dict[str, Any]:
        places = {"folder": str(tmp_path), "workspace": str(tmp_path / "project")}
        return workbench.play(scenario, 300, **places, **orders)

    return driven
