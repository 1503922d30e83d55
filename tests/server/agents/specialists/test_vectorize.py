"""Accumulators, row and data pointers, simd."""

import pytest

from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.codegen.attributes import WHOLE_LOOPS
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each, function

MATRICES = "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B"
VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a sum that starts above the loop",
        SCALAR_REPLACEMENT,
        f"{VECTORS}, std::vector<std::vector<double>> &A",
        """    for (int i = 0; i < n; i++) {
        y[i] = 0.0;
        for (int j = 0; j < n; j++) {
            y[i] = y[i] + A[i][j] * x[j];
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        double y_sum = 0.0;
        for (int j = 0; j < n; j++) {
            y_sum = y_sum + A[i][j] * x[j];
        }
        y[i] = y_sum;
    }""",
    ),
    (
        "rows that stay the same in the inner loop",
        ROW_POINTERS,
        MATRICES,
        """    for (int i = 1; i < n; i++) {
        for (int j = 0; j < n; j++) {
            B[i][j] = A[i - 1][j] + A[i][j];
        }
    }""",
        """    for (int i = 1; i < n; i++) {
        double *const __restrict__ B_i = B[i].data();
        const double *const __restrict__ A_im1 = A[i - 1].data();
        const double *const __restrict__ A_i = A[i].data();
        for (int j = 0; j < n; j++) {
            B_i[j] = A_im1[j] + A_i[j];
        }
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("a recurrence", SIMD, VECTORS, "for (int i = 1; i < n; i++) y[i] += y[i - 1];"),
    ("an early return", SIMD, VECTORS,
     "for (int i = 0; i < n; i++) { y[i] = 1; if (x[i]) return; }"),
    ("a call", SIMD, VECTORS, "for (int i = 0; i < n; i++) y[i] = read_sensor();"),
    ("a far stride", SIMD, VECTORS, "for (int i = 0; i < n; i++) y[n * i] = x[i];"),
    ("overlap", SIMD, "int n, int *a, int *b",
     "for (int i = 0; i < n; i++) { a[i] = b[i]; b[i] = 1; }"),
    ("a moving sum", SCALAR_REPLACEMENT, VECTORS, "for (int i = 0; i < n; i++) y[i] += x[i];"),
    ("an alias", SCALAR_REPLACEMENT, VECTORS, "for (int i = 0; i < n; i++) y[0] += y[i];"),
    ("growing rows", ROW_POINTERS, MATRICES,
     "for (int i = 0; i < n; i++) { A[i].push_back(1); for (int j = 0; j < n; j++) A[i][j] = 2; }"),
    ("guarded rows", ROW_POINTERS, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (i > 0) B[i][j] = A[i - 1][j];"),
    ("a growing vector", DATA_POINTERS, VECTORS,
     "for (int i = 0; i < n; i++) { x.push_back(x[0]); x[i] = 1; }"),
    ("a bit vector", DATA_POINTERS, "int n, std::vector<bool> &b",
     "for (int i = 0; i < n; i++) b[i] = true;"),
    ("rectangles", WHOLE_LOOPS, VECTORS, "#pragma omp simd\nfor (int i = 0; i < n; i++) y[i] = 1;"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text


@pytest.mark.parametrize("language", [Language.C, Language.CPP])
def test_c_is_rewritten_like_cpp(rewritten: Rewrite, language: Language) -> None:
    text = (
        "void f(int n, double **restrict a, const double *restrict x, double *restrict y) {\n"
        "    for (int i = 0; i < n; i++) {\n"
        "        for (int j = 0; j < n; j++) {\n"
        "            y[i] += a[i][j] * x[j];\n"
        "        }\n"
        "    }\n"
        "}\n"
    )
    restrict = "restrict" if language is Language.C else "__restrict__"
    after = rewritten(ROW_POINTERS, rewritten(SCALAR_REPLACEMENT, text, language), language)
    assert f"const double *const {restrict} a_i = a[i];" in after
    assert "y_sum += a_i[j] * x[j];" in after
