"""The files that say how a source is formatted, as clang-format looks for them."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path

_STYLES = (".clang-format", "_clang-format")
_IGNORED = ".clang-format-ignore"
_LARGEST = 1 << 16
_MOST = 16


def style_files(path: Path, top: Path) -> list[tuple[int, str, bytes]]:
    """The style files above a source up to the folder `top`, or to the root where that is not
    above it: how many folders up, name and content, the nearest first.

    Nothing for a source that the project leaves as it is. Raises OSError for a file that
    cannot be read, and ValueError for one that is too large.
    """
    folders = list(_folders(path.absolute(), top))
    if _is_ignored(path.absolute(), folders):
        return []
    found = [
        (up, name, _read(folder / name))
        for up, folder in enumerate(folders)
        for name in _STYLES
        if (folder / name).is_file()
    ]
    return found[:_MOST]


def _folders(path: Path, top: Path) -> Iterator[Path]:
    below = list(takewhile(lambda folder: folder != top, path.parents))
    yield from path.parents[: len(below) + 1]


def _is_ignored(path: Path, folders: list[Path]) -> bool:
    """Whether the nearest list of exceptions has the source."""
    nearest = next((one for one in folders if (one / _IGNORED).is_file()), None)
    if nearest is None:
        return False
    lines = _read(nearest / _IGNORED).decode("utf-8", "replace").splitlines()
    patterns = (line.strip() for line in lines)
    return any(
        _matches(path, nearest, pattern.removeprefix("!")) is not pattern.startswith("!")
        for pattern in patterns
        if pattern and not pattern.startswith("#")
    )


def _matches(path: Path, folder: Path, pattern: str) -> bool:
    """Whether a pattern of the shell names the file; no sign of it stands for a slash."""
    own = path.parts[1:] if pattern.startswith("/") else path.relative_to(folder).parts
    wanted = pattern.removeprefix("/").split("/")
    return len(own) == len(wanted) and all(map(fnmatchcase, own, wanted))


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError(f"{file} is larger than {_LARGEST >> 10} KB")
    return content
