"""Functions to be made faster, from the authors' files: one JSON list of problems each.

A problem's `src_code` is the whole file, and the last function in it is the target.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from lessonls.adapters.compile_commands import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Target


class Problem(BaseModel):
    """One entry of a file; other fields are not needed here."""

    name: str
    src_code: str
    problem_type: str


def problems(folder: Path) -> Iterator[tuple[str, Problem]]:
    """The name of the set and the problem, for every `*.json` in a folder, in order."""
    read = TypeAdapter(list[Problem])
    for path in sorted(folder.glob("*.json")):
        for problem in read.validate_json(path.read_bytes()):
            yield path.stem, problem


def write_source(problem: Problem, folder: Path) -> tuple[Path, int]:
    """Puts the file into a folder; its path and the line of its last function."""
    target = write_target(problem, folder)
    return target.path, target.line


def write_target(problem: Problem, folder: Path) -> Target:
    """Puts the file into a folder; its last function."""
    path = folder / f"{problem.name.replace('-', '_')}.cpp"
    path.write_text(problem.src_code, encoding="utf-8")
    targets = TreeSitterFinder(CompileCommands()).all(path, problem.src_code)
    if not targets:
        raise LessonlsError(f"{problem.name} has no function that can be optimized.")
    return targets[-1]
