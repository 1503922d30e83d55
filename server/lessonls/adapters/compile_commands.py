"""Compile flags for a file, from the nearest compile_commands.json or sensible defaults.

A compilation database is text from the project, and the flags are handed to a compiler, so
this is a list of what is let through; anything unknown stays outside. Nothing that is let
through makes the compiler start a program or write a file.
"""

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language

DATABASE = "compile_commands.json"
STANDARD = {Language.C: "-std=gnu17", Language.CPP: "-std=gnu++20"}
OPTIMIZED = ("-O3", "-march=native")
_LARGEST = 256_000_000

_PATHS = ("-isystem", "-iquote", "-idirafter", "-include", "-I")
_WITH_VALUE = ("-D", "-U")
_ALONE = ("-pthread", "-ansi")
_LEVELS = {"-O": "-O1"} | {level: level for level in ("-O1", "-O2", "-O3", "-Ofast")}
"""Levels that are kept; others are for debugging or size and give way to the default."""

_SKIPPED_WITH_VALUE = """
    -o -x -T -u -z -e -L -l -A -MF -MT -MQ -MJ -arch -target --param -specs -wrapper -aux-info
    -dumpbase -dumpbase-ext -dumpdir -imacros -isysroot -imultilib -iprefix -iwithprefix
    -Xclang -Xlinker -Xpreprocessor -Xassembler -mllvm -include-pch --sysroot
"""
_SAFE_F_VALUES = """
    -fabi-version= -falign- -fcf-protection= -fconstexpr- -fexcess-precision= -fexec-charset=
    -ffp-contract= -ffp-exception-behavior= -finline-limit= -finput-charset= -fopenmp=
    -fpack-struct= -fsimd-cost-model= -ftemplate-depth= -ftls-model=
    -ftrivial-auto-var-init= -fvect-cost-model= -fveclib= -fvisibility=
"""
_UNSAFE_F = """
    -fauto-profile -fbranch-probabilities -fcallgraph-info -fcompare-debug -fcoverage
    -fcreate-profile -fdeps -fdiagnostics -fdirectives-only -fdump -fembed -flto -fltrans
    -fmemory-profile -fmodule -fno-sanitize -foffload -fopt-info -fpass-plugin -fpch -fplugin
    -fpreprocessed -fprofile -frecord -fsanitize -fsave -fstack-usage -fsyntax-only
    -ftest-coverage -ftime -fuse-l -fwhole-program -fworking-directory -fwpa
"""
"""They write files, start programs, replace the build, or spoil a timing."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")

    directory: str
    file: str
    command: str | None = None
    arguments: list[str] | None = None


_ENTRIES = TypeAdapter(list[_Entry])


@dataclass(frozen=True)
class CompileFlags:
    """Flags with absolute paths, and the directory in which the compiler is run.

    `origin` says where the flags come from; `note`, if not empty, is a sentence on why they
    are not the file's own.
    """

    flags: tuple[str, ...]
    directory: Path
    origin: str = "defaults"
    note: str = ""


class CompileCommands:
    """Looks flags up; `configured` names one database (or its folder) for every file."""

    def __init__(self, configured: Path | None = None) -> None:
        self._configured = configured

    def __call__(self, path: Path, language: Language) -> CompileFlags:
        """The flags for a file in that language; never fails."""
        path = Path(os.path.normpath(path.absolute()))
        database = self._database(path)
        if database is None:
            return default_flags(path, language)
        try:
            entries = _load(database, _stamp(database))
        except (OSError, ValueError) as error:
            reason = "cannot be read" if isinstance(error, OSError) else "is not a valid database"
            return default_flags(path, language, f"{database} {reason}; default flags are used.")
        return _choose(entries, path, language, database)

    def _database(self, path: Path) -> Path | None:
        if self._configured is not None:
            folder = self._configured.is_dir()
            return self._configured / DATABASE if folder else self._configured
        return next(_databases_above(path), None)


def default_flags(path: Path, language: Language, note: str = "") -> CompileFlags:
    """What a file is compiled with when nothing says otherwise."""
    flags = (STANDARD[language], *OPTIMIZED)
    return CompileFlags(flags, path.absolute().parent, note=note)


def kept_flags(arguments: Sequence[str], directory: Path) -> tuple[str, ...]:
    """The arguments of a compiler that matter to one function, with absolute paths."""
    kept: list[str] = []
    level = ""
    rest = iter(arguments)
    for argument in rest:
        if argument in _SKIPPED_WITH_VALUE.split():
            next(rest, None)
        elif (option := _option(argument)) is not None:
            value = argument[len(option) :] or next(rest, "")
            kept += _with_value(option, value, directory)
        elif argument.startswith("-O"):
            level = _LEVELS.get(argument, "")
        elif _is_kept(argument):
            kept.append(argument)
    if level:
        return (*kept, level)
    tuned = any(flag.startswith(("-march=", "-mcpu=")) for flag in kept)
    return (*kept, *(OPTIMIZED[:1] if tuned else OPTIMIZED))


def _option(argument: str) -> str | None:
    """The option that takes a value, joined to it or as the next argument."""
    options = _PATHS + _WITH_VALUE
    return next((option for option in options if argument.startswith(option)), None)


def _with_value(option: str, value: str, directory: Path) -> list[str]:
    if not value:
        return []
    if option in _WITH_VALUE:
        return [option + value]
    absolute = os.path.normpath(directory / value)
    if option == "-include" and not Path(absolute).is_file():
        absolute = value  # found on the include path, as a header is
    return [option + absolute] if option == "-I" else [option, absolute]


def _is_kept(argument: str) -> bool:
    if argument.startswith(("-std=", "--std=")) or argument in _ALONE:
        return True
    if argument.startswith("-f"):
        allowed = _SAFE_F_VALUES.split() if "=" in argument else ["-f"]
        unsafe = argument.startswith(tuple(_UNSAFE_F.split()))
        return argument.startswith(tuple(allowed)) and not unsafe
    return argument.startswith("-m")


def _databases_above(path: Path) -> Iterator[Path]:
    for folder in path.parents:
        for place in folder, folder / "build", folder / "out", *_clion_folders(folder):
            if (place / DATABASE).is_file():
                yield place / DATABASE


def _clion_folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found if entry.name.startswith("cmake-build-"))
    except OSError:
        return []
    return [folder / name for name in names]


def _stamp(database: Path) -> tuple[int, int]:
    status = database.stat()
    if status.st_size > _LARGEST:
        raise ValueError("too large")
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _load(database: Path, _stamp: tuple[int, int]) -> dict[Path, _Entry]:
    """Entries by absolute file, the first of several; the stamp makes the cache forget."""
    entries: dict[Path, _Entry] = {}
    for entry in _ENTRIES.validate_json(database.read_bytes()):
        file = Path(os.path.normpath(database.parent / entry.directory / entry.file))
        entries.setdefault(file, entry)
    return entries


def _choose(
    entries: dict[Path, _Entry], path: Path, language: Language, database: Path
) -> CompileFlags:
    own = path if path in entries else path.resolve()
    chosen = own if own in entries else _relative_of(entries, path, language)
    if chosen is None:
        note = f"{database} has no {language.value} file; default flags are used."
        return default_flags(path, language, note)
    entry = entries[chosen]
    directory = Path(os.path.normpath(database.parent / entry.directory))
    try:
        arguments = entry.arguments or shlex.split(entry.command or "")
    except ValueError:
        note = f"the command for {chosen.name} in {database} cannot be read; defaults are used."
        return default_flags(path, language, note)
    note = "" if chosen == own else f"{path.name} is compiled as {chosen.name} is."
    return CompileFlags(kept_flags(arguments[1:], directory), directory, str(database), note)


def _relative_of(entries: dict[Path, _Entry], path: Path, language: Language) -> Path | None:
    """A source whose flags will do: of the same name, else the same folder, else language."""
    alike = [file for file in entries if SOURCES.get(file.suffix) is language]
    near = [file for file in alike if file.parent == path.parent]
    same = [file for file in alike if file.stem == path.stem]
    return next(iter([*same, *near, *alike]), None)
