"""The code that a specialist works on: its text, its tree, and what its names mean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.edits import Edit, apply
from lessonls.agents.specialists.rewriting.tree import name_of, strip_parentheses
from lessonls.core.preprocessing import UNKNOWN, Preprocessing
from lessonls.core.reading.masking import masked
from lessonls.core.reading.syntax import parse, parse_bytes, text_of, walk
from lessonls.core.target import Language, Mode

_CONTAINERS = (
    "template_declaration",
    "namespace_definition",
    "declaration_list",
    "linkage_specification",
)
_ASSIGNING = ("assignment_expression", "update_expression")


@dataclass(frozen=True)
class Code:
    """A function's text, perhaps after helpers; `context` is what precedes it in its file, and
    `known` what the preprocessor makes of both.
    """

    text: str
    language: Language
    mode: Mode
    context: str = ""
    known: Preprocessing = UNKNOWN

    @property
    def cpp(self) -> bool:
        """Whether it is C++, not C."""
        return self.language is Language.CPP

    @property
    def size_type(self) -> str:
        """How the language writes the type of sizes."""
        return self.spelled("size_t")

    def spelled(self, kind: str) -> str:
        """A type as the language writes it: C++ has those of fixed size in `std`."""
        return f"std::{kind}" if self.cpp and kind.endswith("_t") else kind

    @cached_property
    def root(self) -> Node:
        return parse_bytes(masked(self.text, self.known).data, self.language).root_node

    @cached_property
    def functions(self) -> list[Node]:
        """The definitions in the text: helpers, then the one to optimize."""
        return [node for node in _top_level(self.root) if node.type == "function_definition"]

    @cached_property
    def function(self) -> Node | None:
        """The definition to optimize: the last one in the text."""
        return self.functions[-1] if self.functions else None

    @cached_property
    def body(self) -> Node | None:
        """The block of the function."""
        return self.function.child_by_field_name("body") if self.function else None

    @property
    def sound(self) -> bool:
        """Whether there is a function and everything was understood by the grammar."""
        return self.body is not None and not self.root.has_error

    @cached_property
    def around(self) -> "Code":
        """What precedes the text in its file."""
        return _around(self.context, self.language, self.mode)

    def definition(self, name: str) -> Node | None:
        """The function of this name in the text; None where there is none."""
        return next((one for one in self.functions if name_of(one) == name), None)

    @cached_property
    def file(self) -> Node:
        """The tree of the text and what precedes it in its file."""
        return parse(self.context + self.text, self.language).root_node

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier in the text."""
        return frozenset(
            text_of(node)
            for node in walk(self.root)
            if node.type in ("identifier", "field_identifier", "type_identifier")
        )

    @cached_property
    def assigned(self) -> frozenset[str]:
        """Names whose value may change after their declaration, other than loop counters."""
        return frozenset(
            text_of(target)
            for node, target in self._assignments
            if target.type == "identifier" and not _counts(node)
        )

    @cached_property
    def counters(self) -> frozenset[str]:
        """Names that a `for` declares and its head alone changes."""
        return frozenset(text_of(target) for node, target in self._assignments if _counts(node))

    @cached_property
    def _assignments(self) -> list[tuple[Node, Node]]:
        """What may change something, and what that is."""
        every = ((node, _assigned_by(node)) for node in walk(self.root))
        return [(node, target) for node, target in every if target is not None]

    def fresh(self, name: str) -> str:
        """`name`, or `name` with a number where it is taken."""
        taken, number = self.names, 2
        candidate = name
        while candidate in taken:
            candidate = f"{name}{number}"
            number += 1
        return candidate

    def edited(self, *edits: Edit) -> "Code":
        """The code after the edits."""
        return replace(self, text=apply(self.text, edits))

    def slice(self, start: int, end: int) -> str:
        """The text between two byte positions."""
        return self.text.encode("utf-8", "surrogatepass")[start:end].decode(
            "utf-8", "surrogatepass"
        )

    def nodes(self, *types: str) -> list[Node]:
        """The function's nodes of these types, in source order."""
        return [node for node in self._parts if node.type in types]

    def uses(self, name: str) -> list[Node]:
        """Where a name occurs in the function's block."""
        return [node for node in self.nodes("identifier") if text_of(node) == name]

    @cached_property
    def _parts(self) -> list[Node]:
        """Everything in the function's block, in source order."""
        return list(walk(self.body)) if self.body else []


@lru_cache(maxsize=16)
def _around(context: str, language: Language, mode: Mode) -> Code:
    """Remembered, because every rewrite of a function has the same context."""
    return Code(context, language, mode)


def _assigned_by(node: Node) -> Node | None:
    kind = node.type
    if kind not in (*_ASSIGNING, "pointer_expression"):
        return None
    if kind == "pointer_expression" and not text_of(node).startswith("&"):
        return None
    target = node.child_by_field_name("left") or node.child_by_field_name("argument")
    return strip_parentheses(target) if target is not None else None


def _counts(node: Node) -> bool:
    loop = node.parent
    if loop is None or loop.type != "for_statement" or node.type not in _ASSIGNING:
        return False
    start = loop.child_by_field_name("initializer")
    return start is not None and start.type == "declaration"


def _top_level(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        yield child
        if child.type in _CONTAINERS:
            yield from _top_level(child)
