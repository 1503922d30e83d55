"""How much a loop nest does: expressions for `if` clauses, so that small inputs do not lose."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, poly_of
from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.dependence import leaves
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at, loops_in
from lessonls.agents.specialists.analysis.purity import ORDERING, SEEKING, is_math
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.strip_mining import is_remainder
from lessonls.agents.specialists.rewriting.tree import LOOPS, inside, mentions, strip_parentheses
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of, walk

ENOUGH = 100000
"""Simple operations from which starting threads pays, some twenty microseconds' worth."""

_REPEATED = 2
"""How much more it takes where they are started again and again."""

_UNKNOWN = 16
"""Iterations of a loop whose bounds are not known before the nest."""

_CHEAP = ("fabs", "abs", "min", "max", "fmin", "fmax", "sqrt", "floor", "static_cast")
_OPERATIONS = (
    *("binary_expression", "assignment_expression", "update_expression"),
    *("subscript_expression", "field_expression"),
)


def deepest(loop: Loop) -> list[Loop]:
    """The longest nest of counted loops that begins with `loop`."""
    below = [deepest(one) for one in loops_in(loop.body)]
    return [loop, *max(below, key=len)] if below else [loop]


def condition(loop: Loop, starts: int = 1) -> str | None:
    """`(double)n * m > 20000` from the bounds that are known before the loop.

    `starts` says how often threads are started for it. Empty where it always does enough, None
    where it never does.
    """
    factors, work = _path(loop.node, loop)
    if not factors:
        return "" if work >= ENOUGH * starts else None
    least = ENOUGH * starts * (_REPEATED if enclosing(loop.node) else 1)
    limit = max(1, _rounded(least / work))
    return f"{'(double)' if factors[1:] else ''}{' * '.join(factors)} > {limit}"


def _path(node: Node, outer: Loop) -> tuple[list[str], float]:
    """The counts that multiply on the way to the innermost statements, and the work of those."""
    counts, times = _count(node, outer)
    body = node.child_by_field_name("body") or node
    below = [_path(one, outer) for one in _next_loops(body)]
    if not below:
        return counts, times * _operations(body)
    found, work = max(below, key=lambda one: (len(one[0]), one[1]))
    return [*counts, *found], times * work


def _next_loops(node: Node) -> list[Node]:
    """The loops in `node` that are in no other loop of it."""
    found: list[Node] = []
    for child in [node] if node.type in LOOPS else node.named_children:
        loop = loop_at(child)
        if child.type in LOOPS and (loop is None or not is_remainder(loop)):
            found.append(child)
        elif child.type not in (*LOOPS, "lambda_expression"):
            found += _next_loops(child)
    return found


def _operations(body: Node) -> float:
    """The simple operations of a loop's body; divisions and functions count as several."""
    total = 1.0
    for part in walk(body):
        if part.type == "call_expression":
            function = part.child_by_field_name("function")
            heavy = function is not None and is_math(function)
            cheap = function is None or plain_name(function).rstrip("fl") in _CHEAP
            sorts = function is not None and plain_name(function) in ORDERING
            seeks = function is not None and plain_name(function) in SEEKING
            total += 300 if sorts else 50 if seeks else 20 if heavy and not cheap else 1
        elif part.type in _OPERATIONS:
            sign = part.child_by_field_name("operator")
            total += 5 if sign is not None and sign.type in ("/", "%", "/=", "%=") else 1
    return total


def _count(node: Node, outer: Loop) -> tuple[list[str], float]:
    """The iterations of a loop: an expression that is known before `outer`, and a factor."""
    loop = loop_at(node)
    if loop is None or (node != outer.node and leaves(loop)):
        return [], max(_UNKNOWN, outer.step)
    low, high = (loop.first, loop.bound) if loop.step > 0 else (loop.bound, loop.first)
    length = _length(low, high)
    if length is not None:
        return [], length / abs(loop.step)
    if high.type == "number_literal" or not _known_before(high, outer, inner=node != outer.node):
        around = _around(node, high, outer)
        return ([around], 0.5) if around else ([], max(_UNKNOWN, outer.step))
    part = 0.5 if node != outer.node and mentions(low, {outer.variable}) else 1.0
    start = "" if part < 1 or not _begins_late(low, outer) else f" - {operand(low)}"
    text = f"({operand(high)}{start})" if start else operand(high)
    return [text], part / abs(loop.step)


