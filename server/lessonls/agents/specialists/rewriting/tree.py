"""Ways through the syntax tree, and what its nodes are: facts that hold for all rewrites."""

from collections.abc import Iterator

from tree_sitter import Node

from lessonls.core.reading.syntax import text_of, walk

FOR_LOOPS = ("for_statement", "for_range_loop")
LOOPS = (*FOR_LOOPS, "while_statement", "do_statement")
REPEATING = (*LOOPS, "lambda_expression")
"""What is in them may be executed more than once."""
BREAKABLE = (*LOOPS, "switch_statement")
"""What `break` leaves."""
CONDITIONAL = ("if_statement", "conditional_expression", "switch_statement", "while_statement",
               "lambda_expression")  # fmt: skip
"""What is in them may not be executed at all."""
SKIPS = ("continue_statement", "goto_statement")
"""Jumps over the rest of an iteration."""
JUMPS = ("break_statement", "return_statement", *SKIPS)
CHANGING = ("assignment_expression", "update_expression")


def statements(body: Node) -> list[Node]:
    """The statements of a block, or the single statement; comments and pragmas left out."""
    if body.type != "compound_statement":
        return [body]
    return [child for child in body.named_children if child.type not in ("comment", "preproc_call")]


def inside(node: Node, outer: Node) -> bool:
    """Whether `node` lies within `outer`."""
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def ancestors(node: Node) -> Iterator[Node]:
    """The parents of a node, innermost first."""
    current = node.parent
    while current is not None:
        yield current
        current = current.parent


def strip_parentheses(node: Node) -> Node:
    """The expression without the brackets around it."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def changed_by(node: Node) -> Node | None:
    """What an assignment, or `++` or `--`, changes, without brackets; None for all other nodes."""
    if node.type not in CHANGING:
        return None
    target = node.child_by_field_name("left") or node.child_by_field_name("argument")
    return strip_parentheses(target) if target is not None else None


def is_in(node: Node, types: tuple[str, ...]) -> bool:
    """Whether something around the node is of one of these types."""
    return any(outer.type in types for outer in ancestors(node))


def named(node: Node, name: str) -> list[Node]:
    """Where a name occurs in a node, in source order."""
    return [part for part in walk(node) if part.type == "identifier" and text_of(part) == name]


def names_in(node: Node) -> set[str]:
    """All names in a node."""
    return {text_of(part) for part in walk(node) if part.type == "identifier"}


def mentions(node: Node, names: frozenset[str] | set[str]) -> bool:
    """Whether one of the names occurs in a node."""
    return any(part.type == "identifier" and text_of(part) in names for part in walk(node))


def name_of(function: Node) -> str:
    """The name of a function definition; empty for operators and the like."""
    declarator = function.child_by_field_name("declarator")
    while declarator is not None and declarator.type != "function_declarator":
        declarator = next(iter(declarator.named_children[-1:]), None)
    inner = declarator.child_by_field_name("declarator") if declarator is not None else None
    return text_of(inner) if inner is not None else ""
