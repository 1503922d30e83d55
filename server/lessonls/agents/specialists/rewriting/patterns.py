"""Patterns of C and C++: text with `$holes`, found in syntax trees.

`$x` fits any expression, type or name, and as `$x;` any statement; used twice, it must be the same
both times. `$$x;` fits all statements that are left, and `$$x` all arguments. Brackets, comments,
`std::`, `const` before a type, and braces around a single statement make no difference; neither
does it whether a comparison is written from left to right or from right to left, `x++` or
`x = x + 1`, `v.cbegin()` or `std::begin(v)`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from string import Template

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.tree import statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import Assign, Binary, Call, squeezed
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!=", "+": "+", "*": "*"}
_RANGE_ENDS = ("begin", "end", "rbegin", "rend")
_Found = dict[str, tuple[Node, ...]]


@dataclass(frozen=True)
class Match:
    """What a pattern's holes stand for."""

    node: Node
    holes: Mapping[str, tuple[Node, ...]] = field(compare=False)

    def __getitem__(self, name: str) -> str:
        """The text in a hole, with single spaces."""
        return " ".join(squeezed(one) for one in self.holes[name])

    def at(self, name: str) -> Node:
        """The one node in a hole."""
        return self.holes[name][0]

    def filled(self, template: str, **values: str) -> str:
        """A text of one line with what is in the holes, and further values."""
        return Template(template).substitute(self.texts, **values)

    @property
    def texts(self) -> dict[str, str]:
        """The text of each hole."""
        return {name: self[name] for name in self.holes}


class Pattern:
    """One or several texts, of which the first one that fits counts."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def match(
        self,
        node: Node | None,
        language: Language = Language.CPP,
        known: Mapping[str, tuple[Node, ...]] | None = None,
    ) -> Match | None:
        """What the holes stand for in a node; None where it does not fit. What is `known` of holes
        has to be the same.
        """
        if node is None:
            return None
        for text in self.texts:
            found = _same(_parsed(text, language), node, dict(known or {}))
            if found is not None:
                return Match(node, found)
        return None

    def first(self, nodes: Iterable[Node], language: Language = Language.CPP) -> Match | None:
        """The first of the nodes that fits."""
        found = (self.match(node, language) for node in nodes)
        return next((one for one in found if one is not None), None)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of nodes that can fit."""
        return frozenset(_bare(_parsed(text, Language.CPP)).type for text in self.texts)


@lru_cache(maxsize=512)
def _parsed(text: str, language: Language) -> Node:
    """A pattern as a statement or, without a semicolon or brace at its end, as an expression."""
    whole = text if text.rstrip().endswith((";", "}")) else f"{text};"
    root = parse(f"void pattern() {{ {whole} }}", language).root_node
    body = root.named_children[0].child_by_field_name("body")
    if root.has_error or body is None:
        raise ValueError(f"no pattern: {text}")
    inner = body.named_children[0]
    return inner if whole == text else inner.named_children[0]


def _bare(node: Node) -> Node:
    """Without what makes no difference around it."""
    node = strip_parentheses(node)
    if node.type == "condition_clause":
        value = node.child_by_field_name("value")
        return _bare(value) if value is not None and len(node.named_children) == 1 else node
    if node.type in ("else_clause", "subscript_argument_list") and node.named_child_count == 1:
        return _bare(node.named_children[0])
    if node.type == "compound_statement" and len(only := statements(node)) == 1:
        return node if _hole(only[0]).startswith("$$") else _bare(only[0])
    if node.type == "qualified_identifier" and text_of(node).startswith("std::"):
        return node.child_by_field_name("name") or node
    return node


def _hole(node: Node) -> str:
    """The name of the hole that a node of a pattern is."""
    if node.type == "expression_statement" and node.named_children:
        node = node.named_children[0]
    text = text_of(node)
    return text if text.startswith("$") and text.lstrip("$").isidentifier() else ""


def _bound(found: _Found, hole: str, nodes: tuple[Node, ...]) -> _Found | None:
    name = hole.lstrip("$")
    before = found.get(name)
    if before is None:
        return {**found, name: nodes}
    same = [squeezed(_bare(one)) for one in before] == [squeezed(_bare(one)) for one in nodes]
    return found if same else None


def _same(pattern: Node, node: Node, found: _Found) -> _Found | None:
    statement = pattern.type == "expression_statement"
    pattern, node = _bare(pattern), _bare(node)
    if pattern.type == "compound_statement":
        return _all_same(statements(pattern), statements(node), found)
    hole = _hole(pattern)
    if hole:
        fits = not statement or _is_statement(node)
        return _bound(found, hole, (node,)) if fits else None
    for special in (_assigned, _compared, _range_end):
        tried = special(pattern, node, found)
        if tried is not None:
            return next(iter(tried), None)
    if pattern.type != node.type and "identifier" not in pattern.type:
        return None
    if pattern.child_count == 0 or node.child_count == 0:
        return found if text_of(pattern) == text_of(node) else None
    return _all_same(_parts(pattern), _parts(node), found)


