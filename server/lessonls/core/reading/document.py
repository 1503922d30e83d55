"""A parsed text that translates between the tree's bytes and the text's characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from tree_sitter import Node, Tree

from lessonls.core.preprocessing import UNKNOWN, Preprocessing
from lessonls.core.reading.functions import Function
from lessonls.core.reading.loops import LoopDepths, loop_depths
from lessonls.core.reading.masking import masked
from lessonls.core.reading.outline import Outline, collect, outline
from lessonls.core.reading.parts import Parts, read_parts
from lessonls.core.reading.places import Places
from lessonls.core.reading.scopes import Item, items, namespaces, outermost
from lessonls.core.reading.syntax import (
    Change,
    parse_bytes,
    parse_in_steps,
    reparse,
    with_text,
)
from lessonls.core.target import Language

LONG = 100_000
"""Characters from which on a text is read again only where it changed, and not waited for."""

_TORN = 50_000
"""Bytes of declarations that an edit has to break to tear a text."""


@dataclass(frozen=True)
class Document:
    """A text, its syntax tree and what it declares. The tree is that of the text as the
    preprocessor makes it (masking.py): its places are the text's own, its texts may not be.
    """

    text: str
    language: Language
    tree: Tree
    known: Preprocessing

    @property
    def left_out(self) -> tuple[tuple[int, int], ...]:
        """The stretches that the compiler does not see, in bytes: branches not taken."""
        return masked(self.text, self.known).left_out

    def is_left_out(self, line: int) -> bool:
        """Whether the line (from 0) stands in a branch that is not taken."""
        byte = self.byte(line, 0)
        return any(start <= byte < end for start, end in self.left_out)

    def opened_by_macros(self, byte: int) -> tuple[str, ...]:
        """The namespaces around that byte that only macros open, as far as names spell them."""
        around: tuple[str, ...] = ()
        for at, names in masked(self.text, self.known).scopes:
            if at <= byte:
                around = names
        return tuple(name for name in around if name)

    @cached_property
    def root(self) -> Node:
        return self.tree.root_node

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8, of which the tree counts the bytes."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def outline(self) -> Outline:
        return outline(self.root)

    @cached_property
    def loops(self) -> LoopDepths:
        return loop_depths(self.root, self.language)

    def near(self, line: int, last: int | None = None) -> Outline:  # noqa: ARG002 - long ones need it
        """Of the outline, what is declared in that line (from 0), or up to the line `last`, and by
        whatever is next.
        """
        return self.outline

    def about(self, read: Function) -> Outline:  # noqa: ARG002 - long ones need it
        """Of the outline, the class, the namespaces and the instantiations of a function."""
        return self.outline

    def sharing_name(self, name: str) -> Outline:  # noqa: ARG002 - long ones need it
        """Of the outline, at least everything of that plain name."""
        return self.outline

    def raw(self, node: Node) -> str:
        """A node's own text, with everything that the tree does not see."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass")

    def character(self, byte: int) -> int:
        """How many characters lie before that byte of the UTF-8 form."""
        return self._places.character(byte)

    def byte(self, line: int, column: int) -> int:
        """The byte at a position counted in lines and characters from 0, clipped to the text."""
        return self._places.byte(line, column)

    @cached_property
    def _places(self) -> Places:
        return Places(self.data)


@dataclass(frozen=True)
class LongDocument(Document):
    """One that is read again and again while somebody types. It gives the same answers, but from
    the parts of the text that they depend on.
    """

    parts: Parts

    def near(self, line: int, last: int | None = None) -> Outline:
        since, behind = self.byte(line, 0), self.byte((line if last is None else last) + 1, 0)
        found = outermost(self.root, since, self.parts.next_start(behind))
        return collect(chain.from_iterable(items(part.node, part.scopes) for part in found))

    def about(self, read: Function) -> Outline:
        # Members stand in the class that they belong to, so that it is enough to find that.
        names = [read.path[-2]] if read.qualifiers else list[str]()
        names += [read.name] if read.item.is_template else []
        starts = {at for name in names for at in self.parts.declaring(name)}
        found = collect(chain.from_iterable(map(self.inside, sorted(starts))))
        if read.qualifiers and read.owner not in found.classes:
            found.namespaces |= self._namespaces
        return found

    def sharing_name(self, name: str) -> Outline:
        places = re.finditer(rb"\b%s\b" % re.escape(name.encode()), self.data)
        around = (self.parts.start_around(place.start()) for place in places)
        starts = sorted({start for start in around if start is not None})
        return collect(chain.from_iterable(map(self.inside, starts)))

    def part_at(self, byte: int) -> Item:
        """The part that starts at that byte."""
        touching = outermost(self.root, byte, byte + 1)
        return next(item for item in touching if item.outer.start_byte == byte)

    def inside(self, byte: int) -> Iterator[Item]:
        """Everything that the part declares that starts at that byte."""
        part = self.part_at(byte)
        return items(part.node, part.scopes)

    @cached_property
    def _namespaces(self) -> set[tuple[str, ...]]:
        return namespaces(self.root)


@lru_cache(maxsize=16)
def document(text: str, language: Language, known: Preprocessing = UNKNOWN) -> Document:
    """Parses a text once: editors ask again and again about the same one."""
    return Document(text, language, parse_bytes(masked(text, known).data, language), known)


def reread(
    text: str, language: Language, known: Preprocessing, before: LongDocument | None
) -> LongDocument:
    """The document of a text that is mostly `before`'s: only what changed is parsed, while other
    threads go on.

    With syntax errors the tree may differ from the one of a text that is read at once, so that
    nothing is judged by it.
    """
    found = _reread(text, language, known, before, torn_too=True)
    assert found is not None  # noqa: S101 - torn or not
    return found


def reread_unless_torn(
    text: str, language: Language, known: Preprocessing, before: LongDocument
) -> LongDocument | None:
    """The same, but None for a text that an edit has torn: where a bracket is missing, all that
    follows may seem to be inside of one function. It takes long to read, and says little.
    """
    return _reread(text, language, known, before, torn_too=False)


def _reread(
    text: str,
    language: Language,
    known: Preprocessing,
    before: LongDocument | None,
    *,
    torn_too: bool,
) -> LongDocument | None:
    data = masked(text, known).data
    if before is None or before.language is not language:
        tree = with_text(parse_in_steps(data, language), data, language)
        return LongDocument(text, language, tree, known, read_parts(tree.root_node, language))
    tree, change = reparse(data, language, before.tree, masked(before.text, before.known).data)
    if not torn_too and _is_torn(before.root, tree.root_node, change):
        return None
    tree = with_text(tree, data, language)
    parts = before.parts.after(tree.root_node, language, change)
    return LongDocument(text, language, tree, known, parts)


def _is_torn(before: Node, after: Node, change: Change) -> bool:
    if change.new_end - change.start < _TORN:
        return False
    broken = _broken(after, change.start, change.new_end)
    return broken - _broken(before, change.start, change.end) >= _TORN


def _broken(root: Node, since: int, until: int) -> int:
    """How many bytes belong to declarations with syntax errors."""
    found = (item.outer for item in outermost(root, since, until) if item.outer.has_error)
    return sum(node.end_byte - node.start_byte for node in found)
