"""Functions and methods that a file defines itself: which of them only compute something."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.purity import is_pure
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import changed_by, inside, name_of
from lessonls.core.reading.syntax import text_of, walk

_EFFECTS = ("new_expression", "delete_expression", "throw_statement", "goto_statement",
            "gnu_asm_expression", "co_await_expression", "lambda_expression")  # fmt: skip


def only_computes(code: Code, function: Node, depth: int = 3) -> bool:
    """Whether the function that a call names changes nothing but variables of its own.

    All definitions of the name in the file have to be so, since a method's object is not looked at.
    """
    field = function.child_by_field_name("field")
    name = text_of(field or function)
    every = (one for one in walk(code.file) if one.type == "function_definition")
    found = [one for one in every if name_of(one).rpartition("::")[2] == name]
    return bool(found) and depth > 0 and all(_computes(code, one, depth) for one in found)


def _computes(code: Code, definition: Node, depth: int) -> bool:
    body = definition.child_by_field_name("body")
    if body is None:
        return False
    for part in walk(body):
        target = changed_by(part)
        if part.type in _EFFECTS or (target is not None and not _is_own(target, definition)):
            return False
        if part.type == "declaration" and text_of(part).startswith("static"):
            return False
        called = part.child_by_field_name("function") if part.type == "call_expression" else None
        if called is not None and not (is_pure(called) or only_computes(code, called, depth - 1)):
            return False
    return True


def _is_own(target: Node, definition: Node) -> bool:
    """Whether it is a variable of the function itself, by value."""
    found = lookup(text_of(target), target)
    return (
        found is not None
        and inside(found.node, definition)
        and not found.shape.reference
        and not found.shape.dims
    )
