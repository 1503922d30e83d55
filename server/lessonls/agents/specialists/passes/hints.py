"""Hints within the body: unrolled inner loops, unlikely exits, reserved vectors."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, enclosing, innermost, loops_in
from lessonls.agents.specialists.analysis.nests import only_statement
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.source import Code, inside
from lessonls.agents.specialists.passes.blocks import around, has_pragma
from lessonls.agents.specialists.passes.edits import replace
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_EXITS = ("return_statement", "break_statement", "continue_statement", "throw_statement")


def _unroll(code: Code) -> Code:
    loops = (
        [loop for loop in innermost(code.body) if not has_pragma(loop.node)] if code.body else []
    )
    edits = [
        edit for loop in loops for edit in around(code, loop.node, ["#pragma GCC unroll 8"], [])
    ]
    return code.edited(*edits)


UNROLL_PRAGMA = Pass(
    "unroll pragmas",
    "unrolling the innermost loops eight times",
    "because there is less loop overhead and more independent work at a time",
    _unroll,
)


def _expect(code: Code) -> Code:
    found = [node for node in code.nodes("if_statement") if _leaves_loop(node)]
    edits = [
        replace(value, f"__builtin_expect(!!({text_of(value)}), 0)")
        for node in found
        if (value := _condition(node)) is not None
    ]
    return code.edited(*edits)


def _leaves_loop(node: Node) -> bool:
    then = node.child_by_field_name("consequence")
    last = only_statement(then) if then is not None else None
    alternative = node.child_by_field_name("alternative")
    return (
        alternative is None and last is not None and last.type in _EXITS and bool(enclosing(node))
    )


def _condition(node: Node) -> Node | None:
    clause = node.child_by_field_name("condition")
    if clause is None or "__builtin_expect" in text_of(clause):
        return None
    value = clause.child_by_field_name("value") or next(iter(clause.named_children), None)
    return value if value is not None and "declaration" not in value.type else None


EXPECT = Pass(
    "unlikely exits",
    "marking conditions that leave a loop as unlikely",
    "because the usual path then runs without jumps",
    _expect,
)


def _reserve(code: Code) -> Code:
    if code.language is not Language.CPP or code.body is None:
        return code
    for loop in loops_in(code.body):
        for node in walk(loop.body):
            name = _grown(node)
            if name is not None and _should_reserve(code, loop, node, name):
                line = f"{name}.reserve({name}.size() + {_trips(loop)});"
                return _reserve(code.edited(*around(code, loop.node, [line], [])))
    return code


def _grown(node: Node) -> str | None:
    """The name of the vector that a call appends to."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is None or function.type != "field_expression":
        return None
    owner, method = function.child_by_field_name("argument"), function.child_by_field_name("field")
    if owner is None or method is None or owner.type != "identifier":
        return None
    return text_of(owner) if text_of(method) in ("push_back", "emplace_back") else None


def _should_reserve(code: Code, loop: Loop, call: Node, name: str) -> bool:
    found = lookup(name, call)
    innermost_loop = next(iter(enclosing(call)), None)
    outside = found is not None and not inside(found.node, loop.node)
    vector = found is not None and found.shape.dims[:1] == ("vector",)
    known = _trips(loop) and not enclosing(loop.node) and innermost_loop == loop
    return bool(outside and vector and known and f"{name}.reserve(" not in code.text)


def _trips(loop: Loop) -> str:
    if loop.step != 1 or loop.relation != "<":
        return ""
    return text_of(loop.bound)


RESERVE = Pass(
    "reserve",
    "reserving memory for vectors that grow in a loop of known length",
    "because the vector is no longer copied while it grows",
    _reserve,
)
