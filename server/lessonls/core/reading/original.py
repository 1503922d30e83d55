"""The target in its file: what a candidate must match and need not repeat."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node

from lessonls.core.preprocessing import Preprocessing
from lessonls.core.reading.directives import Surroundings
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.outline import every
from lessonls.core.reading.pieces import defined, identities, lexemes
from lessonls.core.reading.plain_types import plain_types
from lessonls.core.reading.scopes import items, spelled
from lessonls.core.reading.state import Lasting, changing, static_locals, unwritten_locals
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.reading.tokens import Part, Token, directives, parts_of
from lessonls.core.reading.uses import uses
from lessonls.core.target import Language, Target

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[^\n]*", re.MULTILINE)
_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Original:
    """`found` is the whole file and `read` the function in it."""

    found: Document
    read: Function

    @property
    def language(self) -> Language:
        return self.found.language

    @property
    def node(self) -> Node:
        return self.read.item.outer

    @property
    def scopes(self) -> tuple[str, ...]:
        """The names of the scopes around the function."""
        return tuple(scope.name for scope in self.read.item.scopes)

    @cached_property
    def code(self) -> str:
        """The function's text."""
        return self.found.raw(self.node)

    @cached_property
    def known(self) -> frozenset[tuple[str, ...]]:
        """The tokens of all pieces of the file."""
        return frozenset(identities(self.found.root))

    @cached_property
    def taken(self) -> frozenset[tuple[str, ...]]:
        """What may not be defined again."""
        path = spelled(self.read.item.scopes)
        visible = {path[:end] for end in range(len(path) + 1)}
        return frozenset(
            definition
            for item in items(self.found.root)
            for definition in defined(item)
            if spelled(item.scopes) in visible or definition[0] == "macro"
        )

    @cached_property
    def parts(self) -> Sequence[Part]:
        """The function's tokens and directives."""
        return parts_of(self.node, self.found.data, strict=False)

    @cached_property
    def _whole(self) -> Sequence[Part]:
        return parts_of(self.found.root, self.found.data, strict=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words inside the function."""
        return frozenset(token.text for token in _tokens(self.parts))

    @cached_property
    def names(self) -> frozenset[str]:
        """All names in the file's code."""
        return frozenset(token.text for token in _tokens(self._whole) if token.is_name)

    @cached_property
    def used(self) -> frozenset[str]:
        """The names in the file that a rewrite may not use."""
        root, functions = self.found.root, self.found.outline.functions
        return frozenset(use.name for use in uses([root], self._whole, functions))

    @cached_property
    def declared(self) -> frozenset[str]:
        """Names that the file gives to functions and variables outside of bodies."""
        outline = self.found.outline
        functions = [read.name for read in outline.functions]
        functions += [read.name for listed in outline.declared.values() for read in listed]
        variables = (name for item in items(self.found.root) for name in _variables(item.node))
        return frozenset([*functions, *variables])

    @cached_property
    def lasting(self) -> Lasting:
        """What the file has of static variables and plain types."""
        return Lasting(
            locals=frozenset(static_locals(self.node)),
            unwritten=frozenset(unwritten_locals(self.node, text_of(self.node))),
            plain_types=frozenset(plain_types(self.found.root)),
            declared=self.declared,
            changing=frozenset(
                name for item in items(self.found.root) for name in changing(item.node)
            ),
        )

    @cached_property
    def surroundings(self) -> Surroundings:
        """Directives, includes and the place of the function."""
        includes = ("".join(lexemes(line)[2:]) for line in _INCLUDE.findall(self.found.text))
        return Surroundings(
            directives=frozenset(directive.words for directive in directives(self.parts)),
            includes=frozenset(includes),
            place="::".join(scope or "(anonymous)" for scope in self.scopes),
        )

    @cached_property
    def assembly(self) -> frozenset[str]:
        """The assembly statements inside the function, without white space."""
        statements = (n for n in walk(self.node) if n.type == "gnu_asm_expression")
        return frozenset(
            "".join(t.text for t in _tokens(parts_of(n, self.found.data, strict=False)))
            for n in statements
        )

    @property
    def has_c_linkage(self) -> bool:
        """Whether functions next to it get C's linkage."""
        above = self.node.parent
        while above is not None and above.type != "linkage_specification":
            above = above.parent
        return self.language is Language.C or above is not None


def original(target: Target) -> Original:
    """The original of a target; read once, since many candidates are compared with it."""
    text = target.before + target.code + target.after
    return _original(text, target.start, target.language, target.preprocessing)


@lru_cache(maxsize=4)
def _original(text: str, start: int, language: Language, known: Preprocessing) -> Original:
    found = document(text, language, known)
    starts = {found.character(f.item.outer.start_byte): f for f in every(found.outline)}
    return Original(found, starts[start])


def _tokens(parts: Sequence[Part]) -> Iterator[Token]:
    for part in parts:
        yield from (part,) if isinstance(part, Token) else part.tokens


def _variables(node: Node) -> Iterator[str]:
    if node.type == "declaration":
        for declarator in node.children_by_field_name("declarator"):
            yield from _NAME.findall(text_of(declarator))[:1]