def _length(low: Node, high: Node) -> float | None:
    """How far it is from `start` to `start + 64`, whatever the start."""
    ends = [poly_of(one, lambda part: Poly.name(text_of(part))) for one in (low, high)]
    gap = ends[1] - ends[0] if ends[0] is not None and ends[1] is not None else None
    return float(gap.value) if gap is not None and gap.value is not None else None


def _around(node: Node, end: Node, outer: Loop) -> str:
    """The bound of `outer` where an inner loop runs up to its variable."""
    triangle = text_of(end) == outer.variable and node != outer.node and outer.step > 0
    known = triangle and _known_before(outer.bound, outer, inner=False)
    return operand(outer.bound) if known and outer.bound.type != "number_literal" else ""


def _begins_late(low: Node, outer: Loop) -> bool:
    """Whether the first index is a variable, which may be near the last one."""
    names = [part for part in walk(low) if part.type == "identifier"]
    plain = low.type in ("identifier", "binary_expression")
    return plain and bool(names) and _known_before(low, outer, inner=True)


def operand(node: Node) -> str:
    """The text of an expression, in brackets where a sign or a cast before it needs them."""
    plain = ("identifier", "call_expression", "field_expression", "parenthesized_expression")
    return text_of(node) if node.type in (*plain, "number_literal") else f"({text_of(node)})"


def _known_before(end: Node, outer: Loop, *, inner: bool) -> bool:
    """Whether an expression can be computed before `outer`, and safely if it is `inner`."""
    for part in walk(strip_parentheses(end)):
        if part.type == "identifier":
            found = lookup(text_of(part), part)
            if text_of(part) == outer.variable or (found and inside(found.node, outer.node)):
                return False
        if inner and part.type in ("subscript_expression", "pointer_expression"):
            return False
        if inner and part.type == "binary_expression" and "/" in text_of(part):
            return False
    return True


def _rounded(number: float) -> int:
    """The nearest of 1, 2, 5, 10, 20, 50 …"""
    steps = [digit * 10**power for power in range(7) for digit in (1, 2, 5)]
    return min(steps, key=lambda step: abs(step - number))


def _triangular(loop: Loop) -> bool:
    """Whether inner loops do more in some iterations than in others."""
    inner = [one for node in walk(loop.body) if (one := loop_at(node)) is not None]
    names = {loop.variable}
    return any(mentions(one.bound, names) or mentions(one.first, names) for one in inner)


def _irregular(loop: Loop) -> bool:
    """Whether iterations end where the data say: inner loops without a count, or early exits."""
    for node in walk(loop.body):
        inner = loop_at(node)
        counted = inner is not None or node.type not in LOOPS
        if not counted or node.type in ("break_statement", "continue_statement"):
            return True
        if inner is not None and any(
            part.type == "subscript_expression" for part in walk(inner.bound)
        ):
            return True
    return False


def whole(end: Node) -> bool:
    """Whether an end of a loop is an integer, and no comparison with a fraction."""
    for part in walk(end):
        if part.type == "identifier":
            found = lookup(text_of(part), part)
            sized = part.parent is not None and text_of(part.parent).endswith(".size")
            if not sized and (found is None or found.shape.element not in INTEGERS):
                return False
        elif (part.type == "number_literal" and not text_of(part).isdecimal()) or (
            part.type == "call_expression" and not text_of(part).endswith(".size()")
        ):
            return False
    return True


def schedule_of(loop: Loop) -> str:
    """Equal shares, or small ones in turn where iterations take different times."""
    if _triangular(loop) and loop.step == 1:
        return "schedule(dynamic, 8)"
    return (
        f"schedule(dynamic, {8 if deepest(loop)[1:] else 64})"
        if _irregular(loop)
        else "schedule(static)"
    )
