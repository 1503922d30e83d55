"""Functions and members as their declarations say. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.syntax import parse, text_of
from lessonls.core.target import Language

_SCOPES = {"namespace_definition", "class_specifier", "struct_specifier"}


@dataclass(frozen=True)
class Declared:
    """A function: its name, the type that it returns and those of its parameters, as they are
    written, without names.
    """

    name: str
    returns: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Class:
    """A class, or a `template` of classes: its name with its namespaces, the names of its bases,
    and what everybody may call but operators, constructors and the destructor.
    """

    name: str
    template: bool
    bases: tuple[str, ...]
    members: tuple[Declared, ...]


def functions(text: str, language: Language) -> list[Declared]:
    """Those at file scope, each name once."""
    found: dict[str, Declared] = {}
    for node in parse(text, language).root_node.named_children:
        if node.type in {"declaration", "function_definition"}:
            for one in _declared(node):
                found.setdefault(one.name, one)
    return list(found.values())


def classes(text: str) -> Mapping[str, Class]:
    """The classes of a unit in C++ by their names without namespaces."""
    root = parse(text, Language.CPP).root_node
    return {one.name.rpartition("::")[2]: one for one in _classes(root, "")}


def _classes(around: Node, scope: str) -> Iterator[Class]:
    for node in around.named_children:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if node.type not in _SCOPES or body is None:
            inside = node.type in {"template_declaration", "linkage_specification"}
            if inside or node.type in {"declaration_list", "declaration", "field_declaration"}:
                yield from _classes(node, scope)
            continue
        inner = f"{scope}{text_of(name)}::" if name is not None else scope
        if node.type != "namespace_definition" and name is not None:
            public = tuple(_public(body, public=node.type == "struct_specifier"))
            template = around.type == "template_declaration"
            yield Class(inner[:-2], template, tuple(_bases(node)), public)
        yield from _classes(body, inner)


def _bases(node: Node) -> Iterator[str]:
    clause = next((one for one in node.named_children if one.type == "base_class_clause"), None)
    for one in clause.named_children if clause is not None else ():
        if one.type in {"type_identifier", "qualified_identifier", "template_type"}:
            yield text_of(one).partition("<")[0].rpartition("::")[2].strip()


def _public(body: Node, *, public: bool) -> Iterator[Declared]:
    for child in body.named_children:
        if child.type == "access_specifier":
            public = text_of(child).startswith("public")
        elif public and child.type in {"field_declaration", "function_definition", "declaration"}:
            yield from (one for one in _declared(child) if one.returns)


def _declared(node: Node) -> Iterator[Declared]:
    kind = node.child_by_field_name("type")
    declarator = node.child_by_field_name("declarator")
    stars = ""
    while declarator is not None and declarator.type in {
        "pointer_declarator",
        "reference_declarator",
    }:
        stars += "*" if declarator.type == "pointer_declarator" else "&"
        inner = declarator.child_by_field_name("declarator")
        declarator = inner or next(iter(declarator.named_children[-1:]), None)
    if declarator is None or declarator.type != "function_declarator":
        return
    name = declarator.child_by_field_name("declarator")
    listed = declarator.child_by_field_name("parameters")
    if name is None or listed is None or name.type not in {"identifier", "field_identifier"}:
        return
    returns = f"{text_of(kind)} {stars}".strip() if kind is not None else ""
    yield Declared(text_of(name), returns, tuple(_parameters(listed)))


def _parameters(listed: Node) -> Sequence[str]:
    """The types of those without a default."""
    found: list[str] = []
    for one in listed.named_children:
        if one.type != "parameter_declaration":
            continue
        name = _name(one.child_by_field_name("declarator"))
        whole = text_of(one)
        if name is not None:
            start, end = (at - one.start_byte for at in (name.start_byte, name.end_byte))
            data = whole.encode("utf-8", "surrogatepass")
            whole = (data[:start] + data[end:]).decode("utf-8", "replace")
        found.append(" ".join(whole.split()))
    return [] if found == ["void"] else found


def _name(node: Node | None) -> Node | None:
    while node is not None and node.type not in {"identifier", "field_identifier"}:
        node = node.child_by_field_name("declarator") or next(iter(node.named_children[-1:]), None)
    return node
