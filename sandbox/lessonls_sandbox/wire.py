"""The types of a function's arguments, and their values as columns.

The C++ side (harness/columns.hpp) describes every type; here the description becomes a tree
of `Scalar`, `List`, `Array` and `Struct`, and values become one numpy array per column.
Bytes that come back were written by untrusted code: `decode` survives anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Scalar:
    """One column of raw values. `enum` marks enumerations, with the `values` of their constants,
    `text` characters, `link` the number of a node in its graph (-1 for none; `first` where it
    begins), and `width` is the bits of a bit-field.
    """

    dtype: str
    enum: bool = False
    text: bool = False
    values: tuple[int, ...] = ()
    width: int | None = None
    link: str = ""


@dataclass(frozen=True)
class List:
    """A column of lengths, then the columns of the element. `what`: vector, string, pointer,
    nodes, tail (the array at the end of a struct that is as long as there is room).
    """

    of: "Type"
    what: str

    @property
    def bare(self) -> bool:
        """Whether nothing but the code that uses it knows how long it is."""
        return self.what in {"pointer", "tail"}


@dataclass(frozen=True)
class One(List):
    """A list that always has one element: what points to one struct, and not to many."""


@dataclass(frozen=True)
class Array:
    """A fixed number of elements: the columns of the element."""

    size: int
    of: "Type"


@dataclass(frozen=True)
class Struct:
    """The columns of the fields, in order."""

    fields: tuple[tuple[str, "Type"], ...]


@dataclass(frozen=True)
class Variant(Struct):
    """A struct of lists, one of which has one element, and the others none."""


Type = Scalar | List | Array | Struct

NULL_LENGTH = (1 << 64) - 1
"""The length of what a null pointer points to."""

_PLACE = (("block", Scalar("int64")), ("offset", Scalar("int64")))
"""What a returned pointer is reported as: which block of an argument, and where in it; then what
it points to, where the function has made that.
"""


@dataclass(frozen=True)
class ParameterType:
    """`shown`: the caller sees changes (reference or pointer); `const`: it may not change;
    `refers`: it is a struct passed by value whose pointers lead to what the caller sees.
    """

    type: Type
    shown: bool
    const: bool
    refers: bool = False

    @property
    def visible(self) -> bool:
        """Whether the caller can see what becomes of it, or of what it leads to."""
        return self.shown or self.refers


@dataclass(frozen=True)
class Interface:
    """The function's parameters and return type (None for void). Where it is `printed` that is a
    struct of the value, if there is one, and the text.
    """

    parameters: tuple[ParameterType, ...]
    returns: Type | None
    printed: bool = False

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
        case {"enum": str(name), "values": [*values]}:
            return Scalar(_NUMPY.get(name, name), enum=True, values=tuple(map(int, values)))
        case {"link": str(role)}:
            return Scalar("int64", link=role)
        case {"bits": int(width), "of": of} if isinstance(number := parse_type(of), Scalar):
            return replace(number, width=width)
        case {"list": element, "what": str(what)}:
            return List(parse_type(element), what)
        case {"one": element}:
            return One(parse_type(element), "pointer")
        case {"array": int(size), "of": element}:
            return Array(size, parse_type(element))
        case {"variant": [*alternatives]}:
            kinds = (List(parse_type(one), "alternative") for one in alternatives)
            return Variant(tuple((str(number), kind) for number, kind in enumerate(kinds)))
        case {"struct": [*fields]}:
            return Struct(tuple((str(name), parse_type(field)) for name, field in fields))
        case _:
            raise ValueError(f"not a type: {description!r}")


def parse_interface(description: Any) -> Interface:
    """The interface from the harness's first message."""
    match description:
        case {"returns": returned, "parameters": [*parameters], **rest}:
            kinds = tuple(
                ParameterType(
                    parse_type(p["type"]), bool(p["shown"]), bool(p["const"]), bool(p.get("refers"))
                )
                for p in parameters
            )
            result = _returned(returned)
            printed = rest.get("printed") is True
            if printed:
                value = [] if result is None else [("value", result)]
                result = Struct((*value, ("printed", List(Scalar("i1", text=True), "string"))))
            return Interface(kinds, result, printed)
        case _:
            raise ValueError("not an interface")


def _returned(description: Any) -> Type | None:
    match description:
        case None:
            return None
        case {"place": None}:
            return Struct(_PLACE)
        case {"place": made}:
            return Struct((*_PLACE, ("made", parse_type(made))))
        case _:
            return parse_type(description)


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
