"""Which parts of an input may be changed, and how far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Values, Workload, evaluate
from lessonls_sandbox.wire import Array, Interface, List, One, Scalar, Struct, Type, dtypes

_FREE = {"real", "integer", "text", "choice"}


@dataclass(frozen=True)
class Field:
    """A column of an input whose values are free: `parameter` is the argument that it is a part of,
    `listed` whether it has as many values as a list has elements. Zeros that end something stay
    where it is `terminated`. `bounds` are expressions in sizes, where they name one.
    """

    column: int
    parameter: int
    of: Scalar
    rule: Values
    listed: bool
    terminated: bool
    lengths: int | None = None
    narrow: bool = False

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of its column."""
        return next(dtypes(self.of))

    @property
    def real(self) -> bool:
        """Of real or complex numbers."""
        return self.dtype.kind in "fc"

    @property
    def bounded(self) -> bool:
        """Whether its numbers are places in something, or only some were found to do."""
        return self.rule.kind == "integer" and (self.narrow or self.in_sizes)

    @property
    def is_mode(self) -> bool:
        """Whether it is an integer that takes one of some values, as far as is known."""
        return self.rule.kind == "choice" and not self.of.text and not self.of.values

    @property
    def in_sizes(self) -> bool:
        """Whether the bounds of its numbers name a size."""
        low, high, *far = self.rule.arguments if self.rule.kind == "integer" else ("", "")
        named = any(c.isalpha() for bound in (low, high) for c in bound)
        return named and not far

    def limits(self, sizes: Mapping[str, int]) -> tuple[int, int]:
        """The least and the largest integer that it may have in an input of these sizes."""
        if self.of.dtype == "bool":
            return 0, 1
        if self.of.values:
            return min(self.of.values), max(self.of.values)
        kind = self.dtype
        least, most = (0, 0) if kind.kind in "fc" else (np.iinfo(kind).min, np.iinfo(kind).max)
        if self.of.width is not None:
            unsigned = kind.kind == "u"
            bits = self.of.width - (not unsigned)
            least, most = (0 if unsigned else -(1 << bits)), (1 << bits) - 1
        if self.bounded:
            try:
                low, high, *_ = (evaluate(bound, sizes) for bound in self.rule.arguments)
            except WorkloadError:
                return int(least), int(most)
            least, most = max(low, int(least)), min(high, int(most))
        return int(least), int(max(least, most))


def fields(interface: Interface, names: Sequence[str], workload: Workload) -> list[Field]:
    """Those of an interface; none if something else than the workload makes inputs."""
    if workload.caller or workload.generator:
        return []
    found: list[Field] = []
    column = 0
    for index, (name, parameter) in enumerate(zip(names, interface.parameters, strict=True)):
        rows: dict[str, int] = {}
        for path, of, listed, ended in _leaves(parameter.type, name, workload):
            if of is None:
                rows[path] = column
            elif (text := workload.values.get(path)) is not None:
                rule = Values.parse(text)
                lengths = rows.get(path.removesuffix("[]")) if path.count("[]") > 1 else None
                field = Field(column, index, of, rule, listed, ended, lengths)
                if rule.kind in _FREE and not (rule.kind == "choice" and field.real):
                    found.append(field)
            column += 1
    return found


def starts(interface: Interface, names: Sequence[str], workload: Workload) -> list[int]:
    """The columns that say where rows start in other columns."""
    leaves = [
        path
        for name, parameter in zip(names, interface.parameters, strict=True)
        for path, *_ in _leaves(parameter.type, name, workload)
    ]
    rules = {path: Values.parse(text).kind for path, text in workload.values.items()}
    kinds = [*map(rules.get, leaves)]
    return [column for column, kind in enumerate(kinds) if kind == "offsets"]


def _leaves(
    of: Type, path: str, workload: Workload, listed: bool = False, ended: bool = False
) -> Iterator[tuple[str, Scalar | None, bool, bool]]:
    """Every column: its path, its type where it is none of lengths, whether it is that of a list,
    and whether zeros end something in it.
    """
    match of:
        case Scalar():
            yield path, of, listed, ended
        case One(element):
            yield path, None, listed, False
            yield from _leaves(element, path, workload, listed, ended)
        case List(element):
            yield path, None, listed, False
            text = of.bare and isinstance(element, Scalar) and element.text
            ends = (text and path not in workload.counted) or path in workload.terminated
            yield from _leaves(element, f"{path}[]", workload, True, ends)
        case Array(_, element):
            yield from _leaves(element, f"{path}[]", workload, True, ended)
        case Struct(parts):
            for name, part in parts:
                yield from _leaves(part, f"{path}.{name}", workload, listed, ended)
