"""How inputs for a function are made: a small, readable description that users may edit.

A workload names *sizes* (symbols), gives the *lengths* of everything that has a length as
expressions in these symbols, and says for every scalar which *values* it takes. Places are
written as paths: `A` is the parameter, `A[]` its elements, `A[][]` theirs, `p.x` a field.

    schema = 1
    function = "spmv"

    [sizes.M]
    minimum = 1
    timing = 4000

    [lengths]
    "y" = "M"

    [values]
    "M" = "equal(M)"
    "y[]" = "real(-10, 10)"
    "A[].row" = "integer(0, M - 1)"

`[timing]` gives places other values in timed calls where those of the checks would leave little to
do or nothing to compare: a search has to look for long then, guarded indices pass their guards, and
sums stay in range.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from lessonls.core.errors import WorkloadError
from lessonls.core.program import ProgramCalls
from lessonls.core.unit_tests import UnitTest

WORKLOAD_SCHEMA = 1
_MOST_BITS = 48
FOLDER = ".lessonls/workloads"
"""Where users keep what makes inputs."""


def file_stem(function: str) -> str:
    """What a function's files are called in that folder, by its qualified name."""
    return re.sub(r"\W+", "_", function).strip("_")


def _add(a: int, b: int) -> int:
    return a + b


def _subtract(a: int, b: int) -> int:
    return a - b


def _multiply(a: int, b: int) -> int:
    return a * b


def _divide(a: int, b: int) -> int:
    return a // b


def _shift(a: int, b: int) -> int:
    if not 0 <= b <= _MOST_BITS:
        raise ValueError(f"{a} << {b}")
    return a << b


def _log2(number: int) -> int:
    if number < 1:
        raise ValueError(f"log2({number})")
    return number.bit_length() - 1


_ARITHMETIC: Mapping[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.FloorDiv: _divide,
    ast.LShift: _shift,
}


def evaluate(expression: str, sizes: Mapping[str, int]) -> int:
    """The value of a length or bound, such as `M * K` or `n // 2 + 1`.

    Only integers, the names in `sizes`, `+ - * // <<`, `log2()` and parentheses are understood;
    anything else raises WorkloadError. Nothing is ever executed.
    """

    def walk(node: ast.expr) -> int:
        match node:
            case ast.Constant(value=int() as value) if not isinstance(value, bool):
                return value
            case ast.Name(id=name) if name in sizes:
                return sizes[name]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -walk(inner)
            case ast.Call(func=ast.Name(id="log2"), args=[inner]):
                return _log2(walk(inner))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _ARITHMETIC[type(op)](walk(left), walk(right))
            case _:
                raise WorkloadError(f"workload: cannot evaluate “{expression}”.")

    try:
        return walk(_parsed(expression))
    except (SyntaxError, ZeroDivisionError, RecursionError, ValueError, MemoryError) as error:
        raise WorkloadError(f"workload: “{expression}” is not an expression.") from error


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> ast.expr:
    """Remembered, because the same few lengths are asked for thousands of inputs."""
    return ast.parse(expression.strip(), mode="eval").body


LEADING_UNIT, MOST_LEADING = 128, 16_256


class Size(BaseModel):
    """A symbol: checks draw it from `minimum` upwards, timing uses `timing`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minimum: Annotated[int, Field(ge=0)] = 0
    power_of_two: bool = False
    timing: Annotated[int, Field(ge=0)] = 1

    def fitted(self, number: int) -> int:
        """The number, or the nearest below it that this size may have; never below `minimum`."""
        number = max(number, self.minimum)
        return 1 << (number.bit_length() - 1) if self.power_of_two and number else number


class Values(BaseModel):
    """What a scalar may be: `kind(argument, ...)`, each argument an expression or a number.

    kinds: `real(low, high)`, `integer(low, high)`, or `integer(low, high, far)` where checks also
    try numbers up to `far` and, where the type has them and `low` is not above zero, down to its
    negative, `equal(expression)`, `flag()`, `text(alphabet)`, `choice(a, b, ...)`, `offsets(total)`
    (sorted, from 0 to total), `permutation(n)`, `dominant(n)` (a square matrix with a heavy
    diagonal), `diagonal(n)` (rows, columns and values of entries of a square matrix: the last
    entries are its diagonal, and heavy), `link(role)` where nodes point to nodes: to the `first`,
    the `next` or the `previous`, round in a `ring`, to a `child` or the `parent` in a tree, or to
    `none`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(self.arguments)})"

    @staticmethod
    def parse(text: str) -> "Values":
        """The reverse of str(); raises WorkloadError with the kinds that there are."""
        return _parsed_values(text)


