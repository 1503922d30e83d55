"""Recurrences and divisions."""

from lessonls.agents.specialists.passes.idioms.common_divisors import COMMON_DIVISORS
from lessonls.agents.specialists.passes.locality.reassociation import REASSOCIATION
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a sweep over a grid",
        REASSOCIATION,
        "int n, std::vector<std::vector<double>> &A",
        """    for (int i = 1; i < n - 1; i++) {
        for (int j = 1; j < n - 1; j++) {
            A[i][j] = (A[i - 1][j] + A[i][j - 1] - A[i][j + 1] + A[i + 1][j]) / 4.0;
        }
    }""",
        """    for (int i = 1; i < n - 1; i++) {
        for (int j = 1; j < n - 1; j++) {
            A[i][j] = (A[i - 1][j] - A[i][j + 1] + A[i + 1][j] + A[i][j - 1]) / 4.0;
        }
    }""",
    ),
    (
        "two divisions by one sum",
        COMMON_DIVISORS,
        "int n, double *p, double *q, double a, double b",
        """    for (int j = 1; j < n; j++) {
        p[j] = -a / (a * p[j-1] + b);
        q[j] = (a - q[j - 1]) / (a * p[j - 1] + b);
    }""",
        """    for (int j = 1; j < n; j++) {
        const double inverse = 1.0 / (a * p[j-1] + b);
        p[j] = -a * inverse;
        q[j] = (a - q[j - 1]) * inverse;
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """What is recognised is rewritten, in the names and the style of the code."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    (
        "a sum that already ends so",
        REASSOCIATION,
        "int n, double *a",
        """for (int i = 1; i < n; i++) a[i] = a[i] + 1.0 + a[i - 1];""",
    ),
    (
        "two results of the step before",
        REASSOCIATION,
        "int n, double *a, double *b",
        """for (int i = 1; i < n; i++) { a[i] = a[i - 1] + a[i - 1] * b[i] + b[i]; }""",
    ),
    (
        "a divisor that is overwritten in between",
        COMMON_DIVISORS,
        "int n, double *p",
        """for (int i = 1; i < n; i++) { p[i] = 1 / p[i - 1]; p[i - 1] = 2.0; p[i] += 3 / p[i -
1]; }""",
    ),
    (
        "whole numbers",
        COMMON_DIVISORS,
        "int n, int *p, int k",
        """for (int i = 1; i < n; i++) { p[i] /= k; }""",
    ),
    (
        "a division that is not always made",
        COMMON_DIVISORS,
        "int n, double *p, double k",
        """for (int i = 1; i < n; i++) { if (k > 0) p[i] /= k; }""",
    ),
]


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text
