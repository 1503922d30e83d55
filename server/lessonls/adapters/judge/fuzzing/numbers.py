"""Numbers at which programs change their ways. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from math import inf, isfinite, nextafter

from lessonls.core.reading.constants import Constants

_BITS = (7, 8, 15, 16, 24, 31, 32, 40, 48, 53, 62, 63)
_DIGITS = (3, 6, 9, 12, 15, 18)
_SQUARES = (1000, 46_340, 65_535, 3_037_000_499, (1 << 32) - 1)
_HALVES = (0.5, 1.5, 2.5, -0.5, -1.5)
_EXACT = (1 << 24, (1 << 24) + 1, 1 << 31, 1 << 32, (1 << 53) - 1, 1 << 53)
_SCALES = (1e-30, 1e-10, 1e-5, 1e5, 1e10, 1e15)
_TINY = 5e-324
_MULTIPLES = (2, 3, 7)


@lru_cache(maxsize=256)
def integers(low: int, high: int, constants: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Integers from `low` to `high`, in two groups: made of constants, and of bits."""
    of_constants = dict.fromkeys(_of_constants(constants))
    common = dict.fromkeys(_common(low, high))
    return (
        tuple(n for n in of_constants if low <= n <= high),
        tuple(n for n in common if low <= n <= high),
    )


def landmarks(low: int, high: int) -> tuple[int, ...]:
    """Integers from `low` to `high` next to powers of two and of ten, and to squares."""
    tens = (10**digits + more for digits in range(1, 19) for more in (-1, 0, 1))
    known = dict.fromkeys((*integers(low, high, ())[1], *tens))
    return tuple(number for number in known if low <= number <= high)


def _of_constants(constants: tuple[int, ...]) -> Iterator[int]:
    for number in constants:
        yield from (number, number - 1, number + 1, -number)
    for number in constants:
        yield from (number * factor + more for factor in _MULTIPLES for more in (0, -1, 1))
        yield from (number * number, number * number - 1)
    for one in constants[:12]:
        for other in constants[:12]:
            yield from (one | other, one & other, one * other)


def _common(low: int, high: int) -> Iterator[int]:
    yield from (low, low + 1, high, high - 1, 0, 1, -1, 2)
    for bits in _BITS:
        yield from ((1 << bits) + more for more in (-1, 0, 1))
        yield from (-(1 << bits) + more for more in (-1, 0, 1))
    for digits in _DIGITS:
        yield from (10**digits + more for more in (-1, 0, 1))
    for root in _SQUARES:
        yield from (root * root + more for more in (-1, 0, 1))


@lru_cache(maxsize=256)
def reals(constants: tuple[float, ...], single: bool) -> tuple[tuple[float, ...], ...]:
    """Reals in two groups: constants with their neighbours and multiples, and numbers at which
    rounding changes. `single`: with their neighbours among numbers of single precision.
    """
    of_constants = dict.fromkeys(_near_constants(constants, single))
    common = dict.fromkeys((0.0, 1.0, -1.0, *_HALVES, *map(float, _EXACT), *_SCALES, _TINY))
    return tuple(n for n in of_constants if isfinite(n)), tuple(common)


def _near_constants(constants: tuple[float, ...], single: bool) -> Iterator[float]:
    for number in constants:
        yield number
        yield from neighbours(number, single)
        yield from (-number, number - 1, number + 1, number + 0.5)
    for number in constants:
        for factor in (*_MULTIPLES, -3, 10):
            multiple = number * factor
            yield multiple
            yield from neighbours(multiple, single)
        if number:
            yield 1 / number


def neighbours(number: float, single: bool) -> tuple[float, float]:
    """The next numbers on both sides."""
    if not single:
        return nextafter(number, -inf), nextafter(number, inf)
    step = max(abs(number) * 2.0**-23, 2.0**-149)
    return number - step, number + step


def compared(known: Constants) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Known numbers as whole ones and as reals: each may be asked of the other kind."""
    rounded = (int(n) for n in known.reals if isfinite(n) and abs(n) < 2.0**63)
    return (
        tuple(dict.fromkeys((*known.integers, *known.characters, *rounded))),
        tuple(dict.fromkeys((*known.reals, *map(float, known.integers)))),
    )