@lru_cache(maxsize=1024)
def _parsed_values(text: str) -> Values:
    match = re.fullmatch(r"\s*(\w+)\((.*)\)\s*", text, re.DOTALL)
    if match is None or match[1] not in VALUE_KINDS:
        kinds = ", ".join(sorted(VALUE_KINDS))
        raise WorkloadError(f"workload: “{text}” is not one of {kinds} with its arguments.")
    arguments = tuple(part.strip() for part in match[2].split(",")) if match[2].strip() else ()
    least, most = VALUE_KINDS[match[1]]
    if not least <= len(arguments) <= most:
        raise WorkloadError(f"workload: “{text}” has the wrong number of arguments.")
    return Values(kind=match[1], arguments=arguments)


VALUE_KINDS: Mapping[str, tuple[int, int]] = {
    "real": (2, 2),
    "integer": (2, 3),
    "equal": (1, 1),
    "flag": (0, 0),
    "text": (1, 1),
    "choice": (1, 64),
    "offsets": (1, 1),
    "permutation": (1, 1),
    "dominant": (1, 1),
    "diagonal": (1, 1),
    "link": (1, 1),
}
"""Kind -> least and most number of arguments."""


class Workload(BaseModel):
    """The inputs of one function."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_version: Annotated[int, Field(alias="schema")] = WORKLOAD_SCHEMA
    function: str
    sizes: dict[str, Size] = {}
    lengths: dict[str, str] = {}
    values: dict[str, str] = {}
    timing: dict[str, str] = {}
    """What some places take in timed calls in the place of `values`."""
    terminated: tuple[str, ...] = ()
    """Lists whose last element is nothing but zeros and null pointers, as `argv` has one."""
    counted: tuple[str, ...] = ()
    """Texts in C whose length the function knows: they need not end in a zero."""
    nullable: tuple[str, ...] = ()
    """Pointers that checks also try as null pointers."""
    leading: dict[str, Annotated[int, Field(ge=0, le=MOST_LEADING, multiple_of=LEADING_UNIT)]] = {}
    """How many elements are in front of what a pointer leads to, by parameter: some functions look
    back. They count in units of LEADING_UNIT.
    """
    caller: str = ""
    """The function whose calls are the inputs; sizes, lengths and values are then its own."""
    generator: str = ""
    """The text of a program that makes inputs from a seed and a size, in place of lengths and
    values. It is a file of its own.
    """
    program: ProgramCalls | None = None
    """The user's program whose calls are the inputs, in place of all that makes them."""
    tests: tuple[UnitTest, ...] = ()
    """What a function that is implemented has to pass, in place of inputs. They are not in the
    workload's file.
    """
    notes: tuple[str, ...] = ()
    line_coverage: float | None = None

    @field_validator("schema_version")
    @classmethod
    def _known_schema(cls, value: int) -> int:
        if value != WORKLOAD_SCHEMA:
            raise ValueError(f"schema {value} is not known; this version reads {WORKLOAD_SCHEMA}")
        return value

    @property
    def timed(self) -> "Workload":
        """With the values that timing uses."""
        return self.model_copy(update={"values": {**self.values, **self.timing}})

    @field_validator("values", "timing")
    @classmethod
    def _known_kinds(cls, values: dict[str, str]) -> dict[str, str]:
        for text in values.values():
            try:
                Values.parse(text)
            except WorkloadError as error:
                raise ValueError(str(error)) from error
        return values


_OPTIONAL = {"timing", "terminated", "counted", "nullable", "leading", "caller"}


def dump_workload(workload: Workload) -> str:
    """The workload as TOML."""
    fields = workload.model_dump(by_alias=True, exclude_none=True, exclude={"generator", "tests"})
    return tomli_w.dumps(
        {name: kept for name, kept in fields.items() if name not in _OPTIONAL or kept}
    )


def parse_workload(text: str, where: str) -> Workload:
    """A workload from TOML; `where` names the file in the WorkloadError of a bad one."""
    try:
        return Workload.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WorkloadError(f"{where} is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WorkloadError(f"{where}: {place}: {first['msg']}.") from error
