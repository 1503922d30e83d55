"""A parsed text that translates between the tree's bytes and the text's characters."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node

from lessonls.core.reading.outline import Outline, outline
from lessonls.core.reading.syntax import parse
from lessonls.core.target import Language

_CONTINUATION = bytes(range(0x80, 0xC0))


@dataclass(frozen=True)
class Document:
    """A text, its syntax tree and what it declares."""

    text: str
    language: Language
    root: Node
    outline: Outline

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
    tree = parse(text, language)
    return Document(text, language, tree.root_node, outline(tree.root_node))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
