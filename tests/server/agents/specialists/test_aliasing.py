"""Restrict-qualified pointers, invariant loads, rows at the edge."""

from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import ROW_POINTERS
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "an element of an outer loop",
        INVARIANT_LOADS,
        "int n, std::vector<std::vector<double>> &A, std::vector<double> &x",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < 8; j++) {
            A[i][j] = A[i][j] / x[i] + x[i];
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        const double x_i = x[i];
        for (int j = 0; j < 8; j++) {
            A[i][j] = A[i][j] / x_i + x_i;
        }
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """What is recognised is rewritten, in the names and the style of the code."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    (
        "a pointer that moves",
        RESTRICT,
        "int n, const float *in, float *out",
        """for (int i = 0; i < n; i++) { *out++ = in[i]; }""",
    ),
    (
        "pointers that are only read",
        RESTRICT,
        "int n, const float *a, const float *b",
        """float s = 0; for (int i = 0; i < n; i++) { s += a[i] * b[i]; }""",
    ),
    (
        "a loop that may be empty",
        INVARIANT_LOADS,
        "int n, int m, std::vector<double> &x, std::vector<double> &y",
        """for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) y[j] += x[i];""",
    ),
    (
        "an element that is written",
        INVARIANT_LOADS,
        "int k, std::vector<double> &a",
        """for (int j = 0; j < 8; j++) a[j] -= a[k];""",
    ),
    (
        "an element behind a test",
        INVARIANT_LOADS,
        "int n, int k, std::vector<double> &a, std::vector<double> &b",
        """for (int j = 0; j < 8; j++) if (k < n) a[j] -= b[k];""",
    ),
    (
        "the first and the last row of what may have none",
        ROW_POINTERS,
        "int n, std::vector<std::vector<double>> &A",
        """for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { A[0][j] = A[n - 1][j]; }
}""",
    ),
]


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text
