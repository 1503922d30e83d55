"""Vectors of the function's own that it sorts as a whole, and what reads them afterwards."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class SortedVector:
    """A vector of the function's own, the call that sorts it, and what reads it afterwards."""

    call: Node
    name: str
    order: str
    declared: Declaration
    uses: tuple[Node, ...]

    @property
    def numbers(self) -> bool:
        return self.declared.shape.element in NUMBERS

    @property
    def rest(self) -> str:
        """The comparison as a further argument."""
        return f", {self.order}" if self.order else ""


def sorted_vector(code: Code, call: Node) -> SortedVector | None:
    """The vector that `call` sorts as a whole, if nothing outside the function sees it."""
    function, arguments = (call.child_by_field_name(one) for one in ("function", "arguments"))
    if function is None or arguments is None or plain_name(function) not in ("sort", "stable_sort"):
        return None
    texts = [text_of(one) for one in arguments.named_children if one.type != "comment"]
    name = texts[0].removesuffix(".begin()") if texts else ""
    if texts[:2] != [f"{name}.begin()", f"{name}.end()"] or not name.isidentifier():
        return None
    found = lookup(name, call)
    if found is None or found.shape.dims[:1] != ("vector",) or found.shape.reference:
        return None
    loops = [one for one in ancestors(call) if one.type in LOOPS]
    if any(not inside(found.node, one) for one in loops) or len(found.shape.dims) != 1:
        return None
    uses = tuple(
        use
        for use in code.nodes("identifier")
        if text_of(use) == name and use.start_byte >= call.end_byte and lookup(name, use) == found
    )
    statement = call.parent
    alone = statement is not None and statement.type == "expression_statement"
    return SortedVector(call, name, ", ".join(texts[2:]), found, uses) if alone and uses else None


def asks_size(use: Node) -> bool:
    """Whether a use of a vector is `v.size()` or `v.empty()`."""
    above = use.parent
    name = above.child_by_field_name("field") if above is not None else None
    return name is not None and text_of(name) in ("size", "empty")


def element_of(use: Node) -> Node:
    """The whole expression `v[i]`, `v.front()` that a use of `v` belongs to."""
    above = use.parent or use
    return above.parent if above.type == "field_expression" and above.parent else above


def is_changed(element: Node) -> bool:
    """Whether an element is written, or its address is taken."""
    above = element.parent
    if above is None or above.type in ("update_expression", "pointer_expression"):
        return True
    return above.type == "assignment_expression" and above.child_by_field_name("left") == element
