"""Our own files that only the sandbox reads."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lessonls_sandbox.confine import Mount, identity


def private_folder() -> Path:
    """A folder for this user alone; where root has another uid run code, that may pass too."""
    folder = Path(tempfile.mkdtemp(prefix="lessonls-"))
    if "user" in identity():
        folder.chmod(0o711)
    return folder


def stage_headers(
    headers: Mapping[Path, bytes], folder: Path, folders: Sequence[Path] = ()
) -> tuple[Mount, ...]:
    """Copies the project's headers under `folder` and mounts them where they were.

    The sandbox sees these files and no others of the user's. `folders` are there as well, though
    there may be nothing in them: paths such as `../include` lead through them.
    """
    passed = [place for place in folders if not _of_the_system(place)]
    for place in passed:
        (folder / place.relative_to("/")).mkdir(parents=True, exist_ok=True)
    for path, content in headers.items():
        copy = folder / path.relative_to("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
        copy.chmod(0o644)
    shown = {*passed, *(path.parent for path in headers)}
    outermost = [place for place in shown if not shown & set(place.parents)]
    for place, _, _ in os.walk(folder):
        Path(place).chmod(0o755)  # whatever the user's umask is
    return tuple(
        Mount(folder / place.relative_to("/"), str(place))
        for place in sorted(outermost)
        if place != Path("/tmp")  # noqa: S108 - where the build itself happens
    )


def _of_the_system(place: Path) -> bool:
    """Whether what the sandbox has there already must not be hidden."""
    usr = Path("/usr")
    return usr.is_relative_to(place) or place.is_relative_to(usr)
