"""Forward substitution within a row, from sums over columns to updates along the row.

`for (j…) { for (k < j) A[i][j] -= A[i][k] * A[k][j]; A[i][j] /= A[j][j]; }` walks down a column
of A for every element. As soon as A[i][k] is final, it can be subtracted from all elements to
its right instead: `for (k…) { A[i][k] /= A[k][k]; for (j > k) A[i][j] -= A[i][k] * A[k][j]; }`.
The same numbers are added in the same order.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.dependence import never_meet_in, overlap
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, renamed
from lessonls.agents.specialists.rewriting.views import Assign, Binary
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class _Parts:
    """An element's start, the sum over the elements before it, and what is done with the sum.

    `total` is the place that the sum is kept in, `place` where it ends up; often the same.
    """

    start: Node | None
    inner: Loop
    finish: Node | None
    total: str
    place: Node


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _rewritten, 8)


SUBSTITUTION = Pass(
    "updates along the row",
    "interchanging the loops of a forward substitution so that it updates along the row",
    "because the inner loop now runs along memory and its iterations are independent",
    _run,
    answers=("strided", "complicated access"),
    example=Example(
        """\
void f(int n, std::vector<std::vector<double>> &A) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++) {
                A[i][j] -= A[i][k] * A[k][j];
            }
            A[i][j] /= A[j][j];
        }
    }
}
""",
        """\
void f(int n, std::vector<std::vector<double>> &A) {
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) {
            A[i][k] /= A[k][k];
            for (int j = k + 1; j < i; j++) {
                A[i][j] -= A[i][k] * A[k][j];
            }
        }
    }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    if loop.step != 1 or loop.relation != "<" or not loop.declared or not free_of_pragmas(loop):
        return None
    parts = _parts(loop)
    if parts is None or not _gains(code, loop, parts) or not _legal(code, loop, parts):
        return None
    return code.edited(instead(code, loop.node, _text(code, loop, parts)))


def _parts(loop: Loop) -> _Parts | None:
    """The body as start, sum and finish."""
    body = loop.statements
    sums = [at for at, statement in enumerate(body) if statement.type == "for_statement"]
    inner = loop_at(body[sums[0]]) if len(sums) == 1 else None
    if inner is None or sums[0] > 1 or len(body) - sums[0] > 2 or not _before(loop, inner):
        return None
    start = body[0] if sums[0] == 1 else None
    finish = body[-1] if len(body) - sums[0] == 2 else None
    added = _set(inner.statements[0]) if len(inner.statements) == 1 else None
    if added is None or added.operator not in ("+=", "-="):
        return None
    total = text_of(added.target)
    ending = _set(finish) if finish is not None else None
    if finish is not None and ending is None:
        return None
    if start is not None and _started(start) != total:
        return None
    local = start is not None and start.type == "declaration"
    place = ending.target if local and ending is not None else added.target
    if (local and (ending is None or not ending.plain)) or place.type == "identifier":
        return None
    if ending is not None and text_of(ending.target) != text_of(place):
        return None
    return _Parts(start, inner, finish, total, place)


def _before(loop: Loop, inner: Loop) -> bool:
    """Whether the inner loop runs over all elements before the outer one's."""
    same_start = text_of(inner.first) == text_of(loop.first)
    upto = inner.relation == "<" and text_of(inner.bound) == loop.variable
    return same_start and upto and inner.step == 1 and inner.declared


def _started(start: Node) -> str:
    """What the first statement gives its value to."""
    if start.type == "declaration":
        found = list(declarations(start))
        return found[0].name if len(found) == 1 and found[0].init is not None else ""
    found = _set(start)
    return text_of(found.target) if found is not None and found.plain else ""


def _set(statement: Node) -> Assign | None:
    """The assignment that a statement is, if it has a value."""
    found = Assign.of(statement) if statement.type == "expression_statement" else None
    return found if found is not None and found.value is not None else None


