"""Register blocks, strips of rows, forward substitution."""

from lessonls.agents.specialists.passes.locality.register_blocks import REGISTER_BLOCKS
from lessonls.agents.specialists.passes.locality.strip_mining import STRIP_MINING
from lessonls.agents.specialists.passes.substitution import SUBSTITUTION
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a product of flat matrices",
        REGISTER_BLOCKS,
        "size_t n, const double *a, const double *b, double *__restrict__ c",
        """    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            for (size_t j = 0; j < n; j++) {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }""",
        """    // Nothing of the block may be read where the innermost loop is empty.
    const size_t i_whole = 0 < n ? n / 4 * 4 : 0;
    const size_t k_whole = n / 4 * 4;
    for (size_t i = 0; i < i_whole; i += 4) {
        for (size_t k = 0; k < k_whole; k += 4) {
            double a_block[4][4];
            for (size_t r = 0; r < 4; r++) {
                for (size_t s = 0; s < 4; s++) {
                    a_block[r][s] = a[(i + r) * n + (k + s)];
                }
            }
            #pragma omp simd
            for (size_t j = 0; j < n; j++) {
                for (size_t r = 0; r < 4; r++) {
                    c[(i + r) * n + j] += a_block[r][0] * b[k * n + j]
                        + a_block[r][1] * b[(k + 1) * n + j]
                        + a_block[r][2] * b[(k + 2) * n + j]
                        + a_block[r][3] * b[(k + 3) * n + j];
                }
            }
        }
        for (size_t k = k_whole; k < n; k++) {
            #pragma omp simd
            for (size_t j = 0; j < n; j++) {
                for (size_t r = 0; r < 4; r++) {
                    c[(i + r) * n + j] += a[(i + r) * n + k] * b[k * n + j];
                }
            }
        }
    }
    for (size_t i = i_whole; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            for (size_t j = 0; j < n; j++) {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }""",
    ),
    (
        "a product after its start values",
        REGISTER_BLOCKS,
        "int n, std::vector<float> &a, std::vector<float> &b, std::vector<float> &c",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            c[i * n + j] = 0;
        }
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            c[i * n + j] = 0;
        }
    }
    // Nothing of the block may be read where the innermost loop is empty.
    const int i_whole = 0 < n ? n / 4 * 4 : 0;
    const int k_whole = n / 4 * 4;
    for (int i = 0; i < i_whole; i += 4) {
        for (int k = 0; k < k_whole; k += 4) {
            float a_block[4][4];
            for (int r = 0; r < 4; r++) {
                for (int s = 0; s < 4; s++) {
                    a_block[r][s] = a[(i + r) * n + (k + s)];
                }
            }
            #pragma omp simd
            for (int j = 0; j < n; j++) {
                for (int r = 0; r < 4; r++) {
                    c[(i + r) * n + j] += a_block[r][0] * b[k * n + j]
                        + a_block[r][1] * b[(k + 1) * n + j]
                        + a_block[r][2] * b[(k + 2) * n + j]
                        + a_block[r][3] * b[(k + 3) * n + j];
                }
            }
        }
        for (int k = k_whole; k < n; k++) {
            #pragma omp simd
            for (int j = 0; j < n; j++) {
                for (int r = 0; r < 4; r++) {
                    c[(i + r) * n + j] += a[(i + r) * n + k] * b[k * n + j];
                }
            }
        }
    }
    for (int i = i_whole; i < n; i++) {
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }""",
    ),
    (
        "a recurrence down the columns, from one on",
        STRIP_MINING,
        "int n, double a, std::vector<std::vector<double>> &x, std::vector<std::vector<double>> &y",
        """    for (int j = 1; j <= n - 2; j++) {
        double last = x[0][j], more = 0.0;
        for (int i = n - 1; i >= 0; i--) {
            last = x[i][j] + a * last;
            if (last > 1)
                last = 1;
            y[i][j] = last;
        }
        y[0][j] = more;
    }""",
        """    const int j_whole = 1 + ((n - 2 + 1) - 1) / 8 * 8;
    for (int j = 1; j < j_whole; j += 8) {
        double last[8];
        double more[8] = {0};
        for (int r = 0; r < 8; r++) {
            last[r] = x[0][j + r];
        }
        for (int i = n - 1; i >= 0; i--) {
            #pragma omp simd
            for (int r = 0; r < 8; r++) {
                last[r] = x[i][j + r] + a * last[r];
                if (last[r] > 1)
                    last[r] = 1;
                y[i][j + r] = last[r];
            }
        }
        for (int r = 0; r < 8; r++) {
            y[0][j + r] = more[r];
        }
    }
    for (int j = j_whole; j <= n - 2; j++) {
        double last = x[0][j], more = 0.0;
        for (int i = n - 1; i >= 0; i--) {
            last = x[i][j] + a * last;
            if (last > 1)
                last = 1;
            y[i][j] = last;
        }
        y[0][j] = more;
    }""",
    ),
    (
        "a window over a signal",
        STRIP_MINING,
        "int n, int m, const float *in, const float *w, float *__restrict__ out",
        """    for (int i = 0; i < n; i++) {
        float sum = 0;
        for (int t = 0; t < m; t++) {
            sum += in[i + t] * w[t];
        }
        out[i] = sum;
    }""",
        """    const int i_whole = n / 16 * 16;
    for (int i = 0; i < i_whole; i += 16) {
        float sum[16] = {0};
        for (int t = 0; t < m; t++) {
            #pragma omp simd
            for (int r = 0; r < 16; r++) {
                sum[r] += in[(i + r) + t] * w[t];
            }
        }
        for (int r = 0; r < 16; r++) {
            out[i + r] = sum[r];
        }
    }
    for (int i = i_whole; i < n; i++) {
        float sum = 0;
        for (int t = 0; t < m; t++) {
            sum += in[i + t] * w[t];
        }
        out[i] = sum;
    }""",
    ),
    (
        "a triangular solve with its sum in a local variable",
        SUBSTITUTION,
        "int n, const std::vector<double> &l, const std::vector<double> &b, std::vector<double> &x",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = b[i * n + j];
            for (int k = 0; k < j; k++)
                sum -= x[i * n + k] * l[k * n + j];
            x[i * n + j] = sum / l[j * n + j];
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            x[i * n + j] = b[i * n + j];
        }
        for (int k = 0; k < n; k++) {
            x[i * n + k] /= l[k * n + k];
            for (int j = k + 1; j < n; j++) {
                x[i * n + j] -= x[i * n + k] * l[k * n + j];
            }
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
        "a product in place",
        REGISTER_BLOCKS,
        "int n, std::vector<std::vector<double>> &A",
        """for (int i = 0; i < n; i++) for (int k = 0; k < n; k++) for (int j = 0; j < n; j++)
