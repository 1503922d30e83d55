"""Searches for the smallest root: roots are only taken of what may be smaller than the best."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS
from lessonls.agents.specialists.analysis.assignments import assigned
from lessonls.agents.specialists.analysis.conditions import branches
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.terms import Call, term_of
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import condition_of, plain_name
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for node in code.nodes(*FOR_LOOPS):
        edits = _guarded(code, node)
        if edits:
            return code.edited(*edits)
    return code


FEWER_ROOTS = Pass(
    "fewer roots",
    "taking roots only of squares that may be smaller than the best one",
    "because most squares are larger, and a comparison is far cheaper than a root",
    _run,
)


@dataclass(frozen=True)
class _Root:
    """A declaration of `name` as the root of what `square` writes; `value` is the root."""

    declaration: Node
    name: str
    kind: str
    square: str
    value: Node


def _guarded(code: Code, loop: Node) -> list[Edit]:
    """Before `d = sqrt(e); if (d < best) { best = d; … }` whatever is too large goes on."""
    body = loop.child_by_field_name("body")
    *before, last = (statements(body) if body is not None else []) or [loop]
    if last.type != "if_statement" or any(one.type in FOR_LOOPS for one in before):
        return []  # beside a loop, one root is cheap
    found = [root for one in before[-1:] if (root := _root(code, one)) is not None]
    best = _best(last, found[0].name) if found else ""
    kept = lookup(best, last) if best else None
    if kept is None or kept.shape.dims or kept.shape.element != found[0].kind:
        return []
    guarded = any(f"{best} * {best} *" in text_of(one) for one in before[-2:-1])
    return [] if guarded else _edits(code, found[0], best)


def _edits(code: Code, root: _Root, best: str) -> list[Edit]:
    start, indent = root.declaration.start_byte, indent_of(code.text, root.declaration)
    near = "1.000001f" if root.kind == "float" else "1.000001"
    squared, line = root.square, ""
    if not squared.isidentifier():
        squared = code.fresh("squared")
        kind = "auto" if code.cpp else root.kind
        line = f"const {kind} {squared} = {root.square};\n{indent}"
    skip = f"if ({squared} > {best} * {best} * {near}) continue;  // its root is larger\n{indent}"
    function = root.value.child_by_field_name("function")
    name = text_of(function) if function is not None else ""
    name = name if "sqrt" in name else "std::sqrt" if code.cpp else "sqrt"
    return [Edit(start, start, line + skip), replace(root.value, f"{name}({squared})")]


def _root(code: Code, declaration: Node) -> _Root | None:
    """What a statement `double d = sqrt(e);` declares, also where a function takes the root."""
    every = declaration.children_by_field_name("declarator")
    value = every[0].child_by_field_name("value") if len(every) == 1 else None
    name = every[0].child_by_field_name("declarator") if value is not None else None
    kind = text_of(declaration.child_by_field_name("type") or declaration)
    if value is None or name is None or value.type != "call_expression" or kind not in FLOATS:
        return None
    term = term_of(code, value, {})
    if not isinstance(term, Call) or term.name != "sqrt" or not term.pure:
        return None
    function, listed = (value.child_by_field_name(one) for one in ("function", "arguments"))
    direct = function is not None and plain_name(function).startswith("sqrt") and listed is not None
    square = text_of(listed.named_children[0]) if direct and listed else str(term.args[0])
    return _Root(declaration, text_of(name), kind, square, value)


def _best(branch: Node, name: str) -> str:
    """What `if (name < best) { best = name; … }` keeps; empty for other branches."""
    condition, (yes, no) = condition_of(branch), branches(branch)
    if condition is None or no is not None or condition.type != "binary_expression":
        return ""
    left, right = condition.child_by_field_name("left"), condition.child_by_field_name("right")
    sign = text_of(condition.child_by_field_name("operator") or condition)
    if left is None or right is None or sign not in ("<", ">"):
        return ""
    small, large = (left, right) if sign == "<" else (right, left)
    sets = [assigned(one) for one in yes]
    kept = any(
        pair is not None
        and text_of(pair[0]) == text_of(large)
        and text_of(strip_parentheses(pair[1])) == name
        for pair in sets
    )
    return text_of(large) if text_of(small) == name and large.type == "identifier" and kept else ""
