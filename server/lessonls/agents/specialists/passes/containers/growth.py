"""Vectors that grow in a loop of known length, with memory reserved before it."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside, is_in
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for loop in code.nodes("for_statement", "for_range_loop"):
        turns = _turns(loop)
        if not turns or is_in(loop, LOOPS):
            continue
        for node in walk(loop):
            name = _grown(node)
            if name is not None and _should_reserve(code, loop, node, name):
                line = f"{name}.reserve({name}.size() + {turns});"
                return _run(code.edited(*around(code, loop, [line], [])))
    return code


RESERVE = Pass(
    "reserve",
    "reserving memory for vectors that grow in a loop of known length",
    "because the vector is no longer copied while it grows",
    _run,
)


def _turns(node: Node) -> str:
    """How often the body runs at most; empty where that is not known before."""
    if node.type == "for_range_loop":
        right = node.child_by_field_name("right")
        found = lookup(text_of(right), node) if right is not None else None
        sized = found is not None and (found.shape.dims[:1] == ("vector",)
                                       or found.shape.element == "string")  # fmt: skip
        return f"{text_of(right)}.size()" if right is not None and sized else ""
    loop = loop_at(node)
    return text_of(loop.bound) if loop and loop.step == 1 and loop.relation == "<" else ""


def _grown(node: Node) -> str | None:
    """The name of the vector that a call appends to."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is None or function.type != "field_expression":
        return None
    owner, method = function.child_by_field_name("argument"), function.child_by_field_name("field")
    if owner is None or method is None or owner.type != "identifier":
        return None
    return text_of(owner) if text_of(method) in ("push_back", "emplace_back") else None


def _should_reserve(code: Code, loop: Node, call: Node, name: str) -> bool:
    found = lookup(name, call)
    innermost = next((one for one in ancestors(call) if one.type in LOOPS), None)
    outside = found is not None and not inside(found.node, loop)
    vector = found is not None and found.shape.dims[:1] == ("vector",)
    return outside and vector and innermost == loop and f"{name}.reserve(" not in code.text
