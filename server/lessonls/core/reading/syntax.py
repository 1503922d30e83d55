"""Syntax trees of C and C++ text, also of text that is still being typed (tree-sitter)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

import tree_sitter_c
import tree_sitter_cpp
from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser, Tree

from lessonls.core.target import Language

_BLOCK = 4096
"""Bytes that the parser reads at a time, when it parses in steps."""


@dataclass(frozen=True)
class Change:
    """Of a text: the bytes from `start` to `end` became those from `start` to `new_end`."""

    start: int
    end: int
    new_end: int


@cache
def grammar(language: Language) -> Grammar:
    """What the parser knows of a language. Raises ValueError for Python."""
    match language:
        case Language.C:
            return Grammar(tree_sitter_c.language())
        case Language.CPP:
            return Grammar(tree_sitter_cpp.language())
        case Language.PYTHON:
            raise ValueError("only C and C++ are parsed")


def parse(text: str, language: Language) -> Tree:
    """The syntax tree of `text`; nodes count bytes of its UTF-8 form. Never fails:
    what cannot be parsed becomes ERROR nodes.
    """
    return parse_bytes(text.encode("utf-8", "surrogatepass"), language)


def parse_bytes(data: bytes, language: Language) -> Tree:
    """The syntax tree of a text that is encoded already."""
    return Parser(grammar(language)).parse(data)


def parse_in_steps(data: bytes, language: Language, before: Tree | None = None) -> Tree:
    """The same while other threads go on, for long texts; only what changed since the edited tree
    `before` is parsed. Its nodes have no text until `with_text` adds it.

    The parser holds Python's lock except where it calls Python: for a block of the text, and to
    report progress.
    """
    view = memoryview(data)

    def read(at: int, _point: object) -> memoryview:
        return view[at : at + _BLOCK]

    def progress(_at: int, _has_error: bool) -> bool:
        return False

    parse_text = partial(Parser(grammar(language)).parse, read, progress_callback=progress)
    tree = parse_text() if before is None else parse_text(old_tree=before)
    # The binding cannot read texts from a callback (0.26.1 crashes): an edit of nothing, after
    # which it knows that there are none.
    tree.edit(0, 0, 0, (0, 0), (0, 0), (0, 0))
    return tree


def with_text(tree: Tree, data: bytes, language: Language) -> Tree:
    """A tree that was parsed in steps, with the text that its nodes are asked for. Takes as long
    as parsing again what has syntax errors.
    """
    return Parser(grammar(language)).parse(data, tree)


def reparse(data: bytes, language: Language, before: Tree, old: bytes) -> tuple[Tree, Change]:
    """The syntax tree of `data`, from that of `old`, which is the same but for one stretch; and
    that stretch with everything in which the trees differ. It is parsed in steps.
    """
    start = shared_start(old, data)
    behind = shared_start(old[start:][::-1], data[start:][::-1])
    end, new_end = len(old) - behind, len(data) - behind
    edited = before.copy()
    edited.edit(start, end, new_end, _point(old, start), _point(old, end), _point(data, new_end))
    tree = parse_in_steps(data, language, edited)
    ranges = edited.changed_ranges(tree)
    first = min([start, *(one.start_byte for one in ranges)])
    last = max([new_end, *(one.end_byte for one in ranges)])
    return tree, Change(first, last - new_end + end, last)


def shared_start(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _point(data: bytes, at: int) -> tuple[int, int]:
    """Row and column of a byte."""
    return data.count(b"\n", 0, at), at - data.rfind(b"\n", 0, at) - 1


def text_of(node: Node) -> str:
    """The source text of a node."""
    return (node.text or b"").decode("utf-8", "surrogatepass")


def walk(node: Node) -> Iterator[Node]:
    """`node` and all its descendants, parents before children, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if current.child_count:  # most nodes are leaves, and their empty lists cost time
            stack += current.children[::-1]
