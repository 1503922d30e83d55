"""Updates that may be made in any order: `s += e`, `s = std::max(s, e)`, `if (e < s) s = e`."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.tree import ancestors, strip_parentheses
from lessonls.agents.specialists.rewriting.views import Assign, Binary, Call, If
from lessonls.core.reading.syntax import text_of, walk

_COMPOUND = {"+=": "+", "-=": "+", "*=": "*", "&=": "&", "|=": "|", "^=": "^"}
_CHAINED = ("+", "*", "&", "|", "^", "&&", "||")
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
    if node.type == "if_statement":
        return _guarded(node, place)
    alone = node.parent is not None and node.parent.type == "expression_statement"
    found = Assign.of(node) if alone else None
    if found is None or text_of(found.target) != place:
        return None
    return "+" if found.value is None else _assigned(found.operator, found.value, place)


def _assigned(operator: str, value: Node, place: str) -> str | None:
    if operator == "=" and place.isidentifier() and text_of(value) in _FLAGS:
        return _FLAGS[text_of(value)]
    if operator != "=":
        return _COMPOUND.get(operator) if not _mentions(value, place) else None
    value = strip_parentheses(value)
    if value.type == "call_expression":
        return _extreme_call(value, place)
    if value.type == "conditional_expression":
        return _selected(value, place)
    return _chain(value, place)


def _chain(node: Node, place: str) -> str | None:
    """The operator by which `place` takes part, once, in a sum or product."""
    both = Binary.of(node, "-", *_CHAINED)
    if both is None:
        return None
    operator = "+" if both.operator == "-" else both.operator
    sides = [(both.left, both.right)]
    sides += [(both.right, both.left)] if both.operator != "-" else []
    for bracketed, other in sides:
        side = strip_parentheses(bracketed)
        own = text_of(side) == place or _chain(side, place) == operator
        if own and not _mentions(other, place):
            return operator
    return None


def _extreme_call(node: Node, place: str) -> str | None:
    call = Call.of(node)
    if call is None or len(call.arguments) != 2:
        return None
    others = [one for one in call.arguments if text_of(one) != place]
    single = len(others) == 1 and not _mentions(others[0], place)
    return _EXTREMES.get(call.name.rstrip("fl")) if single else None


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
    branch = If.of(node)
    if branch is None or branch.alternative is not None or len(branch.then) != 1:
        return None
    found = Assign.of(branch.then[0]) if branch.then[0].type == "expression_statement" else None
    if found is None or found.value is None or not found.plain or text_of(found.target) != place:
        return None
    return _comparison(branch.condition, place, text_of(found.value))


def _comparison(node: Node, place: str, value: str) -> str | None:
    """min for `value < place`, max for `value > place`, either way round."""
    both = Binary.of(node, "<", "<=", ">", ">=")
    if both is None or place == value:
        return None
    sides = text_of(both.left), text_of(both.right)
    smaller = both.operator in ("<", "<=")
    if sides == (value, place):
        return "min" if smaller else "max"
    if sides == (place, value):
        return "max" if smaller else "min"
    return None


def _mentions(node: Node, place: str) -> bool:
    return any(text_of(part) == place for part in walk(node))
