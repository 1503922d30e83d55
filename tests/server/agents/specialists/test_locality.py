"""Interchange, unroll and jam."""

from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.unroll_and_jam import UNROLL_AND_JAM
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

MATRICES = "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B"
VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a product whose start value is in the way",
        INTERCHANGE,
        f"{MATRICES}, std::vector<std::vector<double>> &C",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            C[i][j] = 0; // start
            for (int k = 0; k < n; k++) {
                C[i][j] += A[i][k] * B[k][j];
            }
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            C[i][j] = 0; // start
        }
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                C[i][j] += A[i][k] * B[k][j];
            }
        }
    }""",
    ),
    (
        "a product with its sum in a local variable, flat matrices",
        INTERCHANGE,
        "size_t n, const double *a, const double *b, double *c",
        """    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) {
                sum += a[i * n + k] * b[k * n + j];
            }
            c[i * n + j] = sum;
        }
    }""",
        """    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            c[i * n + j] = 0;
        }
        for (size_t k = 0; k < n; k++) {
            for (size_t j = 0; j < n; j++) {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("a wavefront", INTERCHANGE, MATRICES,
     "for (int i = 1; i < n; i++) for (int j = 1; j < n; j++) A[j][i] = A[j + 1][i - 1];"),
    ("unit stride", INTERCHANGE, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) A[i][j] = B[i][j];"),
    ("a triangle", INTERCHANGE, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) A[j][i] = B[j][i];"),
    ("a sum that moves along", UNROLL_AND_JAM, MATRICES,
     "for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) A[k][j] += B[k][j];"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text
