"""Types whose values are nothing but numbers: no constructor, and nothing to point to."""

import re
from collections.abc import Iterator, Set

from tree_sitter import Node

from lessonls.core.reading.declarators import declared_name, function_declarator
from lessonls.core.reading.pieces import lexemes
from lessonls.core.reading.syntax import text_of, walk

_PLAIN = re.compile(
    r"(?:std::)?(?:u?int(?:_fast|_least)?\d+_t|u?int(?:ptr|max)_t|s?size_t|ptrdiff_t|float\d+_t"
    r"|byte|max_align_t)|__m\d+[dih]*|__u?int128(?:_t)?|_Float\d+x?|__float128|u?int|uchar"
    r"|float(?:32|64)x\d_t|u?int\d+x\d+_t"
)
_NAMED_TYPES = frozenset(
    {"enum_specifier", "struct_specifier", "alias_declaration", "type_definition"}
)
_LONGEST = 100


def plain_types(root: Node) -> Iterator[str]:
    """Names of types whose values are nothing but numbers: enumerations, structs, aliases."""
    known = set[str]()
    for node in walk(root):
        if node.type in _NAMED_TYPES:
            field = "declarator" if node.type == "type_definition" else "name"
            name = declared_name(node.child_by_field_name(field))
            if name is not None and _is_plain_definition(node, known):
                known.add(text_of(name))
    yield from known


def _is_plain_definition(node: Node, known: Set[str]) -> bool:
    if node.type in {"enum_specifier", "struct_specifier"}:
        return _is_plain(node, known)
    kind = node.child_by_field_name("type")
    if kind is not None and kind.type == "type_descriptor":
        kind = kind.child_by_field_name("type")
    return kind is not None and is_plain_type(kind, known)


def is_plain_type(kind: Node, plain: Set[str]) -> bool:
    """Whether a type, as a declaration has it, is a number or made of them, as `plain` ones are."""
    if kind.type in {"primitive_type", "sized_type_specifier", "placeholder_type_specifier"}:
        return True
    if kind.type in {"enum_specifier", "struct_specifier"}:
        name = kind.child_by_field_name("name")
        return (name is not None and text_of(name) in plain) or _is_plain(kind, plain)
    if kind.end_byte - kind.start_byte > _LONGEST:
        return False
    text = "".join(lexemes(text_of(kind)))
    array = re.fullmatch(r"(?:std::)?array<([\w:]+),[\w:*+()-]+>", text)
    text = array[1] if array else text
    numbers = {"double", "float", "int", "unsigned", "char", "bool", "long", "short"}
    return text in plain or text in numbers or _PLAIN.fullmatch(text) is not None


def _is_plain(node: Node, plain: Set[str]) -> bool:
    body = node.child_by_field_name("body")
    if node.type == "enum_specifier":
        return body is not None
    if body is None or any(child.type == "base_class_clause" for child in node.children):
        return False
    return all(
        field.type == "comment" or (is_plain_field(field, plain) and not _has_default(field))
        for field in body.named_children
    )


def is_plain_field(field: Node, plain: Set[str]) -> bool:
    """Whether a member of a class is no function, and of a plain type."""
    kind = field.child_by_field_name("type")
    declarators = field.children_by_field_name("declarator")
    if field.type != "field_declaration" or kind is None or not is_plain_type(kind, plain):
        return False
    return not any(map(function_declarator, declarators))


def _has_default(field: Node) -> bool:
    return field.child_by_field_name("default_value") is not None
