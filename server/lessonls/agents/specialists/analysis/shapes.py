"""What names stand for: their declarations, and the shape of their types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.agents.specialists.rewriting.views import top_level
from lessonls.core.reading.syntax import text_of

_DECLARING = ("declaration", "parameter_declaration", "optional_parameter_declaration")
_BLOCKS = ("compound_statement", "translation_unit", "declaration_list")
_VIEWS = {"vector": "vector", "array": "array", "span": "vector", "valarray": "vector"}


@dataclass(frozen=True)
class Shape:
    """A type: `std::vector<std::vector<double>>` has the element double and two vector dims."""

    element: str
    dims: tuple[str, ...] = ()
    const: bool = False
    restrict: bool = False
    reference: bool = False

    @property
    def arithmetic(self) -> bool:
        return self.element in FLOATS or self.element in INTEGERS

    @property
    def floating(self) -> bool:
        return self.element in FLOATS


@dataclass(frozen=True)
class Declaration:
    """One declared name. `node` is the statement or parameter; `ranged` marks range-for."""

    name: str
    shape: Shape
    node: Node
    init: Node | None = None
    parameter: bool = False
    ranged: bool = False


@lru_cache(maxsize=1024)
def shape_of(text: str) -> Shape:
    """The shape of a type as it is written, without declarators."""
    const = bool(re.search(r"\bconst\b", text))
    plain = " ".join(
        re.sub(r"\b(const|volatile|static|constexpr|register|std::)\b|std::", " ", text).split()
    )
    match = re.match(r"(\w+) ?<(.*)>$", plain)
    if match and match[1] in _VIEWS:
        inner = shape_of(top_level(match[2])[0])
        dims = (_VIEWS[match[1]], *inner.dims)
        return Shape(inner.element, dims, const or inner.const)
    pointers = plain.count("*") if plain.endswith("*") else 0
    return Shape(plain.rstrip("* "), ("pointer",) * pointers, const)


def declarations(node: Node) -> Iterator[Declaration]:
    """The names that a declaration, a parameter or a range-for declares."""
    return iter(_declarations(node))


@lru_cache(maxsize=4096)
def _declarations(node: Node) -> tuple[Declaration, ...]:
    """Remembered, because every name is looked up for every question about a place."""
    return tuple(_declarations_of(node))


def _declarations_of(node: Node) -> Iterator[Declaration]:
    kind = node.child_by_field_name("type")
    if kind is None:
        return
    words = " ".join(text_of(child) for child in node.children if child.type == "type_qualifier")
    base = shape_of(f"{words} {text_of(kind)}")
    ranged = node.type == "for_range_loop"
    for declarator in node.children_by_field_name("declarator"):
        init = declarator.child_by_field_name("value")
        inner = declarator.child_by_field_name("declarator") if init else declarator
        for name, shape in _declared(inner or declarator, base):
            value = node.child_by_field_name("right") if ranged else init
            yield Declaration(name, shape, node, value, "parameter" in node.type, ranged)


def _declared(node: Node, shape: Shape) -> Iterator[tuple[str, Shape]]:
    match node.type:
        case "identifier":
            yield text_of(node), shape
            return
        case "structured_binding_declarator":
            for child in node.named_children:
                yield text_of(child), Shape("auto", const=shape.const)
            return
        case "pointer_declarator":
            restrict = re.match(r"\*[^*\w]*(const\s+)?_*restrict", text_of(node)) is not None
            shape = replace(shape, dims=("pointer", *shape.dims), restrict=restrict)
        case "array_declarator":
            shape = replace(shape, dims=("array", *shape.dims))
        case "reference_declarator":
            shape = replace(shape, reference=True)
        case _:
            pass
    inner = node.child_by_field_name("declarator")
    for child in [inner] if inner else node.named_children:
        if child.type.endswith("declarator") or child.type == "identifier":
            yield from _declared(child, shape)


@lru_cache(maxsize=8192)
def lookup(name: str, place: Node) -> Declaration | None:
    """The declaration that `name` refers to at `place`, nearest block first."""
    below = place
    for node in ancestors(place):
        in_order = node.type in _BLOCKS
        for found in _scope(node):
            before = not in_order or found.node.end_byte <= below.start_byte
            if found.name == name and before:
                return found
        below = node
    return None


@lru_cache(maxsize=4096)
def _scope(node: Node) -> tuple[Declaration, ...]:
    """What a node declares for what is in it; of a block, the last declarations first."""
    match node.type:
        case block if block in _BLOCKS:
            found = [child for child in node.named_children if child.type == "declaration"]
            return tuple(one for child in reversed(found) for one in declarations(child))
        case "for_statement":
            first = node.child_by_field_name("initializer")
            plain = first is not None and first.type == "declaration"
            return _declarations(first) if plain else ()
        case "for_range_loop" | "declaration":
            return _declarations(node)
        case "function_definition" | "lambda_expression":
            return _parameters(node)
        case _:
            return ()


def parameters(function: Node) -> Iterator[Declaration]:
    """The parameters of a function definition or a lambda."""
    return iter(_parameters(function))


@lru_cache(maxsize=256)
def _parameters(function: Node) -> tuple[Declaration, ...]:
    return tuple(_parameters_of(function))


def _parameters_of(function: Node) -> Iterator[Declaration]:
    declarator = function.child_by_field_name("declarator")
    while declarator is not None:
        listed = declarator.child_by_field_name("parameters")
        if listed is not None:
            for child in listed.named_children:
                if child.type in _DECLARING:
                    yield from declarations(child)
            return
        inner = declarator.child_by_field_name("declarator")
        declarator = inner or next(
            (child for child in declarator.named_children if child.type.endswith("declarator")),
            None,
        )


def declared_once(code: Code, scope: Node, names: set[str]) -> bool:
    """Whether names that are declared in `scope` can move out of it: none is declared twice there,
    and nothing around has them as well.
    """
    every = [(one.name, node) for node in code.nodes("declaration") for one in declarations(node)]
    within = [name for name, node in every if inside(node, scope)]
    outside = {name for name, node in every if not inside(node, scope)}
    used = {text_of(use) for use in code.nodes("identifier") if not inside(use, scope)}
    return not names & (outside | used) and all(within.count(name) == 1 for name in names)
