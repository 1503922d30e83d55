"""`#pragma omp parallel for` on the outermost loops whose iterations are independent."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS
from lessonls.agents.specialists.analysis.dependence import Independence, independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at
from lessonls.agents.specialists.analysis.shapes import shape_of
from lessonls.agents.specialists.analysis.strip_mining import is_remainder
from lessonls.agents.specialists.passes.parallel.privatize import privatized
from lessonls.agents.specialists.passes.parallel.work import (
    condition,
    deepest,
    schedule_of,
)
from lessonls.agents.specialists.passes.vectorize.simd import clauses
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, directives, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace as replaced
from lessonls.core.reading.syntax import text_of

Wanted = Callable[[Code, Loop], bool]


def _run(code: Code, wanted: Wanted) -> Code:
    """Threads for the function and for the helpers in front of it, last one first."""
    for function in reversed(code.functions):
        before = replace(code, text=code.slice(0, function.end_byte))
        rest = code.slice(function.end_byte, len(code.text.encode("utf-8", "surrogatepass")))
        if before.sound:
            code = replace(code, text=_last(before, wanted).text + rest)
    return code


def _last(code: Code, wanted: Wanted) -> Code:
    refused: set[int] = set()
    for _ in range(64):
        loop = _next(code, wanted, refused)
        if loop is None:
            return code
        after = _parallel(code, loop)
        if after is None:
            refused.add(loop.node.start_byte)
        else:
            code = after
    return code


def _next(code: Code, wanted: Wanted, refused: set[int]) -> Loop | None:
    """The first loop, outer ones first, that is not yet within a parallel loop."""
    for node in code.nodes("for_statement"):
        loop = loop_at(node)
        if loop is None or node.start_byte in refused or not wanted(code, loop):
            continue
        if not any(_outside(p, node) for p in _pragmas_above(node)):
            return loop
    return None


def _pragmas_above(node: Node) -> list[Node]:
    found = [p for p in pragmas(node) if "parallel" in directives(p)]
    current = node.parent
    while current is not None:
        found += [p for p in pragmas(current) if directives(p)]
        current = current.parent
    return found


def _outside(pragma: Node, node: Node) -> bool:
    return pragma.end_byte <= node.start_byte


def _parallel(code: Code, loop: Loop) -> Code | None:
    enough = condition(loop)
    counted = loop.declared and shape_of(loop.kind).element not in FLOATS
    if not counted or enough is None or is_remainder(loop):
        return None
    found = independence(code, loop)
    limit = f" if({enough})" if enough else ""
    if found.reason:
        return None
    if found.updates:
        return privatized(code, loop, found, limit) if not pragmas(loop.node) else None
    return _marked(code, loop, found, limit)


def _marked(code: Code, loop: Loop, found: Independence, limit: str) -> Code | None:
    reductions = clauses(code, loop, found)
    if reductions is None:
        return None
    schedule = schedule_of(loop)
    above = pragmas(loop.node)
    simd = next((p for p in above if directives(p) == frozenset(["simd"])), None)
    if above and simd is None:
        return None
    if simd is None:
        line = f"#pragma omp parallel for {schedule}{reductions}{limit}"
        return code.edited(*around(code, loop.node, [line], []))
    line = f"#pragma omp parallel for simd {schedule}{reductions}{limit}"
    old = text_of(simd)
    return code.edited(replaced(simd, line + old[len(old.rstrip()) :]))


def _nested(_: Code, loop: Loop) -> bool:
    return len(deepest(loop)) > 1 or not enclosing(loop.node)


def _any(_: Code, __: Loop) -> bool:
    return True


PARALLEL_FOR = Pass(
    "parallel for",
    "running the outermost independent loops on all cores",
    "because their iterations do not depend on each other",
    partial(_run, wanted=_nested),
    example=Example(
        """\
void f(int n, const unsigned char *v, int counts[16]) {
for (int i = 0; i < n; i++) counts[v[i] % 16]++;
}
""",
        """\
void f(int n, const unsigned char *v, int counts[16]) {
#pragma omp parallel for schedule(static) reduction(+ : counts[:16]) if(n > 10000)
for (int i = 0; i < n; i++) counts[v[i] % 16]++;
}
""",
    ),
)

PARALLEL_EVERYWHERE = Pass(
    "parallel for on short loops too",
    "running every independent loop on all cores, also single ones inside sequential loops",
    "because even single loops do enough work for several cores",
    partial(_run, wanted=_any),
    example=Example(
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, int steps) {
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + t;
        }
        x[0] = y[n - 1];
    }
}
""",
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, int steps) {
    for (int t = 0; t < steps; t++) {
        #pragma omp parallel for schedule(static) if(n > 50000)
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + t;
        }
        x[0] = y[n - 1];
    }
}
""",
    ),
)
