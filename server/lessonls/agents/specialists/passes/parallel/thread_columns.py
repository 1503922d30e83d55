"""Loops that must stay in order around loops along rows: every thread has columns of its own.

`for (k…) for (j…) C[i][j] += A[i][k] * B[k][j];` adds to the same row in every iteration of k,
but to each element in its own iteration of j. Threads start once around the outer loop, and none
waits for another: equal shares of equal loops are the same columns.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.dependence import apart_along, independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import head_text, heads_depend
from lessonls.agents.specialists.analysis.strip_mining import is_remainder
from lessonls.agents.specialists.passes.parallel.work import condition
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, directives, in_block, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of, walk

_SIMD = "#pragma omp simd"


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 16)


THREAD_COLUMNS = Pass(
    "columns for each thread",
    "giving every thread its own columns throughout the outer loop",
    "because threads that stay in their own columns never wait for each other",
    _run,
    example=Example(
        """\
void f(int n, std::vector<double> &sums, const double *a, const double *b) {
    for (int k = 0; k < n; k++) {
        const double factor = b[k];
        #pragma omp simd
        for (int j = 0; j < n; j++) {
            sums[j] += factor * a[k * n + j];
        }
    }
}
""",
        """\
void f(int n, std::vector<double> &sums, const double *a, const double *b) {
    #pragma omp parallel if((double)n * n > 10000)
    for (int k = 0; k < n; k++) {
        const double factor = b[k];
        #pragma omp for simd schedule(static) nowait
        for (int j = 0; j < n; j++) {
            sums[j] += factor * a[k * n + j];
        }
    }
}
""",
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    columns = _columns(loop)
    enough = condition(loop)
    if not columns or enough is None or is_remainder(loop) or _governed(loop):
        return None
    inner = columns[0]
    heads = {" ".join(head_text(code, one).split()) for one in columns}
    if len(heads) > 1 or heads_depend(columns, loop.variable) or independence(code, loop).holds:
        return None
    if any(independence(code, one).holds for one in enclosing(loop.node)):
        return None
    if not _written_in(loop, columns) or not apart_along(code, loop, inner):
        return None
    limit = f" if({enough})" if enough else ""
    edits = around(code, loop.node, [f"#pragma omp parallel{limit}"], [])
    for one in columns:
        edits += _divided(code, one)
    return code.edited(*edits)


def _columns(loop: Loop) -> list[Loop]:
    """The loops that, but for declarations, are all of the body; none if there is anything else."""
    if not loop.declared or not in_block(loop.node) or loop.body.type != "compound_statement":
        return []
    found: list[Loop] = []
    for statement in loop.statements:
        inner = loop_at(statement)
        if inner is not None and inner.declared and _plain(inner):
            found.append(inner)
        elif statement.type != "declaration":
            return []
    return found


def _plain(inner: Loop) -> bool:
    """Whether only simd governs the loop, and no loop in it has a variable of the same name."""
    below = [one.variable for one in loops_in(inner.body)]
    above = [text_of(one).strip() for one in pragmas(inner.node)]
    return inner.variable not in below and above in ([], [_SIMD])


def _governed(loop: Loop) -> bool:
    """Whether threads are started for it, around it or in it already."""
    parts = [one for one in walk(loop.body) if one.type == "preproc_call"]
    outer: Node | None = loop.node
    while outer is not None:
        parts += pragmas(outer)
        outer = outer.parent
    return any(directives(one) & {"parallel", "for"} for one in parts)


def _written_in(loop: Loop, columns: list[Loop]) -> bool:
    """Whether all that changes, other than what declarations make, changes in these loops."""
    changing = [
        one
        for one in walk(loop.body)
        if one.type in ("assignment_expression", "update_expression", "call_expression")
    ]
    within = [one.node for one in columns]
    outside = [one for one in changing if not any(inside(one, node) for node in within)]
    return all(one.type == "call_expression" for one in outside)


def _divided(code: Code, inner: Loop) -> list[Edit]:
    line = "#pragma omp for schedule(static) nowait"
    above = pragmas(inner.node)
    if not above:
        return around(code, inner.node, [line], [])
    old = text_of(above[0])
    new = line.replace("for", "for simd", 1)
    return [replace(above[0], new + old[len(old.rstrip()) :])]
