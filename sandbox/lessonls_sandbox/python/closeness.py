"""Whether a result is the expected one: EvalPlus' rule, without numpy. Runs inside.

A result that is not equal may be close where floating-point numbers are expected: it is of the
same type and length, and no further from them than the tolerance and 1e-7 of them.
"""

from math import isfinite
from typing import Any, cast

_OWN_TOLERANCE = 1e-6
"""Where floating-point results are expected and a problem gives no tolerance."""
_RELATIVE = 1e-7


def accepts(came: Any, expected: Any, tolerance: float) -> bool:
    """Whether `came` passes for `expected`; `tolerance` is absolute, 0 for none."""
    if came == expected:
        return True
    if tolerance == 0:
        tolerance = _OWN_TOLERANCE if _is_floats(expected) else 0.0
    if tolerance == 0 or type(came) is not type(expected):
        return False
    return _is_close(came, expected, tolerance)


def _is_floats(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        items = cast("list[Any]", value)
        return bool(items) and all(isinstance(one, float) for one in items)
    return isinstance(value, float)


def _is_close(came: Any, expected: Any, tolerance: float) -> bool:
    """Of numbers, and of lists of the same shape; anything else is close to nothing."""
    if isinstance(expected, (list, tuple)) and isinstance(came, (list, tuple)):
        one, other = cast("list[Any]", came), cast("list[Any]", expected)
        pairs = zip(one, other)  # noqa: B905 - of the same length
        return len(one) == len(other) and all(_is_close(a, b, tolerance) for a, b in pairs)
    numbers = (int, float, complex)
    if not isinstance(came, numbers) or not isinstance(expected, numbers):
        return False
    if not (_is_finite(came) and _is_finite(expected)):
        return came == expected
    return abs(came - expected) <= tolerance + _RELATIVE * abs(expected)


def _is_finite(number: complex) -> bool:
    return isfinite(number.real) and isfinite(number.imag)
