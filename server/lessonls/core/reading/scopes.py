"""What a file declares outside of function bodies, each with the scopes around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from tree_sitter import Node

from lessonls.core.reading.syntax import text_of

CLASSES = frozenset({"class_specifier", "struct_specifier", "union_specifier"})
DECLARING = frozenset({"declaration", "field_declaration", "type_definition"})
_CONTAINERS = frozenset(
    {
        "translation_unit",
        "declaration_list",
        "linkage_specification",
        "friend_declaration",
        "preproc_if",
        "preproc_ifdef",
        "preproc_else",
        "preproc_elif",
        "preproc_elifdef",
        "ERROR",
    }
)
_NAMESPACES = _CONTAINERS | {"namespace_definition"}


@dataclass(frozen=True)
class Scope:
    """A namespace or class around an item; `name` is empty when it has none.

    `hidden` scopes (anonymous and inline namespaces) need not be spelled. `node` is the
    class specifier; namespaces have none.
    """

    name: str
    hidden: bool = False
    template: bool = False
    node: Node | None = None

    @property
    def is_class(self) -> bool:
        return self.node is not None


@dataclass(frozen=True)
class Item:
    """One declaration; `outer` includes the `template <...>` before it."""

    node: Node
    outer: Node
    scopes: tuple[Scope, ...] = ()

    @property
    def is_template(self) -> bool:
        return self.node.id != self.outer.id


def items(root: Node, scopes: tuple[Scope, ...] = ()) -> Iterator[Item]:
    """Every declaration at file, namespace and class scope, in source order; `scopes` are those
    around the root.

    Bodies of functions are entered only where they are broken: while a bracket is missing,
    the functions that follow appear to be inside.
    """
    stack = [Item(root, root, scopes)]
    while stack:
        item = stack.pop()
        if item.node.type not in _CONTAINERS and item.node.type != "namespace_definition":
            yield item
        stack.extend(reversed(list(_inside(item))))


def body_of(piece: Node) -> Node | None:
    """The body of the function that a piece is, also of a template."""
    while piece.type == "template_declaration" and piece.named_children:
        piece = piece.named_children[-1]
    return piece.child_by_field_name("body") if piece.type == "function_definition" else None


def declared(piece: Node) -> Iterator[Item]:
    """What a piece declares for others: nothing that a function's body holds."""
    body = body_of(piece)
    start = body.start_byte if body is not None else piece.end_byte
    return (item for item in items(piece) if item.node.start_byte < start)


def outermost(root: Node, since: int, until: int) -> Iterator[Item]:
    """The declarations at file and namespace scope that touch the bytes from `since` to `until`,
    in source order. Takes no longer in a long text.
    """
    stack: list[tuple[Node, tuple[Scope, ...]]] = [(root, ())]
    while stack:
        node, scopes = stack.pop()
        if node.type == "namespace_definition":
            body, inside = node.child_by_field_name("body"), scopes + _namespaces(node)
        elif node.type in _CONTAINERS:
            body, inside = node, scopes
        else:
            if node.is_named and node.type != "comment":
                yield Item(node, node, scopes)
            continue
        children = body.children if body else []
        first = bisect_left(children, since, key=_end)
        behind = bisect_right(children, until, key=_start)
        stack.extend((child, inside) for child in reversed(children[first:behind]))


def namespaces(root: Node) -> set[tuple[str, ...]]:
    """The full names of all namespaces that have something in them."""
    found: set[tuple[str, ...]] = set()
    stack: list[tuple[Node, tuple[Scope, ...]]] = [(root, ())]
    while stack:
        node, scopes = stack.pop()
        if node.type == "namespace_definition":
            scopes += _namespaces(node)
            body = node.child_by_field_name("body")
            if body is not None and body.named_child_count:
                path = spelled(scopes)
                found.update(path[:end] for end in range(1, len(path) + 1))
        else:
            body = node
        children = body.children if body else []
        stack.extend((child, scopes) for child in children if child.type in _NAMESPACES)
    return found


def spelled(scopes: tuple[Scope, ...]) -> tuple[str, ...]:
    """The scopes that a full name mentions."""
    return tuple(scope.name for scope in scopes if scope.name and not scope.hidden)


def _start(node: Node) -> int:
    return node.start_byte


def _end(node: Node) -> int:
    return node.end_byte


def _inside(item: Item) -> Iterator[Item]:
    node, scopes = item.node, item.scopes
    match node.type:
        case "namespace_definition":
            body = node.child_by_field_name("body")
            return _children(body, scopes + _namespaces(node))
        case "template_declaration":
            # Only the innermost declaration is an item of its own.
            return (Item(c, item.outer, scopes) for c in node.named_children[-1:])
        case "class_specifier" | "struct_specifier" | "union_specifier":
            name = node.child_by_field_name("name")
            scope = Scope(
                text_of(name) if name else "",
                template=item.is_template or (name is not None and name.type == "template_type"),
                node=node,
            )
            return _children(node.child_by_field_name("body"), (*scopes, scope))
        case "function_definition":
            body = node.child_by_field_name("body")
            return _children(body if body and body.has_error else None, scopes)
        case "declaration" | "field_declaration" | "type_definition":
            kind = node.child_by_field_name("type")
            defines = kind is not None and kind.child_by_field_name("body") is not None
            return iter([Item(kind, kind, scopes)] if kind and defines else [])
        case "compound_statement":
            return _children(node if node.has_error else None, scopes)
        case kind if kind in _CONTAINERS:
            return _children(node, scopes)
        case _:
            return iter(())


def _children(node: Node | None, scopes: tuple[Scope, ...]) -> Iterator[Item]:
    return (Item(child, child, scopes) for child in (node.named_children if node else ()))


def _namespaces(node: Node) -> tuple[Scope, ...]:
    name = node.child_by_field_name("name")
    if name is None:
        return (Scope("", hidden=True),)
    before = takewhile(lambda child: child.id != name.id, node.children)
    inline = any(child.type == "inline" for child in before)
    return tuple(Scope(part.strip(), hidden=inline) for part in text_of(name).split("::"))
