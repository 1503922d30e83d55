"""Compile databases: where they lie, and what they hold."""

import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lessonls.adapters.compile_flags.command_line import CommandLine, command_line, words
from lessonls.adapters.compile_flags.reading import Stamp, contents, stamp
from lessonls.adapters.projects import project_root
from lessonls.core.errors import InputError

DATABASE = "compile_commands.json"
FLAGS_FILE = "compile_flags.txt"
_LARGEST = 256_000_000
_LARGEST_FLAGS_FILE = 1 << 20
_BUILD_FOLDER = re.compile(r"(?:[._]|cmake-)?(?:build|out).*|debug|release", re.IGNORECASE)
_LONGEST_COMMAND = 1 << 20
_ANY_FOLDER = re.compile(r".+")
_MOST_FOLDERS = 64


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")

    directory: str
    file: str
    command: str | None = None
    arguments: list[str] | None = None
    output: str | None = None


_ENTRIES = TypeAdapter(list[_Entry])


@dataclass(frozen=True)
class Entry:
    """One compilation of a file: `written` is the command as it stands in `origin`."""

    origin: Path
    file: Path
    directory: Path
    written: str | tuple[str, ...]
    named_output: str = ""

    def command(self) -> CommandLine:
        """The command line; InputError where it cannot be read."""
        try:
            if sum(map(len, self.written)) > _LONGEST_COMMAND:
                raise ValueError("too long")
            written = words(self.written) if isinstance(self.written, str) else self.written
        except ValueError as error:
            name = self.file.name
            raise InputError(f"the command for {name} in {self.origin} cannot be parsed") from error
        root = project_root(self.file) or self.origin.parent
        return command_line(written, self.directory, (self.origin.parent, root))

    @property
    def output(self) -> Path | None:
        """The object that is made, by its absolute path, if the command says so plainly."""
        name = _written_output(self.written) or self.named_output
        return Path(os.path.normpath(self.directory / name)) if name else None


def _written_output(written: str | tuple[str, ...]) -> str:
    if isinstance(written, str):
        found = re.search(r"(?:^|\s)-o\s+([^\s\"'\\]+)", written)
        return found[1] if found else ""
    return next((after for one, after in pairwise(written) if one == "-o"), "")


@dataclass(frozen=True, eq=False)
class Database:
    """The entries of one database by absolute file, in its order."""

    path: Path
    stamp: Stamp
    entries: Mapping[Path, tuple[Entry, ...]]

    def of(self, path: Path) -> tuple[Entry, ...]:
        """The entries of that file, links followed where it has none by its own name."""
        return self.entries.get(path) or self.entries.get(path.resolve(), ())


def load(path: Path) -> Database:
    """The database in that file; InputError where it cannot be read."""
    try:
        return _load(path, stamp(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read") from error
    except ValueError as error:
        raise InputError(f"{path} is not a valid database") from error


@lru_cache(maxsize=8)
def _load(path: Path, stamp: Stamp) -> Database:
    data = contents(path, _LARGEST)
    if data is None:
        raise ValueError("too large")
    entries: dict[Path, tuple[Entry, ...]] = {}
    for read in _ENTRIES.validate_json(data):
        directory = Path(os.path.normpath(path.parent / read.directory))
        file = Path(os.path.normpath(directory / read.file))
        written = tuple(read.arguments) if read.arguments else read.command or ""
        entry = Entry(path, file, directory, written, read.output or "")
        entries[file] = (*entries.get(file, ()), entry)
    return Database(path, stamp, entries)


def flags_file(path: Path) -> tuple[str, ...]:
    """The arguments in a compile_flags.txt, one a line; InputError where it cannot be read."""
    data = contents(path, _LARGEST_FLAGS_FILE)
    if data is None:
        raise InputError(f"{path} cannot be read")
    lines = map(str.strip, data.decode("utf-8", "replace").splitlines())
    return tuple(line for line in lines if line)


def nearest(path: Path) -> Sequence[Path]:
    """The databases of the nearest folder above `path` that has any; or its compile_flags.txt.

    Several where the folder has several builds. Folders to which everybody may write are passed
    over.
    """
    for folder in path.parents:
        if _is_everybodys(folder):
            continue
        if (folder / DATABASE).is_file():
            return [folder / DATABASE]
        builds = _built_in(folder)
        if builds:
            return builds
        if (folder / FLAGS_FILE).is_file():
            return [folder / FLAGS_FILE]
    return []


def _built_in(folder: Path) -> list[Path]:
    """Databases in build folders below, and in those below these (`out/build/x64-Release`)."""
    first = _folders(folder, _BUILD_FOLDER)
    found = [place for place in first if (place / DATABASE).is_file()]
    if not found:
        second = [inner for place in first for inner in _folders(place, _ANY_FOLDER)]
        inside = [place for place in second if place.name == "build"]
        third = [inner for place in inside for inner in _folders(place, _ANY_FOLDER)]
        found = [place for place in (*second, *third) if (place / DATABASE).is_file()]
    return [place / DATABASE for place in found]


def _folders(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            names = sorted(
                one.name for one in found if pattern.fullmatch(one.name) and one.is_dir()
            )
    except OSError:
        return []
    names.sort(key=lambda name: name not in {"build", "out"})
    return [folder / name for name in names[:_MOST_FOLDERS]]


def _is_everybodys(folder: Path) -> bool:
    """Whether it is a place such as /tmp, where others may leave a database for us."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return True
    return bool(mode & stat.S_IWOTH and mode & stat.S_ISVTX)
