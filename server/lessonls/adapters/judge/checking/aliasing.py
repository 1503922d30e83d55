"""Arguments that share memory, as callers may pass them where the signature does not forbid it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lessonls.adapters.judge.execution import Call, Sharing
from lessonls.core.target import Target
from lessonls_sandbox.run import MOST_SHARING
from lessonls_sandbox.wire import Column, Interface, List, ParameterType, Scalar, Struct, dtypes

_MOST = 9
_SHIFTS = (1, -1)
_ELEMENTS = (0, 1, 101)
"""Which element an argument is: the first, another one, and one modulo the length."""
_HOLDING = ("vector", "string", "pointer")


@dataclass(frozen=True)
class Overlap:
    """Parameter `first` gets the memory of the earlier `second`, `shift` elements behind it;
    with a negative shift the earlier one lies behind. Or it is the `element` of this number of the
    other one.
    """

    first: int
    second: int
    shift: int
    element: bool = False

    @property
    def sharing(self) -> Sharing:
        return ((self.first, self.second, self.shift),)


def overlaps(interface: Interface, target: Target) -> list[Overlap]:
    """Pairs of parameters that a caller can let share memory.

    Where the baseline promises with `restrict` that callers do not, only those that nobody
    writes.
    """
    promised = any("restrict" in parameter.text for parameter in target.parameters)
    count = min(len(target.parameters), MOST_SHARING)  # variables outside stay on their own
    pairs = [
        (first, second)
        for first in range(count)
        for second in range(first)
        if _can_share(interface.parameters[first], interface.parameters[second])
    ]
    written = [pair for pair in pairs if not promised and not _only_read(interface, *pair)]
    pairs = [*written, *(pair for pair in pairs if _only_read(interface, *pair))]
    exact = [Overlap(first, second, 0) for first, second in pairs]
    shifted = [
        Overlap(first, second, shift)
        for first, second in written
        if _is_buffer(interface.parameters[first])
        for shift in _SHIFTS
    ]
    elements = [] if promised else _elements(interface.parameters[:count])
    return [*exact, *elements, *shifted][:_MOST]


def _elements(parameters: Sequence[ParameterType]) -> list[Overlap]:
    """References that can be to an element of what another argument holds: `f(all, all[0])`."""
    pairs = [
        (first, second)
        for first, one in enumerate(parameters)
        for second, other in enumerate(parameters)
        if _can_be_element(one, other)
    ]
    return [
        Overlap(first, second, at, element=True)
        for at in _ELEMENTS
        for first, second in pairs
        if at == 0 or not _is_buffer(parameters[second])
    ]


def _can_be_element(one: ParameterType, other: ParameterType) -> bool:
    of = other.type
    held = isinstance(of, List) and of.what in _HOLDING and of.of == one.type
    refers = one.shown and isinstance(one.type, Scalar | Struct)
    return held and refers and other.shown and not (one.const and other.const)


def _can_share(one: ParameterType, other: ParameterType) -> bool:
    return one.shown and other.shown and one.type == other.type


def _only_read(interface: Interface, first: int, second: int) -> bool:
    return interface.parameters[first].const and interface.parameters[second].const


def _is_buffer(parameter: ParameterType) -> bool:
    of = parameter.type
    return isinstance(of, List) and of.what == "pointer" and isinstance(of.of, Scalar)


def shared(call: Call, interface: Interface, overlap: Overlap) -> Call | None:
    """The call with enough memory for both arguments; None if lengths do not fit."""
    starts = list(_starts(interface))
    first, second = starts[overlap.first], starts[overlap.second]
    if overlap.element:
        return call if call.columns[second][0] else None
    if not _is_buffer(interface.parameters[overlap.first]):
        return call
    columns = list(call.columns)
    own, other = int(columns[first][0]), int(columns[second][0])
    needed = max(own + max(overlap.shift, 0), other + max(-overlap.shift, 0))
    if other == 0 or own == 0:
        return None
    columns[second] = np.array([needed], np.uint64)
    columns[second + 1] = _longer(columns[second + 1], needed)
    return Call(call.sizes, call.style, tuple(columns))


def _longer(column: Column, size: int) -> Column:
    return np.concatenate([column, np.resize(column[::-1], max(0, size - column.size))])


def _starts(interface: Interface) -> Iterator[int]:
    at = 0
    for parameter in interface.parameters:
        yield at
        at += len(list(dtypes(parameter.type)))


def condition(overlap: Overlap, interface: Interface, names: Sequence[str]) -> str:
    """What callers have to keep to; nothing if both arguments are only read."""
    if _only_read(interface, overlap.first, overlap.second):
        return ""
    if overlap.element:
        return f"{names[overlap.first]} must not be an element of {names[overlap.second]}"
    return f"{names[overlap.second]} must not overlap {names[overlap.first]}"
