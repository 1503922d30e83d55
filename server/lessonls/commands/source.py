"""The user's source files: `FILE:FUNCTION` on the command line, reading, writing back."""

import codecs
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lessonls.config import Settings, load
from lessonls.core.edit import replace_function
from lessonls.core.errors import InputError, MachineError
from lessonls.core.program import Inputs
from lessonls.core.reading.limits import LARGEST as LARGEST_CANDIDATE
from lessonls.core.target import Target, Task
from lessonls.ports import TargetFinder

LARGEST = 8_000_000
"""Bytes; larger files are not hand-written sources."""


@dataclass(frozen=True)
class Source:
    """A file's text, with its line endings as they are; `bom` if it began with a mark."""

    path: Path
    text: str
    bom: bool = False


def split_place(place: str) -> tuple[Path, str]:
    """`FILE:FUNCTION` or `FILE:LINE` as its two parts.

    The last single colon counts: file names may hold colons, function names hold `::`.
    """
    match = re.fullmatch(r"(?P<file>.+)(?<!:):(?!:)(?P<function>.+)", place, re.DOTALL)
    if match is None:
        raise InputError(f"“{place}” does not name a function: write FILE:FUNCTION or FILE:LINE.")
    return Path(match["file"]), match["function"]


def settings_at(place: str, **flags: object) -> Settings:
    """The settings for a run on `FILE:FUNCTION`; flags that are None were not given."""
    given = {name: value for name, value in flags.items() if value is not None}
    return load(split_place(place)[0], flags=given)


def program_flags(run: str | None, build: str | None, inputs: Inputs | None) -> dict[str, object]:
    """The settings that `--run`, `--build` and `--inputs` make: a program that is named here
    decides, unless it is said otherwise.
    """
    if run is None:
        if build is not None:
            raise InputError("--build is the command that builds the program of --run: give both.")
        return {"inputs": inputs}
    return {"program": {"run": run, "build": build or ""}, "inputs": inputs or Inputs.PROGRAM}


def find_target(finder: TargetFinder, place: str, task: Task = Task.OPTIMIZE) -> Target:
    """The function for the task that `FILE:FUNCTION` or `FILE:LINE` (from 1) names."""
    path, function = split_place(place)
    source = read_source(path)
    if not function.isdecimal():
        return finder.named(path, source.text, function, task)
    lines = source.text.count("\n") + 1
    if not 1 <= int(function) <= lines:
        raise InputError(f"{path} has only {lines} lines: line {function} does not exist.")
    return finder.at(path, source.text, int(function) - 1, task=task)


def read_source(path: Path, largest: int = LARGEST) -> Source:
    """Reads a UTF-8 text file; anything else is an InputError with the reason."""
    data = _read(path, largest)
    bom = data.startswith(codecs.BOM_UTF8)
    if b"\0" in data:
        raise InputError(f"{path} is a binary file, not source text.")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path} is not UTF-8 (line {line}): convert it first.") from error
    return Source(path, text, bom)


def read_candidate(path: Path) -> str:
    """Reads a rewrite. An empty or far too large file is an InputError as well."""
    text = read_source(path, LARGEST_CANDIDATE).text
    if not text.strip():
        raise InputError(f"{path} is empty: it should contain the rewritten function.")
    return text


def _read(path: Path, largest: int) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a directory, not a file.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a regular file.")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path} cannot be read: {reason}.") from error
    if len(data) > largest:
        raise InputError(f"{path} is larger than {largest // 1_000_000} MB.")
    return data


def apply(target: Target, code: str) -> None:
    """Writes the rewrite into the target's file, all or nothing.

    The file keeps its byte order mark, line endings and permissions; a symbolic link stays
    a link.
    """
    source = read_source(target.path)
    text = replace_function(source.text, target, code)
    data = (codecs.BOM_UTF8 if source.bom else b"") + text.encode("utf-8")
    try:
        _write(target.path.resolve(), data)
    except OSError as error:
        raise MachineError(f"{target.path} cannot be written: {error.strerror}.") from error


def _write(path: Path, data: bytes) -> None:
    # A new file in the same folder takes the old one's place in one step.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o7777)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
