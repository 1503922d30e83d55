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
    inside,
    statements,
    strip_parentheses,
)
from lessonls.agents.specialists.rewriting.views import plain_name
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
        opening = next(child for child in self.node.children if child.type == "(")
        closing = next(child for child in self.node.children if child.type == ")")
        return opening.start_byte, closing.end_byte

    @property
    def only_loop(self) -> Node | None:
        """The loop that is all of the body, if so."""
        inner = self.statements
        return inner[0] if len(inner) == 1 and inner[0].type == "for_statement" else None


@lru_cache(maxsize=4096)  # passes ask for the same loops again and again
def loop_at(node: Node) -> Loop | None:
    """The counted loop at `node`, or None when it is another kind of statement."""
    if node.type != "for_statement":
        return None
    start, condition, update, body = (
        node.child_by_field_name(field) for field in ("initializer", "condition", "update", "body")
    )
    if start is None or condition is None or update is None or body is None:
        return None
    head = _start(start)
    step = _step(update)
    if head is None or step is None or step[0] != head[0]:
        return None
    variable, kind, first = head
    limit = _limit(condition, variable)
    if limit is not None and limit[0] == "!=" and abs(step[1]) == 1:
        limit = ("<" if step[1] > 0 else ">", limit[1])
    if limit is None or (limit[0] in ("<", "<=")) != (step[1] > 0):
        return None
    relation, bound = limit
    if changed_names(body) & {variable, *_names(bound)}:
        return None
    return Loop(node, variable, kind, bool(kind), first, relation, bound, step[1], body)


def _start(node: Node) -> tuple[str, str, Node] | None:
    if node.type == "declaration":
        declarators = node.children_by_field_name("declarator")
        kind = node.child_by_field_name("type")
        if len(declarators) != 1 or kind is None or declarators[0].type != "init_declarator":
            return None
        name = declarators[0].child_by_field_name("declarator")
        value = declarators[0].child_by_field_name("value")
        if name is None or name.type != "identifier" or value is None:
            return None
        return text_of(name), text_of(kind), value
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "assignment_expression" or left is None or right is None:
        return None
    operator = node.child_by_field_name("operator")
    plain = operator is None or operator.type == "="
    return (text_of(left), "", right) if plain and left.type == "identifier" else None


def _step(node: Node) -> tuple[str, int] | None:
    if node.type == "update_expression":
        argument = node.child_by_field_name("argument")
        return (text_of(argument), 1 if "++" in text_of(node) else -1) if argument else None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if node.type != "assignment_expression" or left is None or right is None:
        return None
    name = text_of(left)
    value = poly_of(right, lambda part: Poly.name(text_of(part)))
    if value is None:
        return None
    sign = operator.type if operator else "="
    change = {"+=": value, "-=": -value, "=": value - Poly.name(name)}.get(sign)
    number = change.value if change is not None else None
    return (name, number) if number else None


def _limit(node: Node, variable: str) -> tuple[str, Node] | None:
    node = strip_parentheses(node)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if node.type != "binary_expression" or left is None or right is None or operator is None:
        return None
    relation = operator.type
    if relation not in _FLIPPED:
        return None
    if text_of(left) == variable:
        return relation, right
    return (_FLIPPED[relation], left) if text_of(right) == variable else None


def _names(node: Node) -> set[str]:
    return {text_of(part) for part in walk(node) if part.type == "identifier"}


@lru_cache(maxsize=4096)
def changed_names(node: Node) -> frozenset[str]:
    """Names of scalars that are assigned within `node`."""
    changed: set[str] = set()
    for part in walk(node):
        target = None
        if part.type == "assignment_expression":
            target = part.child_by_field_name("left")
        elif part.type == "update_expression":
            target = part.child_by_field_name("argument")
        if target is not None and target.type == "identifier":
            changed.add(text_of(target))
    return frozenset(changed)


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
    function = loop.bound.child_by_field_name("function")
    listed = loop.bound.child_by_field_name("arguments")
    if function is None or listed is None or loop.step < 0 or plain_name(function) != "min":
        return [loop.bound]
    return listed.named_children


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
