"""Recurrences: what a step needs of the step before it is added last.

In `a[j] = (x[j] + a[j - 1] + y[j] + z[j]) / 9` every addition waits for a[j - 1], although most
of the sum is known long before. Added last, it holds up one addition instead of three.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.affine import Poly
from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Binary
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class _Term:
    """A summand with its sign, + or -."""

    sign: str
    node: Node


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _reordered, 16)


REASSOCIATION = Pass(
    "reassociation",
    "reassociating the sum so that the loop-carried term is added last",
    "because the rest of the sum no longer waits for the previous iteration",
    _run,
    answers=("unsupported use", "possible dependence"),
    example=Example(
        """\
void f(int n, double *a, double b) {
    for (int i = n - 2; i >= 0; i--) {
        a[i] = -b * a[i + 1] - b + a[i];
    }
}
""",
        """\
void f(int n, double *a, double b) {
    for (int i = n - 2; i >= 0; i--) {
        a[i] = -b + a[i] + -b * a[i + 1];
    }
}
""",
    ),
)


def _reordered(code: Code, loop: Loop) -> Code | None:
    accesses = effects_of(code, loop.body).accesses
    written = [one for one in accesses if one.write and one.steps]
    for write in written:
        assignment = write.node.parent
        right = assignment.child_by_field_name("right") if assignment is not None else None
        if assignment is None or assignment.type != "assignment_expression" or right is None:
            continue
        earlier = [one for one in accesses if not one.write and _one_before(one, write, loop)]
        edits = _edits(right, earlier)
        if edits:
            return code.edited(*edits)
    return None


def _one_before(read: Access, write: Access, loop: Loop) -> bool:
    """Whether `read` is what the iteration before has written."""
    if read.base != write.base or len(read.steps) != len(write.steps):
        return False
    moved = Poly.name(loop.variable) - Poly.constant(loop.step)
    for a, b in zip(read.steps, write.steps, strict=True):
        if a is None or b is None or isinstance(a, str) or isinstance(b, str):
            return False
        if a != b.substitute(loop.variable, moved):
            return False
    return True


def _edits(right: Node, earlier: list[Access]) -> list[Edit]:
    """Moves the one summand that holds an earlier result behind the others."""
    for total in _sums(right):
        terms = list(_terms(total, "+"))
        waiting = [term for term in terms if any(inside(one.node, term.node) for one in earlier)]
        if len(terms) < 3 or len(waiting) != 1 or waiting[0] == terms[-1]:
            continue
        rest = [term for term in terms if term != waiting[0]]
        head = rest[0]
        start = text_of(head.node) if head.sign == "+" else f"-{_factor(head.node)}"
        others = "".join(f" {term.sign} {text_of(term.node)}" for term in [*rest[1:], *waiting])
        return [replace(total, start + others)]
    return []


def _factor(node: Node) -> str:
    return text_of(node) if node.type != "binary_expression" else f"({text_of(node)})"


def _sums(node: Node) -> Iterator[Node]:
    """The sums that an expression is made of, outermost first."""
    both = Binary.of(node)
    if both is not None and both.operator in ("+", "-"):
        yield both.node
    elif both is not None:
        yield from _sums(both.left)
        yield from _sums(both.right)


def _terms(node: Node, sign: str) -> Iterator[_Term]:
    """The summands of `a + b - c`; brackets stay as they are."""
    both = Binary.of(node, "+", "-") if node.type == "binary_expression" else None
    if both is not None:
        yield from _terms(both.left, sign)
        yield _Term(both.operator, both.right)
    else:
        yield _Term(sign, node)
