"""Containers that are sorted as a whole, and what reads them afterwards."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import CHANGING, LOOPS, ancestors, inside
from lessonls.agents.specialists.rewriting.views import Call, Member
from lessonls.core.reading.syntax import text_of

_SORTED = Pattern(
    *(f"{name}($v.begin(), $v.end(){order})" for name in ("sort", "stable_sort")
      for order in ("", ", $order"))
)  # fmt: skip


@dataclass(frozen=True)
class Sort:
    """A statement that sorts all of a variable, by an order of its own or the usual one."""

    call: Call
    statement: Node
    declared: Declaration
    order: Node | None

    @property
    def node(self) -> Node:
        return self.call.node

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def stable(self) -> bool:
        return self.call.name == "stable_sort"

    @property
    def numbers(self) -> bool:
        return self.declared.shape.element in NUMBERS

    @property
    def rest(self) -> str:
        """The comparison as a further argument."""
        return f", {text_of(self.order)}" if self.order is not None else ""


def sort_at(node: Node) -> Sort | None:
    """The sort that a call is, if it is all of its statement."""
    match, call = _SORTED.match(node), Call.of(node)
    name = match.at("v") if match is not None else node
    found = lookup(text_of(name), node) if name.type == "identifier" else None
    if match is None or call is None or call.statement is None or found is None:
        return None
    order = match.at("order") if "order" in match.holes else None
    return Sort(call, call.statement, found, order)


@dataclass(frozen=True)
class SortedVector:
    """A vector of the function's own, the sort, and what reads it afterwards."""

    sort: Sort
    uses: tuple[Node, ...]

    @property
    def name(self) -> str:
        return self.sort.name


def sorted_vector(code: Code, node: Node) -> SortedVector | None:
    """The vector that a call sorts as a whole, if nothing outside the function sees it."""
    sort = sort_at(node)
    found = sort.declared if sort is not None else None
    if sort is None or found is None or found.shape.dims != ("vector",) or found.shape.reference:
        return None
    if any(not inside(found.node, one) for one in ancestors(node) if one.type in LOOPS):
        return None
    later = (use for use in code.uses(sort.name) if use.start_byte >= node.end_byte)
    uses = tuple(use for use in later if lookup(sort.name, use) == found)
    return SortedVector(sort, uses) if uses else None


def asks_size(use: Node) -> bool:
    """Whether a use of a vector is `v.size()` or `v.empty()`."""
    member = Member.of(use.parent)
    return member is not None and member.name in ("size", "empty")


def element_of(use: Node) -> Node:
    """The whole expression `v[i]`, `v.front()` that a use of `v` belongs to."""
    above = use.parent or use
    return above.parent if above.type == "field_expression" and above.parent else above


def is_changed(element: Node) -> bool:
    """Whether an element is written, or its address is taken."""
    above = element.parent
    if above is None or above.type == "pointer_expression":
        return True
    target = above.child_by_field_name("left") or above.child_by_field_name("argument")
    return above.type in CHANGING and target == element
