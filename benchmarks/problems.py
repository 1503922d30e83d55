"""The functions that benchmarks run on: our own kernels, or the authors' problems from a folder.

A folder holds JSON lists of problems, a set each; a problem's `src_code` is the whole file, and
the last function in it is the target. A kernel is a file that is called like its function.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter

from lessonls.adapters.compile_commands import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Target

KERNELS = Path(__file__).parent / "kernels"


class Problem(BaseModel):
    """One entry of a file; other fields are not needed here."""

    name: str
    src_code: str
    problem_type: str


class Subject(NamedTuple):
    """A function to optimize: `cut` finds it, and may write its file into a folder for that."""

    suite: str
    name: str
    cut: Callable[[Path], Target]


def subjects(data: Path | None, only: str = "", limit: int | None = None) -> list[Subject]:
    """The problems of a folder, or our own kernels, whose names contain `only`."""
    every = _kernels() if data is None else _problems(data)
    return list(islice((one for one in every if only in one.name), limit))


def _problems(folder: Path) -> Iterator[Subject]:
    for suite, problem in problems(folder):
        yield Subject(suite, problem.name, partial(write_target, problem))


def _kernels() -> Iterator[Subject]:
    for path in sorted(KERNELS.glob("*.c*")):
        yield Subject(KERNELS.name, path.stem, partial(kernel, path))


def kernel(path: Path, _: Path | None = None) -> Target:
    """The function that a file is called by; it needs no folder."""
    text = path.read_text(encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(path, text, path.stem)


def problems(folder: Path) -> Iterator[tuple[str, Problem]]:
    """The name of the set and the problem, for every `*.json` in a folder, in order."""
    read = TypeAdapter(list[Problem])
    for path in sorted(folder.glob("*.json")):
        for problem in read.validate_json(path.read_bytes()):
            yield path.stem, problem


def write_target(problem: Problem, folder: Path) -> Target:
    """Puts the file into a folder; its last function."""
    path = folder / f"{problem.name.replace('-', '_')}.cpp"
    path.write_text(problem.src_code, encoding="utf-8")
    targets = TreeSitterFinder(CompileCommands()).all(path, problem.src_code)
    if not targets:
        raise LessonlsError(f"{problem.name} has no function that can be optimized.")
    return targets[-1]
