"""The list of functions, and the repositories they stand in as folders with a compile database."""

import io
import json
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lessonls.adapters.compile_flags.database import DATABASE
from lessonls.core.errors import InputError


class Listed(BaseModel):
    """One function of a list; fields that are not ours are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    repository: str
    commit: str
    file: str
    line: int
    function: str
    kind: str

    @property
    def label(self) -> str:
        """What it is called while others are still to come, and what --only looks at."""
        return f"{self.repository} {self.file}:{self.line} {self.function}"


class Command(BaseModel):
    """How one file is compiled, relative to its repository's root."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: str
    command: str


Flags = Mapping[str, Sequence[Command]]
"""The compile commands of each repository."""

_LIST = TypeAdapter(list[Listed])
_FLAGS = TypeAdapter(dict[str, list[Command]])


def read_list(path: Path) -> Sequence[Listed]:
    """The functions of a list. Raises InputError when it is none."""
    return _LIST.validate_json(_read(path))


def read_flags(path: Path) -> Flags:
    """The compile commands of a list's files. Raises InputError when there are none."""
    return _FLAGS.validate_json(_read(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def lay_out(listed: Sequence[Listed], flags: Flags, sources: Path, mirror: Path | None) -> None:
    """A folder `owner/name` for each repository of the list, with its compile database.

    What is there already stays as it is; what is missing is unpacked from the git directories
    `owner+name` (or `owner+name/repo`) in `mirror`. Raises InputError when one is in neither.
    """
    commits = {one.repository: one.commit for one in listed}
    for repository, commit in commits.items():
        root = sources / repository
        if not root.is_dir():
            _unpack(_git_directory(repository, root, mirror), commit, root)
        _write_database(root, flags.get(repository, []))


def _git_directory(repository: str, root: Path, mirror: Path | None) -> Path:
    if mirror is None:
        raise InputError(f"{root} is not there: unpack {repository} there, or give --mirror.")
    place = mirror / repository.replace("/", "+")
    found = next((one for one in (place / "repo", place) if (one / "HEAD").is_file()), None)
    if found is None:
        raise InputError(f"{place} is no git directory: clone {repository} there with --bare.")
    return found


def _unpack(git_directory: Path, commit: str, root: Path) -> None:
    command = ["git", "--git-dir", str(git_directory), "archive", "--format=tar", commit]
    packed = subprocess.run(command, capture_output=True, check=False)
    if packed.returncode:
        reason = packed.stderr.decode("utf-8", "replace").strip()
        raise InputError(f"{git_directory} does not give {commit}: {reason}")
    part = root.with_name(root.name + ".part")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(part, filter="data")
    part.replace(root)


def _write_database(root: Path, commands: Sequence[Command]) -> None:
    entries = [{"directory": str(root.absolute()), **one.model_dump()} for one in commands]
    text = json.dumps(entries, indent=1) + "\n"
    database = root / DATABASE
    if not database.is_file() or database.read_text(encoding="utf-8") != text:
        database.write_text(text, encoding="utf-8")
