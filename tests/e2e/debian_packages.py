"""Editors of several Debian suites, unpacked beside the system, which stays as it is.

Packages come from the mirror that this machine's apt uses, with everything that they need down to
the C library, into a cache outside the checkout. Where that is impossible the tests are skipped
with the reason, and fail in CI.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PATIENCE = 600
"""Seconds for one command of the installation, on a slow line."""


@dataclass(frozen=True)
class Suite:
    """What is taken of a suite: packages, and the programs in them that are run."""

    name: str
    packages: tuple[str, ...]
    programs: tuple[str, ...]


SUITES = {
    suite.name: suite
    for suite in (
        Suite("bookworm", ("neovim",), ("nvim",)),
        Suite(
            "trixie",
            ("neovim", "emacs-nox", "hx", "tmux"),
            ("nvim", "emacs-nox", "hx", "tmux"),
        ),
        Suite("testing", ("neovim",), ("nvim",)),
    )
}


class UnavailableError(Exception):
    """The packages cannot be had on this machine."""


def root(suite: str) -> Path:
    """The folder that stands for `/` of the suite. Skips, or fails in CI, where there is none."""
    found = _installed(suite)
    if isinstance(found, Path):
        return found
    message = f"The editors of Debian {suite} cannot be tested: {found}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def program(suite: str, name: str) -> Path:
    """A program of the suite, which runs with the suite's own libraries."""
    return root(suite) / "usr" / "bin" / name


@cache
def _installed(name: str) -> Path | str:
    """The suite's root, or why there is none: asked once, a mirror that is away stays away."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lessonls-e2e"
    folder = base / f"debian-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # other workers wait until it is there
            _install(folder, SUITES[name])
    except (UnavailableError, OSError) as error:
        return str(error)
    return folder / "root"


def _install(folder: Path, suite: Suite) -> None:
    stamp, wanted = folder / "ready", " ".join(suite.packages)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    for needed in ("apt-get", "dpkg"):
        if shutil.which(needed) is None:
            raise UnavailableError(f"{needed} is missing; this machine is no Debian")
    stamp.unlink(missing_ok=True)
    here, apt = folder / "root", folder / "apt"
    for old in (here, apt):
        shutil.rmtree(old, ignore_errors=True)
    for archive in _download(apt, suite):
        _run("dpkg", "--extract", str(archive), str(here))
    for name in suite.programs:
        _bind(here, here / "usr" / "bin" / name)
    shutil.rmtree(apt)
    stamp.write_text(wanted, encoding="utf-8")


def _download(apt: Path, suite: Suite) -> Sequence[Path]:
    """The packages and all that they depend on, as if nothing were installed."""
    for place in ("lists/partial", "cache/archives/partial"):
        (apt / place).mkdir(parents=True)
    (apt / "sources.list").write_text(
        f"deb [signed-by={KEYRING}] {_mirror()} {suite.name} main\n", encoding="utf-8"
    )
    command = (
        "apt-get",
        "-qq",
        f"-oDir::Etc::SourceList={apt / 'sources.list'}",
        "-oDir::Etc::SourceParts=/dev/null",
        f"-oDir::State::Lists={apt / 'lists'}",
        "-oDir::State::Status=/dev/null",
        f"-oDir::Cache={apt / 'cache'}",
        "-oAcquire::Languages=none",
        "-oAcquire::Retries=3",
        "-oAPT::Sandbox::User=root",  # whoever we are: everything happens in our own folder
        "-oDebug::NoLocking=true",
    )
    _run(*command, "update", "--error-on=any")
    _run(
        *command,
        "install",
        "-y",
        "--no-install-recommends",
        "--download-only",
        *suite.packages,
        "patchelf",
    )
    return sorted((apt / "cache" / "archives").glob("*.deb"))


def _mirror() -> str:
    """The address from which this machine's own packages come."""
    asked = (
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI) $(RELEASE)",
        "Identifier: Packages",
    )
    for line in _run(*asked).splitlines():
        address, _, release = line.partition(" ")
        if "-" not in release:  # neither updates nor security: those have no other suites
            return address
    raise UnavailableError("apt has no sources")


def _bind(here: Path, executable: Path) -> None:
    """Has a program start with the loader and the libraries of its suite, not the system's."""
    loader = next(one for one in here.glob("**/*-linux-gnu/ld-linux-*.so.*"))
    folders = [here / place / loader.parent.name for place in ("usr/lib", "lib")]
    libraries = ":".join(str(folder) for folder in folders)
    own = executable.resolve()
    patchelf = here / "usr" / "bin" / "patchelf"
    _run(
        *(str(loader), "--library-path", libraries, str(patchelf)),
        *("--set-interpreter", str(loader), "--force-rpath", "--set-rpath", libraries, str(own)),
    )


def _run(*command: str) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()[-1000:]
        raise UnavailableError(f"{Path(command[0]).name} failed: {said}")
    return done.stdout
