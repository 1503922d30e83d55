"""Extremes pushed along a row instead of collected from a column.

`for (j…) { …; for (k < j) best[i][j] = max(best[i][j], best[i][k] + best[k + 1][j]); }` walks
down a column for every element, as many dynamic programs do. As soon as best[i][j] is final, it
can be offered to all elements to its right instead, whose column entries lie side by side.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import Step
from lessonls.agents.specialists.analysis.accesses import Access, Effects, effects_of
from lessonls.agents.specialists.analysis.affine import Poly
from lessonls.agents.specialists.analysis.dependence import never_meet_in, overlap
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.analysis.reductions import update_of
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import (
    indent_of,
    indent_unit,
    indented,
    renamed,
    replace,
)
from lessonls.core.reading.syntax import text_of

_EXTREMES = ("min", "max")


@dataclass(frozen=True)
class _Push:
    """The last statement of a loop: `inner` collects in its only statement, at `place`."""

    inner: Loop
    place: Access


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _rewritten, 8)


PUSHES = Pass(
    "extremes along the row",
    "interchanging the loops of a min/max recurrence so that it updates along the row",
    "because the inner loop now runs along memory and its iterations are independent",
    _run,
    answers=("strided", "complicated access"),
    example=Example(
        """\
void f(int n, std::vector<std::vector<int>> &best) {
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++) {
            if (best[i][j - 1] > best[i][j])
                best[i][j] = best[i][j - 1];
            best[i][j] = std::max(best[i][j], best[i + 1][j]);
            for (int k = i+1; k < j; k++) {
                best[i][j] = std::max(best[i][j], best[i][k] + best[k + 1][j]);
            }
        }
    }
}
""",
        """\
void f(int n, std::vector<std::vector<int>> &best) {
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++) {
            if (best[i][j - 1] > best[i][j])
                best[i][j] = best[i][j - 1];
            best[i][j] = std::max(best[i][j], best[i + 1][j]);
            if (j + 1 < n) {
                for (int k = j + 1; k < n; k++) {
                    best[i][k] = std::max(best[i][k], best[i][j] + best[j + 1][k]);
                }
            }
        }
    }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    plain = loop.counts_up and loop.relation in ("<", "<=")
    push = _push(code, loop) if plain and free_of_pragmas(loop) else None
    if push is None or not _legal(code, loop, push):
        return None
    return code.edited(replace(push.inner.node, _text(code, loop, push.inner)))


def _push(code: Code, loop: Loop) -> _Push | None:
    body = loop.statements
    inner = loop_at(body[-1]) if body else None
    if inner is None or len(inner.statements) != 1 or not inner.declared or inner.step != 1:
        return None
    upto = inner.relation == "<" and text_of(inner.bound) == loop.variable
    if not upto or _bare(inner.first) != _bare(loop.first):
        return None
    accesses = effects_of(code, inner.body).accesses
    written = [access for access in accesses if access.write]
    down = any(stride_of(one, inner.variable) is Stride.FAR for one in accesses)
    along = all(stride_of(one, loop.variable) is not Stride.FAR for one in accesses)
    if len({text_of(access.node) for access in written}) != 1 or not down or not along:
        return None
    return _Push(inner, written[0]) if written[0].steps else None


def _bare(node: Node) -> str:
    return "".join(text_of(node).split())


def _legal(code: Code, loop: Loop, push: _Push) -> bool:
    """Whether all that happens to an element are updates by the same extreme, in any order.

    Other elements of the row must be read when they are final: those before.
    """
    effects: Effects = effects_of(code, loop.body)
    mine = push.place
    if effects.opaque or mine.declaration is None or overlap(effects.accesses):
        return False
    operators: set[str] = set()
    for access in effects.accesses:
        if access.base == push.inner.variable:
            continue
        if access.base == mine.base and access.steps == mine.steps:
            found = update_of(access.node, text_of(mine.node), loop.body)
            operators.add(found[0] if found is not None else "")
        elif access.write or not (
            access.base != mine.base
            or _before(access.steps, mine.steps, loop, push.inner)
            or never_meet_in(code, loop, mine, access)
        ):
            return False
    return len(operators) == 1 and operators <= set(_EXTREMES)


def _before(one: tuple[Step, ...], mine: tuple[Step, ...], loop: Loop, inner: Loop) -> bool:
    """Whether it is the element of an earlier iteration: of one of the inner loop's, or fixed."""
    if any(not isinstance(step, Poly) for step in (*one, *mine)) or len(one) != len(mine):
        return False
    names = {loop.variable: inner.variable}
    moved = tuple(step.renamed(names) for step in mine if isinstance(step, Poly))
    gaps = [(b - a).value for a, b in zip(one, mine, strict=True)
            if isinstance(a, Poly) and isinstance(b, Poly) and a != b]  # fmt: skip
    last = mine[-1]
    grows = isinstance(last, Poly) and last.coefficient(loop.variable) == Poly.constant(1)
    earlier = len(gaps) == 1 and one[:-1] == mine[:-1] and (gaps[0] or 0) > 0
    return one == moved or (grows and earlier)


def _text(code: Code, loop: Loop, inner: Loop) -> str:
    j, k, bound = loop.variable, inner.variable, text_of(loop.bound)
    indent, unit = indent_of(code.text, inner.node), indent_unit(code.text)
    statement = inner.statements[0]
    deep = indented(renamed(statement, {j: k, k: j}), "")
    lines = [
        f"if ({j} + 1 {loop.relation} {bound}) {{",
        f"{unit}for ({loop.kind} {k} = {j} + 1; {k} {loop.relation} {bound}; {k}++) {{",
        f"{unit * 2}{deep}",
        f"{unit}}}",
        "}",
    ]
    return f"\n{indent}".join(lines)
