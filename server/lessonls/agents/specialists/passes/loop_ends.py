"""Loops whose head compares a sum, `i + lag < n`, as loops that count up to an end of their own.

By itself no gain; but a counter that is compared as it is, is what the other rewrites look for.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, bits, is_signed
from lessonls.agents.specialists.analysis.loops import changed_names, loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.views import Assign, Binary, Member
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 16)


LOOP_ENDS = Pass(
    "plain loop ends",
    "comparing loop variables with an end that is computed once",
    "because the compiler then knows the trip count",
    _run,
    supporting=True,
    example=Example(
        """\
void f(const double *x, double *out, int n, int lag) {
    for (int i = 0; i + lag <= n; i++) out[lag] += x[i];
}
""",
        """\
void f(const double *x, double *out, int n, int lag) {
    for (int i = 0; i <= n - lag; i++) out[lag] += x[i];
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for node in code.nodes("for_statement"):
        edits = _plain(code, node) if loop_at(node) is None and not has_pragma(node) else []
        if edits:
            return edits
    return []


def _plain(code: Code, node: Node) -> list[Edit]:
    """`i + more < n` becomes `i < n - more`; of numbers without a sign, that is never below 0."""
    condition, counted = node.child_by_field_name("condition"), _counted(node)
    test = Binary.of(condition, "<", "<=")
    total = Binary.of(test.left, "+") if test is not None else None
    if condition is None or test is None or total is None:
        return []
    counter, more, end, relation = total.left, total.right, test.right, test.operator
    if more.type == "identifier" and text_of(more) == counted:
        counter, more = more, counter
    known = text_of(counter) == counted
    parts = [one for one in (more, end) if one.type != "number_literal"]
    if not known or any(not _is_fixed(node, one) for one in parts):
        return []
    kinds = {_is_signed(one) for one in (*parts, counter)}
    name, least, most = text_of(counter), text_of(more), text_of(end)
    if kinds == {True}:
        return [replace(condition, f"{name} {relation} {most} - {least}")]
    start = node.child_by_field_name("initializer")
    zero = start is not None and re.search(r"= ?\d+[uUlL]*;?$", text_of(start)) is not None
    if {_is_signed(one) for one in parts} != {False} or not zero:
        return []
    count = f"{most} - {least}" if relation == "<" else f"{most} - {least} + 1"
    over = ">" if relation == "<" else ">="
    kind = code.size_type
    bound = code.fresh(f"{name}_end")
    line = f"const {kind} {bound} = {most} {over} {least} ? {count} : 0;"
    return [*around(code, node, [line], []), replace(condition, f"{name} < {bound}")]


def _counted(node: Node) -> str:
    """What the head of a loop counts up by one."""
    found = Assign.of(node.child_by_field_name("update"))
    counts = found is not None and found.value is None and found.operator == "+="
    return text_of(found.target) if found is not None and counts else ""


def _is_fixed(loop: Node, part: Node) -> bool:
    """Whether it is a variable or a size that stays the same throughout the loop."""
    body = loop.child_by_field_name("body")
    name = text_of(part).removesuffix(".size()")
    found = lookup(name, part) if name.isidentifier() else None
    if body is None or found is None or name in changed_names(body) | {_counted(loop)}:
        return False
    if name != text_of(part):
        members = [one for one in map(Member.of, walk(body)) if one is not None]
        return all(one.name in _KEEPING for one in members if text_of(one.owner) == name)
    return not found.shape.dims and not found.shape.reference and found.shape.element in INTEGERS


_KEEPING = ("size", "data", "begin", "end", "at", "front", "back", "empty")


def _is_signed(part: Node) -> bool | None:
    """None where it is neither a signed nor an unsigned number of at least the size of an int."""
    found = lookup(text_of(part), part)
    if found is None:
        return False if text_of(part).endswith(".size()") else None
    kind = found.shape.element
    known = kind in INTEGERS and bits(kind) >= 32
    return is_signed(kind) if known else None
