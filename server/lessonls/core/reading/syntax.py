"""Syntax trees of C and C++ text, also of text that is still being typed (tree-sitter)."""

from collections.abc import Iterator
from functools import cache

import tree_sitter_c
import tree_sitter_cpp
from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser, Tree

from lessonls.core.target import Language


@cache
def _grammar(language: Language) -> Grammar:
    match language:
        case Language.C:
            return Grammar(tree_sitter_c.language())
        case Language.CPP:
            return Grammar(tree_sitter_cpp.language())


def parse(text: str, language: Language) -> Tree:
    """The syntax tree of `text`; nodes count bytes of its UTF-8 form. Never fails:
    what cannot be parsed becomes ERROR nodes.
    """
    return Parser(_grammar(language)).parse(text.encode("utf-8", "surrogatepass"))


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
