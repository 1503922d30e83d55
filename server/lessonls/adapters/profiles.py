"""Profiles and sources on disk: text that is read, and never run."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from lessonls.core.errors import InputError
from lessonls.core.profiles import Profile, read_profile_lines
from lessonls.core.reading.languages import HEADERS, SOURCES

LARGEST = 256_000_000
"""Bytes of a profile; a longer recording is summed up by the profiler's own report."""

MOST_FILES = 20_000

_LONGEST_LINE = 100_000
_BINARY = {
    b"PERFILE2": "is binary: perf report --stdio --no-children -i FILE makes text of it.",
    b"gmon": "is binary: gprof PROGRAM FILE makes text of it.",
}
_OTHERS_CODE = {
    *("3rdparty", "third-party", "third_party", "thirdparty", "vendor", "vendored"),
    *("extern", "external", "deps", "_deps", "subprojects"),
    *("node_modules", "bower_components", "site-packages", "venv"),
    *("build", "CMakeFiles", "dist", "out", "target"),
}
_BUILD = ("bazel-", "build-", "build_", "cmake-build")


def read_profile(path: Path) -> Profile:
    """The profile in a text file, of perf, gprof or callgrind; its kind shows in what it holds.

    Raises InputError with one sentence for everything else.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a regular file.")
        if path.stat().st_size > LARGEST:
            raise InputError(
                f"{path} is larger than {LARGEST // 1_000_000} MB: make a text report of it first."
            )
        _check_text(path)
        with path.open(encoding="utf-8", errors="replace") as file:
            return _read(file, path)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path} cannot be read: {reason}.") from error


def profile_in(text: str, command: str) -> Profile:
    """The profile that a command gave as text. Raises InputError as `read_profile`."""
    try:
        return read_profile_lines(text.splitlines())
    except InputError as error:
        raise InputError(f"the profile of “{command}” {error}") from error


def source_files(
    places: Iterable[Path], seen: Callable[[int], None] = lambda _: None
) -> list[Path]:
    """The C and C++ files in these folders, and those of the places that are files.

    Hidden folders, links, and folders that are called as builds and other people's code are
    by custom are left out, unless they are named themselves. `seen` hears how many files were
    found so far. Raises InputError for a place that is not there, or for too many files.
    """
    found: dict[Path, None] = {}
    for place in places:
        if not place.exists():
            raise InputError(f"{place} does not exist.")
        for path in _walk(place) if place.is_dir() else [place]:
            found[path] = None
            seen(len(found))
            if len(found) > MOST_FILES:
                raise InputError(
                    f"{place} has more than {MOST_FILES} C and C++ files: choose a smaller folder."
                )
    return list(found)


def _read(file: TextIO, path: Path) -> Profile:
    try:
        return read_profile_lines(_lines(file))
    except InputError as error:
        raise InputError(f"{path} {error}") from error


def _lines(file: TextIO) -> Iterator[str]:
    # A hostile file may be a single line.
    remaining = LARGEST
    while remaining > 0 and (line := file.readline(_LONGEST_LINE)):
        remaining -= len(line)
        yield line.rstrip("\n")


def _check_text(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    for magic, advice in _BINARY.items():
        if start.startswith(magic):
            raise InputError(f"{path} {advice.replace('FILE', str(path))}")
    if b"\0" in start:
        raise InputError(f"{path} is a binary file, not the text of a profile.")


def _walk(folder: Path) -> Iterator[Path]:
    """Depth first, by name: the same order everywhere."""
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            continue
        inside = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        waiting += [Path(entry.path) for entry in reversed(inside) if _is_own(entry.name)]
        for entry in entries:
            if entry.is_file() and Path(entry.name).suffix in {*SOURCES, *HEADERS}:
                yield Path(entry.path)


def _is_own(name: str) -> bool:
    return not (name.startswith((".", *_BUILD)) or name in _OTHERS_CODE)
