"""Are two answers equal? Exact for integers and structure, within rounding for reals.

How much rounding is allowed comes from the baseline itself: how far its results move when
the compiler may reassociate its sums, and when its inputs, or what it asks of sines and powers,
move by 1 ulp. A sum in another order stays within it, `float` in the place
of `double` does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lessonls.adapters.judge.execution import Call
from lessonls_sandbox.wire import Array, Column, Interface, List, One, Scalar, Struct, Type, dtypes

_ALLOWANCE = 32.0
_ROUNDINGS = 16.0
_UNCERTAIN = 0.1

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
    """By how much reals moved: for every column as a root mean square over the elements of a call,
    either one for all elements or one for each, and element by element where the tolerance is for
    these very inputs. Infinite where the baseline itself gives now a number and now none. `terms`:
    how many elements the largest arguments of all calls have.
    """

    distances: tuple[float | Reals, ...]
    elements: tuple[Reals, ...] = ()
    terms: int = 0


def tolerance(
    expected: Sequence[Column],
    moved: Sequence[Sequence[Column]],
    calls: Sequence[Call] = (),
    sizes: Sequence[Sequence[int]] = (),
) -> Tolerance:
    """What the baseline's own answers to `calls` allow; `moved` are its answers when rounding
    differs, and `sizes` how many elements of each column belong to every call.
    """
    elements = tuple(
        _moved(column, [answers[index] for answers in moved])
        for index, column in enumerate(expected)
    )
    distances = [_usual(each, sizes[index] if sizes else ()) for index, each in enumerate(elements)]
    largest = tuple(np.max(each, axis=0) if len(each) else np.zeros(0) for each in elements)
    terms = sum(max((column.size for column in call.columns), default=0) for call in calls)
    return Tolerance(tuple(distances), largest, terms)


def _usual(moved: Reals, sizes: Sequence[int]) -> float | Reals:
    """The largest root mean square of the rows; with several calls that of each, at its place."""
    if len(sizes) <= 1 or not moved.size:
        return max(map(_magnitude, moved), default=0.0)
    reals = np.array(sizes) * (moved.shape[1] // sum(sizes))  # a complex number has two
    parts = np.split(moved, np.cumsum(reals)[:-1], axis=1)
    return np.repeat([max(map(_magnitude, part), default=0.0) for part in parts], reals)


def _moved(column: Column, others: Sequence[Column]) -> Reals:
    """Absolute distances, one row for each other answer; none for integers."""
    alike = [other for other in others if other.shape == column.shape]
    if column.dtype.kind not in "fc" or not alike or not column.size:
        return np.zeros((0, 0))
    return np.array([_distance(_reals(column), _reals(other)) for other in alike])


def _distance(one: Reals, other: Reals) -> Reals:
    with np.errstate(all="ignore"):
        distance = np.abs(other - one).astype(np.float64)
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.where(same, 0.0, np.where(np.isfinite(distance), distance, np.inf))


def within_half_the_digits(
    expected: Sequence[Column], moved: Sequence[Column]
) -> tuple[Column, ...]:
    """Moved answers, no farther away than lets a candidate be wrong in the latter half of the
    digits. Moving what is rounded may also turn a decision: that says nothing about rounding.
    """
    return tuple(
        _limited(one, other) if one.dtype.kind in "fc" and one.shape == other.shape else one
        for one, other in zip(expected, moved, strict=True)
    )


def _limited(expected: Column, moved: Column) -> Column:
    one, other = _reals(expected), _reals(moved)
    reach = float(np.sqrt(np.finfo(one.dtype).eps)) / _ALLOWANCE
    with np.errstate(all="ignore"):
        room = reach * np.maximum(np.abs(one), _magnitude(one))
        near = np.clip(other, one - room, one + room)
        comparable = np.isfinite(one) & np.isfinite(other)
        return np.where(comparable, near, one).astype(one.dtype).view(expected.dtype)


_SINGLE_TO_DOUBLE = 2.0**-29
"""1 ulp of double precision, in ulp of single precision."""


def in_double(expected: Sequence[Column], moved: Sequence[Column]) -> tuple[Column, ...]:
    """Answers that moved with inputs of single precision, as far as 1 ulp of double precision
    would move them where that is what the function computes in.
    """
    return tuple(
        other if _is_single(one) else _between(one, other, _SINGLE_TO_DOUBLE)
        for one, other in zip(expected, moved, strict=True)
    )


def _is_single(column: Column) -> bool:
    if column.dtype.kind not in "fc":
        return True
    reals = _reals(column)
    with np.errstate(all="ignore"):
        return np.array_equal(reals, reals.astype(np.float32), equal_nan=True)


def part_of_the_way(
    expected: Sequence[Column], moved: Sequence[Column], part: float
) -> tuple[Column, ...]:
    """Answers that moved, with reals moved only by a part of it."""
    return tuple(_between(*both, part) for both in zip(expected, moved, strict=True))


def _between(expected: Column, moved: Column, part: float) -> Column:
    if expected.dtype.kind not in "fc" or expected.shape != moved.shape:
        return moved
    one, other = _reals(expected), _reals(moved)
    with np.errstate(all="ignore"):
        near = one + (other - one) * part
        return np.where(np.isfinite(near), near, other).astype(one.dtype).view(expected.dtype)


def is_certain(expected: Sequence[Column], moved: Sequence[Sequence[Column]]) -> bool:
    """Whether no real moves by more than a tenth of what is usual in its column.

    Else rounding alone decides: a sum that cancels out, a column that depends on others.
    """
    for index, column in enumerate(expected):
        distances = _moved(column, [answers[index] for answers in moved])
        reals = _reals(column) if distances.size else np.zeros(0)
        with np.errstate(all="ignore"):
            usual = np.maximum(np.abs(reals), _magnitude(reals))
        if np.any(distances > _UNCERTAIN * usual):
            return False
    return True


def loosest(tolerances: Sequence[Tolerance]) -> Tolerance:
    """The largest distance of each column, for other inputs of the same kind."""
    return Tolerance(
        tuple(
            max(float(np.max(distance, initial=0.0)) for distance in column)
            for column in zip(*(t.distances for t in tolerances), strict=True)
        ),
        terms=max((t.terms for t in tolerances), default=0),
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
    for index, (name, one, other) in enumerate(zip(names, expected, actual, strict=True)):
        if one.size != other.size:
            return Difference(name, 0, f"{one.size} elements", f"{other.size} elements")
        wrong = _wrong(one, other, _room(allowed, index, one), signs=signs)
        if wrong.any():
            at = int(np.argmax(wrong))
            return Difference(f"{name} at {at}", at, _shown(one[at]), _shown(other[at]))
    return None


def _room(allowed: Tolerance, index: int, expected: Column) -> Reals:
    """How far every real may be from the expected one.

    A sum of n numbers is rounded n times, and the errors walk at random: in another order it
    is about sqrt(n) ulp away (Higham and Mary, A New Approach to Probabilistic Rounding
    Error Analysis). If the last bits of inputs are lost in the sum, perturbing them shows less.
    """
    if expected.dtype.kind not in "fc" or not expected.size:
        return np.zeros(0)
    reals = _reals(expected)
    finite = np.where(np.isfinite(reals), np.abs(reals), 0)
    walked = (allowed.terms / expected.size) ** 0.5
    room = max(_ROUNDINGS, walked) * float(np.finfo(reals.dtype).eps) * finite
    room = room + _ALLOWANCE * allowed.distances[index]
    elements = allowed.elements[index] if allowed.elements else np.zeros(0)
    return room + _ALLOWANCE * elements if elements.shape == room.shape else room


def _wrong(expected: Column, actual: Column, room: Reals, *, signs: bool) -> npt.NDArray[np.bool_]:
    if expected.dtype.kind not in "fc":
        return expected != actual
    one, other = _reals(expected), _reals(actual)
    with np.errstate(all="ignore"):
        near = np.abs(one - other) <= room
        same = (one == other) | (np.isnan(one) & np.isnan(other))
    wrong = ~(same | (near & np.isfinite(one) & np.isfinite(other)) | np.isinf(room))
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
    return str(value.item() if hasattr(value, "item") else value)


def nudged(call: Call, seed: int) -> Call:
    """The same inputs with every real perturbed by 1 ulp.

    Equal numbers move alike, so that arguments that share memory still agree about it.
    """
    columns: list[Column] = []
    for column in call.columns:
        if column.dtype.kind in "fc" and column.size:
            reals = _reals(column)
            step = np.where(_is_odd(reals, seed), -np.inf, np.inf).astype(reals.dtype)
            kept = (reals == 0) | ~np.isfinite(reals)
            moved = np.where(kept, reals, np.nextafter(reals, step))
            columns.append(moved.view(column.dtype))
        else:
            columns.append(column)
    return Call(call.sizes, call.style, tuple(columns))


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 / golden ratio: multiplying by it spreads bits to the top (Knuth, Fibonacci hashing)."""


