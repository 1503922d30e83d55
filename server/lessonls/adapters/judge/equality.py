"""Are two answers equal? Exact for whole numbers and structure, within rounding for reals.

How much rounding is allowed comes from the baseline itself: how far its results move when
the compiler may reassociate its sums, and when its inputs move by one unit in the last
place. A sum in another order stays within it, `float` in the place of `double` does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lessonls.adapters.judge.inputs import Call
from lessonls_sandbox.wire import Array, Column, Interface, List, Scalar, Struct, Type, dtypes

_ALLOWANCE = 32.0
_ROUNDINGS = 16.0

Reals = npt.NDArray[Any]


@dataclass(frozen=True)
class Difference:
    """Where answers differ: the path of the place, its position, and both values."""

    where: str
    position: int
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.where} is {self.actual} where the baseline has {self.expected}"


@dataclass(frozen=True)
class Tolerance:
    """One number per column: by how much its reals moved, as a root mean square."""

    distances: tuple[float, ...]


def tolerance(expected: Sequence[Column], moved: Sequence[Sequence[Column]]) -> Tolerance:
    """What the baseline's own answers allow; `moved` are its answers when rounding differs."""
    distances: list[float] = []
    for index, column in enumerate(expected):
        distance = 0.0
        for answers in moved if column.dtype.kind in "fc" else ():
            other = answers[index]
            if other.shape == column.shape:
                with np.errstate(all="ignore"):
                    distance = max(distance, _magnitude(_reals(other) - _reals(column)))
        distances.append(distance)
    return Tolerance(tuple(distances))


def loosest(tolerances: Sequence[Tolerance]) -> Tolerance:
    """The largest distance of each column."""
    return Tolerance(
        tuple(max(column) for column in zip(*(t.distances for t in tolerances), strict=True))
    )


def difference(
    names: Sequence[str],
    expected: Sequence[Column],
    actual: Sequence[Column],
    allowed: Tolerance,
    *,
    signs: bool,
) -> Difference | None:
    """The first place where the answers differ by more than is allowed.

    `signs`: whether zeros must have the same sign.
    """
    for name, one, other, distance in zip(names, expected, actual, allowed.distances, strict=True):
        if one.size != other.size:
            return Difference(name, 0, f"{one.size} elements", f"{other.size} elements")
        wrong = _wrong(one, other, distance, signs=signs)
        if wrong.any():
            at = int(np.argmax(wrong))
            return Difference(f"{name} at {at}", at, _shown(one[at]), _shown(other[at]))
    return None


def _wrong(
    expected: Column, actual: Column, distance: float, *, signs: bool
) -> npt.NDArray[np.bool_]:
    if expected.dtype.kind not in "fc":
        return expected != actual
    one, other = _reals(expected), _reals(actual)
    epsilon = float(np.finfo(one.dtype).eps)
    with np.errstate(all="ignore"):
        room = _ROUNDINGS * epsilon * np.abs(one) + _ALLOWANCE * distance
        near = np.abs(one - other) <= room
        same = (one == other) | (np.isnan(one) & np.isnan(other))
    wrong = ~(same | (near & np.isfinite(one) & np.isfinite(other)))
    if signs:
        wrong |= (one == 0) & (other == 0) & (np.signbit(one) != np.signbit(other))
    if expected.dtype.kind == "c":
        return wrong.reshape(-1, 2).any(axis=1)
    return wrong


def _reals(column: Column) -> Reals:
    if column.dtype.kind != "c":
        return column
    return column.view(np.float32 if column.dtype.itemsize == 8 else np.float64)


def _magnitude(reals: Reals) -> float:
    """Root mean square of the finite values."""
    finite = reals[np.isfinite(reals)].astype(np.float64)
    if not finite.size:
        return 0.0
    largest = float(np.max(np.abs(finite)))
    if largest == 0.0:
        return 0.0
    return largest * float(np.sqrt(np.mean((finite / largest) ** 2)))


def _shown(value: Any) -> str:
    return repr(value.item() if hasattr(value, "item") else value)


def nudged(call: Call, seed: int) -> Call:
    """The same inputs with every real moved by at most one unit in the last place."""
    rng = np.random.default_rng(seed)
    columns: list[Column] = []
    for column in call.columns:
        if column.dtype.kind in "fc" and column.size:
            reals = _reals(column).copy()
            step = np.where(rng.random(reals.size) < 0.5, -np.inf, np.inf).astype(reals.dtype)
            moved = np.nextafter(reals, step)
            kept = (reals == 0) | ~np.isfinite(reals)
            columns.append(np.where(kept, reals, moved).view(column.dtype))
        else:
            columns.append(column)
    return Call(call.sizes, call.style, tuple(columns))


def column_names(interface: Interface, names: Sequence[str]) -> list[str]:
    """What every column of an answer is called in a sentence."""
    found: list[str] = []
    if interface.returns is not None:
        found += _names(interface.returns, "the return value")
    for name, parameter in zip(names, interface.parameters, strict=True):
        found += _names(parameter.type, name)
    return found


def _names(of: Type, name: str) -> Iterator[str]:
    match of:
        case Scalar():
            yield name
        case List(element):
            yield f"the length of {name}"
            yield from _names(element, f"{name}[]")
        case Array(_, element):
            yield from _names(element, f"{name}[]")
        case Struct(fields):
            for field, inner in fields:
                yield from _names(inner, f"{name}.{field}")


def visible(interface: Interface) -> list[bool]:
    """For every column of an answer, whether a caller can see it."""
    returned = [] if interface.returns is None else [True for _ in dtypes(interface.returns)]
    return [*returned, *(p.shown for p in interface.parameters for _ in dtypes(p.type))]
