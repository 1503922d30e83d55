"""Updates that may be made in any order: `s += e`, `s = std::max(s, e)`, `if (e < s) s = e`."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.tree import ancestors, statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of, walk

_COMPOUND = {"+=": "+", "-=": "+", "*=": "*", "&=": "&", "|=": "|", "^=": "^"}
_CHAINED = {"+": "+", "*": "*", "&": "&", "|": "|", "^": "^", "&&": "&&", "||": "||"}
_FLAGS = {"true": "||", "false": "&&"}
_EXTREMES = {"min": "min", "fmin": "min", "max": "max", "fmax": "max"}


@dataclass(frozen=True)
class Reduction:
    """A place that a loop only updates by `operator`, in OpenMP's spelling."""

    name: str
    operator: str


def update_of(occurrence: Node, place: str, limit: Node) -> tuple[str, Node] | None:
    """How the place that `occurrence` is part of is updated: the operator and the statement.

    `place` is the text of the whole place. Only statements within `limit` count.
    """
    for node in ancestors(occurrence):
        operator = _update(node, place)
        if operator is not None:
            return operator, node
        if node == limit:
            return None
    return None


def _update(node: Node, place: str) -> str | None:
    match node.type:
        case "assignment_expression" if _is_statement(node):
            return _assignment(node, place)
        case "update_expression" if _is_statement(node):
            argument = node.child_by_field_name("argument")
            return "+" if argument is not None and text_of(argument) == place else None
        case "if_statement":
            return _guarded(node, place)
        case _:
            return None


def _is_statement(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "expression_statement"


def _assignment(node: Node, place: str) -> str | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or text_of(left) != place:
        return None
    sign = operator.type if operator is not None else "="
    if sign == "=" and place.isidentifier() and text_of(right) in _FLAGS:
        return _FLAGS[text_of(right)]
    if sign != "=":
        return _COMPOUND.get(sign) if not _mentions(right, place) else None
    right = strip_parentheses(right)
    if right.type == "call_expression":
        return _extreme_call(right, place)
    if right.type == "conditional_expression":
        return _selected(right, place)
    return _chain(right, place)


def _chain(node: Node, place: str) -> str | None:
    """The operator by which `place` takes part, once, in a sum or product."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = node.child_by_field_name("operator")
    if node.type != "binary_expression" or left is None or right is None or sign is None:
        return None
    operator = _CHAINED.get(sign.type)
    if sign.type == "-":
        operator, right_allowed = "+", False
    else:
        right_allowed = True
    if operator is None:
        return None
    sides = [(left, right)] + ([(right, left)] if right_allowed else [])
    for bracketed, other in sides:
        side = strip_parentheses(bracketed)
        if not _mentions(other, place) and (
            text_of(side) == place or _chain(side, place) == operator
        ):
            return operator
    return None


def _extreme_call(node: Node, place: str) -> str | None:
    function, listed = (
        node.child_by_field_name("function"),
        node.child_by_field_name("arguments"),
    )
    if function is None or listed is None or listed.named_child_count != 2:
        return None
    operator = _EXTREMES.get(plain_name(function).rstrip("fl"))
    texts = [text_of(child) for child in listed.named_children]
    others = [child for child in listed.named_children if text_of(child) != place]
    single = texts.count(place) == 1 and not any(_mentions(other, place) for other in others)
    return operator if single else None


def _selected(node: Node, place: str) -> str | None:
    condition, yes, no = (
        node.child_by_field_name(name) for name in ("condition", "consequence", "alternative")
    )
    if condition is None or yes is None or no is None:
        return None
    if text_of(no) == place:
        return _comparison(condition, place, text_of(yes))
    if text_of(yes) == place:
        found = _comparison(condition, place, text_of(no))
        return {"min": "max", "max": "min"}.get(found or "")
    return None


def _guarded(node: Node, place: str) -> str | None:
    condition, then = (
        node.child_by_field_name("condition"),
        node.child_by_field_name("consequence"),
    )
    if condition is None or then is None or node.child_by_field_name("alternative") is not None:
        return None
    body = statements(then)
    if len(body) != 1 or body[0].type != "expression_statement":
        return None
    assignment = body[0].named_children[0]
    left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    if assignment.type != "assignment_expression" or left is None or right is None:
        return None
    plain = any(child.type == "=" for child in assignment.children)
    same = plain and text_of(left) == place
    inner = condition.child_by_field_name("value") or condition
    return _comparison(inner, place, text_of(right)) if same else None


def _comparison(node: Node, place: str, value: str) -> str | None:
    """min for `value < place`, max for `value > place`, either way round."""
    node = strip_parentheses(node)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = node.child_by_field_name("operator")
    if node.type != "binary_expression" or left is None or right is None or sign is None:
        return None
    smaller = {"<": True, "<=": True, ">": False, ">=": False}.get(sign.type)
    if smaller is None or place == value:
        return None
    if (text_of(left), text_of(right)) == (value, place):
        return "min" if smaller else "max"
    if (text_of(left), text_of(right)) == (place, value):
        return "max" if smaller else "min"
    return None


def _mentions(node: Node, place: str) -> bool:
    return any(text_of(part) == place for part in walk(node))
