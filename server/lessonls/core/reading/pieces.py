"""Texts as sequences of top-level pieces that can be compared, kept or left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.declarators import declared_name
from lessonls.core.reading.functions import function, signature
from lessonls.core.reading.scopes import CLASSES, Item
from lessonls.core.reading.syntax import text_of

_LEXEMES = re.compile(
    # Whatever ends nowhere is one token, so that reading takes no longer for it.
    r"""(?P<comment>//[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?)
        |"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[A-Za-z_]\w*|\.?\d[\w.']*|[^\s]""",
    re.DOTALL | re.VERBOSE,
)
_GROUPS = frozenset({"namespace_definition", "linkage_specification", "declaration_list"})


@dataclass(frozen=True)
class Piece:
    """A top-level part of a text, with the semicolon that belongs to it."""

    node: Node
    start: int
    end: int

    @property
    def line(self) -> int:
        """From 1."""
        return self.node.start_point.row + 1


def lexemes(text: str) -> tuple[str, ...]:
    """The tokens of a text, without comments and white space."""
    found = _LEXEMES.finditer(text)
    return tuple(match[0] for match in found if not match["comment"])


def split(container: Node) -> list[Piece]:
    """The children of a file, namespace or block, each with its semicolon."""
    pieces: list[Piece] = []
    for child in container.children:
        short = child.end_byte - child.start_byte == 1
        lone = child.type == ";" or (short and text_of(child) == ";")
        if lone and pieces:
            pieces[-1] = Piece(pieces[-1].node, pieces[-1].start, child.end_byte)
        elif child.is_named and not lone:
            pieces.append(Piece(child, child.start_byte, child.end_byte))
    return pieces


def identities(container: Node) -> Iterator[tuple[str, ...]]:
    """The tokens of every piece, also of those inside namespaces, blocks and conditionals."""
    stack = [container]
    while stack:
        node = stack.pop()
        for child in node.named_children:
            yield identity(child)
            if child.type in _GROUPS or child.type.startswith("preproc_"):
                stack.append(child)
            body = child.child_by_field_name("body")
            if child.type in CLASSES and body is not None:
                stack.append(body)


def identity(node: Node) -> tuple[str, ...]:
    """The tokens of a piece; comments are told apart by their words."""
    if node.type == "comment":
        return ("comment", *text_of(node).split())
    return lexemes(text_of(node).rstrip().removesuffix(";"))


def grouped(node: Node) -> list[Node]:
    """What a namespace or `extern "C"` block holds; nothing for other nodes."""
    body = node.child_by_field_name("body") if node.type in _GROUPS else None
    if body is None:
        return []
    return body.named_children if body.type == "declaration_list" else [body]


def defined(item: Item) -> Iterator[tuple[str, ...]]:
    """What a declaration defines, so that doing it twice is an error: kind, name, ..."""
    node = item.node
    name = node.child_by_field_name("name")
    read = function(item)
    if read is not None:
        written = (" ".join(part) for part in signature(read))
        yield ("function", read.name, read.arguments, *written)
    elif node.type in CLASSES | {"enum_specifier"}:
        if name is not None and node.child_by_field_name("body") is not None:
            yield ("type", text_of(name))
    elif node.type == "alias_declaration" and name is not None:
        yield ("type", text_of(name))
    elif node.type in {"preproc_def", "preproc_function_def"} and name is not None:
        yield ("macro", text_of(name))
    elif node.type in {"declaration", "type_definition"}:
        kind = "type" if node.type == "type_definition" else "variable"
        for declarator in node.children_by_field_name("declarator"):
            named = declared_name(declarator)
            if named and (kind == "type" or declarator.type == "init_declarator"):
                yield (kind, text_of(named))