def _is_odd(reals: Reals, seed: int) -> npt.NDArray[np.bool_]:
    """A coin for each number, thrown by its bits and the seed."""
    with np.errstate(all="ignore"):
        bits = reals.astype(np.float64).view(np.uint64)
    mixed = (bits ^ np.uint64(seed)) * _MULTIPLIER
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _MULTIPLIER
    return (mixed >> np.uint64(63)).astype(np.bool_)


def column_names(interface: Interface, names: Sequence[str]) -> list[str]:
    """What every column of an answer is called in a sentence."""
    found: list[str] = []
    returned = interface.returns
    if interface.printed and isinstance(returned, Struct):
        *value, _ = returned.fields
        for _, of in value:
            found += _names(of, "the return value")
        found += ["the length of what it prints", "what it prints"]
    elif returned is not None:
        found += _names(returned, "the return value")
    return found + argument_names(interface, names)


def argument_names(interface: Interface, names: Sequence[str]) -> list[str]:
    """What every column of an input is called in a sentence."""
    parameters = zip(names, interface.parameters, strict=True)
    return [part for name, parameter in parameters for part in _names(parameter.type, name)]


def _names(of: Type, name: str) -> Iterator[str]:
    match of:
        case Scalar():
            yield name
        case One(element):
            yield f"the length of {name}"
            yield from _names(element, name)
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
    return [*returned, *(p.visible for p in interface.parameters for _ in dtypes(p.type))]
