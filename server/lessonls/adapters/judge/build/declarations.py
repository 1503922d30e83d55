"""What a unit declares as the compiler sees it: without macros and conditionals."""

import re
from collections.abc import Mapping
from pathlib import Path

from lessonls.core.target import Target
from lessonls_sandbox.build import Build

_MARKER = re.compile(r'#\s*(?:line\s+)?\d+\s+"((?:[^"\\]|\\.)*)"')
_SYSTEM = ("/usr/", "/lib/", "<")


def declarations(
    preprocessed: Build, target: Target, headers: Mapping[Path, bytes]
) -> tuple[str, ...]:
    """The project's part of what the preprocessor made of a unit, or, where that failed, the files
    as they are written.
    """
    text = preprocessed.files.get("text")
    if text is not None:
        return (_of_the_project(text.decode("utf-8", "replace")),)
    written = (content.decode("utf-8", "replace") for content in headers.values())
    return (*written, target.before + target.code + target.after)


def _of_the_project(text: str) -> str:
    lines: list[str] = []
    own = True
    for line in text.splitlines():
        marker = _MARKER.match(line)
        if marker is not None:
            own = not marker[1].startswith(_SYSTEM)
        elif own and line.strip():
            lines.append(line)
    return "\n".join(lines)