def _is_statement(node: Node) -> bool:
    return node.type.endswith("_statement") or node.type in ("declaration", "for_range_loop")


def _parts(node: Node) -> list[Node]:
    """The children that count."""
    return [one for one in node.children if one.type not in ("comment", "type_qualifier")]


def _all_same(patterns: Sequence[Node], nodes: Sequence[Node], found: _Found) -> _Found | None:
    """Child by child; a hole for several takes as many as what follows it leaves."""
    for at, pattern in enumerate(patterns):
        hole = _hole(pattern)
        if hole.startswith("$$"):
            return _several(hole, patterns[at + 1 :], nodes[at:], found)
        after = _same(pattern, nodes[at], found) if at < len(nodes) else None
        if after is None:
            return None
        found = after
    return found if len(patterns) == len(nodes) else None


def _several(
    hole: str, behind: Sequence[Node], nodes: Sequence[Node], found: _Found
) -> _Found | None:
    """A hole that takes some nodes, as many as possible, and leaves the others to what follows."""
    for many in range(len(nodes), -1, -1):
        taken = tuple(one for one in nodes[:many] if one.is_named)
        bound = _bound(found, hole, taken)
        after = _all_same(behind, nodes[many:], bound) if bound is not None else None
        if after is not None:
            return after
    return None


_Tried = list[_Found] | None
"""Ways in which a special case fits; None where it is none."""


def _pairs(found: _Found, *pairs: tuple[Node, Node]) -> Iterator[_Found]:
    current: _Found | None = found
    for one, other in pairs:
        current = _same(one, other, current) if current is not None else None
    if current is not None:
        yield current


def _assigned(pattern: Node, node: Node, found: _Found) -> _Tried:
    """`x++`, `x += 1` and `x = x + 1` are the same."""
    wanted, mine = Assign.of(pattern), Assign.of(node)
    if wanted is None or pattern.type == "expression_statement" != node.type:
        return None
    if mine is None or (pattern.type == "expression_statement") != _is_statement(node):
        return []
    operator, value = _summed(mine)
    if wanted.operator != operator:
        operator, value = mine.operator, mine.value
    if wanted.operator != operator:
        return []
    if wanted.value is None or value is None:
        ones = all(one is None or text_of(one) == "1" for one in (wanted.value, value))
        return list(_pairs(found, (wanted.target, mine.target))) if ones else []
    return list(_pairs(found, (wanted.target, mine.target), (wanted.value, value)))


def _summed(mine: Assign) -> tuple[str, Node | None]:
    """`x = x + e` as `x += e`."""
    inner = Binary.of(mine.value) if mine.operator == "=" else None
    if inner is not None and squeezed(inner.left) == squeezed(mine.target):
        return f"{inner.operator}=", inner.right
    return mine.operator, mine.value


def _compared(pattern: Node, node: Node, found: _Found) -> _Tried:
    """Comparisons, sums and products, either way round."""
    wanted = Binary.of(pattern, *_FLIPPED)
    if wanted is None:
        return None
    mine = Binary.of(node)
    if mine is None:
        return []
    tried: list[_Found] = []
    if mine.operator == wanted.operator:
        tried += _pairs(found, (wanted.left, mine.left), (wanted.right, mine.right))
    if mine.operator == _FLIPPED[wanted.operator]:
        tried += _pairs(found, (wanted.left, mine.right), (wanted.right, mine.left))
    return tried


def _range_end(pattern: Node, node: Node, found: _Found) -> _Tried:
    """`v.begin()`, `v.cbegin()` and `std::begin(v)` are the same."""
    wanted = _end_of(Call.of(pattern))
    mine = _end_of(Call.of(node)) if wanted is not None else None
    if wanted is None:
        return None
    if mine is None or mine[0] != wanted[0]:
        return []
    return list(_pairs(found, (wanted[1], mine[1])))


def _end_of(call: Call | None) -> tuple[str, Node] | None:
    """Which end of which container a call gives."""
    if call is None:
        return None
    word = (call.method or call.name).removeprefix("c")
    owner = call.owner or next(iter(call.arguments), None)
    many = len(call.arguments) != (0 if call.method else 1)
    return (word, owner) if word in _RANGE_ENDS and owner is not None and not many else None


def holes_of(text: str) -> set[str]:
    """The names of the holes in a pattern."""
    root = _parsed(text, Language.CPP)
    return {_hole(one).lstrip("$") for one in walk(root) if _hole(one)}
