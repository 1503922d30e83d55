"""Vectors that lose their first elements, as deques: the others need not move up each time."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of

_METHODS = ("push_back", "emplace_back", "pop_back", "front", "back", "size", "empty", "clear",
            "resize", "at")  # fmt: skip


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    edits = [edit for node in code.nodes("declaration") for edit in _queued(code, node)]
    return with_helper(code.edited(*edits), ("deque",)) if edits else code


QUEUES = Pass(
    "deques for queues",
    "keeping queues in a deque",
    "because taking the first element of a vector moves all the others",
    _run,
)


def _queued(code: Code, node: Node) -> list[Edit]:
    """The edits that make the vector of a declaration a deque, if it is used as a queue."""
    kind, found = node.child_by_field_name("type"), list(declarations(node))
    match = re.fullmatch(r"(std::)?vector(<.*>)", text_of(kind) if kind is not None else "")
    if kind is None or match is None or len(found) != 1 or found[0].shape.reference:
        return []
    one = found[0]
    if one.shape.dims[1:] or one.shape.element == "bool" or (one.init and "=" in text_of(node)):
        return []
    drops = list[Edit]()
    for use in code.nodes("identifier"):
        if text_of(use) != one.name or inside(use, node):
            continue
        above = use.parent
        if above is None:
            return []
        dropped = _dropped(above, one.name)
        if dropped is not None:
            drops.append(replace(dropped, f"{one.name}.pop_front()"))
        elif not _is_common(above, use) and not _begins(above, one.name):
            return []
    return [replace(kind, f"{match[1] or ''}deque{match[2]}"), *drops] if drops else []


def _dropped(owner: Node, name: str) -> Node | None:
    """The call `v.erase(v.begin())` that `v.erase` belongs to, if nothing uses its result."""
    call = owner.parent
    whole = call is not None and text_of(call) == f"{name}.erase({name}.begin())"
    alone = call is not None and call.parent is not None
    statement = call.parent if call is not None and alone else None
    used = statement is None or statement.type != "expression_statement"
    return call if whole and not used else None


def _begins(owner: Node, name: str) -> bool:
    """Whether it is the `v.begin()` in `v.erase(v.begin())`."""
    call = owner.parent
    around = call.parent.parent if call is not None and call.parent is not None else None
    return around is not None and text_of(around) == f"{name}.erase({name}.begin())"


def _is_common(above: Node, use: Node) -> bool:
    """Whether a deque can do the same: an element, or a method that both have."""
    if above.type == "for_range_loop":
        return above.child_by_field_name("right") == use
    if above.type == "subscript_expression":
        outer = above.parent
        addressed = outer is not None and text_of(outer).startswith("&")
        return above.child_by_field_name("argument") == use and not addressed
    method = above.child_by_field_name("field") if above.type == "field_expression" else None
    return method is not None and text_of(method) in _METHODS
