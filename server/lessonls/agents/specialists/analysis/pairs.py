"""Loops over all pairs of elements."""

from collections.abc import Iterator
from dataclasses import dataclass

from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.steps import If, Loop, Step, blocks, plus
from lessonls.agents.specialists.analysis.terms import Term
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
    body: tuple[Step, ...]


def pairs_in(code: Code) -> Iterator[Pairs]:
    """All such loops of the function whose outer loop does nothing else."""
    for steps in blocks(steps_of(code)):
        for step in steps:
            match step:
                case Loop(body=(Loop() as inner,)) if step.simple and inner.simple:
                    found = _pairs(step, inner)
                    if found is not None:
                        yield found
                case _:
                    pass


def _pairs(outer: Loop, inner: Loop) -> Pairs | None:
    i, j = Term(outer.name), Term(inner.name)
    if outer.first.number != 0:
        return None
    if inner.first.loose == plus(i, 1) and _ends(outer, inner):
        return Pairs(outer, inner, inner.end, True, inner.body)
    if inner.first.number != 0:
        return None
    if inner.end.loose == i:
        return Pairs(outer, inner, outer.end, True, inner.body)
    if inner.end.loose != outer.end.loose:
        return None
    match inner.body:
        case (If(Term("<", (one, two)), body, ()),) if (one.loose, two.loose) == (i, j):
            return Pairs(outer, inner, inner.end, True, body)
        case (If(Term("!=", args), body, ()),) if {one.loose for one in args} == {i, j}:
            return Pairs(outer, inner, inner.end, False, body)
        case (If(Term("&&", (Term(op, (one, two)), rest)), body, () as no) as step,) if op in (
            "<",
            "!=",
        ):
            both = {one.loose, two.loose} == {i, j} and (op == "!=" or one.loose == i)
            kept = (If(rest, body, no, step.node),)
            return Pairs(outer, inner, inner.end, op == "<", kept) if both else None
        case _:
            return None


def _ends(outer: Loop, inner: Loop) -> bool:
    end = inner.end.loose
    return outer.end.loose in (end, plus(end, -1))
