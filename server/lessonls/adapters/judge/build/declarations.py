"""What a unit declares as the compiler sees it: without macros and conditionals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lessonls.core.target import Target
from lessonls_sandbox.build import Build

_MARKER = re.compile(r'#\s*(?:line\s+)?\d+\s+"((?:[^"\\]|\\.)*)"((?:\s+\d)*)')
_SYSTEM = ("/usr/", "/lib/", "<")
_BUILT_IN = "<"


@dataclass(frozen=True)
class Declarations:
    """`texts` is where types are looked up: the project's part of what the preprocessor made, or,
    where that failed, the files as they are written. `system` are the headers that the project
    includes beside its own, in order; `preprocessed` says which it is.
    """

    texts: tuple[str, ...]
    system: tuple[str, ...] = ()
    preprocessed: bool = False


def declarations(
    preprocessed: Build, target: Target, headers: Mapping[Path, bytes]
) -> Declarations:
    """What can be known of the types of a unit."""
    text = preprocessed.files.get("text")
    if text is not None:
        return _read(text.decode("utf-8", "replace"))
    written = (content.decode("utf-8", "replace") for content in headers.values())
    return Declarations((*written, target.before + target.code + target.after))


def _read(text: str) -> Declarations:
    lines: list[str] = []
    system: dict[str, None] = {}
    own = True
    for line in text.splitlines():
        marker = _MARKER.match(line)
        if marker is None:
            if own and line.strip():
                lines.append(line)
            continue
        entered = "1" in marker[2].split()
        was, own = own, not marker[1].startswith(_SYSTEM)
        if was and entered and not own and not marker[1].startswith(_BUILT_IN):
            system[marker[1]] = None
    return Declarations(("\n".join(lines),), tuple(system), preprocessed=True)
