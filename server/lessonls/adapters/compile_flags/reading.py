"""Files of a project, read within bounds and only where they may lie."""

from collections.abc import Sequence
from pathlib import Path

Stamp = tuple[int, int]
"""Time and size of a file: what is known of it is forgotten when one of them changes."""


def stamp(file: Path) -> Stamp:
    """The file's stamp; raises OSError."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def contents(file: Path, most: int) -> bytes | None:
    """The bytes of a regular file of that size at the most, else None."""
    try:
        if not file.is_file() or file.stat().st_size > most:
            return None
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= most else None


def lies_in(file: Path, folders: Sequence[Path]) -> bool:
    """Whether the file lies in one of the folders, links followed."""
    try:
        real = file.resolve()
        return any(real.is_relative_to(folder.resolve()) for folder in folders)
    except (OSError, RuntimeError, ValueError):
        return False
