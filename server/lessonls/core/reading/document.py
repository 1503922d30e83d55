"""A parsed text that translates between the tree's bytes and the text's characters."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node, Tree

from lessonls.core.reading.loops import LoopDepths, loop_depths
from lessonls.core.reading.outline import Outline, outline
from lessonls.core.reading.syntax import parse, reparse
from lessonls.core.target import Language

_CONTINUATION = bytes(range(0x80, 0xC0))


@dataclass(frozen=True)
class Document:
    """A text, its syntax tree and what it declares."""

    text: str
    language: Language
    tree: Tree

    @property
    def root(self) -> Node:
        return self.tree.root_node

    @cached_property
    def outline(self) -> Outline:
        return outline(self.root)

    @cached_property
    def loops(self) -> LoopDepths:
        return loop_depths(self.root, self.language)

    def character(self, byte: int) -> int:
        """How many characters lie before that byte of the UTF-8 form."""
        if self._bytes is None:
            return byte
        return len(self._bytes[:byte].translate(None, _CONTINUATION))

    def byte(self, line: int, column: int) -> int:
        """The byte at a position counted in lines and characters from 0, clipped to the text."""
        starts = self._line_starts
        if line >= len(starts):
            return len(self._bytes if self._bytes is not None else self.text)
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.text)
        at = min(starts[line] + max(column, 0), end)
        return at if self._bytes is None else len(_utf8(self.text[:at]))

    @cached_property
    def _bytes(self) -> bytes | None:
        return None if self.text.isascii() else _utf8(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


@lru_cache(maxsize=16)
def document(text: str, language: Language) -> Document:
    """Parses a text once: editors ask again and again about the same one."""
    return Document(text, language, parse(text, language))


def reread(text: str, language: Language, before: Document | None) -> Document:
    """The document of a text that is mostly `before`'s: only what changed is parsed.

    With syntax errors the tree may differ from the one of a text that is read at once, so that
    nothing is judged by it.
    """
    if before is None or before.language is not language:
        return Document(text, language, parse(text, language))
    return Document(text, language, reparse(_utf8(text), language, before.tree, _utf8(before.text)))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