def _gains(code: Code, loop: Loop, parts: _Parts) -> bool:
    """Whether the sum goes down columns that the updates would go along."""
    accesses = effects_of(code, parts.inner.body).accesses
    down = any(stride_of(one, parts.inner.variable) is Stride.FAR for one in accesses)
    return down and all(stride_of(one, loop.variable) is not Stride.FAR for one in accesses)


def _legal(code: Code, loop: Loop, parts: _Parts) -> bool:
    """Whether nothing but the element itself is written, and others of its row are read final."""
    effects = effects_of(code, loop.body)
    own = (parts.total, parts.inner.variable)
    written = [one for one in effects.accesses if one.write and one.base not in own]
    mine = next((one for one in written if text_of(one.node) == text_of(parts.place)), None)
    if effects.opaque or mine is None or not mine.steps:
        return False
    if any((one.base, one.steps) != (mine.base, mine.steps) for one in written):
        return False
    if any(isinstance(step, str) or step is None for step in mine.steps):
        return False
    inner = parts.inner
    read = [one for one in effects.accesses if one.base == mine.base and not one.write]
    others = [one for one in read if one.steps != mine.steps]
    final = [one for one in others if _is_final(one, mine, loop, inner)]
    clear = all(never_meet_in(code, loop, mine, one) for one in others if one not in final)
    return clear and mine.declaration is not None and not overlap(effects.accesses)


def _is_final(one: Access, mine: Access, loop: Loop, inner: Loop) -> bool:
    """Whether it is the row's element of an earlier iteration."""
    names = {loop.variable: inner.variable}
    moved = tuple(
        step.renamed(names) if step is not None and not isinstance(step, str) else step
        for step in mine.steps
    )
    return one.steps == moved


def _text(code: Code, loop: Loop, parts: _Parts) -> str:
    j, k = loop.variable, parts.inner.variable
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    place = text_of(parts.place)
    at_k = renamed(parts.place, {j: k})
    lines: list[str] = []
    start = _start_value(parts, place)
    if start:
        lines += [f"for {code.slice(*loop.head)} {{", f"{unit}{place} = {start};", "}"]
    kind, bound = loop.kind, text_of(loop.bound)
    lines.append(f"for ({kind} {k} = {text_of(loop.first)}; {k} < {bound}; {k}++) {{")
    if parts.finish is not None:
        finish = _finish(parts, j, k, at_k)
        lines += [f"{unit}{finish}"] if finish else []
    added = _set(parts.inner.statements[0])
    if added is not None and added.value is not None:
        update = f"{place} {added.operator} {text_of(added.value)};"
        lines += [
            f"{unit}for ({kind} {j} = {k} + 1; {j} < {bound}; {j}++) {{",
            f"{unit * 2}{update}",
            f"{unit}}}",
        ]
    lines.append("}")
    return f"\n{indent}".join(lines)


def _start_value(parts: _Parts, place: str) -> str:
    """What elements start from; empty where that is their own value."""
    if parts.start is None:
        return ""
    if parts.start.type == "declaration":
        init = next(declarations(parts.start)).init
        value = text_of(init) if init is not None else ""
    else:
        found = _set(parts.start)
        value = text_of(found.value) if found is not None and found.value is not None else ""
    return "" if value == place else value


def _finish(parts: _Parts, j: str, k: str, at_k: str) -> str:
    """The last statement for the element `k`, without a local sum."""
    ending = _set(parts.finish) if parts.finish is not None else None
    value = ending.value if ending is not None else None
    if ending is None or value is None:
        return ""
    if parts.total == text_of(parts.place):
        return f"{at_k} {ending.operator} {renamed(value, {j: k})};"
    both = Binary.of(value, "+", "-", "*", "/") if value.type == "binary_expression" else None
    if both is not None and text_of(both.left) == parts.total:
        return f"{at_k} {both.operator}= {renamed(both.right, {j: k, parts.total: at_k})};"
    text = renamed(value, {j: k, parts.total: at_k})
    return "" if text == at_k else f"{at_k} = {text};"
