"""Edits of source text by byte ranges, as syntax tree nodes give them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.syntax import text_of, walk


@dataclass(frozen=True, order=True)
class Edit:
    """Replaces the bytes from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after all edits; they must not overlap. Insertions at one place keep their order."""
    data = text.encode("utf-8", "surrogatepass")
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError("edits overlap")
        pieces += [data[position : edit.start], edit.text.encode("utf-8", "surrogatepass")]
        position = edit.end
    return b"".join([*pieces, data[position:]]).decode("utf-8", "surrogatepass")


def replace(node: Node, text: str) -> Edit:
    """Replaces the node."""
    return Edit(node.start_byte, node.end_byte, text)


def indent_of(text: str, node: Node) -> str:
    """The white space before the line on which the node begins."""
    data = text.encode("utf-8", "surrogatepass")
    line = data[data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte]
    match = re.match(rb"[ \t]*", line)
    return match[0].decode() if match else ""


def indent_unit(text: str) -> str:
    """What one level of indentation looks like in `text`."""
    indents = re.findall(r"^([ \t]+)\S", text, re.MULTILINE)
    if indents and all(indent.startswith("\t") for indent in indents):
        return "\t"
    widths = [len(indent.expandtabs(8)) for indent in indents if len(indent.expandtabs(8)) > 1]
    return " " * min(widths, default=4)


def indented(block: str, indent: str) -> str:
    """Every line of `block` but the first, preprocessor lines included, moved by `indent`."""
    return block.replace("\n", "\n" + indent)


def line_before(text: str, node: Node, line: str) -> Edit:
    """Inserts `line` (or several) above the node, at the node's indentation."""
    indent = indent_of(text, node)
    return Edit(node.start_byte, node.start_byte, indented(line, indent) + "\n" + indent)


def drop_line(text: str, node: Node) -> Edit:
    """Deletes the node and, where nothing else is on its line, the line."""
    data = text.encode("utf-8", "surrogatepass")
    start = data.rfind(b"\n", 0, node.start_byte) + 1
    newline = data.find(b"\n", node.end_byte)
    end = len(data) if newline < 0 else newline + 1
    alone = not data[start : node.start_byte].strip() and not data[node.end_byte : end].strip()
    return Edit(start, end, "") if alone else Edit(node.start_byte, node.end_byte, "")


def renamed(node: Node, names: Mapping[str, str]) -> str:
    """The text of the node with other names."""
    data = node.text or b""
    pieces: list[bytes] = []
    position = 0
    for part in walk(node):
        if part.type == "identifier" and text_of(part) in names:
            start = part.start_byte - node.start_byte
            pieces += [data[position:start], names[text_of(part)].encode()]
            position = part.end_byte - node.start_byte
    return b"".join([*pieces, data[position:]]).decode()


def bracketed(node: Node) -> str:
    """The expression as an operand of any operator."""
    plain = node.type in ("identifier", "number_literal", "call_expression", "field_expression")
    return text_of(node) if plain else f"({text_of(node)})"


def shifted(node: Node, by: Mapping[str, str], instead: Mapping[int, str] | None = None) -> str:
    """The expression for a later step: `variable + step` in the place of each variable of `by`.

    `instead` gives other texts for parts of it, by their ids.
    """
    data = node.text or b""
    pieces: list[bytes] = []
    position = 0
    for part in walk(node):
        start = part.start_byte - node.start_byte
        text = (instead or {}).get(part.id, "")
        if start < position:
            continue
        if not text and part.type == "identifier" and text_of(part) in by:
            text = f"{text_of(part)} + {by[text_of(part)]}"
            text = text if _alone(part) else f"({text})"
        if text:
            pieces += [data[position:start], text.encode()]
            position = part.end_byte - node.start_byte
    return b"".join([*pieces, data[position:]]).decode()


def _alone(node: Node) -> bool:
    return node.parent is not None and node.parent.type in (
        "subscript_argument_list",
        "subscript_expression",
        "argument_list",
    )
