"""Precompiled headers: what every candidate of a target includes is read by the compiler once.

Built in the background while the workload is being looked for. A candidate that comes before
they are ready is compiled without.
"""

import re
from pathlib import Path

from lessonls.adapters.judge.build.toolchain import PRELUDE, Toolchain

_PASSED_OVER = re.compile(r"\s*(?://.*)?$|\s*#\s*(?:line|pragma\s+once)\b.*$")
_INCLUDE = re.compile(r"\s*#\s*include\s*[<\"][^>\"]+[>\"]\s*(?://.*)?$")


def included(source: str) -> str:
    """The includes with which a unit begins, one a line."""
    found: list[str] = []
    for line in source.splitlines():
        if _INCLUDE.match(line):
            found.append(line)
        elif not _PASSED_OVER.match(line):
            break
    return "\n".join(found)


def precompile(toolchain: Toolchain, source: str, folder: Path) -> Path | None:
    """A folder with the precompiled headers of a unit, or None if there are none.

    A unit goes on to include what was precompiled. So these are headers that may be read twice,
    and that is tried here: one without include guards may define something again.
    """
    header = included(source)
    built = toolchain.precompiled(f"{header}\n{header}") if header else None
    if built is None or not built.succeeded:
        return None
    place = folder / PRELUDE
    for name, content in built.files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        for one in (place, path.parent, path):
            one.chmod(0o755)  # whatever the user's umask is
    return place
