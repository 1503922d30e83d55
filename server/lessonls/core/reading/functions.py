"""Function definitions as they are written: name, scope, return type, parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tree_sitter import Node

from lessonls.core.reading.declarators import (
    cut,
    declarators,
    declared_name,
    function_declarator,
    tokens,
    type_tokens,
)
from lessonls.core.reading.scopes import Item
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Parameter

PARAMETERS = frozenset({"parameter_declaration", "optional_parameter_declaration"})
_NOT_THE_TYPE = frozenset(
    {
        "storage_class_specifier",
        "attribute_declaration",
        "attribute_specifier",
        "ms_declspec_modifier",
        "ms_call_modifier",
        "alignas_qualifier",
        "explicit_function_specifier",
        "virtual",
        "template",
        "comment",
    }
)
_NOT_QUALIFIERS = frozenset({"constexpr", "consteval", "constinit", "_Noreturn", "noreturn"})


@dataclass(frozen=True)
class Function:
    """A function's definition or declaration, with what is around it.

    `name` is plain, `qualifiers` are those written before it (`A` in `int A::f()`), and
    `arguments` the template arguments written after it (`<double>`).
    """

    item: Item
    name: str
    qualifiers: tuple[str, ...]
    arguments: str
    name_node: Node
    declarator: Node | None

    @property
    def node(self) -> Node:
        return self.item.node

    @property
    def path(self) -> tuple[str, ...]:
        """Every scope that has to be spelled, and the plain name."""
        around = tuple(s.name for s in self.item.scopes if s.name and not s.hidden)
        return (*around, *self.qualifiers, self.name)

    @property
    def owner(self) -> tuple[str, ...]:
        """The class or namespace that the path names, without template arguments."""
        return tuple(part.partition("<")[0] for part in self.path[:-1])

    @property
    def body(self) -> Node | None:
        return self.node.child_by_field_name("body")

    @property
    def line(self) -> int:
        """Of the definition's first token, from 1."""
        return self.item.outer.start_point.row + 1

    @cached_property
    def specifiers(self) -> frozenset[str]:
        """`static`, `inline`, `constexpr`, `virtual` and so on, as written."""
        before = (c for c in self.node.children if c.start_byte < self.name_node.start_byte)
        return frozenset(text_of(child) for child in before if child.child_count <= 1)

    @property
    def parameter_nodes(self) -> list[Node]:
        """The declared parameters; none for `(void)`."""
        found = self._listed()
        nodes = [node for node in found if node.type in PARAMETERS]
        nothing = len(nodes) == 1 and text_of(nodes[0]) == "void"
        return [] if nothing else nodes

    @property
    def odd_parameters(self) -> list[Node]:
        """What stands between the brackets and is no ordinary parameter."""
        ordinary = PARAMETERS | {"comment", "(", ")", ","}
        return [node for node in self._listed() if node.type not in ordinary]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Each parameter as written, without a default; `arg1` and so on name the unnamed."""
        return tuple(_parameter(node, i) for i, node in enumerate(self.parameter_nodes, 1))

    @property
    def trailing_type(self) -> Node | None:
        """The type after `->`."""
        children = self.declarator.children if self.declarator else []
        found = next((c for c in children if c.type == "trailing_return_type"), None)
        return found.named_children[-1] if found and found.named_child_count else None

    @property
    def returns(self) -> str:
        """The return type as written, without `static`, `inline` and attributes."""
        if self.trailing_type is not None:
            return text_of(self.trailing_type)
        outermost = self.node.child_by_field_name("declarator")
        words = [text_of(child) for child in self._type_nodes()]
        if outermost is not None and self.declarator is not None:
            whole = _without_attributes(outermost)
            words.append(cut(whole, self.declarator.start_byte, self.declarator.end_byte))
        return " ".join(word for word in words if word)

    def _type_nodes(self) -> Iterator[Node]:
        outermost = self.node.child_by_field_name("declarator")
        end = outermost.start_byte if outermost else self.node.end_byte
        for child in self.node.children:
            if child.start_byte >= end:
                return
            if _of_the_type(child):
                yield child

    def _listed(self) -> list[Node]:
        listed = self.declarator.child_by_field_name("parameters") if self.declarator else None
        return listed.children if listed else []


def function(item: Item) -> Function | None:
    """The function that `item` defines; None when it is something else."""
    if item.node.type != "function_definition":
        return None
    return _read(item, item.node.child_by_field_name("declarator"))


def declared_functions(item: Item) -> list[Function]:
    """The functions that a declaration without a body declares."""
    if item.node.type not in {"declaration", "field_declaration", "template_instantiation"}:
        return []
    read = (_read(item, node) for node in declarators(item.node))
    return [found for found in read if found is not None and found.declarator is not None]


def signature(read: Function) -> tuple[tuple[str, ...], ...]:
    """The tokens of each parameter's type, comparable between two spellings."""
    return tuple(type_tokens(node) for node in read.parameter_nodes)


def return_tokens(read: Function) -> tuple[str, ...]:
    """The tokens of the return type, comparable between two spellings."""
    if read.trailing_type is not None:
        return type_tokens(read.trailing_type)
    end = read.declarator.end_byte if read.declarator else read.name_node.end_byte
    left_out = {read.declarator.id} if read.declarator else set[int]()
    for child in read.node.children:
        if child.start_byte >= end or not _of_the_type(child):
            left_out.add(child.id)
    return tokens(read.node, left_out)


def _of_the_type(node: Node) -> bool:
    return node.type not in _NOT_THE_TYPE and text_of(node) not in _NOT_QUALIFIERS


def _read(item: Item, declarator: Node | None) -> Function | None:
    name = declared_name(declarator)
    if name is None:
        return None
    plain, qualifiers = name, list[str]()
    while plain.type == "qualified_identifier":
        scope, inside = plain.child_by_field_name("scope"), plain.child_by_field_name("name")
        qualifiers += [text_of(scope)] if scope else []
        if inside is None:
            return None
        plain = inside
    arguments = plain.child_by_field_name("arguments")
    named = plain.child_by_field_name("name") if plain.type == "template_function" else plain
    return Function(
        item,
        text_of(named or plain),
        tuple(qualifiers),
        text_of(arguments) if arguments else "",
        plain,
        function_declarator(declarator),
    )


def _parameter(node: Node, position: int) -> Parameter:
    default = node.child_by_field_name("default_value")
    text = text_of(node)
    if default is not None:
        equals = next(child for child in node.children if child.type == "=")
        text = cut(node, equals.start_byte, default.end_byte)
    name = declared_name(node.child_by_field_name("declarator"))
    return Parameter(name=text_of(name) if name else f"arg{position}", text=text)


def _without_attributes(declarator: Node) -> Node:
    while declarator.type == "attributed_declarator" and declarator.named_children:
        declarator = declarator.named_children[0]
    return declarator
