"""Conditions: whether they can be evaluated early, and how they read without branches."""

from collections.abc import Callable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.purity import READING, is_pure
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.term_types import field_kinds
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import strip_parentheses
from lessonls.agents.specialists.rewriting.views import Binary, Call, conjuncts, plain_name
from lessonls.core.reading.syntax import text_of, walk

_EFFECTS = ("assignment_expression", "update_expression", "lambda_expression", "new_expression",
            "delete_expression", "throw_expression", "co_await_expression")  # fmt: skip
_COMPARING = ("==", "!=", "<", "<=", ">", ">=")
_PLAIN_TYPES = NUMBERS | {"bool", "auto"}


def is_plain(node: Node, known: Callable[[Node], bool] = lambda _: False) -> bool:
    """Whether an expression has no effect and depends on nothing but what it names; functions that
    are `known` have none either.
    """
    for part in walk(node):
        if part.type in _EFFECTS:
            return False
        if part.type == "call_expression":
            function = part.child_by_field_name("function")
            if function is None or not (is_pure(function) or _reads(function) or known(function)):
                return False
    return True


def _reads(function: Node) -> bool:
    name = function.child_by_field_name("field") if function.type == "field_expression" else None
    return name is not None and text_of(name) in READING


def declares_plainly(statement: Node) -> bool:
    """Whether a declaration only names the values of plain expressions."""
    return statement.type == "declaration" and all(
        one.type == "init_declarator"
        and (value := one.child_by_field_name("value")) is not None
        and is_plain(value)
        for one in statement.children_by_field_name("declarator")
    )


def touched(node: Node) -> frozenset[str]:
    """What an expression reads that may not be there: elements, and what pointers point to."""
    return frozenset(
        " ".join(text_of(part).split())
        for part in walk(node)
        if part.type in _ELEMENTS or _points(part)
    )


_ELEMENTS = ("subscript_expression",)


def _points(part: Node) -> bool:
    if part.type == "pointer_expression":
        return text_of(part).startswith("*")
    function = part.child_by_field_name("function") if part.type == "call_expression" else None
    if function is not None:
        return plain_name(function).endswith((".front", ".back", ".at"))
    divides = part.type == "binary_expression" and any(c.type in "/%" for c in part.children)
    divisor = part.child_by_field_name("right")
    return divides and divisor is not None and divisor.type != "number_literal"


def always_touched(node: Node) -> frozenset[str]:
    """What is read whenever the expression is evaluated, whatever its operands are."""
    node = strip_parentheses(node)
    logical = Binary.of(node, "&&", "||")
    if logical is not None:
        return always_touched(logical.left)
    if node.type == "conditional_expression":
        first = node.child_by_field_name("condition")
        return always_touched(first) if first is not None else frozenset()
    certain = not any(part.type in ("&&", "||", "?") for part in walk(node))
    own = touched(node) if certain else frozenset[str]()
    return own.union(*(always_touched(child) for child in node.named_children))


def without_branches(code: Code, node: Node) -> str:
    """The condition with `&` for `&&` and `|` for `||`, ready to be an operand of these."""
    node = strip_parentheses(node)
    both, text = Binary.of(node, "&&", "||", *_COMPARING), text_of(node)
    if both is not None and both.operator in ("&&", "||"):
        left, right = (without_branches(code, one) for one in (both.left, both.right))
        return f"({left} {both.operator[0]} {right})"
    argument = node.child_by_field_name("argument")
    if node.type == "unary_expression" and text.startswith("!") and argument is not None:
        return f"!{without_branches(code, argument)}"
    found = lookup(text, node) if node.type == "identifier" else None
    if found is not None and found.shape.element == "bool" and not found.shape.dims:
        return text
    if text.endswith(".empty()") or node.type in ("true", "false"):
        return text
    return f"({text})" if both is not None else f"({text} != 0)"


def of_numbers(code: Code, node: Node) -> bool:
    """Whether every element and field that an expression reads is a number, as declared."""
    for part in walk(node):
        if part.type == "field_expression" and (part.parent is None or not _is_called(part)):
            name = part.child_by_field_name("field")
            kinds = field_kinds(text_of(name), code.context) if name is not None else []
            if not kinds or not all(kind in _PLAIN_TYPES for kind in kinds):
                return False
        elif part.type == "subscript_expression" and not _is_owner(part):
            if not _number(part):
                return False
        elif part.type == "identifier" and not _is_owner(part):
            found = lookup(text_of(part), part)
            if found is not None and found.shape.element not in _PLAIN_TYPES:
                return False
    return True


def _is_called(part: Node) -> bool:
    call = Call.of(part.parent)
    return call is not None and call.function == part


def _is_owner(part: Node) -> bool:
    """Whether only a field or an element of it is read."""
    above = part.parent
    if above is None or above.type not in (
        "field_expression",
        "subscript_expression",
        "pointer_expression",
    ):
        return False
    return above.child_by_field_name("argument") == part


def _number(part: Node) -> bool:
    depth, inner = 0, part
    while inner.type == "subscript_expression":
        depth += 1
        owner = inner.child_by_field_name("argument")
        if owner is None:
            return False
        inner = owner
    found = lookup(text_of(inner), inner) if inner.type == "identifier" else None
    if found is None:
        return False
    shape = found.shape
    element = "char" if shape.element in ("string", "string_view") else shape.element
    dims = len(shape.dims) + (shape.element in ("string", "string_view"))
    bits = shape.element == "bool" and "vector" in shape.dims
    return dims == depth and element in _PLAIN_TYPES and not bits


_OPPOSITE = {"<": (">=", ">", "=="), ">": ("<=", "<", "=="), "<=": (">",), ">=": ("<",),
             "==": ("!=", "<", ">"), "!=": ("==",)}  # fmt: skip


def are_disjoint(one: Node, other: Node) -> bool:
    """Whether two conditions surely never hold together: `a < b && …` and `a >= b && …`."""
    return any(
        left == left2 and right == right2 and sign2 in _OPPOSITE.get(sign, ())
        for left, sign, right in _compared(one)
        for left2, sign2, right2 in _compared(other)
    )


def _compared(condition: Node) -> list[tuple[str, str, str]]:
    """The comparisons that all hold where the condition holds."""
    found = (Binary.of(one, *_COMPARING) for one in conjuncts(condition))
    return [(text_of(b.left), b.operator, text_of(b.right)) for b in found if b is not None]
