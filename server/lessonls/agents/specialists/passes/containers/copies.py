"""Copies of containers, strings and structures that are only read, as constant references."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.reading import only_read
from lessonls.agents.specialists.analysis.shapes import (
    Declaration,
    Shape,
    declarations,
    lookup,
    parameters,
)
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.reading.syntax import text_of, walk

_ALLOCATES = re.compile(r"\b(string|vector|map|set|deque|list|unordered_map|unordered_set)\b")
_MANY = 8


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    edits = [
        *(one for node in code.nodes("for_range_loop") for one in _visited(code, node)),
        *(one for node in code.nodes("declaration") for one in _copied(code, node)),
        *(one for node in code.nodes("lambda_expression") for one in _compared(code, node)),
    ]
    return code.edited(*edits)


NO_COPIES = Pass(
    "references instead of copies",
    "referring to what is only read instead of copying it",
    "because nothing is allocated and copied for every element",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &v) {
    std::vector<int> w = v; int n = 0; for (int e : w) n += e; return n + w[0];
}
""",
        """\
int f(const std::vector<int> &v) {
    const std::vector<int> &w = v; int n = 0; for (int e : w) n += e; return n + w[0];
}
""",
    ),
)


def _visited(code: Code, loop: Node) -> Iterator[Edit]:
    """`for (std::string each : words)`: the body neither changes `each` nor the container."""
    found = list(declarations(loop))
    container, body = loop.child_by_field_name("right"), loop.child_by_field_name("body")
    kind, declarator = loop.child_by_field_name("type"), loop.child_by_field_name("declarator")
    if len(found) != 1 or container is None or body is None or kind is None or declarator is None:
        return
    place = place_of(container)
    if place is None or declarator.type != "identifier" or not _heavy(code, _element(found[0])):
        return
    if only_read(found[0].name, body) and only_read(text_of(place.root), body):
        if "pair<" in text_of(kind):  # the elements of a map are pairs with a constant key
            yield Edit(kind.start_byte, kind.end_byte, "auto")
        yield from _referred(loop, kind, declarator)


def _element(found: Declaration) -> Shape:
    if found.shape.element != "auto" or found.init is None:
        return found.shape
    held = lookup(text_of(found.init), found.init)
    if held is None or not held.shape.dims:
        return found.shape
    return Shape(held.shape.element, held.shape.dims[1:])


def _copied(code: Code, node: Node) -> Iterator[Edit]:
    """`Article article = articles[a];`: neither changes in the rest of the block."""
    found, block = list(declarations(node)), node.parent
    kind, declarator = node.child_by_field_name("type"), node.child_by_field_name("declarator")
    if len(found) != 1 or block is None or kind is None or declarator is None:
        return
    init, name = found[0].init, declarator.child_by_field_name("declarator")
    place = _copied_place(init) if init is not None else None
    if place is None or name is None or name.type != "identifier":
        return
    root = lookup(text_of(place), node)
    if block.type != "compound_statement" or root is None or not _alike(code, found[0].shape, root):
        return
    after = node.end_byte
    if only_read(found[0].name, block, after) and only_read(text_of(place), block, after):
        yield from _referred(node, kind, name)


def _copied_place(init: Node) -> Node | None:
    """The variable of which `x`, `x[i]`, `x.at(i)`, `x.front()` is a part."""
    call = Call.of(init)
    if call is not None:
        if call.owner is None or call.method not in ("at", "front", "back"):
            return None
        init = call.owner
    found = place_of(init)
    return found.root if found is not None else None


def _alike(code: Code, shape: Shape, root: Declaration) -> bool:
    """Whether a copy of a heavy part of `root` has its very type, so that no value is made."""
    if shape.reference or "pointer" in shape.dims or root.shape.element == "bool":
        return False
    if shape.element == "auto":
        return bool(root.shape.dims[:1] == ("vector",)) and _heavy(
            code, Shape(root.shape.element, root.shape.dims[1:])
        )
    return _heavy(code, shape) and (
        shape.element == root.shape.element or root.shape.element == "auto"
    )


def _heavy(code: Code, shape: Shape) -> bool:
    """Whether copying it costs more than a reference: it allocates, or is large."""
    if shape.reference or "pointer" in shape.dims:
        return False
    if "vector" in shape.dims or _ALLOCATES.search(shape.element):
        return True
    return not shape.dims and _heavy_class(code, shape.element)


def _heavy_class(code: Code, name: str) -> bool:
    """Whether a class of the file has a member that allocates, or many members."""
    for node in (part for root in (code.root, code.around.root) for part in walk(root)):
        named, body = (node.child_by_field_name(one) for one in ("name", "body"))
        if node.type not in ("struct_specifier", "class_specifier") or body is None:
            continue
        if named is not None and text_of(named) == name:
            members = [one for one in body.named_children if one.type == "field_declaration"]
            allocates = any(_ALLOCATES.search(text_of(one)) for one in members)
            return allocates or len(members) > _MANY
    return False


def _compared(code: Code, function: Node) -> Iterator[Edit]:
    """`[](Player a, Player b) { … }`: the parameters are only read."""
    body = function.child_by_field_name("body")
    for one in parameters(function) if body is not None else ():
        kind, name = (one.node.child_by_field_name(part) for part in ("type", "declarator"))
        if kind is None or name is None or name.type != "identifier" or body is None:
            continue
        if _heavy(code, one.shape) and only_read(one.name, body):
            yield from _referred(one.node, kind, name)


def _referred(node: Node, kind: Node, name: Node) -> Iterator[Edit]:
    """`const` before the type where it is not there yet, `&` before the name."""
    if not any(child.type == "type_qualifier" for child in node.children):
        yield Edit(kind.start_byte, kind.start_byte, "const ")
    yield Edit(name.start_byte, name.start_byte, "&")
