"""How far one awkward number reaches in the baseline, and what follows from it for rewrites.

A function may treat NaN or the sign of a zero on purpose, or they may just happen to come out
in some way. Where one element of an input decides one element of an output, the baseline
says what becomes of it. Where everything is summed or compared, it does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lessonls.adapters.judge.inputs import Call
from lessonls.adapters.judge.laboratory import Laboratory
from lessonls.core.target import Target
from lessonls_sandbox.wire import Column

_ON_NAN = re.compile(
    r"\b(?:is(?:nan|inf|finite|normal|unordered)|fpclassify|NAN|quiet_NaN|fmin|fmax)\b"
    r"|\b(\w+)\s*!=\s*\1\b"
)
_ON_SIGN = re.compile(r"\bsignbit\b|\bcopysignf?\b|-0\.0*\b")
_LEAST_ELEMENTS = 8
_LOCAL_SHARE = 0.25
_MOST_COLUMNS = 6


@dataclass(frozen=True)
class Nature:
    """Whether rewrites must treat NaN, infinities and the sign of zero as the baseline does."""

    nan: bool
    infinity: bool
    sign: bool


def nature(laboratory: Laboratory, library: str, target: Target, base: Call | None) -> Nature:
    """From the function's text, and from what one NaN in `base` changes."""
    on_nan = _ON_NAN.search(target.code) is not None
    on_sign = _ON_SIGN.search(target.code) is not None
    reach = None if base is None else _reach(laboratory, library, base)
    local = reach is not None and reach[0] <= _LOCAL_SHARE
    pointwise = reach is not None and reach[1] <= 1
    return Nature(nan=on_nan or local, infinity=on_nan, sign=on_sign or pointwise)


def _reach(laboratory: Laboratory, library: str, base: Call) -> tuple[float, int] | None:
    """The largest share and number of the elements of one output that one NaN changes.

    None where outputs are too small to tell, or nothing changes.
    """
    before = laboratory.run(library, [base])
    share, most = 0.0, 0
    for index, position in _positions(base):
        after = laboratory.run(library, [_with_nan(base, index, position)])
        if before.problem or after.problem:
            return None
        own = len(after.columns) - len(base.columns) + index
        for at, (one, other) in enumerate(zip(before.columns, after.columns, strict=True)):
            changed = _changed(one, other)
            if changed is None:
                return None
            number = int(changed.sum())
            if at == own and position < changed.size and changed[position]:
                number -= 1  # it was put there
            if number and one.size < _LEAST_ELEMENTS:
                return None
            most = max(most, number)
            share = max(share, number / one.size) if number else share
    return (share, most) if most else _in_place(before.columns, base)


def _in_place(answer: Sequence[Column], base: Call) -> tuple[float, int] | None:
    """Nothing else changed: pointwise in place, if anything is written at all."""
    arguments = answer[len(answer) - len(base.columns) :]
    written = any(
        _changed(one, other) is None or bool(np.any(_changed(one, other)))
        for one, other in zip(base.columns, arguments, strict=True)
    )
    return (0.0, 0) if written else None


def _positions(base: Call) -> list[tuple[int, int]]:
    real = [
        index
        for index, column in enumerate(base.columns)
        if column.dtype.kind in "fc" and column.size >= _LEAST_ELEMENTS
    ]
    return [
        (index, base.columns[index].size * part // 7)
        for index in real[:_MOST_COLUMNS]
        for part in (2, 5)
    ]


def _with_nan(base: Call, index: int, position: int) -> Call:
    column = base.columns[index].copy()
    column[position] = np.nan
    return Call(base.sizes, base.style, (*base.columns[:index], column, *base.columns[index + 1 :]))


def _changed(one: Column, other: Column) -> Column | None:
    if one.shape != other.shape:
        return None
    return (
        (one != other) & ~(np.isnan(one) & np.isnan(other))
        if one.dtype.kind in "fc"
        else one != other
    )
