"""Powers whose exponent is the distance of two counters, from a table of all of them."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loop_ir import Loop, plus, returns, stays
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.term_types import floating
from lessonls.agents.specialists.analysis.terms import Binary, Call, Name, Term, term_of
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.templates import lines_of
from lessonls.core.reading.syntax import walk
from lessonls.core.target import Language

_TABLE = """\
const $size $length = $count > 0 ? $count : 0;
$made
for ($size d = 0; d < $length; ++d) {
    $table[d] = $pow($ratio, (double)d);
}"""


@dataclass(frozen=True)
class _Found:
    """Powers of `ratio` with exponent `outer - inner` in a triangle of both counters."""

    outer: Loop
    inner: Loop
    ratio: Term
    calls: tuple[Node, ...]


def _run(code: Code) -> Code:
    for outer in loops_of(code):
        for inner in outer.body:
            found = _found(code, outer, inner) if isinstance(inner, Loop) else None
            if found is not None:
                return _rewritten(code, found)
    return code


TABULATED_POWERS = Pass(
    "table of powers",
    "computing every power once",
    "because pow depends only on the distance, and a table lookup is far cheaper",
    _run,
    example=Example(
        """\
void f(int n, double q, const double *x, double *y) {
    for (int i = 0; i < n; i++) {
        y[i] = 0;
        for (int j = 0; j < i; j++) y[i] += pow(q, (double)(i - j)) * x[j];
    }
}
""",
        """\
void f(int n, double q, const double *x, double *y) {
    const size_t distances = n > 0 ? n : 0;
    double *powers = malloc((distances + 1) * sizeof *powers);
    for (size_t d = 0; d < distances; ++d) {
        powers[d] = pow(q, (double)d);
    }
    for (int i = 0; i < n; i++) {
        y[i] = 0;
        for (int j = 0; j < i; j++) y[i] += powers[i - j] * x[j];
    }
    free(powers);
}
""",
        Language.C,
    ),
)


def _found(code: Code, outer: Loop, inner: Loop) -> _Found | None:
    i, j = Name(outer.name), Name(inner.name)
    below = outer.simple and inner.simple and inner.end.loose in (i, plus(i, 1))
    leaks = not code.cpp and returns(outer)
    if not below or outer.first.number != 0 or inner.first.number != 0 or leaks:
        return None
    calls: dict[Node, Term] = {}
    for node in (one for one in walk(inner.node) if one.type == "call_expression"):
        match term_of(code, node, {}):
            case Call("pow", (ratio, exponent)) if exponent.loose == Binary("-", i, j):
                calls[node] = ratio
            case _:
                pass
    ratios = set(calls.values())
    ratio = ratios.pop() if len(ratios) == 1 else None
    if ratio is None or not stays(ratio, (outer,)) or floating(ratio, inner.node) != "double":
        return None
    return _Found(outer, inner, ratio, tuple(calls))


def _rewritten(code: Code, found: _Found) -> Code:
    node, table, length = found.outer.node, code.fresh("powers"), code.fresh("distances")
    made = f"double *{table} = malloc(({length} + 1) * sizeof *{table});"
    lines = lines_of(
        code, _TABLE, size=code.size_type, length=length, table=table, ratio=found.ratio,
        count=bound_text(found.outer, found.outer), pow="std::pow" if code.cpp else "pow",
        made=f"std::vector<double> {table}({length});" if code.cpp else made,
    )  # fmt: skip
    entry = f"{table}[{found.outer.name} - {found.inner.name}]"
    freed = [] if code.cpp else [f"free({table});"]
    edits = [*around(code, node, lines, freed), *(replace(call, entry) for call in found.calls)]
    headers = ("cmath", "cstddef", "vector") if code.cpp else ("math.h", "stddef.h", "stdlib.h")
    return with_helper(code.edited(*edits), headers)
