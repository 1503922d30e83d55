"""Functions of a few integers that call themselves with smaller ones."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, poly_of
from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, NUMBERS
from lessonls.agents.specialists.analysis.purity import READING, is_pure
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup, parameters
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import CHANGING, ancestors, inside
from lessonls.core.reading.syntax import text_of, walk

_MOST_KEYS = 2


@dataclass(frozen=True)
class Recursion:
    """A function of a few integers that calls itself; `keys` are those that get smaller."""

    name: str
    result: str
    parameters: tuple[Declaration, ...]
    keys: tuple[str, ...]
    calls: tuple[Node, ...]


def recursion(code: Code) -> Recursion | None:
    """The recursion that the function is, if its values depend on nothing but its arguments."""
    function, body = code.function, code.body
    declarator = function.child_by_field_name("declarator") if function is not None else None
    kind = function.child_by_field_name("type") if function is not None else None
    if function is None or body is None or declarator is None or kind is None:
        return None
    inner = declarator.child_by_field_name("declarator")
    name = text_of(inner) if inner is not None and inner.type == "identifier" else ""
    plain = declarator.type == "function_declarator" and function.parent == code.root
    result = text_of(kind).removeprefix("std::")
    if not name or not plain or result not in NUMBERS or not _is_pure(body, name):
        return None
    declared = tuple(parameters(function))
    calls = tuple(node for node in code.nodes("call_expression") if _function(node) == name)
    keys = _keys(declared, calls)
    again = _overlapping(calls)
    return Recursion(name, text_of(kind), declared, keys, calls) if keys and again else None


def _function(call: Node) -> str:
    function = call.child_by_field_name("function")
    return text_of(function) if function is not None else ""


def _arguments(call: Node) -> list[Node]:
    listed = call.child_by_field_name("arguments")
    return [one for one in listed.named_children if one.type != "comment"] if listed else []


def _keys(declared: tuple[Declaration, ...], calls: tuple[Node, ...]) -> tuple[str, ...]:
    """The integers that change, if they only get smaller and all else stays the same."""
    keys: list[str] = []
    if any(len(_arguments(call)) != len(declared) for call in calls):
        return ()
    for at, one in enumerate(declared):
        given = [_arguments(call)[at] for call in calls]
        if all(text_of(argument) == one.name for argument in given):
            continue
        if one.shape.element not in INTEGERS or one.shape.dims or one.shape.reference:
            return ()
        if not all(_is_less(argument, one.name) for argument in given):
            return ()
        keys.append(one.name)
    smaller = all(
        any(_falls(a, declared[i].name) for i, a in enumerate(_arguments(c))) for c in calls
    )
    return tuple(keys) if smaller and len(keys) <= _MOST_KEYS else ()


def _is_less(argument: Node, name: str) -> bool:
    """`n`, `n - 2`, or `n - weight[i]`."""
    left = argument.child_by_field_name("left")
    difference = argument.type == "binary_expression" and left is not None and text_of(left) == name
    minus = difference and any(child.type == "-" for child in argument.children)
    return text_of(argument) == name or minus


def _falls(argument: Node, name: str) -> bool:
    found = poly_of(argument, lambda node: Poly.name(text_of(node)))
    number = (found - Poly.name(name)).value if found is not None else None
    return number is not None and number < 0


def _overlapping(calls: tuple[Node, ...]) -> bool:
    """Whether a call of the function calls it twice."""
    for at, one in enumerate(calls):
        for other in calls[at + 1 :]:
            branch = next((a for a in ancestors(one) if inside(other, a)), None)
            exclusive = branch is not None and branch.type in (
                "if_statement",
                "conditional_expression",
            )
            in_condition = branch is not None and _in_condition(branch, one)
            if not exclusive or in_condition:
                return True
    return False


def _in_condition(branch: Node, node: Node) -> bool:
    condition = branch.child_by_field_name("condition")
    return condition is not None and inside(node, condition)


def _is_pure(body: Node, name: str) -> bool:
    """Whether nothing but local variables is changed."""
    for node in walk(body):
        if node.type in CHANGING:
            target = node.child_by_field_name("left") or node.child_by_field_name("argument")
            found = lookup(text_of(target), target) if target is not None else None
            if target is None or target.type != "identifier" or found is None or found.parameter:
                return False
        elif node.type == "call_expression":
            function = node.child_by_field_name("function")
            if function is None or not (_function(node) == name or _reads(function)):
                return False
        elif node.type in ("lambda_expression", "new_expression", "throw_statement", "static"):
            return False
    return True


def _reads(function: Node) -> bool:
    field = function.child_by_field_name("field")
    return is_pure(function) if field is None else text_of(field) in READING
