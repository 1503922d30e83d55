"""Places in memory as expressions name them, seen through references and row pointers."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, poly_of
from lessonls.agents.specialists.analysis.meaning import resolver
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import strip_parentheses
from lessonls.agents.specialists.rewriting.views import Binary, Call, Member, Subscript
from lessonls.core.reading.syntax import text_of

Step = Poly | str | None
"""An index (None where it is no polynomial) or the name of a field."""


@dataclass(frozen=True)
class Place:
    """`root` followed by indices and fields; a pointer to it plus `offset` for views.

    `whole` marks a view that begins at the first element of the place: `A[i].data()`.
    """

    root: Node
    steps: tuple[Node | str, ...] = ()
    offset: Node | None = None
    whole: bool = False


def place_of(node: Node, *, view: bool = False) -> Place | None:
    """The place that an expression names, None for anything else.

    With `view`, also what a reference or pointer may be set to: `A[i].data()`, `&x[k]`,
    `p + k`.
    """
    node = strip_parentheses(node)
    match node.type:
        case "identifier":
            return Place(node, whole=view)
        case "subscript_expression":
            return _subscript(node, view)
        case "field_expression":
            return _field(node)
        case "pointer_expression":
            argument = node.child_by_field_name("argument")
            if argument is None:
                return None
            if text_of(node).startswith("&"):
                return _address(place_of(argument)) if view else None
            inner = place_of(argument)
            return Place(inner.root, (*inner.steps, "*")) if inner else None
        case "call_expression" if view:
            return _data(node)
        case "binary_expression" if view:
            return _sum(node)
        case _:
            return None


def _subscript(node: Node, view: bool) -> Place | None:
    element = Subscript.of(node)
    inner = place_of(element.base) if element is not None else None
    if element is None or inner is None:
        return None
    return Place(inner.root, (*inner.steps, element.index), whole=view)


def _field(node: Node) -> Place | None:
    member = Member.of(node)
    inner = place_of(member.owner) if member is not None else None
    if member is None or inner is None:
        return None
    through = ("*",) if member.arrow else ()
    return Place(inner.root, (*inner.steps, *through, member.name))


def _address(place: Place | None) -> Place | None:
    if place is None or not place.steps or not isinstance(place.steps[-1], Node):
        return None
    return Place(place.root, place.steps[:-1], offset=place.steps[-1])


def _data(node: Node) -> Place | None:
    call = Call.of(node)
    owned = call is not None and call.method in ("data", "begin")
    inner = place_of(call.owner) if owned and call is not None and call.owner is not None else None
    return Place(inner.root, inner.steps, whole=True) if inner is not None else None


def _sum(node: Node) -> Place | None:
    both = Binary.of(node, "+")
    inner = place_of(both.left) if both is not None else None
    return Place(inner.root, inner.steps, offset=both.right) if both and inner else None


def resolved(code: Code, place: Place, depth: int = 8) -> tuple[str, tuple[Step, ...]]:
    """The name of the memory and the steps into it, seen through references and pointers."""
    steps = tuple(_step(code, step) for step in place.steps)
    name = text_of(place.root)
    found = lookup(name, place.root)
    if depth == 0 or found is None or found.init is None or found.parameter:
        return name, steps
    pointer = found.shape.dims[:1] == ("pointer",)
    if name in code.assigned or name in code.counters or not (pointer or found.shape.reference):
        return name, steps
    if found.ranged:
        base = place_of(found.init)
        return (name, steps) if base is None else _prefixed(code, base, (None,), steps, depth)
    view = place_of(found.init, view=True)
    if view is None:
        return name, steps
    if not pointer:
        return _prefixed(code, view, (), steps, depth)
    if found.shape.restrict and view.root == strip_parentheses(found.init):
        return name, steps
    if not steps:
        return _prefixed(code, view, (None,), steps, depth)
    if view.whole:
        return _prefixed(code, view, (), steps, depth)
    offset = _step(code, view.offset) if view.offset is not None else Poly.constant(0)
    first = steps[0]
    known = isinstance(offset, Poly) and isinstance(first, Poly)
    shifted = offset + first if isinstance(offset, Poly) and isinstance(first, Poly) else None
    return _prefixed(code, view, (shifted if known else None,), steps[1:], depth)


def _prefixed(
    code: Code, base: Place, middle: tuple[Step, ...], rest: tuple[Step, ...], depth: int
) -> tuple[str, tuple[Step, ...]]:
    name, steps = resolved(code, Place(base.root, base.steps), depth - 1)
    return name, (*steps, *middle, *rest)


def _step(code: Code, step: Node | str) -> Step:
    if isinstance(step, str):
        return Poly.constant(0) if step == "*" else step
    return poly_of(step, resolver(code))
