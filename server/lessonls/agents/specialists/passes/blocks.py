"""Putting statements around a statement, and pragmas above loops."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.passes.edits import Edit, indent_of, indent_unit


def pragmas(node: Node) -> list[Node]:
    """The pragmas directly above a statement, nearest first."""
    found: list[Node] = []
    before = node.prev_named_sibling
    while before is not None and before.type in ("preproc_call", "comment"):
        if before.type == "preproc_call":
            found.append(before)
        before = before.prev_named_sibling
    return found


def has_pragma(node: Node) -> bool:
    """Whether a pragma governs this statement."""
    return bool(pragmas(node))


def in_block(node: Node) -> bool:
    """Whether statements can be put before and after the node as it stands."""
    return node.parent is not None and node.parent.type == "compound_statement"


def around(code: Code, node: Node, before: list[str], after: list[str]) -> list[Edit]:
    """Puts lines before and after a statement, in braces where it stands alone."""
    indent = indent_of(code.text, node)
    if in_block(node):
        head = "".join(f"{line}\n{indent}" for line in before)
        tail = "".join(f"\n{indent}{line}" for line in after)
        return [
            Edit(node.start_byte, node.start_byte, head),
            Edit(node.end_byte, node.end_byte, tail),
        ]
    return _braced(code, node, before, after)


def at_end(code: Code, loop: Node, body: Node, line: str) -> list[Edit]:
    """Puts a line behind everything that a loop's body does."""
    if body.type != "compound_statement":
        return around(code, body, [], [line])
    end, outer = body.end_byte - 1, indent_of(code.text, loop)
    return [Edit(end, end, f"{indent_unit(code.text)}{line}\n{outer}")]


def instead(code: Code, node: Node, text: str) -> Edit:
    """Replaces a statement by several, in braces where it stands alone; `text` is indented."""
    if in_block(node):
        return Edit(node.start_byte, node.end_byte, text)
    head = node.prev_sibling
    opening = head.end_byte if head is not None else node.start_byte
    outer, indent = indent_of(code.text, node.parent or node), indent_of(code.text, node)
    if head is not None and head.end_point[0] == node.start_point[0]:
        unit = indent_unit(code.text)
        text, indent = text.replace("\n", f"\n{unit}"), outer + unit
    return Edit(opening, node.end_byte, f" {{\n{indent}{text}\n{outer}}}")


def _braced(code: Code, node: Node, before: list[str], after: list[str]) -> list[Edit]:
    """The same for the body of a loop or branch that has no braces yet."""
    head = node.prev_sibling
    opening = head.end_byte if head is not None else node.start_byte
    unit = indent_unit(code.text)
    outer = indent_of(code.text, node.parent or node)
    lines = "".join(f"\n{outer}{unit}{line}" for line in before)
    tail = "".join(f"\n{outer}{unit}{line}" for line in after)
    edits = [
        Edit(opening, node.start_byte, f" {{{lines}\n{outer}{unit}"),
        Edit(node.end_byte, node.end_byte, f"{tail}\n{outer}}}"),
    ]
    same_line = head is not None and head.end_point[0] == node.start_point[0]
    if same_line:
        text = code.slice(node.start_byte, node.end_byte).encode("utf-8", "surrogatepass")
        breaks = [place for place, byte in enumerate(text) if byte == ord("\n")]
        edits += [
            Edit(node.start_byte + one + 1, node.start_byte + one + 1, unit) for one in breaks
        ]
    return edits


def identifier_from(text: str) -> str:
    """A readable name for an index expression: `i - 1` becomes `im1`."""
    words = re.sub(r"\s+", "", text)
    for sign, letter in (("+", "p"), ("-", "m"), ("*", "x")):
        words = words.replace(sign, letter)
    return re.sub(r"\W+", "_", words).strip("_")
