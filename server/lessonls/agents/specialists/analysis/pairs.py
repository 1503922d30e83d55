"""Loops over all pairs of elements."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessonls.agents.specialists.analysis.loop_ir import If, Loop, Statement, blocks, plus
from lessonls.agents.specialists.analysis.lowering import lowered
from lessonls.agents.specialists.analysis.terms import Binary, Name, Term
from lessonls.agents.specialists.rewriting.code import Code


@dataclass(frozen=True)
class Pairs:
    """`body` is done for all pairs of different numbers below `end`: once where `ordered`
    (outer < inner), else both ways round.
    """

    outer: Loop
    inner: Loop
    end: Term
    ordered: bool
    body: tuple[Statement, ...]


def pairs_in(code: Code) -> Iterator[Pairs]:
    """All such loops of the function whose outer loop does nothing else."""
    for statement in (one for block in blocks(lowered(code)) for one in block):
        match statement:
            case Loop(body=(Loop() as inner,)) if statement.simple and inner.simple:
                found = _pairs(statement, inner)
                if found is not None:
                    yield found
            case _:
                pass


def _pairs(outer: Loop, inner: Loop) -> Pairs | None:
    i, j = Name(outer.name), Name(inner.name)
    if outer.first.number != 0:
        return None
    if inner.first.loose == plus(i, 1) and outer.covered_by(inner):
        return Pairs(outer, inner, inner.end, True, inner.body)
    if inner.first.number != 0:
        return None
    if inner.end.loose == i:
        return Pairs(outer, inner, outer.end, True, inner.body)
    if inner.end.loose != outer.end.loose:
        return None
    match inner.body:
        case (If(Binary("<" | "!=" as sign, one, two), body, ()),):
            pass
        case (If(Binary("&&", Binary("<" | "!=" as sign, one, two), rest), held, ()) as step,):
            body = (If(rest, held, (), step.node),)
        case _:
            return None
    both = {one.loose, two.loose} == {i, j} and (sign == "!=" or one.loose == i)
    return Pairs(outer, inner, inner.end, sign == "<", body) if both else None
