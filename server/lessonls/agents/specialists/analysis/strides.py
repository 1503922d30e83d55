"""How far apart in memory consecutive iterations of a loop go."""

from enum import IntEnum

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.affine import Poly
from lessonls.agents.specialists.rewriting.code import Code


class Stride(IntEnum):
    """The same place, the neighbouring one, one a few elements on as in interleaved channels, or
    somewhere else; the value is its cost.
    """

    SAME = 0
    NEXT = 1
    NEAR = 2
    FAR = 8


_NEAR = 8
"""Elements to the next one that may still be in the same line of the cache."""


def stride_of(access: Access, variable: str) -> Stride:
    """Where `access` goes when `variable` grows by one."""
    if not access.steps:
        return Stride.SAME
    *outer, last = [step for step in access.steps if not isinstance(step, str)] or [
        Poly.constant(0)
    ]
    if any(step is None or variable in step.symbols for step in outer):
        return Stride.FAR
    if last is None:
        return Stride.FAR
    if variable not in last.symbols:
        return Stride.SAME
    factor = last.coefficient(variable)
    number = abs(factor.value or 0) if factor is not None else 0
    if 2 <= number <= _NEAR:
        return Stride.NEAR
    return Stride.NEXT if number == 1 else Stride.FAR


def cost(code: Code, node: Node, variable: str) -> int:
    """The memory cost of running `node` with `variable` as the innermost counter."""
    places = {
        (access.base, access.steps): stride_of(access, variable)
        for access in effects_of(code, node).accesses
    }
    return sum(places.values())
