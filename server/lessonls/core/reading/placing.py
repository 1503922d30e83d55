"""The parts of a rewrite, by where they go in the file: includes, helpers, the function.

A rewrite is one text: the includes that it needs, then its helpers, then the function. Includes
belong to the file's own. Helpers stand before the function, and where that is a member of a
class before the class; those that use what the class has stay members next to the function.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from tree_sitter import Node

from lessonls.core.reading.class_names import class_names, own_name
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.pieces import Piece, split
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.scopes import CLASSES
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Target

_CONDITIONALS = frozenset({"preproc_ifdef", "preproc_if", "preproc_else", "preproc_elif"})
_BESIDE = _CONDITIONALS | {"translation_unit", "declaration_list", "linkage_specification", "ERROR"}
"""What holds declarations that do not belong to a class."""
_OF_A_MEMBER = frozenset({"type_qualifier", "ref_qualifier", "virtual_specifier"})


class Parts(NamedTuple):
    """The three texts of a rewrite; joined they are the rewrite."""

    includes: str
    helpers: str
    function: str


def parts(code: str, target: Target) -> Parts:
    """The parts of a rewrite as `extract_function` gives it."""
    found = read_rewrite(code, target)
    pieces = split(found.root)
    if len(pieces) < 2:
        return Parts("", "", code)
    included = includes(pieces)
    first = sum(1 for _ in takewhile(lambda piece: piece in included, pieces))
    end = pieces[first].start if 0 < first < len(pieces) else 0
    at = max(end, _function_start(found, target, pieces[first:]))
    texts = found.data[:end], found.data[end:at], found.data[at:]
    return Parts(*(text.decode("utf-8", "surrogatepass") for text in texts))


def includes(pieces: Sequence[Piece]) -> list[Piece]:
    """Those of the pieces that belong to the file's includes, with comments on their lines."""
    found: list[Piece] = []
    for piece in pieces:
        if _is_include(piece.node) or (found and _ends_line_of(piece, found[-1])):
            found.append(piece)
    return found


def _ends_line_of(piece: Piece, before: Piece) -> bool:
    """Whether a comment stands on the last line of what is before it."""
    last = before.node.start_point.row + text_of(before.node).rstrip().count("\n")
    return piece.node.type == "comment" and piece.node.start_point.row == last


def _is_include(node: Node) -> bool:
    """Whether a piece of a file is an include, or a conditional that holds nothing else."""
    if node.type == "preproc_include":
        return True
    if node.type not in _CONDITIONALS:
        return False
    asked = {
        part.id
        for name in ("name", "condition")
        if (part := node.child_by_field_name(name)) is not None
    }
    held = [part for part in node.named_children if part.id not in asked]
    return bool(held) and all(_is_include(part) for part in held)


def guard(node: Node) -> list[Node]:
    """The name and definition of an include guard, if the conditional is one."""
    first = node.named_children[:2]
    if len(first) < 2 or first[1].type != "preproc_def" or node.children[0].type != "#ifndef":
        return []
    defines = first[1].child_by_field_name("name")
    return first if defines and text_of(defines) == text_of(first[0]) else []


def outermost_class(node: Node) -> Node | None:
    """The declaration around a member of a class that stands at file or namespace scope."""
    around = node
    while around.parent is not None and around.parent.type not in _BESIDE:
        around = around.parent
    return around if around.id != node.id else None


def _classes(target: Target) -> list[Node]:
    """The classes around the target."""
    text = target.before + target.code + target.after
    found = document(text, target.language, target.preprocessing)
    start = len(target.before.encode("utf-8", "surrogatepass"))
    node, classes = found.root.descendant_for_byte_range(start, start + 1), list[Node]()
    while node is not None:
        classes += [node] if node.type in CLASSES else []
        node = node.parent
    return classes


def _function_start(found: Document, target: Target, pieces: Sequence[Piece]) -> int:
    """Where the function's part begins, behind helpers that stand before the class; 0 where
    everything belongs to the function's place.
    """
    classes, read = _classes(target), _last_named(found, target.name)
    if not classes or read is None:
        return 0
    at = read.item.outer.start_byte
    helpers = list(takewhile(lambda piece: piece.end <= at, pieces))
    behind = pieces[len(helpers) + 1 :]
    while helpers and helpers[-1].node.type == "comment":
        helpers.pop()  # the function's own
    if not helpers or any(piece.node.type != "comment" for piece in behind):
        return 0
    names = {helper.name for helper in found.outline.functions} - {target.name}
    stay = any(_belongs(helper.node, classes) for helper in helpers)
    return 0 if stay or _spells(read, classes, names) else pieces[len(helpers)].start


def _last_named(found: Document, name: str) -> Function | None:
    named = [read for read in found.outline.functions if read.name == name]
    return named[-1] if named else None


def _belongs(helper: Node, classes: Sequence[Node]) -> bool:
    """Whether a helper has to be a member: it uses the class's names, or is one by its form."""
    names = {name for each in classes for name in class_names(each)} | {"this"}
    inherits = any(child.type == "base_class_clause" for each in classes for child in each.children)
    if inherits or helper.type == "preproc_call":
        return True
    for node in walk(helper):
        if node.child_count == 0 and text_of(node) in names:
            return True
        if node.type == "function_declarator" and node.parent is not None:
            member = any(child.type in _OF_A_MEMBER for child in node.children)
            if member and node.parent.id == helper.id:
                return True
    return False


def _spells(read: Function, classes: Sequence[Node], names: set[str]) -> bool:
    """Whether the function calls a helper as a member: `Table::next(i)`, `this->next(i)`."""
    text = text_of(read.node)
    owners = "|".join(re.escape(name) for each in classes for name in [*own_name(each), "this"])
    return any(
        re.search(rf"\b(?:{owners})\s*(?:::|->)\s*{re.escape(name)}\b", text) for name in names
    )
