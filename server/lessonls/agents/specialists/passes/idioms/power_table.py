"""Powers whose exponent is the distance of two counters, from a table of all of them."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.steps import Loop, blocks, plus, returns, stays
from lessonls.agents.specialists.analysis.terms import Term, term_of
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.core.reading.syntax import walk


@dataclass(frozen=True)
class _Found:
    """Powers of `ratio` with exponent `outer - inner` in a triangle of both counters."""

    outer: Loop
    inner: Loop
    ratio: Term
    calls: tuple[Node, ...]


def _run(code: Code) -> Code:
    for steps in blocks(steps_of(code)):
        for step in steps:
            for inner in step.body if isinstance(step, Loop) else ():
                if isinstance(step, Loop) and isinstance(inner, Loop):
                    found = _found(code, step, inner)
                    if found is not None:
                        return _rewritten(code, found)
    return code


POWER_TABLE = Pass(
    "table of powers",
    "computing every power once",
    "because powers of the same distance are the same, and take far longer than to look up",
    _run,
)


def _found(code: Code, outer: Loop, inner: Loop) -> _Found | None:
    i, j = Term(outer.name), Term(inner.name)
    below = outer.simple and inner.simple and inner.end.loose in (i, plus(i, 1))
    leaks = not code.cpp and returns(outer)
    if not below or outer.first.number != 0 or inner.first.number != 0 or leaks:
        return None
    calls: list[Node] = []
    ratios: list[Term] = []
    for node in walk(inner.node):
        term = term_of(code, node, {}) if node.type == "call_expression" else Term("")
        if term.op == "pow()" and term.args[1].loose == Term("-", (i, j)):
            calls.append(node)
            ratios.append(term.args[0])
    same = len(set(ratios)) == 1 and stays(ratios[0], (outer,))
    double = same and (_is_double(ratios[0], inner.node) or "." in ratios[0].op)
    return _Found(outer, inner, ratios[0], tuple(calls)) if double else None


def _is_double(ratio: Term, place: Node) -> bool:
    found = lookup(ratio.op, place) if ratio.is_name else None
    return found is not None and found.shape.element == "double" and not found.shape.dims


def _rewritten(code: Code, found: _Found) -> Code:
    cpp = code.cpp
    outer, unit = found.outer, indent_unit(code.text)
    indent, count = indent_of(code.text, outer.node), bound_text(outer, outer)
    table, size = code.fresh("powers"), code.size_type
    length = code.fresh("distances")
    power = "std::pow" if cpp else "pow"
    made = f"double *{table} = malloc(({length} + 1) * sizeof *{table});"
    lines = [
        f"const {size} {length} = {count} > 0 ? {count} : 0;",
        f"std::vector<double> {table}({length});" if cpp else made,
        f"for ({size} d = 0; d < {length}; ++d) {{",
        f"{unit}{table}[d] = {power}({found.ratio}, (double)d);",
        "}",
    ]
    place = outer.node.start_byte
    entry = f"{table}[{outer.name} - {found.inner.name}]"
    edits = [
        Edit(place, place, "".join(f"{line}\n{indent}" for line in lines)),
        *(replace(call, entry) for call in found.calls),
    ]
    if not cpp:
        tail = outer.node.end_byte
        edits.append(Edit(tail, tail, f"\n{indent}free({table});"))
    headers = ("cmath", "cstddef", "vector") if cpp else ("math.h", "stddef.h", "stdlib.h")
    return with_helper(code.edited(*edits), headers)
