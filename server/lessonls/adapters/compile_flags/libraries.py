"""System libraries that a file's program is linked with, from the files of its build."""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from lessonls.adapters.compile_flags.command_line import command_line, words
from lessonls.adapters.compile_flags.database import Database, Entry
from lessonls.adapters.compile_flags.reading import Stamp, contents, stamp
from lessonls.adapters.projects import project_root

_NAME = r"[A-Za-z0-9_+.][A-Za-z0-9_+.-]*"
_BY_NAME = re.compile(rf"-l({_NAME})")
_BY_PATH = re.compile(
    rf"(?:/usr(?:/local)?)?/lib(?:64)?/(?:[\w.+-]+/)*lib({_NAME}?)\.(?:so[.0-9]*|a)"
)
_LINKED_ANYWAY = frozenset({"c", "m", "gcc", "gcc_s", "stdc++"})
_LARGEST = 64 << 20
_LARGEST_LINK = 4 << 20
_LARGEST_MAKEFILE = 1 << 20
_MOST_TARGETS = 2000
_MOST_STEPS = 4
"""From an object over an archive and a library to a program."""

_CMAKE_TARGET = re.compile(r"(.*)/CMakeFiles/[^/]+\.dir")
_NINJA_LIBRARIES = re.compile(r"^\s+LINK_(?:LIBRARIES|ARGS) = (.*)$", re.MULTILINE)

_MAKEFILES = ("GNUmakefile", "Makefile", "makefile")
_LINKING_LINE = re.compile(
    r"^(?:[ \t]*(?:export[ \t]+)?\w{0,64}(?:LIBS|LDFLAGS|LDADD|LIBADD)\w{0,64}[ \t]*[:?+]*="
    r"|\t.*(?:\$[({](?:CC|CXX|LD|LINK)\w*[)}]|\b(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)\s)).*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Link:
    """One link step: what is made, of which objects and archives, and with which words."""

    makes: str
    inputs: frozenset[str]
    words: tuple[str, ...]


def libraries_in(words: Iterable[str]) -> tuple[str, ...]:
    """The libraries that the words of a link command name, each once, in their order."""
    found = (_library(word) for word in words)
    return tuple(dict.fromkeys(name for name in found if name and name not in _LINKED_ANYWAY))


def _library(word: str) -> str:
    if word == "-pthread":
        return "pthread"
    match = _BY_NAME.fullmatch(word) or _BY_PATH.fullmatch(word)
    return match[1] if match else ""


def linked_with(entries: Sequence[Entry], database: Database) -> tuple[str, ...]:
    """The libraries of the programs that hold the entries' objects, directly or in archives."""
    made = {str(entry.output) for entry in entries if entry.output}
    links, found = _links(database), list[str]()
    for _ in range(_MOST_STEPS):
        using = [link for link in links if not link.inputs.isdisjoint(made)]
        found += [word for link in using for word in link.words]
        made = {link.makes for link in using} - made
    return libraries_in(found)


def named_in_makefile(path: Path) -> tuple[str, ...]:
    """The libraries that the nearest Makefile names literally where it links."""
    root = project_root(path) or path.parent
    for folder in path.parents:
        for name in _MAKEFILES:
            file = folder / name
            with suppress(OSError):
                found = _in_makefile(file, stamp(file))
                if found:
                    return found
        if folder == root:
            break
    return ()


@lru_cache(maxsize=32)
def _in_makefile(file: Path, _stamp: Stamp) -> tuple[str, ...]:
    data = contents(file, _LARGEST_MAKEFILE) or b""
    text = data.decode("utf-8", "replace").replace("\\\n", " ")
    lines = (match[0].split("#")[0] for match in _LINKING_LINE.finditer(text))
    return libraries_in(word for line in lines for word in re.split(r"[\s=]+", line))


def _links(database: Database) -> tuple[Link, ...]:
    ninja = database.path.parent / "build.ninja"
    try:
        return _links_of_ninja(ninja, stamp(ninja))
    except OSError:
        return _links_of_cmake(database)


@lru_cache(maxsize=8)
def _links_of_ninja(file: Path, _stamp: Stamp) -> tuple[Link, ...]:
    """The link steps of a build.ninja, as CMake and Meson write it."""
    text = (contents(file, _LARGEST) or b"").decode("utf-8", "replace").replace("$\n", "")
    statements = (f"{one}\n" for one in text.split("\nbuild ")[1:] if "LINKER" in one)
    return tuple(_link_of_ninja(one, file.parent) for one in statements)


def _link_of_ninja(statement: str, folder: Path) -> Link:
    heading, _, variables = statement.partition("\n")
    made, _, used = heading.partition(": ")
    words = [word for one in _NINJA_LIBRARIES.findall(variables) for word in one.split()]
    return Link(_absolute(folder, made.split(" |")[0]), _inputs(folder, used.split()), tuple(words))


@lru_cache(maxsize=8)
def _links_of_cmake(database: Database) -> tuple[Link, ...]:
    """The link steps of CMake's Makefiles: a link.txt next to the objects of each target."""
    outputs = (entry.output for entries in database.entries.values() for entry in entries)
    found = (_CMAKE_TARGET.match(str(output)) for output in outputs if output)
    targets = dict.fromkeys((match[1], match[0]) for match in found if match)
    read = (_link_of_cmake(Path(at), Path(target)) for at, target in islice(targets, _MOST_TARGETS))
    return tuple(link for link in read if link)


def _link_of_cmake(folder: Path, target: Path) -> Link | None:
    data = contents(target / "link.txt", _LARGEST_LINK) or b""
    first = data.decode("utf-8", "replace").partition("\n")[0]
    try:
        line = command_line(words(first), folder, (folder,))
    except ValueError:
        return None
    archives = (word for word in line.arguments if word.endswith(".a"))
    made = line.output or next(archives, "")
    used = [word for word in line.arguments if word != made]
    return Link(_absolute(folder, made), _inputs(folder, used), tuple(used)) if made else None


def _inputs(folder: Path, written: Iterable[str]) -> frozenset[str]:
    return frozenset(_absolute(folder, word) for word in written if not word.startswith(("-", "|")))


def _absolute(folder: Path, name: str) -> str:
    return os.path.normpath(folder / name)
