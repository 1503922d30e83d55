"""The types of a function's arguments, and their values as columns.

The C++ side (harness/columns.hpp) describes every type; here the description becomes a tree
of `Scalar`, `List`, `Array` and `Struct`, and values become one numpy array per column.
Bytes that come back were written by untrusted code: `decode` survives anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Scalar:
    """One column of raw values. `enum` marks enumerations, `text` characters."""

    dtype: str
    enum: bool = False
    text: bool = False


@dataclass(frozen=True)
class List:
    """A column of lengths, then the columns of the element. `what`: vector, string, pointer."""

    of: "Type"
    what: str


@dataclass(frozen=True)
class Array:
    """A fixed number of elements: the columns of the element."""

    size: int
    of: "Type"


@dataclass(frozen=True)
class Struct:
    """The columns of the fields, in order."""

    fields: tuple[tuple[str, "Type"], ...]


Type = Scalar | List | Array | Struct

PLACE = Struct((("block", Scalar("int64")), ("offset", Scalar("int64"))))
"""What a returned pointer is reported as: which block of an argument, and where in it."""


@dataclass(frozen=True)
class ParameterType:
    """`shown`: the caller sees changes (reference or pointer); `const`: it may not change."""

    type: Type
    shown: bool
    const: bool


@dataclass(frozen=True)
class Interface:
    """The function's parameters and return type (None for void)."""

    parameters: tuple[ParameterType, ...]
    returns: Type | None

    def argument_dtypes(self) -> list[np.dtype[Any]]:
        """The dtype of every argument column, in order."""
        return [dtype for p in self.parameters for dtype in dtypes(p.type)]

    def answer_dtypes(self) -> list[np.dtype[Any]]:
        """The dtype of every column of an answer: the return value, then the arguments."""
        returned = [] if self.returns is None else list(dtypes(self.returns))
        return [*returned, *self.argument_dtypes()]


_NUMPY = {"bool": "u1", "char": "i1", "longdouble": "longdouble"}


def parse_type(description: Any) -> Type:
    """A type from the harness's JSON; ValueError if it is not one."""
    match description:
        case str(name):
            return Scalar(_NUMPY.get(name, name) if name != "bool" else "bool", text=name == "char")
        case {"enum": str(name)}:
            return Scalar(_NUMPY.get(name, name), enum=True)
        case {"list": element, "what": str(what)}:
            return List(parse_type(element), what)
        case {"array": int(size), "of": element}:
            return Array(size, parse_type(element))
        case {"struct": [*fields]}:
            return Struct(tuple((str(name), parse_type(field)) for name, field in fields))
        case _:
            raise ValueError(f"not a type: {description!r}")


def parse_interface(description: Any) -> Interface:
    """The interface from the harness's first message."""
    match description:
        case {"returns": returned, "parameters": [*parameters]}:
            places = PLACE if returned == {"place": True} else None
            kinds = tuple(
                ParameterType(parse_type(p["type"]), bool(p["shown"]), bool(p["const"]))
                for p in parameters
            )
            plain = None if returned is None or places else parse_type(returned)
            return Interface(kinds, places or plain)
        case _:
            raise ValueError("not an interface")


def dtypes(of: Type) -> Iterator[np.dtype[Any]]:
    """The dtype of every column of a type, in order. Lengths are uint64."""
    match of:
        case Scalar(dtype):
            yield np.dtype("u1" if dtype == "bool" else dtype)
        case List(element):
            yield np.dtype("u8")
            yield from dtypes(element)
        case Array(_, element):
            yield from dtypes(element)
        case Struct(fields):
            for _, field in fields:
                yield from dtypes(field)


def encode(columns: Sequence[Column]) -> bytes:
    """Columns as the harness reads them: each a byte count and the bytes, padded to eight."""
    parts: list[bytes] = []
    for column in columns:
        raw = np.ascontiguousarray(column).tobytes()
        parts += [len(raw).to_bytes(8, "little"), raw, bytes(-len(raw) % 8)]
    return b"".join(parts)


def decode(answer: bytes, kinds: Sequence[np.dtype[Any]]) -> list[Column] | None:
    """The columns of an answer, or None when the bytes are not exactly such columns."""
    columns: list[Column] = []
    at = 0
    for kind in kinds:
        size = int.from_bytes(answer[at : at + 8], "little")
        at += 8
        if at + size > len(answer) or size % kind.itemsize != 0:
            return None
        columns.append(np.frombuffer(answer, kind, size // kind.itemsize, at))
        at += size + -size % 8
    return columns if at == len(answer) else None
