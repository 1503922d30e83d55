"""The largest or smallest of all sums or differences of two elements: one run with the best so
far.
"""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.kinds import element
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.steps import Set, stays
from lessonls.agents.specialists.analysis.terms import Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace


@dataclass(frozen=True)
class _Found:
    """`best` of `early op late`; `early` is an element of a type `kind`."""

    pairs: Pairs
    best: Term
    keep: str
    value: Term
    early: Term
    smallest: bool
    kind: str


def _run(code: Code) -> Code:
    for pairs in pairs_in(code):
        found = _found(pairs)
        if found is not None:
            return _rewritten(code, found)
    return code


EXTREMES = Pass(
    "best earlier element",
    "carrying the best earlier element along",
    "because only the largest or smallest of the earlier elements can be in the best pair",
    _run,
)


def _found(pairs: Pairs) -> _Found | None:
    match pairs.body:
        case (Set(best, ("min" | "max") as keep, Term("+" | "-" as op, (left, right)) as value),):
            pass
        case _:
            return None
    i, j = pairs.outer.name, pairs.inner.name
    first = i in left.names and j not in left.names
    early, late = (left, right) if first else (right, left)
    separate = i in early.names and j in late.names and not {j} & early.names | {i} & late.names
    if (
        not pairs.ordered
        or not value.pure
        or not separate
        or {i, j} & best.names
        or early.op != "[]"
    ):
        return None
    kind = element(early, pairs.inner.body[0].node)
    fixed = stays(value.replaced({i: Term("0"), j: Term("0")}), (pairs.outer,))
    if kind not in NUMBERS or not fixed or early.args[1] != Term(i):
        return None
    smallest = (keep == "min") != (op == "-" and not first)
    return _Found(pairs, best, keep, value, early, smallest, kind)


def _rewritten(code: Code, found: _Found) -> Code:
    pairs = found.pairs
    node, i, j = pairs.outer.node, pairs.outer.name, pairs.inner.name
    same_loop = pairs.end == pairs.inner.end
    end = bound_text(pairs.inner if same_loop else pairs.outer, pairs.outer)
    name = code.fresh("lowest" if found.smallest else "highest")
    here = found.early.replaced({i: Term(j)})
    at_first = found.early.replaced({i: Term("0")})
    value = found.value.substituted(found.early, Term(name))
    if not same_loop:
        j = i
        here, value = found.early, value.replaced({pairs.inner.name: Term(i)})
    sign = "<" if found.smallest else ">"
    keep = "<" if found.keep == "min" else ">"
    unit, indent = indent_unit(code.text), indent_of(code.text, node)
    counter = _counter(pairs)
    lines = [
        f"{found.kind} {name} = {end} > 0 ? {at_first} : 0;",
        f"for ({counter} {j} = 1; {j} < {end}; ++{j}) {{",
        f"{unit}if ({value} {keep} {found.best}) {found.best} = {value};",
        f"{unit}if ({here} {sign} {name}) {name} = {here};",
        "}",
    ]
    return code.edited(replace(node, f"\n{indent}".join(lines)))


def _counter(pairs: Pairs) -> str:
    found = loop_at(pairs.inner.node)
    return (found.kind if found is not None else "") or "int"
