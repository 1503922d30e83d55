"""The answer to several calls, cut into one for each."""

from collections.abc import Iterator, Sequence

import numpy as np

from lessonls_sandbox.wire import Array, Column, Interface, List, Scalar, Struct, Type


def by_call(interface: Interface, columns: Sequence[Column], count: int) -> list[list[Column]]:
    """For each of `count` calls its columns: the return value's, then the arguments'."""
    returned = [] if interface.returns is None else [interface.returns]
    rest = iter(columns)
    parts: list[list[Column]] = [[] for _ in range(count)]
    for of in (*returned, *(parameter.type for parameter in interface.parameters)):
        for part, cut in zip(parts, _cut(of, rest, np.ones(count, np.int64)), strict=True):
            part.extend(cut)
    return parts


def _cut(of: Type, rest: Iterator[Column], counts: Column) -> list[list[Column]]:
    """`counts` values of a type in each call; takes their columns from `rest`."""
    match of:
        case Scalar():
            return [[part] for part in _split(next(rest), counts)]
        case Array(size, element):
            return _cut(element, rest, counts * size)
        case Struct(fields):
            found: list[list[Column]] = [[] for _ in counts]
            for _, field in fields:
                for part, cut in zip(found, _cut(field, rest, counts), strict=True):
                    part.extend(cut)
            return found
        case List(element):
            lengths = _split(next(rest), counts)
            inner = np.array([int(part.sum()) for part in lengths], np.int64)
            cuts = _cut(element, rest, inner)
            return [[part, *cut] for part, cut in zip(lengths, cuts, strict=True)]


def _split(column: Column, counts: Column) -> list[Column]:
    return np.split(column, np.cumsum(counts)[:-1])
