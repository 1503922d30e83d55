"""Syntax trees of C and C++ text, also of text that is still being typed (tree-sitter)."""

from collections.abc import Iterator
from functools import cache

import tree_sitter_c
import tree_sitter_cpp
from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser, Tree

from lessonls.core.target import Language


@cache
def grammar(language: Language) -> Grammar:
    """What the parser knows of a language."""
    match language:
        case Language.C:
            return Grammar(tree_sitter_c.language())
        case Language.CPP:
            return Grammar(tree_sitter_cpp.language())


def parse(text: str, language: Language) -> Tree:
    """The syntax tree of `text`; nodes count bytes of its UTF-8 form. Never fails:
    what cannot be parsed becomes ERROR nodes.
    """
    return Parser(grammar(language)).parse(text.encode("utf-8", "surrogatepass"))


def reparse(data: bytes, language: Language, before: Tree, old: bytes) -> Tree:
    """The syntax tree of `data`, from that of `old`, which is the same but for one stretch."""
    start = _shared(old, data)
    behind = _shared(old[start:][::-1], data[start:][::-1])
    end, new_end = len(old) - behind, len(data) - behind
    edited = before.copy()
    edited.edit(start, end, new_end, _point(old, start), _point(old, end), _point(data, new_end))
    return Parser(grammar(language)).parse(data, edited)


def _shared(one: bytes, other: bytes) -> int:
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
        stack.extend(reversed(current.children))
