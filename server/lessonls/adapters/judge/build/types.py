"""Types as the compiler has laid them out: what values of them are made of, and where it lies.

A type is known by a number, because types refer to each other in circles.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lessonls.core.reading.ranges import Range


@dataclass(frozen=True)
class Number:
    """A number, a character or a flag; `spelled` is how C++ writes the type."""

    spelled: str


@dataclass(frozen=True)
class Enumeration:
    """`values` are those of its enumerators, in order and each once."""

    name: str
    underlying: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class Pointer:
    """To a type, or to nothing that is known (`None`): `void *`. A `reference` is a pointer that
    is never null.
    """

    to: int | None
    constant: bool
    reference: bool = False
    rvalue: bool = False


@dataclass(frozen=True)
class Array:
    """`count` elements; a flexible array member has none."""

    of: int
    count: int


@dataclass(frozen=True)
class Member:
    """A field at so many bytes from the start; `width` is the bits of a bit-field."""

    name: str
    type: int
    offset: int
    width: int | None = None


@dataclass(frozen=True)
class Virtual:
    """A virtual function: its place in the table, and how it is called, as C++ spells a pointer to
    a function of an object's address; empty where objects are passed or returned by value.
    """

    name: str
    slot: int
    called: str


@dataclass(frozen=True)
class Record:
    """A struct or class with the members of its bases, or a `union`. It may begin with the
    address of its table of `virtual` functions (`vtable`); `by_reference` says that calls pass its
    address, because copies of it are made by code. Pointers among the members may bound `ranges`.
    """

    name: str
    size: int
    alignment: int | None
    members: tuple[Member, ...]
    union: bool = False
    vtable: bool = False
    virtual: tuple[Virtual, ...] = ()
    by_reference: bool = False
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Standard:
    """A class of the standard library: `std::vector`, and its arguments: types by number, or
    constants as they are written. `name` is all of it as C++ spells it; `keeps_hashes` says that
    nodes hold the hashes of their keys.
    """

    template: str
    arguments: tuple[int | str, ...]
    size: int
    name: str = ""
    keeps_hashes: bool = False


@dataclass(frozen=True)
class Routine:
    """What a function pointer points to."""

    returns: int | None
    parameters: tuple[int, ...]


@dataclass(frozen=True)
class Unknown:
    """A type of which no values can be made, and why, to be read after its name. One that is only
    `declared` is a handle, which the program passes on.
    """

    name: str
    reason: str
    declared: bool = False


Type = Number | Enumeration | Pointer | Array | Record | Standard | Routine | Unknown


@dataclass(frozen=True)
class Argument:
    """A parameter's, or a variable's, name and type."""

    name: str
    type: int


@dataclass(frozen=True)
class Prototype:
    """A function as its callers see it, an object's address first, and every type in reach. The
    parameters of `ranges` bound one where they are pointers.
    """

    returns: int | None
    parameters: tuple[Argument, ...]
    variables: tuple[Argument, ...]
    types: Mapping[int, Type]
    ranges: tuple[Range, ...] = ()


def has_virtual(prototype: Prototype) -> bool:
    """Whether objects with virtual functions are among the values: helpers may call them, too."""
    return any(isinstance(one, Record) and one.virtual for one in prototype.types.values())


def virtual_calls(prototype: Prototype, text: str) -> list[str]:
    """The virtual functions of objects among the values that a text seems to call."""
    records = (one for one in prototype.types.values() if isinstance(one, Record))
    names = {function.name for one in records for function in one.virtual}
    return sorted(name for name in names if re.search(rf"\b{re.escape(name)}\s*\(", text))


def stubs(prototype: Prototype) -> list[str]:
    """The parameters that take a function, for which the harness has one of its own."""

    def takes_a_function(argument: Argument) -> bool:
        kind = prototype.types[argument.type]
        if isinstance(kind, Pointer) and kind.reference and kind.to is not None:
            kind = prototype.types[kind.to]
        if isinstance(kind, Pointer) and kind.to is not None:
            return isinstance(prototype.types[kind.to], Routine)
        return isinstance(kind, Standard) and kind.template == "std::function"

    return [one.name for one in prototype.parameters if takes_a_function(one)]
