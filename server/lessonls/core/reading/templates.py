"""The `template <...>` heading of a declaration."""

from tree_sitter import Node

from lessonls.core.reading.declarators import cut, declared_name
from lessonls.core.reading.scopes import Item
from lessonls.core.reading.syntax import text_of

_NAMED = frozenset(
    {
        "type_parameter_declaration",
        "optional_type_parameter_declaration",
        "parameter_declaration",
        "optional_parameter_declaration",
    }
)


def parameter_nodes(item: Item) -> list[Node]:
    """The template's parameters; none for a specialization or what is no template."""
    listed = item.outer.child_by_field_name("parameters") if item.is_template else None
    return [node for node in listed.named_children if node.type != "comment"] if listed else []


def given_nodes(item: Item) -> list[Node]:
    """The template's parameters but for the last ones that have a default and no name, as in
    `typename = std::enable_if_t<...>`: these are never given an argument.
    """
    nodes = parameter_nodes(item)
    while nodes and _has_default(nodes[-1]) and not parameter_name(nodes[-1]):
        nodes.pop()
    return nodes


def _has_default(node: Node) -> bool:
    return any(child.type == "=" for child in node.children)


def parameter_name(node: Node) -> str:
    """The name of a template parameter; empty if it has none, or is a pack or template."""
    if node.type not in _NAMED:
        return ""
    if node.type.endswith("type_parameter_declaration"):
        name = node.child_by_field_name("name") or next(iter(node.named_children), None)
        return text_of(name) if name is not None and name.type == "type_identifier" else ""
    name = declared_name(node.child_by_field_name("declarator"))
    return text_of(name) if name is not None else ""


def default_of(node: Node) -> str:
    """What a template parameter is by default; empty if it has none."""
    equals = next((at for at, child in enumerate(node.children) if child.type == "="), None)
    return "" if equals is None else "".join(map(text_of, node.children[equals + 1 :]))


def heading(item: Item) -> str:
    """`template <class T, int N>` without defaults, which may be given only once; or empty."""
    parts: list[str] = []
    for node in parameter_nodes(item):
        equals = next((child for child in node.children if child.type == "="), None)
        parts.append(cut(node, equals.start_byte if equals else node.end_byte, node.end_byte))
    return f"template <{', '.join(parts)}>" if parts else ""


def own_arguments(item: Item) -> str:
    """`<T, N>`, the arguments by which a template names itself; or empty."""
    names = [parameter_name(node) for node in parameter_nodes(item)]
    return f"<{', '.join(names)}>" if names and all(names) else ""
