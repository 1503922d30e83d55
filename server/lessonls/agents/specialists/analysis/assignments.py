"""What a statement assigns, and where names are read."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.tree import inside, strip_parentheses
from lessonls.core.reading.syntax import text_of, walk


def assigned(statement: Node) -> tuple[Node, Node] | None:
    """The place and the value of a statement `place = value;`."""
    node = statement.named_children[0] if statement.named_children else statement
    place, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    plain = (
        node.type == "assignment_expression"
        and text_of(node.child_by_field_name("operator") or node) == "="
    )
    return (place, strip_parentheses(value)) if plain and place and value else None


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
    return frozenset(
        part.start_byte
        for part in walk(node)
        if part.type == "identifier" and text_of(part) == name and not _is_set(part)
    )


def _is_set(part: Node) -> bool:
    above = part.parent
    return (
        above is not None
        and above.type == "assignment_expression"
        and (above.child_by_field_name("left") == part)
    )


def mentions(node: Node, name: str) -> bool:
    """Whether a name is read anywhere."""
    return bool(reads(node, name))
