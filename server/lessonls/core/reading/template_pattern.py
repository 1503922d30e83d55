"""How a template and its members are named once their arguments are chosen."""

import re
from collections.abc import Sequence

from tree_sitter import Node

from lessonls.core.reading.functions import Function
from lessonls.core.reading.scopes import Item, Scope
from lessonls.core.reading.syntax import text_of
from lessonls.core.reading.templates import default_of, given_nodes, heading, parameter_name
from lessonls.core.target import Template


def template_of(path: Sequence[str], read: Function) -> Template | None:
    """The template that a function is, or is a member of; `path` is its qualified name in parts.

    None if it is neither.
    """
    around = [scope for scope in read.item.scopes if scope.name and not scope.hidden]
    first = len(path) - 1 - len(read.qualifiers) - len(around)
    given: list[Node] = []
    parts = list(path)
    for at, scope in enumerate(around, first):
        nodes = _class_parameters(scope)
        parts[at] += _places(nodes)
        given += nodes
    own = given_nodes(read.item)
    named = {parameter_name(node): node for node in own}
    in_owner = False
    for at in range(len(path) - 1 - len(read.qualifiers), len(path) - 1):
        name, _, arguments = parts[at].partition("<")
        words = [word.strip() for word in arguments.rstrip("> ").split(",")] if arguments else []
        if words and all(word in named for word in words):
            in_owner = True
            given += [named[word] for word in words]
            parts[at] = f"{name}<{', '.join('{}' for _ in words)}>"
    if not in_owner:
        parts[-1] += _places(own)
        given += own
    if not given:
        return None
    alone = len(given) == len(own) and not in_owner
    return Template(
        pattern="::".join(parts),
        kinds=tuple(map(_kind, given)),
        names=tuple(map(parameter_name, given)),
        defaults=tuple(map(default_of, given)),
        heading=heading(read.item) if alone else "",
    )


def _places(nodes: Sequence[Node]) -> str:
    return f"<{', '.join('{}' for _ in nodes)}>" if nodes else ""


def _class_parameters(scope: Scope) -> list[Node]:
    outer = scope.node.parent if scope.node is not None else None
    if scope.node is None or outer is None or outer.type != "template_declaration":
        return []
    return given_nodes(Item(scope.node, outer))


def _kind(node: Node) -> str:
    """`type`, or the type of a value."""
    if node.type.endswith("type_parameter_declaration"):
        return "type"
    kind = node.child_by_field_name("type")
    return re.sub(r"\s+", " ", text_of(kind)) if kind is not None else "type"
