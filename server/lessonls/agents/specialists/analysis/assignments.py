"""Where names are read."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.tree import inside, named
from lessonls.agents.specialists.rewriting.views import Assign
from lessonls.core.reading.syntax import text_of


def is_own(place: Node, loop: Node) -> bool:
    """Whether it is a local variable of the function from outside the loop."""
    found = lookup(text_of(place), place) if place.type == "identifier" else None
    return (
        found is not None
        and not found.shape.dims
        and not found.shape.reference
        and not inside(found.node, loop)
        and not text_of(found.node).startswith("static")
    )


def reads(node: Node, name: str) -> frozenset[int]:
    """Where a name is read: anywhere but on the left of `=`."""
    return frozenset(part.start_byte for part in named(node, name) if not _is_set(part))


def _is_set(part: Node) -> bool:
    found = Assign.of(part.parent)
    return found is not None and found.value is not None and found.target == part
