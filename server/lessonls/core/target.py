"""The function that is optimized or implemented, and everything needed to compile it."""

from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from lessonls.core.preprocessing import UNKNOWN, Preprocessing


class Language(StrEnum):
    """Functions of C and C++ are optimized and implemented, those of Python implemented."""

    C = "c"
    CPP = "cpp"
    PYTHON = "python"


class Task(StrEnum):
    """What is asked of the team: a faster version of a function, or the body of a stub."""

    OPTIMIZE = "optimize"
    IMPLEMENT = "implement"

    @property
    def verb(self) -> str:
        """What is done, as a title begins: `Optimize`."""
        return self.value.capitalize()

    @property
    def doing(self) -> str:
        """The same while it is done: `Optimizing`."""
        return "Optimizing" if self is Task.OPTIMIZE else "Implementing"

    @property
    def done(self) -> str:
        """The same of a function: it was `optimized`."""
        return "optimized" if self is Task.OPTIMIZE else "implemented"

    @property
    def result(self) -> str:
        """What comes of it: a `rewrite`."""
        return "rewrite" if self is Task.OPTIMIZE else "implementation"

    @property
    def sought(self) -> str:
        """What there is none of at first: a `faster version`."""
        return "faster version" if self is Task.OPTIMIZE else "implementation"


class Mode(StrEnum):
    """What rewrites may use: one thread, or OpenMP's threads."""

    SERIAL = "serial"
    OPENMP = "openmp"


class Aliasing(StrEnum):
    """A rewrite that differs only when arguments share memory: correct on that condition,
    or incorrect.
    """

    CONDITION = "condition"
    STRICT = "strict"


class Untested(StrEnum):
    """A rewrite that changes code which no input reached: correct on the condition that it does
    not run, or incorrect.
    """

    CONDITION = "condition"
    STRICT = "strict"


class Parameter(BaseModel):
    """One parameter as it is written: `text` is the whole declaration, without a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str


def unit_name(language: Language) -> str:
    """What the translation unit that is judged is called while it is compiled."""
    return "unit.c" if language is Language.C else "unit.cpp"


class Includer(BaseModel):
    """A source through which a header is compiled, and its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    text: str


class Template(BaseModel):
    """A template whose arguments nothing in its file says: its qualified name with `{}` for each,
    and of each whether it is a `type`, or the type of the value that it is, its name and what it is
    by default, empty if it has none. Of a function template that is no member also the
    `template <...>` in front of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    kinds: tuple[str, ...]
    names: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    heading: str = ""

    def arguments(self, name: str) -> str:
        """Those of the last template in a name that was made of the pattern: `<double>`."""
        return name[len(self.pattern.partition("<")[0]) :]


class Target(BaseModel):
    """A function definition cut out of its file.

    `before + code + after` is the file's text. `start` counts characters, `line` counts
    from 1. `qualified_name` carries namespaces and classes (`linalg::gemm`) and, for a
    template, the arguments of the explicit instantiation that is optimized
    (`linalg::gemm<double>`). `project` identifies the folder of sources that it belongs to,
    `preprocessing` says what the preprocessor makes of the file. `libraries` are the system's
    that its program is linked with, by plain names such as `z`. `preceding` is, of a header, what
    a source says before it includes it, and `includer` is that source. `task` is what is asked,
    and `description` what the comments say of a function that is to be implemented. `template` is
    there where the judge has to choose the arguments. `note` says in sentences in what it is
    compiled otherwise than by the project, if in anything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    language: Language
    name: str
    qualified_name: str
    returns: str
    parameters: tuple[Parameter, ...]
    code: str
    before: str
    after: str
    start: int
    line: int
    flags: tuple[str, ...]
    directory: Path
    project: str = ""
    preprocessing: Preprocessing = UNKNOWN
    libraries: tuple[str, ...] = ()
    preceding: str = ""
    includer: Includer | None = None
    template: Template | None = None
    note: str = ""
    task: Task = Task.OPTIMIZE
    description: str = ""

    @property
    def digest(self) -> str:
        """Identifies the function's text: 16 hexadecimal digits."""
        return digest(self.code)


class FunctionPlace(NamedTuple):
    """A function's qualified name, and where its text starts, in characters."""

    name: str
    start: int

    @property
    def plain_name(self) -> str:
        """Without its namespaces and classes."""
        return self.name.split("::")[-1]


def digest(text: str) -> str:
    """A short content address of `text`: 16 hexadecimal digits of BLAKE2b."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
