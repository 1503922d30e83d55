"""What clangd's configuration says of compile flags: the `.clangd` files above a source.

A file has fragments between lines of `---`; one with a condition holds for the files that match
it. The configurations of inner folders come after those of outer ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from lessonls.adapters.compile_flags.command_line import CommandLine
from lessonls.adapters.compile_flags.reading import Stamp, contents, stamp

CONFIGURATION = ".clangd"
_LARGEST = 32 << 10


def _listed(value: object) -> object:
    """clangd takes a single value where it takes several."""
    return [value] if isinstance(value, str) else [] if value is None else value


_Strings = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Flags(BaseModel):
    model_config = ConfigDict(extra="ignore")

    add: _Strings = Field(default=(), alias="Add")
    remove: _Strings = Field(default=(), alias="Remove")
    compiler: str = Field(default="", alias="Compiler")
    database: str = Field(default="", alias="CompilationDatabase")


class _Condition(BaseModel):
    model_config = ConfigDict(extra="allow")  # and what is not understood does not hold

    match: _Strings = Field(default=(), alias="PathMatch")
    exclude: _Strings = Field(default=(), alias="PathExclude")


class _Fragment(BaseModel):
    model_config = ConfigDict(extra="ignore")

    condition: _Condition = Field(default=_Condition(), alias="If")
    flags: _Flags = Field(default=_Flags(), alias="CompileFlags")


_FRAGMENT = TypeAdapter(_Fragment | None)


@dataclass(frozen=True)
class Configuration:
    """The fragments that hold for one file, with the folder of each, the outermost first."""

    fragments: tuple[tuple[Path, _Fragment], ...] = ()
    note: str = ""

    def edited(self, line: CommandLine) -> CommandLine:
        """The command line with what the fragments add and remove."""
        compiler, arguments = line.compiler, line.arguments
        for _, fragment in self.fragments:
            compiler = fragment.flags.compiler.rsplit("/", 1)[-1] or compiler
            arguments = (*_without(arguments, fragment.flags.remove), *fragment.flags.add)
        return CommandLine(compiler, tuple(arguments))

    @property
    def adds(self) -> bool:
        """Whether a file without a database gets flags from here."""
        return any(fragment.flags.add for _, fragment in self.fragments)

    @property
    def databases(self) -> list[Path] | None:
        """The folders in which the database is; an empty list for none, None for the usual."""
        named = [(at, one.flags.database) for at, one in self.fragments if one.flags.database]
        if not named or named[-1][1] == "Ancestors":
            return None
        folder, place = named[-1]
        return [] if place == "None" else [folder / place]


def configuration(path: Path) -> Configuration:
    """What the `.clangd` files above `path` say; what cannot be read is left out with a note."""
    held: list[tuple[Path, _Fragment]] = []
    notes: list[str] = []
    for folder in reversed(path.parents):
        file = folder / CONFIGURATION
        try:
            fragments = _read(file, stamp(file))
        except OSError:
            continue
        except (ValueError, RecursionError, yaml.YAMLError):
            notes.append(f"{file} cannot be read.")
            continue
        inside = path.relative_to(folder).as_posix()
        held += [(folder, one) for one in fragments if _holds(one.condition, inside)]
    return Configuration(tuple(held), " ".join(notes))


class _Loader(yaml.SafeLoader):
    """Without merge keys, which can make a small text a large one."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Leaves `<<` in its place, where nothing understands it."""


@lru_cache(maxsize=32)
def _read(file: Path, _stamp: Stamp) -> Sequence[_Fragment]:
    data = contents(file, _LARGEST)
    if data is None:
        raise ValueError("no small file")
    read = (_FRAGMENT.validate_python(one) for one in yaml.load_all(data, _Loader))
    return [fragment for fragment in read if fragment is not None]


def _holds(condition: _Condition, path: str) -> bool:
    if condition.model_extra:
        return False
    excluded = any(_matches(pattern, path) for pattern in condition.exclude)
    matched = any(_matches(pattern, path) for pattern in condition.match)
    return not excluded and (matched or not condition.match)


_SIMPLE = re.compile(
    r"""\^? (?: (?: [^\\()\[\]{}|?*+^$] | \\[^\w] | \[\^?[^\[\]\\]+\] ) [?]?  # one character
            | \.[*+] | \[\^?[^\[\]\\]+\][*+]                              # repeated
            | [()|] | \)\?                                              # choices
        )* \$?""",
    re.VERBOSE,
)
_MOST_STEPS = 2_000_000


def _matches(pattern: str, path: str) -> bool:
    """Whether the whole path matches. Patterns come from the project: those that could be slow,
    with repeated groups or with many choices, match nothing.
    """
    repeated = len(re.findall(r"[*+]", pattern))
    choices = len(re.findall(r"[?|]", pattern))
    steps = max(len(path), 2) ** min(repeated, 8) << min(choices, 32)
    if steps > _MOST_STEPS or not _SIMPLE.fullmatch(pattern):
        return False
    try:
        return re.fullmatch(pattern, path) is not None
    except re.error:
        return False


def _without(arguments: Sequence[str], removed: Sequence[str]) -> list[str]:
    kept: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument in removed and argument in _WITH_VALUE:
            next(rest, None)
        elif not any(_removes(one, argument) for one in removed):
            kept.append(argument)
    return kept


_WITH_VALUE = ("-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-x")
_JOINED = ("-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-x", "-std", "-O", "-march")


def _removes(removed: str, argument: str) -> bool:
    """Whether clangd removes the argument: by its text, by its beginning, or by its option."""
    if removed.endswith("*"):
        return argument.startswith(removed[:-1])
    return argument == removed or (removed in _JOINED and argument.startswith(removed))
