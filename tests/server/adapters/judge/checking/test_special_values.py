"""Where NaN, infinities and the sign of zero must come out as they do in the original."""

from dataclasses import dataclass

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

FINITE = ("all numbers are finite",)
MAXIMUM = """double top(int n, const double *x) {
    double m = 0;
    for (int i = 0; i < n; ++i) m = x[i] > m ? x[i] : m;
    return m;
}
"""
EACH = """void twice(int n, const double *x, double *restrict out) {
    for (int i = 0; i < n; ++i) out[i] = x[i] > 0 ? x[i] * 2 : x[i];
}
"""
TOTAL = """#include <math.h>
double total(int n, const double *x) {
    double s = 0;
    for (int i = 0; i < n; ++i) if (!isnan(x[i])) s += x[i];
    return s;
}
"""
ADDED = """void add_scaled(int n, double a, const double *x, double *restrict y) {
    for (int i = 0; i < n; ++i) y[i] += a * x[i];
}
"""


@dataclass(frozen=True)
class Case:
    """A rewrite by replacing a piece of the original, and what must come out of it."""

    source: str
    name: str
    old: str
    new: str
    kind: VerdictKind
    conditions: tuple[str, ...] = ()


CASES = {
    "one NaN decides a whole result, so it may be another one": Case(
        MAXIMUM, "top", "x[i] > m ? x[i] : m", "m >= x[i] ? m : x[i]", VerdictKind.CORRECT, FINITE
    ),
    "one NaN decides one element, so it must stay": Case(
        EACH, "twice", "x[i] > 0 ?", "x[i] != x[i] ? 7 : x[i] > 0 ?", VerdictKind.INCORRECT
    ),
    "a zero decides one element, so its sign must stay": Case(
        EACH, "twice", ": x[i];", ": x[i] + 0.0;", VerdictKind.INCORRECT
    ),
    "the sign of a zero that a sum comes to is free": Case(
        ADDED,
        "add_scaled",
        "y[i] += a * x[i];",
        "y[i] = y[i] + a * x[i] + 0.0;",
        VerdictKind.CORRECT,
    ),
    "a function that asks for NaN means it": Case(
        TOTAL, "total", "if (!isnan(x[i])) ", "", VerdictKind.INCORRECT
    ),
}


@pytest.mark.parametrize(
    "what",
    few_of(CASES, "one NaN decides one element, so it must stay"),
)
def test_rewrites_keep_what_the_function_defines(open_bench: OpenBench, what: str):
    case = CASES[what]
    bench = open_bench(case.source, case.name, "code.c")
    code = bench.target.code.replace(case.old, case.new)
    assert code != bench.target.code
    verdict = bench.judge(code)
    assert verdict.kind is case.kind, verdict.reason
    assert verdict.evidence.conditions == case.conditions
