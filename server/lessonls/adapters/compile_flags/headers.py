"""Through which source a header is compiled: the nearest one that includes it."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lessonls.adapters.compile_flags.program import Program
from lessonls.adapters.compile_flags.reading import Stamp, stamp
from lessonls.core.reading.implementations import implementation_macros
from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language

_INCLUDE = re.compile(
    rb'^[ \t]*#[ \t]*(?:include|include_next|import)[ \t]*["<]([^">\n]+)[">]', re.MULTILINE
)
_DEFINE = re.compile(rb"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
_TOP = 256 << 10
"""Bytes of a file in which directives are looked for."""
_MOST_SOURCES = 300
_MOST_VISITED = 2000


def includer_of(header: Path, language: Language, program: Program) -> Path | None:
    """The nearest source by name and place that includes the header, directly or indirectly.

    Of a header that is a whole library, only sources count that define the macro with which its
    functions are there. Only the nearest sources are read, and again when one of them changed.
    """
    ranked = by_nearness(header, language, program)[:_MOST_SOURCES]
    asked = frozenset(_read(header).implementations)
    if asked:
        ranked = tuple(source for source in ranked if not asked.isdisjoint(_read(source).defined))
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
    names = [name for name in _read(source).included if _ends(header, name)]
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
        for name in _read(file).included:
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


class _Directives(NamedTuple):
    """Of a file: what it includes and defines, as it is written, and the macros that ask for its
    functions if it is a whole library.
    """

    included: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    implementations: tuple[str, ...] = ()


def _read(file: Path) -> _Directives:
    found = _stamp(file)
    return _read_again(file, found) if found else _Directives()


@lru_cache(maxsize=4096)
def _read_again(file: Path, _stamp: Stamp) -> _Directives:
    try:
        with file.open("rb") as opened:
            text = opened.read(_TOP)
    except OSError:
        return _Directives()
    return _Directives(
        tuple(os.fsdecode(name) for name in _INCLUDE.findall(text) if b"\0" not in name),
        tuple(os.fsdecode(name) for name in _DEFINE.findall(text)),
        implementation_macros(text.decode("utf-8", "replace")),
    )
