"""Names that a class gives to what stands inside it: its own, its parameters', its members'."""

from collections.abc import Iterator

from tree_sitter import Node

from lessonls.core.reading.declarators import declared_name
from lessonls.core.reading.scopes import CLASSES
from lessonls.core.reading.syntax import text_of, walk


def own_name(specifier: Node) -> Iterator[str]:
    """The class's own name, if it has one."""
    name = specifier.child_by_field_name("name")
    if name is not None:
        yield text_of(name)


def class_names(specifier: Node) -> Iterator[str]:
    """Every name that means something else outside of the class."""
    yield from own_name(specifier)
    above = specifier.parent
    if above is not None and above.type == "template_declaration":
        for node in walk(above.children[1]):
            if node.type in {"type_identifier", "identifier"}:
                yield text_of(node)
    body = specifier.child_by_field_name("body")
    for member in body.named_children if body is not None else ():
        yield from _member_names(member)


def _member_names(member: Node) -> Iterator[str]:
    if member.type in {"template_declaration", "using_declaration"}:
        for part in member.named_children[-1:]:
            yield from _member_names(part)
        return
    if member.type in {"identifier", "qualified_identifier"}:
        yield text_of(member).rpartition("::")[2]
    for declarator in member.children_by_field_name("declarator"):
        name = declared_name(declarator)
        if name is not None:
            yield text_of(name)
    kind = member if member.type in CLASSES | {"enum_specifier"} else None
    kind = kind or member.child_by_field_name("type")
    for part in (member if member.type == "alias_declaration" else None, kind):
        name = part.child_by_field_name("name") if part is not None else None
        if name is not None and (part is member or _defines(part)):
            yield text_of(name)
    if kind is not None and kind.type == "enum_specifier":
        for node in walk(kind):
            name = node.child_by_field_name("name") if node.type == "enumerator" else None
            if name is not None:
                yield text_of(name)


def _defines(kind: Node | None) -> bool:
    return kind is not None and kind.child_by_field_name("body") is not None
