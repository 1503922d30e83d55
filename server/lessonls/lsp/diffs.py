"""Diffs as files, for editors that can open a document: in a folder of ours alone."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from lessonls.lsp.suggestions import Suggestion


class DiffFolder:
    """A private temporary folder, made when first needed and gone with the server."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def write(self, suggestion: Suggestion) -> Path:
        """The suggestion's diff as a file."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="lessonls-")
        # The id carries the function's name, which may hold anything that C++ allows.
        name = re.sub(r"\W+", "_", suggestion.id)
        path = Path(self._folder.name) / f"{name}.diff"
        path.write_text(suggestion.diff, encoding="utf-8", newline="")
        return path

    def close(self) -> None:
        """Removes the folder."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
