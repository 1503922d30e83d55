"""Boundary conditions of stencils: the inside without tests, the edges on their own.

`for (j = 0; j < n; j++) { if (j > 0) …; if (j < n - 1) …; }` becomes a loop over the inside,
where the tests are known to hold, and one over the first and the last value.
"""

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, Range, at_least, poly_of
from lessonls.agents.specialists.analysis.arithmetic_types import is_signed
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, limits, loops_in, ranges_at
from lessonls.agents.specialists.analysis.meaning import resolver
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, only_statement
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block, instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    apply,
    drop_line,
    indent_of,
    indent_unit,
    indented,
    replace,
)
from lessonls.agents.specialists.rewriting.tree import ancestors
from lessonls.agents.specialists.rewriting.views import Binary, conjuncts
from lessonls.core.reading.syntax import text_of, walk

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!="}


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _peeled, 16)


PEEL = Pass(
    "peeled boundaries",
    "peeling the first and last iterations off the loop",
    "because the interior runs without bounds checks and can be vectorized",
    _run,
    answers=("control flow", "number of loop iterations"),
    example=Example(
        """\
void f(size_t n, const int *in, int *out) {
    for (int i = 0; i < n; i++) { if (i < n - 1) out[i] = in[i + 1]; }
}
""",
        """\
void f(size_t n, const int *in, int *out) {
    if (n > 2) {
        for (int i = 1; i < n - 1; i++) { out[i] = in[i + 1]; }
    }
    for (int i = 0; i < n; i += n > 1 ? n - 1 : 1) { if (i < n - 1) out[i] = in[i + 1]; }
}
""",
    ),
)


def _peeled(code: Code, loop: Loop) -> Code | None:
    if not loop.from_zero or not free_of_pragmas(loop) or _at_edge(loop):
        return None
    if not independence(code, loop).strict:
        return None
    inside = _inside(code, loop)
    resolved = list(_resolved(code, loop, inside)) if inside else []
    if not resolved:
        return None
    kind, variable, bound = loop.kind, loop.variable, text_of(loop.bound)
    simple = loop.bound.type in ("identifier", "call_expression")
    last = bound if simple else f"({bound})"
    start = loop.body.start_byte
    moved = [Edit(one.start - start, one.end - start, one.text) for one in resolved]
    indent = indent_of(code.text, loop.node)
    body, edges = apply(text_of(loop.body), moved), text_of(loop.body)
    step = f"{variable} += {last} > 1 ? {last} - 1 : 1"
    inner = f"for ({kind} {variable} = 1; {variable} < {last} - 1; {variable}++) {body}"
    test = f"{last} > 2"
    if _wraps(loop) and not _tested(loop, test):
        unit = indent_unit(code.text)
        block = indented(inner, unit)
        inner = f"if ({test}) {{\n{indent}{unit}{block}\n{indent}}}"
    edge = f"for ({kind} {variable} = 0; {variable} < {bound}; {step}) {edges}"
    text = f"{inner}\n{indent}{edge}"
    return code.edited(instead(code, loop.node, text))


def _wraps(loop: Loop) -> bool:
    """Whether the bound less one may be a huge number: without a sign, nothing is below zero."""
    bound = lookup(text_of(loop.bound), loop.node)
    kind = bound.shape.element if bound is not None else ""
    whole = loop.bound.type == "number_literal" or is_signed(kind)
    return not is_signed(loop.kind) or not whole


def _tested(loop: Loop, test: str) -> bool:
    """Whether an `if` around the loop has asked that already."""
    conditions = [
        outer.child_by_field_name("condition")
        for outer in ancestors(loop.node)
        if outer.type == "if_statement"
    ]
    return any(one is not None and text_of(one) == f"({test})" for one in conditions)


def _at_edge(loop: Loop) -> bool:
    """Whether a loop around it does not count by ones, as those over the edges."""
    around = [outer for outer in ancestors(loop.node) if outer.type == "for_statement"]
    return len(around) != len(enclosing(loop.node))


def _inside(code: Code, loop: Loop) -> Mapping[str, Range] | None:
    """The ranges of all variables, that of the loop without its first and last value."""
    low, high = limits(code, loop)
    if low is None or high is None:
        return None
    one = Poly.constant(1)
    inner = {below.variable: limits(code, below) for below in loops_in(loop.body)}
    around = ranges_at(code, loop.node)
    return {**inner, loop.variable: (low + one, high - one), **around}


def _resolved(code: Code, loop: Loop, inside: Mapping[str, Range]) -> Iterator[Edit]:
    """Edits that drop the tests which are decided inside."""
    done = -1
    for node in walk(loop.body):
        if node.start_byte < done or node.type not in ("if_statement", "conditional_expression"):
            continue
        condition, then, other = (
            node.child_by_field_name(field) for field in ("condition", "consequence", "alternative")
        )
        if condition is None or then is None:
            continue
        value = condition.child_by_field_name("value") or condition
        joint = "||" if Binary.of(value, "||") else "&&"
        tests = conjuncts(value, joint)
        left = [test for test in tests if not _is(code, test, inside, holds=joint == "&&")]
        mentioned = any(_mentions(code, test, loop.variable) for test in tests if test not in left)
        if len(left) == len(tests) or not mentioned:
            continue
        if left:
            yield replace(value, f" {joint} ".join(text_of(test) for test in left))
        else:
            done = node.end_byte
            taken = then if joint == "&&" else other
            if taken is not None and taken.type == "else_clause":
                taken = taken.named_children[-1]
            if taken is None and in_block(node):
                yield drop_line(code.text, node)
            else:
                yield replace(node, _taken(node, taken) if taken is not None else ";")


def _mentions(code: Code, test: Node, variable: str) -> bool:
    """Whether a test is about the variable, or about what a local computes from it."""
    value = poly_of(test.child_by_field_name("left") or test, resolver(code))
    other = poly_of(test.child_by_field_name("right") or test, resolver(code))
    known = (one.symbols for one in (value, other) if one is not None)
    return variable in _names(test).union(*known)


def _names(node: Node) -> set[str]:
    return {text_of(part) for part in walk(node) if part.type == "identifier"}


def _is(code: Code, test: Node, ranges: Mapping[str, Range], *, holds: bool) -> bool:
    """Whether a test always holds, or, where `holds` is false, never."""
    both = Binary.of(test)
    if both is None:
        return False
    a, b = (poly_of(one, resolver(code)) for one in (both.left, both.right))
    if a is None or b is None:
        return False
    match both.operator if holds else _OPPOSITE.get(both.operator, ""):
        case ">" | ">=" as way:
            return at_least(a - b, 1 if way == ">" else 0, ranges)
        case "<" | "<=" as way:
            return at_least(b - a, 1 if way == "<" else 0, ranges)
        case "!=":
            return at_least(a - b, 1, ranges) or at_least(b - a, 1, ranges)
        case _:
            return False


def _taken(node: Node, then: Node) -> str:
    if node.type == "conditional_expression":
        return f"({text_of(then)})"
    return text_of(only_statement(then) or then)
