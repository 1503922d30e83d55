"""The compile flags of a file: from its project's files, else sensible defaults."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lessonls.adapters.compile_flags.allowed import kept_flags
from lessonls.adapters.compile_flags.choice import Compilation, choose
from lessonls.adapters.compile_flags.clangd import CONFIGURATION, Configuration, configuration
from lessonls.adapters.compile_flags.command_line import CommandLine
from lessonls.adapters.compile_flags.database import DATABASE, FLAGS_FILE, Entry, load, nearest
from lessonls.adapters.compile_flags.flags import (
    STANDARD,
    CompileFlags,
    SourceFile,
    default_flags,
)
from lessonls.adapters.compile_flags.headers import by_nearness, includer_of
from lessonls.adapters.compile_flags.libraries import linked_with, named_in_makefile
from lessonls.adapters.compile_flags.program import Program, listed_program, loose_program
from lessonls.adapters.projects import project_root
from lessonls.core.errors import InputError
from lessonls.core.reading.languages import HEADERS, SOURCES
from lessonls.core.target import Language

_CPP_HEADERS = frozenset(HEADERS) - {".h"}


class CompileCommands:
    """Looks flags up; `configured` names one database (or its folder) for every file, and
    `libraries` are linked with every program.
    """

    def __init__(self, configured: Path | None = None, libraries: Sequence[str] = ()) -> None:
        self._configured = configured
        self._libraries = tuple(libraries)

    def __call__(self, path: Path, language: Language) -> CompileFlags:
        """The flags for a file that is in that language by its name and text; never fails."""
        path = _normal(path)
        edits = configuration(path)
        try:
            program = self._program(path, edits)
        except InputError as error:
            found = default_flags(path, language, f"{error}; default flags are used.")
            return replace(found, libraries=self._libraries)
        return self._in(program, path, language, edits)

    def sources(self, path: Path) -> Sequence[SourceFile]:
        """Every C and C++ source of the compile databases that apply to `path`; without one,
        those in the same folder and the nearest `src`.
        """
        path = _normal(path)
        try:
            program = self._program(path, configuration(path))
        except InputError:
            program = loose_program(path, None)
        return [self._source(file, program) for file in program.sources]

    def _source(self, file: Path, program: Program) -> SourceFile:
        found = self._in(program, file, SOURCES[file.suffix], configuration(file))
        return SourceFile(file, found.language, found)

    def _in(
        self, program: Program, path: Path, language: Language, edits: Configuration
    ) -> CompileFlags:
        try:
            found = _flags(path, language, program, edits)
        except InputError as error:
            found = default_flags(path, language, f"{error}; default flags are used.")
        if found.origin == "defaults":
            found = replace(found, flags=(*_usual_folders(path), *found.flags))
        libraries = found.libraries or named_in_makefile(found.includer or path)
        return replace(
            found,
            libraries=tuple(dict.fromkeys((*self._libraries, *libraries))),
            note=_sentences(found.note, edits.note),
        )

    def _program(self, path: Path, edits: Configuration) -> Program:
        files = self._files(path, edits)
        databases = [load(file) for file in files if file.name != FLAGS_FILE]
        if databases:
            return listed_program(tuple(databases))
        return loose_program(path, next(iter(files), None))

    def _files(self, path: Path, edits: Configuration) -> Sequence[Path]:
        """The databases that apply to a file, or its compile_flags.txt."""
        if self._configured is not None:
            folder = self._configured.is_dir()
            return [self._configured / DATABASE if folder else self._configured]
        if edits.databases is None:
            return nearest(path)
        places = [folder / name for folder in edits.databases for name in (DATABASE, FLAGS_FILE)]
        return [place for place in places if place.is_file()][:1]


def _usual_folders(path: Path) -> list[str]:
    """Where projects that say nothing have their headers: `include` next to or above the file."""
    root = project_root(path)
    if root is None:
        return []
    above = [folder for folder in path.parents if folder.is_relative_to(root)]
    found = [folder / "include" for folder in above if (folder / "include").is_dir()]
    return [f"-I{folder}" for folder in (*found, root)]


class _Model(NamedTuple):
    """The source as which a file is compiled, itself as a rule, and why."""

    source: Path
    includes: bool = False
    note: str = ""


def _flags(path: Path, language: Language, program: Program, edits: Configuration) -> CompileFlags:
    model = _model(path, language, program)
    entries = program.entries_of(model.source)
    chosen = choose(entries, edits, language)
    compiled = chosen.language(language)
    follows = path.suffix not in _CPP_HEADERS and (model.source == path or model.includes)
    spoken = compiled if follows or path.suffix == ".h" else language
    return CompileFlags(
        _arguments(chosen, spoken, program),
        chosen.entry.directory,
        spoken,
        _origin(chosen, program),
        _sentences(model.note, chosen.note, _foreign(chosen.line, path, spoken)),
        chosen.line.compiler,
        model.source if model.includes else None,
        _linked(entries, chosen, program),
    )


def _model(path: Path, language: Language, program: Program) -> _Model:
    if program.entries_of(path) and (program.databases or path.suffix in SOURCES):
        return _Model(path)
    includer = includer_of(path, language, program)
    if includer is not None:
        note = f"{path.name} is compiled through {includer.name}, which includes it."
        return _Model(includer, includes=True, note=note)
    if not program.databases:
        return _Model(path)
    near = by_nearness(path, language, program)
    alike = next((source for source in near if SOURCES[source.suffix] is language), None)
    if alike is None:
        raise InputError(f"{program.databases[0].path} has no {language.value} file")
    return _Model(alike, note=f"{path.name} is compiled as {alike.name} is.")


def _arguments(chosen: Compilation, language: Language, program: Program) -> tuple[str, ...]:
    kept = kept_flags(chosen.line.arguments, chosen.entry.directory)
    said = program.databases or any(flag.startswith(("-std=", "--std=", "-ansi")) for flag in kept)
    return kept if said else (STANDARD[language], *kept)


def _origin(chosen: Compilation, program: Program) -> str:
    entry = chosen.entry
    if program.databases or entry.origin != entry.file:
        return str(entry.origin)
    return CONFIGURATION if chosen.line.arguments else "defaults"


def _foreign(line: CommandLine, path: Path, language: Language) -> str:
    ours = "gcc" if language is Language.C else "g++"
    return (
        f"{path.name} is compiled with {ours} instead of {line.compiler}."
        if line.is_foreign
        else ""
    )


def _linked(entries: Sequence[Entry], chosen: Compilation, program: Program) -> tuple[str, ...]:
    origin = chosen.entry.origin
    built = [entry for entry in entries if entry.origin == origin]
    found = (linked_with(built, one) for one in program.databases if one.path == origin)
    return next(found, ())


def _sentences(*notes: str) -> str:
    return " ".join(filter(None, notes))


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
