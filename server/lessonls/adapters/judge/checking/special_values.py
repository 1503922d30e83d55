"""How far one awkward number reaches in the baseline, and what follows from it for rewrites.

A function may treat NaN or the sign of a zero on purpose, or they may just happen to come out
in some way. Where one element of an input decides one element of an output, the baseline
says what becomes of it. Where everything is summed or compared, it does not: of a zero and a
negative zero, which compare equal, a sort may leave either in the middle, and with NaN it may
leave anything there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lessonls.adapters.judge.execution import Call, Laboratory, by_call
from lessonls.core.target import Target
from lessonls_sandbox.wire import Column

_ON_NAN = re.compile(
    r"\b(?:is(?:nan|inf|finite|normal|unordered)|fpclassify|NAN|quiet_NaN|fmin|fmax)\b"
    r"|\b(\w+)\s*!=\s*\1\b"
)
_ON_INFINITY = re.compile(r"\b(?:INFINITY|HUGE_VAL[FL]?|infinity)\b")
_ON_RANGE = re.compile(r"\b(?:hypot|frexp|ldexp|scalbl?n|ilogb|logb)[fl]?\b")
_ON_SIGN = re.compile(r"\bsignbit\b|\bcopysignf?\b|-0\.0*\b")
_LEAST_ELEMENTS = 8
_LOCAL_SHARE = 0.25
_MOST_COLUMNS = 6
_BESIDE = 40
_FAR = (1e3, -1e3)


@dataclass(frozen=True)
class Nature:
    """Whether rewrites must treat NaN, infinities, the sign of zero, results that are no finite
    numbers, and numbers whose squares overflow or vanish, as the baseline does.
    """

    nan: bool
    infinity: bool
    sign: bool
    overflow: bool
    range: bool = False


def nature(laboratory: Laboratory, library: str, target: Target, base: Call | None) -> Nature:
    """From the function's text, and from what one awkward number in `base` changes."""
    on_nan = _ON_NAN.search(target.code) is not None
    on_infinity = on_nan or _ON_INFINITY.search(target.code) is not None
    on_sign = _ON_SIGN.search(target.code) is not None
    reach = None if base is None else _reach(laboratory, library, base)
    local = reach is not None and reach.share <= _LOCAL_SHARE
    alone = local and base is not None and not _gathers(laboratory, library, base)
    pointwise = alone and reach is not None and reach.most <= 1
    copied = pointwise and base is not None and not _mixes(laboratory, library, base)
    return Nature(
        nan=on_nan or alone,
        infinity=on_nan,
        sign=on_sign or copied,
        overflow=on_infinity or alone,
        range=_ON_RANGE.search(target.code) is not None,
    )


@dataclass(frozen=True)
class _Reach:
    """The largest share and number of the elements of one output that one NaN changes."""

    share: float = 0.0
    most: int = 0


def _reach(laboratory: Laboratory, library: str, base: Call) -> _Reach | None:
    """None if outputs are too small to tell, or nothing changes."""
    before = laboratory.run(library, [base])
    found = _Reach()
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
            if number:
                share = max(found.share, number / one.size)
                found = _Reach(share, max(found.most, number))
    return found if found.most else _in_place(before.columns, base)


def _gathers(laboratory: Laboratory, library: str, base: Call) -> bool:
    """Whether some element of an output is made of several elements of one input: a middle, a
    least, a sum. Which of several zeros comes out is then not intended.
    """
    for index, position in _positions(base):
        here, near = np.zeros((2, base.columns[index].size), np.bool_)
        here[position] = True
        near[max(position - _BESIDE, 0) : position + _BESIDE] = True
        near[position] = False
        moved = [_with_far(base, index, places, far) for places in (here, near) for far in _FAR]
        answer = laboratory.run(library, [base, *moved])
        if answer.problem:
            continue
        before, *after = by_call(laboratory.interface, answer.columns, 1 + len(moved))
        own = len(before) - len(base.columns) + index
        for at, one in enumerate(before):
            up, down, up_around, down_around = (_changed(one, other[at]) for other in after)
            if at == own or up is None or down is None or up_around is None or down_around is None:
                continue
            if np.any((up | down) & (up_around | down_around)):
                return True
    return False


def _mixes(laboratory: Laboratory, library: str, base: Call) -> bool:
    """Whether some element of an output is made of elements of several inputs. The sign of a
    zero that a sum of products comes to is not intended.
    """
    inputs = dict(_positions(base))
    moved = [
        _with_far(base, index, np.ones(base.columns[index].size, np.bool_), far)
        for index in inputs
        for far in _FAR
    ]
    answer = laboratory.run(library, [base, *moved])
    if answer.problem:
        return False
    before, *after = by_call(laboratory.interface, answer.columns, 1 + len(moved))
    by_input = list(zip(after[::2], after[1::2], strict=True))
    for at, one in enumerate(before):
        reached = np.zeros(one.shape, np.int64)
        for up, down in by_input:
            changes = (_changed(one, up[at]), _changed(one, down[at]))
            if changes[0] is not None and changes[1] is not None:
                reached += changes[0] | changes[1]
        if np.any(reached > 1):
            return True
    return False


def _with_far(base: Call, index: int, places: Column, far: float) -> Call:
    """The same with some elements of a column far beyond all others."""
    column = base.columns[index].copy()
    column[places] = far * (np.max(np.abs(column)) + 1)
    return Call(base.sizes, base.style, (*base.columns[:index], column, *base.columns[index + 1 :]))


def _in_place(answer: Sequence[Column], base: Call) -> _Reach | None:
    """Nothing else changed: pointwise in place, if anything is written at all."""
    arguments = answer[len(answer) - len(base.columns) :]
    written = any(
        _changed(one, other) is None or bool(np.any(_changed(one, other)))
        for one, other in zip(base.columns, arguments, strict=True)
    )
    return _Reach() if written else None


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
