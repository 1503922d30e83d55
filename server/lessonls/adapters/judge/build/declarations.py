"""What a unit declares as the compiler sees it: without macros, conditionals and the system."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lessonls.core.target import Target
from lessonls_sandbox.build import Build

_MARKER = re.compile(r'#\s*(?:line\s+)?\d+\s+"((?:[^"\\]|\\.)*)"')
_SYSTEM = ("/usr/", "/lib/", "<")


def declarations(preprocessed: Build, target: Target, headers: Mapping[Path, bytes]) -> list[str]:
    """The texts in which types are looked up: the project's part of what the preprocessor made;
    where it failed the files as they are written.
    """
    text = preprocessed.files.get("text")
    if text is not None:
        return ["\n".join(_of_the_project(text.decode("utf-8", "replace")))]
    written = [content.decode("utf-8", "replace") for content in headers.values()]
    return [*written, target.before + target.code + target.after]


def _of_the_project(text: str) -> Iterator[str]:
    kept = True
    for line in text.splitlines():
        marker = _MARKER.match(line)
        if marker is not None:
            kept = not marker[1].startswith(_SYSTEM)
        elif kept and line.strip():
            yield line