A[i][j] += A[i][k] * A[k][j];""",
    ),
    (
        "a triangle",
        REGISTER_BLOCKS,
        "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &C",
        """for (int i = 0; i < n; i++) for (int k = 0; k < n; k++) for (int j = 0; j < k; j++)
C[i][j] += A[i][k] * A[k][j];""",
    ),
    (
        "whole numbers beside real ones",
        REGISTER_BLOCKS,
        "int n, std::vector<int> &a, std::vector<double> &b, std::vector<double> &c",
        """for (int i = 0; i < n; i++) for (int k = 0; k < n; k++) for (int j = 0; j < n; j++)
c[i * n + j] += a[i * n + k] * b[k * n + j];""",
    ),
    (
        "rows that depend on each other",
        STRIP_MINING,
        "int n, std::vector<std::vector<double>> &y",
        """for (int i = 1; i < n; i++) for (int j = 1; j < n; j++) y[i][j] = y[i - 1][j] +
y[i][j - 1];""",
    ),
    (
        "loops that are vectors already",
        STRIP_MINING,
        "int n, std::vector<std::vector<double>> &x, std::vector<std::vector<double>> &y",
        """for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) y[i][j] = 2 * x[i][j];""",
    ),
    (
        "a loop that ends early",
        STRIP_MINING,
        "int n, std::vector<std::vector<double>> &y, std::vector<double> &s",
        """for (int i = 0; i < n; i++) { double t = 0; for (int j = 1; j < n; j++) { if
(y[i][j] < 0) break; y[i][j] += y[i][j - 1]; } s[i] = t; }""",
    ),
    (
        "a solve along memory",
        SUBSTITUTION,
        "int n, std::vector<std::vector<double>> &L, std::vector<double> &x",
        """for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { x[i] -= L[i][j] * x[j];
} x[i] /= L[i][i]; }""",
    ),
    (
        "a divisor that the solve overwrites",
        SUBSTITUTION,
        "int n, std::vector<std::vector<double>> &A",
        """for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { for (int k = 0; k < j;
k++) { A[i][j] -= A[i][k] * A[k][j]; } A[i][j] /= A[j][j]; }""",
    ),
    (
        "pointers that may overlap",
        SUBSTITUTION,
        "int n, double *l, double *x",
        """for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { for (int k = 0; k < j;
k++) { x[i * n + j] -= x[i * n + k] * l[k * n + j]; } }""",
    ),
]


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text
