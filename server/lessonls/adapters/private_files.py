"""Files of ours that the sandbox reads, and nobody else."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from lessonls_sandbox.confine import Mount, identity


def private_folder() -> Path:
    """A folder for this user alone; where root has another uid run code, that may pass too."""
    folder = Path(tempfile.mkdtemp(prefix="lessonls-"))
    if "user" in identity():
        folder.chmod(0o711)
    return folder


def stage_headers(headers: Mapping[Path, bytes], folder: Path) -> tuple[Mount, ...]:
    """Copies the project's headers under `folder` and mounts them where they were.

    The sandbox sees these files and no others of the user's.
    """
    for path, content in headers.items():
        copy = folder / path.relative_to("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    folders = {path.parent for path in headers}
    outermost = [place for place in folders if not folders & set(place.parents)]
    return tuple(
        Mount(folder / place.relative_to("/"), str(place))
        for place in sorted(outermost)
        if place != Path("/tmp")  # noqa: S108 - where the build itself happens
    )
