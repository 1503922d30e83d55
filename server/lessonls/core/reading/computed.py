"""Constants that a function computes when it is first called, of nothing but other constants.

A table that a constructor or a lambda fills is the same whichever call fills it, as long as
neither sees what may change, and it is never written later. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from tree_sitter import Node

from lessonls.core.reading.declarators import chain, declared_name
from lessonls.core.reading.plain_types import is_plain_field, is_plain_type
from lessonls.core.reading.syntax import text_of, walk

_CASTS = frozenset({"static_cast"})
_INDIRECT = frozenset({"pointer_declarator", "reference_declarator"})
_READS_ONLY = re.compile(r"\s*const\b|.*\bconst\s*[*&]", re.DOTALL)
_OPAQUE = frozenset(
    {"new_expression", "delete_expression", "pointer_expression", "gnu_asm_expression"}
)


def tables(nodes: Iterable[Node], plain: Set[str], changing: Set[str]) -> Iterator[str]:
    """The names of classes that hold numbers and nothing else, and whose functions use nothing
    that changes. `plain` types are numbers, and `changing` variables are not to be named.
    """
    for node in (found for root in nodes for found in walk(root)):
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if node.type not in {"struct_specifier", "class_specifier"} or name is None or body is None:
            continue
        derived = any(child.type == "base_class_clause" for child in node.children)
        if not derived and all(_fits(part, plain, changing) for part in body.named_children):
            yield text_of(name)


def _fits(part: Node, plain: Set[str], changing: Set[str]) -> bool:
    """Whether a class with this member may be a table."""
    if part.type in {"comment", "access_specifier"}:
        return True
    if part.type == "function_definition":
        named = {found.type for found in walk(part)}
        return "destructor_name" not in named and _uses_constants_only(part, changing)
    indirect = any(
        layer.type in _INDIRECT
        for declarator in part.children_by_field_name("declarator")
        for layer in chain(declarator)
    )
    return not indirect and is_plain_field(part, plain) and _uses_constants_only(part, changing)


def is_filled_by_lambda(
    declaration: Node, declarator: Node, plain: Set[str], changing: Set[str]
) -> bool:
    """Whether a variable is numbers that a lambda computes without seeing anything that changes."""
    value, kind = declarator.child_by_field_name("value"), declaration.child_by_field_name("type")
    if value is None or kind is None or value.type != "call_expression":
        return False
    called, arguments = (value.child_by_field_name(field) for field in ("function", "arguments"))
    if called is None or called.type != "lambda_expression" or arguments is None:
        return False
    captures, body = (called.child_by_field_name(field) for field in ("captures", "body"))
    if body is None or arguments.named_children or captures is None or captures.named_children:
        return False
    if text_of(captures) != "[]" or not _uses_constants_only(body, changing):
        return False
    if kind.type == "placeholder_type_specifier":
        return _returns_numbers(body, plain)
    return is_plain_type(kind, plain)


def _returns_numbers(body: Node, plain: Set[str]) -> bool:
    """Whether all that is returned is a variable of a plain type."""
    numbers = set[str]()
    for node in walk(body):
        kind = node.child_by_field_name("type")
        if node.type != "declaration" or kind is None or not is_plain_type(kind, plain):
            continue
        if kind.type == "placeholder_type_specifier":
            continue
        for declarator in node.children_by_field_name("declarator"):
            name = declared_name(declarator)
            if name is not None and not any(one.type in _INDIRECT for one in chain(declarator)):
                numbers.add(text_of(name))
    returned = [node.named_children for node in walk(body) if node.type == "return_statement"]
    return bool(returned) and all(
        len(values) == 1 and values[0].type == "identifier" and text_of(values[0]) in numbers
        for values in returned
    )


def _uses_constants_only(node: Node, changing: Set[str]) -> bool:
    """Whether code names no variable that changes, and calls only what the language has."""
    for part in walk(node):
        if part.type in _OPAQUE:
            return False
        if part.type == "identifier" and text_of(part) in changing:
            return False
        if part.type == "qualified_identifier" and not text_of(part).startswith("std::"):
            return False
        parent = part.parent
        if part.type == "this" and (parent is None or parent.type != "field_expression"):
            return False
        if part.type == "call_expression" and not _is_known(part.child_by_field_name("function")):
            return False
    return True


def _is_known(called: Node | None) -> bool:
    """Whether it is of the standard library, a conversion, or a lambda on the spot."""
    if called is None:
        return False
    name = called.child_by_field_name("name")
    if called.type == "template_function":
        return name is not None and text_of(name) in _CASTS
    standard = called.type == "qualified_identifier" and text_of(called).startswith("std::")
    return standard or called.type in {"primitive_type", "lambda_expression"}


def drops_const(nodes: Sequence[Node]) -> bool:
    """Whether a cast in these nodes could make a constant writable."""
    return any(_may_drop(part) for node in nodes for part in walk(node))


def _may_drop(part: Node) -> bool:
    if part.type == "cast_expression":
        kind = part.child_by_field_name("type")
        return kind is not None and _is_writable(kind)
    if part.type == "template_function":
        name = part.child_by_field_name("name")
        arguments = part.child_by_field_name("arguments")
        named = "" if name is None else text_of(name)
        return named == "const_cast" or (
            named == "reinterpret_cast" and arguments is not None and _is_writable(arguments)
        )
    return False


def _is_writable(kind: Node) -> bool:
    text = text_of(kind).lstrip("<( ")
    return any(mark in text for mark in "*&") and _READS_ONLY.match(text) is None
