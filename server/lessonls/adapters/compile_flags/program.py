"""Sources that belong together: those of compile databases, else those that lie together."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lessonls.adapters.compile_flags.allowed import kept_flags, search_folders
from lessonls.adapters.compile_flags.database import Database, Entry, flags_file
from lessonls.adapters.compile_flags.reading import Stamp, stamp
from lessonls.adapters.projects import project_root
from lessonls.core.errors import InputError
from lessonls.core.reading.languages import SOURCES

_MOST_FOLDERS = 64
_MOST_FILES = 2000


@dataclass(frozen=True, eq=False)
class Program:
    """Sources, and how each file is compiled: not at all, or in one way, or in several.

    `databases` say so; without any, sources that lie together are all compiled alike.
    """

    sources: tuple[Path, ...]
    entries_of: Callable[[Path], Sequence[Entry]]
    databases: tuple[Database, ...] = ()
    _folders: dict[Path, tuple[Path, ...]] = field(default_factory=dict[Path, tuple[Path, ...]])

    def folders_of(self, source: Path) -> tuple[Path, ...]:
        """The folders in which the headers of a source are looked up."""
        if source not in self._folders:
            self._folders[source] = _folders_of(self.entries_of(source))
        return self._folders[source]


def _folders_of(entries: Sequence[Entry]) -> tuple[Path, ...]:
    try:
        lines = [(entry.command().arguments, entry.directory) for entry in entries[:1]]
    except InputError:
        return ()
    kept = (kept_flags(arguments, directory) for arguments, directory in lines)
    return tuple(folder for flags in kept for folder in search_folders(flags))


@lru_cache(maxsize=8)
def listed_program(databases: tuple[Database, ...]) -> Program:
    """The sources of the databases of one project."""
    files = dict.fromkeys(file for database in databases for file in database.entries)
    sources = tuple(file for file in files if file.suffix in SOURCES)

    def entries_of(path: Path) -> list[Entry]:
        return [entry for database in databases for entry in database.of(path)]

    return Program(sources, entries_of, databases)


def loose_program(path: Path, flags: Path | None) -> Program:
    """The sources in the file's folder, and in the nearest `src` with its folders; they are
    compiled with what stands in the file `flags`. Raises InputError if it cannot be read.
    """
    src = _nearest_src(path)
    folders = [path.parent] if src is None else [path.parent, src, *_folders_in(src)]
    stamps = ((folder, _stamp(folder)) for folder in dict.fromkeys(folders))
    existing = tuple((folder, found) for folder, found in stamps if found)
    return _loose_program(existing, flags, flags_file(flags) if flags else ())


@lru_cache(maxsize=16)
def _loose_program(
    folders: tuple[tuple[Path, Stamp], ...], flags: Path | None, arguments: tuple[str, ...]
) -> Program:
    files = [file for folder, found in folders for file in _sources_in(folder, found)]

    def entries_of(path: Path) -> list[Entry]:
        origin = flags or path
        return [Entry(origin, path, origin.parent, ("", *arguments))]

    return Program(tuple(files[:_MOST_FILES]), entries_of)


def _nearest_src(path: Path) -> Path | None:
    root = project_root(path) or path.parent.parent
    for folder in path.parents:
        if folder.name == "src":
            return folder
        if (folder / "src").is_dir():
            return folder / "src"
        if folder == root:
            break
    return None


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            names = sorted(one.name for one in found if one.is_dir() and one.name[0] != ".")
    except OSError:
        return []
    return [folder / name for name in names[:_MOST_FOLDERS]]


@lru_cache(maxsize=256)
def _sources_in(folder: Path, _stamp: Stamp) -> tuple[Path, ...]:
    try:
        return tuple(sorted(file for file in folder.iterdir() if file.suffix in SOURCES))
    except OSError:
        return ()


def _stamp(folder: Path) -> Stamp | None:
    try:
        return stamp(folder)
    except OSError:
        return None
