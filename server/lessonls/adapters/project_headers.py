"""The project's own headers that a source includes: nothing else of the disk is compiled."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lessonls.core.errors import InputError

PLACEHOLDER = ".lessonls-folder"
"""Makes the source's folder exist where headers are looked up: `"../a.h"` counts from it."""
MOST_FILES = 5000
MOST_BYTES = 64 << 20
_INCLUDE = re.compile(
    rb"""(?:^[ \t]*\#[ \t]*(?:include|include_next|import)|\b__has_include[ \t]*\()
         [ \t]*(?:"(?P<quoted>[^"\n]+)"|<(?P<angled>[^>\n]+)>)""",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True)
class _Search:
    """The folders in which headers are looked up, and files included by a flag."""

    quoted: tuple[Path, ...]
    angled: tuple[Path, ...]
    forced: tuple[str, ...]


def project_headers(
    path: Path, text: str, flags: Sequence[str], own: bytes = b""
) -> Mapping[Path, bytes]:
    """Every header that `text` may include, directly or not, by its absolute path. Where they lead
    back to the path itself, `own` is there.

    Where a source names headers from a folder that has none itself, an empty file stands for that
    folder. Conditionals are not evaluated, so there may be more than the compiler needs. Headers of
    the system are left out, and so is what cannot be read. Raises InputError when there
    are more than 5000 files or 64 MB.
    """
    source = Path(os.path.normpath(path.absolute()))
    search = _search(flags)
    found: dict[Path, bytes] = {}
    size = 0
    forced = "".join(f'#include "{name}"\n' for name in search.forced).encode()
    waiting = [(source, forced + text.encode("utf-8", "surrogatepass"))]
    while waiting:
        includer, content = waiting.pop()
        for header in _included(includer, content, search, source):
            if header in found:
                continue
            data = own if header == source else _read(header)
            if data is None:
                continue
            size += len(data)
            found[header] = data
            if len(found) > MOST_FILES or size > MOST_BYTES:
                raise InputError(
                    f"{path.name} includes more than {MOST_FILES} headers or "
                    f"{MOST_BYTES >> 20} MB of them; choose a smaller file."
                )
            waiting.append((header, data))
    inside = any(source.parent in header.parents for header in found)
    if found and not inside and '"../' in text:
        found[source.parent / PLACEHOLDER] = b""
    return found


def _search(flags: Sequence[str]) -> _Search:
    folders: dict[str, list[Path]] = {"-iquote": [], "-I": [], "-isystem": [], "-idirafter": []}
    forced: list[str] = []
    rest = iter(flags)
    for flag in rest:
        if flag in {"-include", "-imacros"}:
            forced.append(next(rest, ""))
        elif flag in folders:
            folders[flag].append(Path(next(rest, "/")))
        elif flag.startswith("-I"):
            folders["-I"].append(Path(flag.removeprefix("-I")))
    angled = (*folders["-I"], *folders["-isystem"], *folders["-idirafter"])
    return _Search((*folders["-iquote"], *angled), angled, tuple(forced))


def _included(includer: Path, content: bytes, search: _Search, source: Path) -> Iterator[Path]:
    for match in _INCLUDE.finditer(content):
        name = os.fsdecode(match["quoted"] or match["angled"])
        folders = (includer.parent, *search.quoted) if match["quoted"] else search.angled
        candidates = (Path(os.path.normpath(folder / name)) for folder in folders)
        header = next((path for path in candidates if _is_file(path)), None)
        if header is not None and _is_project(header, source, search):
            yield header


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_project(header: Path, source: Path, search: _Search) -> bool:
    """Whether it is neither the system's nor hidden away, as keys and settings are."""
    shown = [*search.quoted, source.parent]
    named = [folder for folder in shown if header.is_relative_to(folder)]
    if header.is_relative_to("/usr") and not named:
        return False
    usual = {part for folder in shown for part in folder.parts}
    return not any(part.startswith(".") and part not in usual for part in header.parts)


def _read(header: Path) -> bytes | None:
    try:
        with header.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None
