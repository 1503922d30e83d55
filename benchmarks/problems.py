"""The functions that benchmarks run on: our own kernels, or the authors' problems from a folder.

A folder holds JSON lists of problems, a set each; a problem's `src_code` is the whole file, and
the last function in it is the target. Any other folder is one of sources. A kernel is a file that
is called like its function.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import InputError, TargetError
from lessonls.core.reading.document import document
from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language, Target

KERNELS = Path(__file__).parent / "kernels"
_MOST = 100
"""Functions of one file."""


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
    category: str = ""


def subjects(data: Path | None, only: str = "", limit: int | None = None) -> list[Subject]:
    """The problems of a folder, or our own kernels, whose names contain `only`.

    A folder without lists of problems is one of sources: then these are their functions with
    loops. Raises InputError if there is neither.
    """
    if data is None:
        every = _kernels()
    elif any(data.glob("*.json")):
        every = _problems(data)
    else:
        every = _functions(data)
    return list(islice((one for one in every if only in one.name), limit))


def _problems(folder: Path) -> Iterator[Subject]:
    for suite, problem in problems(folder):
        cut = partial(write_target, problem)
        yield Subject(suite, problem.name, cut, problem.problem_type)


def _kernels() -> Iterator[Subject]:
    for path in sorted(KERNELS.glob("*.c*")):
        yield Subject(KERNELS.name, path.stem, partial(kernel, path), _kind(path))


def _kind(path: Path) -> str:
    """What stands before the colon in a kernel's first line."""
    with path.open(encoding="utf-8") as lines:
        return lines.readline().partition(":")[0].strip("/* ").lower()


def _functions(folder: Path) -> Iterator[Subject]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in SOURCES)
    if not files:
        raise InputError(f"{folder} is no folder with problems (*.json) or C and C++ sources.")
    finder = TreeSitterFinder(CompileCommands())
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        places = finder.with_loops(path, text, _MOST)
        named = Counter(place.name for place in places)
        for place in places:
            line = text.count("\n", 0, place.start)
            # Of functions that share a name, such as overloads, each goes by its line.
            name = place.name if named[place.name] == 1 else f"{line + 1}"
            cut = partial(_function, path, line)
            yield Subject(folder.name, f"{path.relative_to(folder)}:{name}", cut)


def _function(path: Path, line: int, _: Path) -> Target:
    text = path.read_text(encoding="utf-8", errors="replace")
    return TreeSitterFinder(CompileCommands()).at(path, text, line)


def kernel(path: Path, _: Path | None = None) -> Target:
    """The function that a file is called by; it needs no folder."""
    text = path.read_text(encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(path, text, path.stem)


def problems(folder: Path) -> Iterator[tuple[str, Problem]]:
    """The name of the set and the problem, for every `*.json` in a folder, in order.

    Raises InputError for one that cannot be read, or is no list of problems.
    """
    read = TypeAdapter(list[Problem])
    for path in sorted(folder.glob("*.json")):
        try:
            found = read.validate_json(path.read_bytes())
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror}.") from None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            said = ": ".join(filter(None, [".".join(map(str, first["loc"])), first["msg"]]))
            raise InputError(f"{path} is no list of problems: {said}.") from None
        for problem in found:
            yield path.stem, problem


def write_target(problem: Problem, folder: Path) -> Target:
    """Puts the file into a folder; its last function. Raises TargetError for one that cannot be
    optimized, and where what stands last does not parse: the last that does would be another one.
    """
    path = folder / (re.sub(r"[^\w.]", "_", problem.name) + ".cpp")
    path.write_text(problem.src_code, encoding="utf-8")
    found = document(problem.src_code, Language.CPP)
    functions = found.outline.functions
    end = functions[-1].item.outer.end_byte if functions else 0
    if any(part.has_error for part in found.root.children if part.end_byte > end):
        raise TargetError(f"The code of the problem “{problem.name}” does not parse.")
    if not functions:
        raise TargetError(f"The problem “{problem.name}” has no function.")
    finder = TreeSitterFinder(CompileCommands())
    return finder.at(path, problem.src_code, functions[-1].line - 1)
