"""Hints to the compiler, reciprocals, selection."""

import pytest

from lessonls.agents.specialists.passes.codegen.attributes import (
    FLATTEN,
    MULTIVERSIONING,
    REORDER,
    UNROLL,
    WIDE_VECTORS,
)
from lessonls.agents.specialists.passes.codegen.invariant_divisors import INVARIANT_DIVISORS
from lessonls.agents.specialists.passes.containers.growth import RESERVE
from lessonls.agents.specialists.passes.search.selection import SELECT_ONE
from lessonls.agents.specialists.passes.vectorize.reciprocals import RECIPROCALS
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "one element of a sorted copy",
        SELECT_ONE,
        "std::vector<int> const &values, int rank, int &result",
        """    std::vector<int> sorted = values;
    std::sort(sorted.begin(), sorted.end(), std::less{});
    result = sorted[rank - 1];""",
        """    std::vector<int> sorted = values;
    std::nth_element(sorted.begin(), sorted.begin() + (rank - 1), sorted.end(), std::less{});
    result = sorted[rank - 1];""",
    ),
]


DIVISIONS: list[tuple[str, str, str, str]] = [
    ("a remainder", "unsigned *x, int n, unsigned c", "x[i] % c", "remainder_of(x[i], c, inverse)"),
    ("numbers with a sign", "int *x, int n, int c", "x[i] / c", "quotient(x[i], c, inverse)"),
    ("wider numbers", "long *x, int n, long c", "x[i] / c", "x[i] / c"),
    ("two types", "unsigned *x, int n, int c", "x[i] / c", "x[i] / c"),
]


@each(DIVISIONS, "parameters", "before", "after")
def test_divisions_by_what_stays(
    rewritten: Rewrite, parameters: str, before: str, after: str
) -> None:
    text = function(parameters, f"    for (int i = 0; i < n; i++) x[i] = {before};")
    assert f"x[i] = {after};" in rewritten(INVARIANT_DIVISORS, text)


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("nested growth", RESERVE, "int n, std::vector<int> &v",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) v.push_back(j);"),
    ("integers", REORDER, "int n, int *a", "for (int i = 0; i < n; i++) a[0] += a[i];"),
    ("lambdas", REORDER, VECTORS, "auto g = [](double a) { return a; }; y[0] = g(x[0]);"),
    ("two elements of a sorted copy", SELECT_ONE, "std::vector<int> v, int &r",
     "std::vector<int> s = v; std::sort(s.begin(), s.end()); r = s[0] + s[1];"),
    ("the caller's vector", SELECT_ONE, "std::vector<int> &v, int &r",
     "std::sort(v.begin(), v.end()); r = v[0];"),
    ("calls of the library", FLATTEN, "double *x", "x[0] = sqrt(x[1]); memcpy(x + 2, x, 8);"),
    ("methods", FLATTEN, VECTORS, "for (int i = 0; i < n; i++) x.push_back(y.at(i));"),
    ("whole numbers", RECIPROCALS, "int n, int *a", "for (int i = 0; i < n; i++) a[i] /= 3;"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text


@pytest.mark.parametrize("one", [MULTIVERSIONING, REORDER, UNROLL, WIDE_VECTORS])
@pytest.mark.parametrize("head", ["static double", "template <class T>\nT"])
def test_attributes_stand_before_the_function(rewritten: Rewrite, one: Pass, head: str) -> None:
    text = f"{head} f(double x) {{\n    return x;\n}}\n"
    after = rewritten(one, text)
    assert "__attribute__" in after
    assert after.index("__attribute__") < after.index(" f(double x)")
    assert "template <class T>\n__attribute__" in after or "template" not in head
    kept = [line for line in after.splitlines(keepends=True) if "__attribute__" not in line]
    assert "".join(kept) == text
