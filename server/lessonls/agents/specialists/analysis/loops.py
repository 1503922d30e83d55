"""Counted loops: `for (T v = first; v < bound; v += step)` with a bound that stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, Range, poly_of
from lessonls.agents.specialists.analysis.meaning import resolver
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import (
    LOOPS,
    ancestors,
    changed_by,
    inside,
    names_in,
    statements,
)
from lessonls.agents.specialists.rewriting.views import (
    Assign,
    Binary,
    Call,
    For,
    brackets,
)
from lessonls.core.reading.syntax import text_of, walk

_STRIPS = Pattern("$n / $size * $size")
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


@dataclass(frozen=True)
class Loop:
    """A counted loop. `declared` says that its head declares the variable, as `kind`."""

    node: Node
    variable: str
    kind: str
    declared: bool
    first: Node
    relation: str
    bound: Node
    step: int
    body: Node

    @property
    def statements(self) -> list[Node]:
        return statements(self.body)

    @property
    def counts_up(self) -> bool:
        """Whether it counts by ones, upwards, with a variable of its own."""
        return self.step == 1 and self.declared

    @property
    def from_zero(self) -> bool:
        """Whether it counts so from zero up to what is below the bound."""
        return self.counts_up and self.relation == "<" and text_of(self.first) == "0"

    @property
    def head(self) -> tuple[int, int]:
        """The bytes between `for` and the body's beginning, brackets included."""
        return brackets(self.node)

    @property
    def only_loop(self) -> Node | None:
        """The loop that is all of the body, if so."""
        inner = self.statements
        return inner[0] if len(inner) == 1 and inner[0].type == "for_statement" else None


@lru_cache(maxsize=4096)  # passes ask for the same loops again and again
def loop_at(node: Node) -> Loop | None:
    """The counted loop at `node`, or None when it is another kind of statement."""
    parts = For.of(node)
    head = _start(parts.start) if parts is not None else None
    step = _step(parts.update) if parts is not None else None
    if parts is None or head is None or step is None or step[0] != head[0]:
        return None
    variable, kind, first = head
    limit = _limit(parts.condition, variable)
    if limit is not None and limit[0] == "!=" and abs(step[1]) == 1:
        limit = ("<" if step[1] > 0 else ">", limit[1])
    if limit is None or (limit[0] in ("<", "<=")) != (step[1] > 0):
        return None
    relation, bound = limit
    if changed_names(parts.body) & {variable, *names_in(bound)}:
        return None
    return Loop(node, variable, kind, bool(kind), first, relation, bound, step[1], parts.body)


def _start(node: Node) -> tuple[str, str, Node] | None:
    if node.type == "declaration":
        declarators = node.children_by_field_name("declarator")
        kind = node.child_by_field_name("type")
        if len(declarators) != 1 or kind is None or declarators[0].type != "init_declarator":
            return None
        name, value = (declarators[0].child_by_field_name(f) for f in ("declarator", "value"))
        if name is None or name.type != "identifier" or value is None:
            return None
        return text_of(name), text_of(kind), value
    start = Assign.of(node)
    if start is None or start.value is None or start.target.type != "identifier":
        return None
    return (text_of(start.target), "", start.value) if start.plain else None


def _step(node: Node) -> tuple[str, int] | None:
    """What the head of a loop changes, and by how much."""
    found = Assign.of(node)
    if found is None:
        return None
    name = text_of(found.target)
    if found.value is None:
        return name, 1 if found.operator == "+=" else -1
    value = poly_of(found.value, lambda part: Poly.name(text_of(part)))
    if value is None:
        return None
    change = {"+=": value, "-=": -value, "=": value - Poly.name(name)}.get(found.operator)
    number = change.value if change is not None else None
    return (name, number) if number else None


def _limit(node: Node, variable: str) -> tuple[str, Node] | None:
    both = Binary.of(node, *_FLIPPED)
    if both is None:
        return None
    if text_of(both.left) == variable:
        return both.operator, both.right
    return (_FLIPPED[both.operator], both.left) if text_of(both.right) == variable else None


@lru_cache(maxsize=4096)
def changed_names(node: Node) -> frozenset[str]:
    """Names of scalars that are assigned within `node`."""
    targets = map(changed_by, walk(node))
    return frozenset(text_of(one) for one in targets if one and one.type == "identifier")


@lru_cache(maxsize=4096)
def _nodes_of_loops(node: Node) -> tuple[Node, ...]:
    """Loops of any kind in `node`, itself included, outer ones first."""
    return tuple(part for part in walk(node) if part.type in LOOPS)


def loops_in(node: Node) -> Iterator[Loop]:
    """All counted loops in `node`, itself included, outer ones first."""
    for part in _nodes_of_loops(node):
        loop = loop_at(part)
        if loop is not None:
            yield loop


def innermost(node: Node) -> Iterator[Loop]:
    """Counted loops without another loop of any kind in them."""
    return (loop for loop in loops_in(node) if not _nodes_of_loops(loop.body))


def enclosing(node: Node) -> list[Loop]:
    """The counted loops around `node`, innermost first."""
    return [loop for outer in ancestors(node) if (loop := loop_at(outer)) is not None]


def limits(code: Code, loop: Loop, *, strip: bool = False) -> Range:
    """The variable's smallest and largest value, None where unknown.

    Of `std::min(start + 32, n)`, where the loop begins at `start`, the bound is n; with `strip`
    it is `start + 32`.
    """
    resolve = resolver(code)
    first = poly_of(loop.first, resolve)
    known = [poly_of(one, resolve) for one in _ends(loop)]
    ends = [end for end in known if end is not None]
    near = [end for end in ends if first is not None and (end - first).value is not None]
    far = [end for end in ends if end not in near]
    bound = next(iter([*near, *far] if strip else [*far, *near]), None)
    if bound is not None and "=" not in loop.relation:
        bound += Poly.constant(-1 if loop.step > 0 else 1)
    if loop.step > 0 and text_of(loop.first) == "0" and (whole := _in_whole(code, loop)):
        bound = whole
    return (first, bound) if loop.step > 0 else (bound, first)


def ranges_at(code: Code, node: Node) -> Mapping[str, Range]:
    """The ranges of the loop variables around `node`, innermost first."""
    return {
        loop.variable: limits(code, loop) for loop in enclosing(node) if inside(node, loop.body)
    }


def _ends(loop: Loop) -> list[Node]:
    """The bound, or both arguments of a minimum that the loop counts up to."""
    call = Call.of(loop.bound)
    return call.arguments if call and call.name == "min" and loop.step > 0 else [loop.bound]


def _in_whole(code: Code, loop: Loop) -> Poly | None:
    """The largest value below a bound that was declared as `n / 4 * 4`: n - 4 in steps of 4."""
    found = lookup(text_of(loop.bound), loop.node) if loop.bound.type == "identifier" else None
    if found is None or found.init is None or found.name in code.assigned or loop.relation != "<":
        return None
    strips = _STRIPS.match(found.init, code.language)
    value = poly_of(strips.at("n"), resolver(code)) if strips is not None else None
    if strips is None or value is None or value.symbols & code.assigned:
        return None
    return value - Poly.constant(loop.step if strips["size"] == str(loop.step) else 1)
