"""`std::reduce` with an operation of the user's own: stretches of the values on all cores."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import operation_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.containers.lanes import LANES
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import REPEATING, is_in
from lessonls.core.reading.syntax import text_of

_HELPER = Helper(
    "reduce_in_threads",
    """\
/// Combines stretches of the values on all cores, in any order, as std::reduce may.
template <class Value, class Result, class Operation>
static Result $name(const Value *values, std::size_t count, Result result, Operation combine) {
    const std::size_t stretch = 1 << 14;
    #pragma omp parallel for schedule(static) if(count > 2 * stretch)
    for (std::size_t start = 0; start < count; start += stretch) {
        const std::size_t more = std::min(stretch, count - start) - 1;
        const Value *rest = values + start + 1;
        const Result part = $one(rest, $end, Result(values[start]), combine);
        #pragma omp critical
        result = combine(result, part);
    }
    return result;
}
""",
    ("algorithm",),
)
_REDUCED = Pattern("reduce($v.begin(), $v.end(), $start, $combine)")


def _run(code: Code) -> Code:
    found = LANES.found(code) if code.cpp else None
    in_lanes = Pattern(f"{found[0]}($v.data(), $v.size(), $start, $combine)") if found else None
    for call in code.nodes("call_expression") if code.cpp else ():
        lanes = in_lanes.match(call) if in_lanes is not None else None
        match = lanes or _REDUCED.match(call)
        if match is None or is_in(call, REPEATING) or not _numbers(match.at("v")):
            continue
        if lanes is None and not _is_symmetric(match.at("combine")):
            continue
        name = _HELPER.fresh(code)
        start, combine = text_of(match.at("start")), text_of(match.at("combine"))
        text = f"{name}({match['v']}.data(), {match['v']}.size(), {start}, {combine})"
        one, end = (found[0], "more") if found and lanes else ("std::reduce", "rest + more")
        return _HELPER.put(code.edited(replace(call, text)), name, one=one, end=end)
    return code


THREAD_FOLDS = Pass(
    "folds on all cores",
    "combining stretches of the values on all cores",
    "because the operation may be applied in any order",
    _run,
    example=Example(
        """\
void f(const std::vector<int> &v, int &r) {
    r = std::reduce(v.begin(), v.end(), 1, [](int a, int b) { return a ^ b; });
}
""",
        """\
void f(const std::vector<int> &v, int &r) {
    r = reduce_in_threads(v.data(), v.size(), 1, [](int a, int b) { return a ^ b; });
}
""",
    ),
)


def _numbers(vector: Node) -> bool:
    found = lookup(text_of(vector), vector)
    return found is not None and found.shape.dims == ("vector",) and found.shape.arithmetic


def _is_symmetric(node: Node) -> bool:
    """Whether a lambda of two values is an operation that may also combine two results."""
    operation = operation_of(node) if node.type == "lambda_expression" else None
    if operation is None or len(operation.parameters) != 2:
        return False
    a, b = map(re.escape, operation.parameters)
    plain = rf"{a} (\+|\*|&|\||\^|&&|\|\|) {b}"
    call = rf"(std::)?(min|max|gcd)\({a}, {b}\)"
    chosen = rf"{a} ([<>]) {b} \? ({a} : {b}|{b} : {a})"
    value = " ".join(operation.expression.split())
    return any(re.fullmatch(one, value) for one in (plain, call, chosen))
