"""Through which source a header is compiled: the nearest one that includes it."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from lessonls.adapters.compile_flags.program import Program
from lessonls.adapters.compile_flags.reading import Stamp, stamp
from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language

_INCLUDE = re.compile(
    rb'^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*["<]([^">\n]+)[">]', re.MULTILINE
)
_TOP = 256 << 10
"""Bytes of a file in which includes are looked for."""
_MOST_SOURCES = 300
_MOST_VISITED = 2000


def includer_of(header: Path, language: Language, program: Program) -> Path | None:
    """The nearest source by name and place that includes the header, directly or indirectly.

    Only the nearest sources are read, and again when one of them changed.
    """
    ranked = by_nearness(header, language, program)[:_MOST_SOURCES]
    return _search(header, ranked, program, tuple(map(_stamp, ranked)))


@lru_cache(maxsize=64)
def by_nearness(file: Path, language: Language, program: Program) -> tuple[Path, ...]:
    """The sources: those of the same name, then those in near folders; those of the language
    first where two are equally near.
    """

    def distance(source: Path) -> tuple[bool, int, bool, Path]:
        other = SOURCES.get(source.suffix) is not language
        return source.stem != file.stem, _apart(source.parent, file.parent), other, source

    return tuple(sorted(program.sources, key=distance))


def _apart(one: Path, other: Path) -> int:
    """How many steps lead from one folder to the other."""
    pairs = zip(one.parts, other.parts, strict=False)
    common = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    shared = min(len(one.parts), len(other.parts)) if common is None else common
    return len(one.parts) + len(other.parts) - 2 * shared


@lru_cache(maxsize=64)
def _search(
    header: Path, ranked: tuple[Path, ...], program: Program, _stamps: tuple[Stamp | None, ...]
) -> Path | None:
    same = [source for source in ranked if source.stem == header.stem]
    found = next((one for one in same if _reaches(one, header, program, set())), None)
    found = found or next((one for one in ranked if _includes(one, header, program)), None)
    seen: set[Path] = set()
    return found or next((one for one in ranked if _reaches(one, header, program, seen)), None)


def _includes(source: Path, header: Path, program: Program) -> bool:
    """Whether the source itself includes the header."""
    names = [name for name in _names(source) if _ends(header, name)]
    return any(_found(name, source, program.folders_of(source)) in {header, None} for name in names)


def _ends(header: Path, name: str) -> bool:
    """Whether the header may be meant by that name, however many folders it goes up."""
    parts = PurePosixPath(name.lstrip("./")).parts
    return bool(parts) and header.parts[-len(parts) :] == parts


def _reaches(source: Path, header: Path, program: Program, seen: set[Path]) -> bool:
    """Whether the source includes the header through others; `seen` were looked through."""
    folders = program.folders_of(source)
    waiting = [source]
    while waiting and len(seen) < _MOST_VISITED:
        file = waiting.pop()
        seen.add(file)
        for name in _names(file):
            found = _found(name, file, folders)
            if found == header:
                return True
            if found is not None and found not in seen:
                waiting.append(found)
    return False


def _found(name: str, includer: Path, folders: Sequence[Path]) -> Path | None:
    for folder in (includer.parent, *folders):
        file = os.path.normpath(folder / name)
        if os.path.isfile(file):  # noqa: PTH113 - much faster, and never fails
            return Path(file)
    return None


def _stamp(file: Path) -> Stamp | None:
    try:
        return stamp(file)
    except OSError:
        return None


def _names(file: Path) -> tuple[str, ...]:
    """What a file includes, as it is written."""
    found = _stamp(file)
    return _read_names(file, found) if found else ()


@lru_cache(maxsize=4096)
def _read_names(file: Path, _stamp: Stamp) -> tuple[str, ...]:
    try:
        with file.open("rb") as opened:
            text = opened.read(_TOP)
    except OSError:
        return ()
    return tuple(os.fsdecode(name) for name in _INCLUDE.findall(text) if b"\0" not in name)
