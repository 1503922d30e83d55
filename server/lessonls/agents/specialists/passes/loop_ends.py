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
from lessonls.agents.specialists.rewriting.tree import strip_parentheses
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
    condition = node.child_by_field_name("condition")
    total, end, relation = _sides(condition)
    counter, more, sign = _sides(total)
    if more is not None and counter is not None and more.type == "identifier":
        counter, more = (more, counter) if text_of(more) == _counted(node) else (counter, more)
    if condition is None or end is None or counter is None or more is None:
        return []
    known = relation in ("<", "<=") and sign == "+" and text_of(counter) == _counted(node)
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


def _sides(node: Node | None) -> tuple[Node | None, Node | None, str]:
    """Both operands of a binary expression and its operator."""
    node = strip_parentheses(node) if node is not None else None
    if node is None or node.type != "binary_expression":
        return None, None, ""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    return left, right, text_of(node.child_by_field_name("operator") or node)


def _counted(node: Node) -> str:
    """What the head of a loop counts up by one."""
    update = node.child_by_field_name("update")
    name = update.child_by_field_name("argument") if update is not None else None
    if update is None or update.type != "update_expression" or "--" in text_of(update):
        return ""
    return text_of(name) if name is not None else ""


def _is_fixed(loop: Node, part: Node) -> bool:
    """Whether it is a variable or a size that stays the same throughout the loop."""
    body = loop.child_by_field_name("body")
    name = text_of(part).removesuffix(".size()")
    found = lookup(name, part) if name.isidentifier() else None
    if body is None or found is None or name in changed_names(body) | {_counted(loop)}:
        return False
    if name != text_of(part):
        return all(text_of(one) in _KEEPING for one in walk(body) if _is_method_of(one, name))
    return not found.shape.dims and not found.shape.reference and found.shape.element in INTEGERS


_KEEPING = ("size", "data", "begin", "end", "at", "front", "back", "empty")


def _is_method_of(node: Node, name: str) -> bool:
    owner = node.parent.child_by_field_name("argument") if node.parent is not None else None
    return node.type == "field_identifier" and owner is not None and text_of(owner) == name


def _is_signed(part: Node) -> bool | None:
    """None where it is neither a signed nor an unsigned number of at least the size of an int."""
    found = lookup(text_of(part), part)
    if found is None:
        return False if text_of(part).endswith(".size()") else None
    kind = found.shape.element
    known = kind in INTEGERS and bits(kind) >= 32
    return is_signed(kind) if known else None
