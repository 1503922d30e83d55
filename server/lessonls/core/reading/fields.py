"""The data members of structs and classes."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.declarators import (
    chain,
    cut,
    declarators,
    declared_name,
    function_declarator,
)
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class Field:
    """A data member; `type` is its type as written, without the name."""

    name: str
    type: str


def unsuitable(node: Node) -> str | None:
    """Why values of a class cannot be made field by field, or None."""
    for member, public in _members(node):
        declared = declarators(member)
        kind = member.child_by_field_name("type")
        if any(child.type == "bitfield_clause" for child in member.children):
            return "has a bit-field"
        if not public:
            return "has private data"
        if not declared and kind is not None and kind.child_by_field_name("body") is not None:
            if kind.type == "enum_specifier" or kind.child_by_field_name("name") is not None:
                continue
            return "has a member without a name"
        if declared and kind is not None and _is_unnamed(kind):
            return "has a member whose type has no name"
        reason = next(filter(None, (_fixed(member, part) for part in declared)), None)
        if reason is not None:
            return reason
    return None


def _is_unnamed(kind: Node) -> bool:
    return kind.child_by_field_name("body") is not None and not kind.child_by_field_name("name")


def _fixed(member: Node, declarator: Node) -> str | None:
    """Why a field cannot be set."""
    written = list(chain(declarator))
    constant = any(text_of(child) == "const" for child in member.children)
    if any(part.type == "reference_declarator" for part in written):
        return "has a reference"
    if constant and not any(part.type == "pointer_declarator" for part in written):
        return "has a constant field"
    flexible = [p for p in written if p.type == "array_declarator" and not _size(p)]
    return "has an array without a size" if flexible else None


def _size(array: Node) -> bool:
    return array.child_by_field_name("size") is not None


def _members(node: Node) -> Iterator[tuple[Node, bool]]:
    """The data members of a class, each with whether it is public; statics are none."""
    body = node.child_by_field_name("body")
    public = node.type != "class_specifier"
    for child in body.named_children if body else ():
        if child.type == "access_specifier":
            public = text_of(child) == "public"
        elif child.type == "field_declaration":
            static = any(text_of(part) == "static" for part in child.children)
            functions = [part for part in declarators(child) if function_declarator(part)]
            if not static and not functions:
                yield child, public


def fields(node: Node) -> Iterator[Field]:
    """The data members of a class in order, with their types as written."""
    for member, _ in _members(node):
        kind = member.child_by_field_name("type")
        qualifiers = [text_of(c) for c in member.children if c.type == "type_qualifier"]
        if kind is not None:
            name = kind.child_by_field_name("name")
            defined = kind.child_by_field_name("body") is not None and name is not None
            words = " ".join([*qualifiers, text_of(name if defined and name else kind)])
            for declarator in declarators(member):
                declared = declared_name(declarator)
                if declared is not None:
                    shape = without_name(declarator, declared)
                    yield Field(text_of(declared), f"{words} {shape}".strip())


def without_name(declarator: Node, name: Node) -> str:
    """What a declarator adds to the type: `*` of `*next`, `[3]` of `x[3]`."""
    return cut(declarator, name.start_byte, name.end_byte)
