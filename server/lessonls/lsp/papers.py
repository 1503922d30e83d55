"""Diffs and explanations as files, for editors that can open a document: in a folder of ours."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory


class Papers:
    """A private temporary folder, made when first needed and gone with the server."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def write(self, title: str, kind: str, text: str) -> Path:
        """A text as a file whose name ends in `kind`, in the place of one of the same title."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="lessonls-")
        # Titles carry functions' names, which may hold anything that C++ allows.
        name = re.sub(r"\W+", "_", title)
        path = Path(self._folder.name) / f"{name}.{kind}"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return path

    def close(self) -> None:
        """Removes the folder."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
