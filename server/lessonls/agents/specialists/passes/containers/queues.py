"""Vectors that lose their first elements, as deques: the others need not move up each time."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.agents.specialists.rewriting.views import Member
from lessonls.core.reading.syntax import text_of

_METHODS = ("push_back", "emplace_back", "pop_back", "front", "back", "size", "empty", "clear",
            "resize", "at")  # fmt: skip
_DROPPED = Pattern("$v.erase($v.begin());")


def _run(code: Code) -> Code:
    found = code.nodes("declaration") if code.cpp else []
    edits = [edit for node in found for edit in _queued(code, node)]
    return with_helper(code.edited(*edits), ("deque",)) if edits else code


QUEUES = Pass(
    "deques for queues",
    "keeping queues in a deque",
    "because taking the first element of a vector moves all the others",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &x) {
    std::vector<int> queue;
    int sum = 0;
    for (int v : x) queue.push_back(v);
    while (!queue.empty()) {
        sum = 2 * sum % 1000 + queue.front();
        queue.erase(queue.begin());
    }
    return sum;
}
""",
        """\
int f(const std::vector<int> &x) {
    std::deque<int> queue;
    int sum = 0;
    for (int v : x) queue.push_back(v);
    while (!queue.empty()) {
        sum = 2 * sum % 1000 + queue.front();
        queue.pop_front();
    }
    return sum;
}
""",
    ),
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
    drops = dict[int, Edit]()
    for use in (use for use in code.uses(one.name) if not inside(use, node)):
        dropped = next((d for d in map(_DROPPED.match, ancestors(use)) if d is not None), None)
        if dropped is not None and dropped["v"] == one.name:
            call = dropped.node.named_children[0]
            drops[call.id] = replace(call, f"{one.name}.pop_front()")
        elif not _is_common(use):
            return []
    changed = replace(kind, f"{match[1] or ''}deque{match[2]}")
    return [changed, *drops.values()] if drops else []


def _is_common(use: Node) -> bool:
    """Whether a deque can do the same: an element, or a method that both have."""
    above = use.parent
    if above is None:
        return False
    if above.type == "for_range_loop":
        return above.child_by_field_name("right") == use
    if above.type == "subscript_expression":
        addressed = above.parent is not None and text_of(above.parent).startswith("&")
        return above.child_by_field_name("argument") == use and not addressed
    member = Member.of(above)
    return member is not None and member.name in _METHODS
