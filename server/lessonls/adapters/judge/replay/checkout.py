"""A copy of the user's project in which it is built and run, at the place of the original.

Commands see the copy where the project is, so that build folders with absolute paths in them
work; they see nothing else of the user's, and no network.
"""

import os
import shlex
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lessonls.core.errors import WorkloadError
from lessonls_sandbox.confine import Confined, Mount, check, identity
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.exchange import exchange

LARGEST = 4 << 30
"""Bytes of a project that are copied."""
_LEFT_OUT = {".git", ".hg", ".lessonls", "node_modules", ".venv"}
_MOST_SAID = 1 << 20
_LEAVING_SECONDS = 5.0


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, None if it took too long, and what it said."""

    status: int | None
    said: str


@dataclass(frozen=True)
class Checkout:
    """The copy of the project `root` in `folder`; commands run in `directory`."""

    root: Path
    folder: Path
    directory: Path

    @classmethod
    def of(cls, root: Path, folder: Path, directory: Path) -> "Checkout":
        """Copies the project. Raises WorkloadError for one that is too large."""
        size = sum(file.lstat().st_size for file in _files(root))
        if size > LARGEST:
            raise WorkloadError(
                f"{root} contains {size >> 20} MB, and at most {LARGEST >> 20} MB are copied: run"
                " lessonls in the folder that the build needs."
            )
        try:
            shutil.copytree(root, folder, symlinks=True, ignore=_ignored)
        except shutil.Error as error:
            place, _, reason = error.args[0][0]
            raise WorkloadError(f"{place} cannot be copied: {reason}") from error
        found = cls(root, folder, directory)
        found._give_away()
        return found

    def _give_away(self) -> None:
        """The sandbox's user may write to the copy."""
        owner = identity()
        user, group = owner.get("user"), owner.get("group")
        for place, folders, files in os.walk(self.folder):
            for name in (".", *folders, *files):
                path = os.path.join(place, name)  # noqa: PTH118 - thousands of them
                if user is not None and group is not None:
                    os.chown(path, user, group, follow_symlinks=False)

    def place(self, path: Path) -> Path:
        """Where the copy of a file of the project is."""
        return self.folder / path.relative_to(self.root)

    def write(self, path: Path, text: str) -> None:
        """Puts another text into a file, which is newer than what was built of it then."""
        place = self.place(path)
        if self._is_behind_a_link(place):
            raise WorkloadError(f"{path} is behind a symbolic link, which is not followed here.")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogatepass"))
        place.chmod(0o644)

    def read(self, path: Path) -> str:
        """The text of a file that a command wrote; empty where there is none of its own."""
        place = self.place(path)
        if self._is_behind_a_link(place) or not place.is_file():
            return ""
        return place.read_text(encoding="utf-8", errors="replace")

    def _is_behind_a_link(self, place: Path) -> bool:
        """Commands may put links where there were folders: they could lead to the user's files."""
        inside = (one for one in (place, *place.parents) if one.is_relative_to(self.folder))
        return any(one.is_symlink() for one in inside)

    def start(
        self, command: str, environment: Mapping[str, str], mounts: Sequence[Mount] = ()
    ) -> Confined:
        """Starts a command of the shell in the copy. Raises SandboxError without a sandbox that
        can show the copy in the place of the project.
        """
        confinement = check()
        if confinement.level != "bubblewrap":
            raise SandboxError(
                "programs run only in bubblewrap: install it (Debian, Ubuntu: sudo"
                " apt-get install bubblewrap)."
            )
        words = [f"{name}={value}" for name, value in environment.items()]
        script = f"cd {shlex.quote(str(self.directory))} && {{ {command}\n}}"
        return confinement.start(
            ["/usr/bin/env", *words, "/bin/sh", "-c", script],
            [Mount(self.folder, str(self.root), writable=True), *mounts],
            writable=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(
        self,
        command: str,
        seconds: float,
        environment: Mapping[str, str] | None = None,
        mounts: Sequence[Mount] = (),
    ) -> Ran:
        """Runs a command of the shell to its end."""
        process = self.start(command, environment or {}, mounts)
        with process:
            try:
                said = exchange(process, b"", seconds, _MOST_SAID, _MOST_SAID)
                if said.complete:
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_LEAVING_SECONDS)
            finally:
                process.kill()
        text = (said.errors + said.output).decode("utf-8", "replace")
        return Ran(process.returncode if said.complete else None, text)


def _ignored(folder: str, names: list[str]) -> set[str]:
    """What is not copied: what no build reads, and what is no file: pipes, sockets, devices."""
    return {name for name in names if name in _LEFT_OUT or not _is_copied(Path(folder, name))}


def _is_copied(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)


def _files(root: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        found += [Path(place, name) for name in files]
    return found
