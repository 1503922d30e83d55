"""Sums as innermost loops and several at a time, extremes along rows, splits, tables, macros."""

import pytest

from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.locality.byte_tables import BYTE_TABLES
from lessonls.agents.specialists.passes.locality.index_set_splitting import INDEX_SET_SPLITTING
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.macros import MACROS
from lessonls.agents.specialists.passes.locality.pushes import PUSHES
from lessonls.agents.specialists.passes.locality.several_sums import SEVERAL_SUMS
from lessonls.agents.specialists.passes.locality.unroll_and_jam import UNROLL_AND_JAM
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import Rewrite, each, function

MATRICES = "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &C"
TABLE = "int n, std::vector<std::vector<int>> &best"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a sum over columns that rows could give",
        INTERCHANGE,
        MATRICES,
        """    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j <= i; j++)
                C[i][j] += A[i][k] * A[j][k];""",
        """    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            for (int k = 0; k < n; k++)
                C[i][j] += A[i][k] * A[j][k];""",
    ),
    (
        "an element and its mirror image",
        INTERCHANGE,
        MATRICES,
        """    for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
            C[i][j] = 0;
            for (int k = 0; k < n; k++)
                C[i][j] += A[k][i] * A[k][j];
            C[j][i] = C[i][j];
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
            C[i][j] = 0;
        }
        for (int k = 0; k < n; k++) {
            for (int j = i; j < n; j++)
                C[i][j] += A[k][i] * A[k][j];
        }
        for (int j = i; j < n; j++) {
            C[j][i] = C[i][j];
        }
    }""",
    ),
    (
        "a local sum that is divided in the end, without braces around its loop",
        INTERCHANGE,
        "int n, const double *__restrict__ x, double *__restrict__ c",
        """    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < n; k++)
                s += x[k * n + i] * x[k * n + j];
            c[i * n + j] = s / (n - 1);
        }""",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            c[i * n + j] = 0;
        }
    }
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++)
                c[i * n + j] += x[k * n + i] * x[k * n + j];
        }
    }
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            c[i * n + j] = c[i * n + j] / (n - 1);
        }
    }""",
    ),
    (
        "steps of a product in a loop without braces",
        UNROLL_AND_JAM,
        "int n, const float *__restrict__ a, const float *__restrict__ b, float *__restrict__ c",
        """    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++)
                c[i * n + j] += a[i * n + k] * b[k * n + j];""",
        """    for (int i = 0; i < n; i++) {
        const int k_whole = n / 4 * 4;
        for (int k = 0; k < k_whole; k += 4) for (int j = 0; j < n; j++)
                c[i * n + j] += a[i * n + k] * b[k * n + j]
                    + a[i * n + (k + 1)] * b[(k + 1) * n + j]
                    + a[i * n + (k + 2)] * b[(k + 2) * n + j]
                    + a[i * n + (k + 3)] * b[(k + 3) * n + j];
        for (int k = k_whole; k < n; k++) for (int j = 0; j < n; j++)
                c[i * n + j] += a[i * n + k] * b[k * n + j];
    }""",
    ),
    (
        "four products with the same row",
        SEVERAL_SUMS,
        MATRICES,
        """    for (int j = 1; j <= n; j++) {
        double s = C[0][j];
        for (int k = 0; k < n; k++)
            s -= A[0][k] * A[j][k];
        C[0][j] = s / 2;
    }""",
        """    const int j_whole = 1 + ((n + 1) - 1) / 4 * 4;
    for (int j = 1; j < j_whole; j += 4) {
        double s = C[0][j];
        double s1 = C[0][j + 1];
        double s2 = C[0][j + 2];
        double s3 = C[0][j + 3];
        for (int k = 0; k < n; k++) {
            s -= A[0][k] * A[j][k];
            s1 -= A[0][k] * A[j + 1][k];
            s2 -= A[0][k] * A[j + 2][k];
            s3 -= A[0][k] * A[j + 3][k];
        }
        C[0][j] = s / 2;
        C[0][j + 1] = s1 / 2;
        C[0][j + 2] = s2 / 2;
        C[0][j + 3] = s3 / 2;
    }
    for (int j = j_whole; j <= n; j++) {
        double s = C[0][j];
        for (int k = 0; k < n; k++)
            s -= A[0][k] * A[j][k];
        C[0][j] = s / 2;
    }""",
    ),
    (
        "a curve for the pixels of an image",
        BYTE_TABLES,
        "std::vector<uint8_t> &pixels, int width, int height, double gamma",
        """    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double bright = 255.0 * pow(pixels[y * width + x] / 255.0, gamma);
            if (bright > 255.0)
                bright = 255.0;
            pixels[y * width + x] = (uint8_t)bright;
        }
    }""",
        """    uint8_t table[256];
    for (int level = 0; level < 256; level++) {
        double bright = 255.0 * pow(level / 255.0, gamma);
        if (bright > 255.0)
            bright = 255.0;
        table[level] = (uint8_t)bright;
    }
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            pixels[y * width + x] = table[pixels[y * width + x]];
        }
    }""",
    ),
    (
        "an element loaded above a simd loop",
        INVARIANT_LOADS,
        MATRICES,
        """    for (int i = 0; i < n; i++) {
        #pragma omp simd
        for (int j = 0; j < 8; j++)
            C[i][j] += A[i][i] * 2;
    }""",
        """    for (int i = 0; i < n; i++) {
        const double A_i_i = A[i][i];
        #pragma omp simd
        for (int j = 0; j < 8; j++)
            C[i][j] += A_i_i * 2;
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """The loops are rewritten as a programmer would write them."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("a sum that goes along memory already", INTERCHANGE, MATRICES,
     "for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) C[0][j] += A[k][j];"),
    ("an image that is not the mirror image", INTERCHANGE, MATRICES,
     """for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) {
            C[i][j] = 0;
            for (int k = 0; k < n; k++) C[i][j] += A[k][i] * A[k][j];
            C[j + 1][i] = C[i][j];
        }"""),
    ("a sum that reads what was at its place", INTERCHANGE,
     "int n, const double *__restrict__ x, double *__restrict__ c",
     """for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < n; k++) s += x[k * n + j];
            c[j] = s - c[j];
        }"""),
    ("sums that share nothing", SEVERAL_SUMS, MATRICES,
     """for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < n; k++) s += A[j][k] * C[j][k];
            A[j][0] = s;
        }"""),
    ("sums that need the sums before them", SEVERAL_SUMS, MATRICES,
     """for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < n; k++) s += A[0][k] * C[j][k];
            A[0][j] = s;
        }"""),
    ("sums of unlike lengths", SEVERAL_SUMS, MATRICES,
     """for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < j; k++) s += A[0][k] * A[j][k];
            C[0][j] = s;
        }"""),
    ("a product among the extremes", PUSHES, TABLE,
     """for (int i = n - 1; i >= 0; i--) for (int j = i + 1; j < n; j++) {
            best[i][j] *= 2;
            for (int k = i + 1; k < j; k++)
                best[i][j] = std::max(best[i][j], best[i][k] + best[k + 1][j]);
        }"""),
    ("a look ahead in the row", PUSHES, TABLE,
     """for (int i = n - 1; i >= 0; i--) for (int j = i + 1; j < n - 1; j++) {
            best[i][j] = std::max(best[i][j], best[i][j + 1]);
            for (int k = i + 1; k < j; k++)
                best[i][j] = std::max(best[i][j], best[i][k] + best[k + 1][j]);
        }"""),
    ("a largest and a smallest", PUSHES, TABLE,
     """for (int i = n - 1; i >= 0; i--) for (int j = i + 1; j < n; j++) {
            best[i][j] = std::min(best[i][j], best[i + 1][j]);
            for (int k = i + 1; k < j; k++)
                best[i][j] = std::max(best[i][j], best[i][k] + best[k + 1][j]);
        }"""),
    ("cheap arithmetic on bytes", BYTE_TABLES, "uint8_t *p, int n",
     "for (int i = 0; i < n; i++) p[i] = p[i] > 200 ? 255 : p[i] + 55;"),
    ("two bytes at a time", BYTE_TABLES, "const uint8_t *p, const uint8_t *q, float *out, int n",
     "for (int i = 0; i < n; i++) out[i] = pow(p[i], q[i]);"),
    ("a curve that depends on the place", BYTE_TABLES, "const uint8_t *p, float *out, int n",
     "for (int i = 0; i < n; i++) out[i] = pow(p[i], i);"),
    ("a curve that moves on", BYTE_TABLES, "const uint8_t *p, float *out, int n, double g",
     "for (int i = 0; i < n; i++) { g += 1.0; out[i] = pow(p[i], g); }"),
    ("a division that only some bytes survive", BYTE_TABLES, "const uint8_t *p, float *out, int n",
     "for (int i = 0; i < n; i++) out[i] = exp(100 / p[i]);"),
    ("numbers that are no bytes", BYTE_TABLES, "const uint16_t *p, float *out, int n",
     "for (int i = 0; i < n; i++) out[i] = exp(p[i] / 9.0);"),
    ("a sum of what bytes give", BYTE_TABLES, "const uint8_t *p, float *out, int n",
     "for (int i = 0; i < n; i++) out[0] += exp(p[i] / 9.0);"),
    ("an element beyond the loop", INDEX_SET_SPLITTING, "int n, int *d",
     "for (int k = 0; k <= n; k++) for (int j = 0; j < n; j++) d[j] = d[k] + 1;"),
    ("an element that is read after the update", INDEX_SET_SPLITTING, "int n, int *d, int *e",
     "for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) { d[j] = j; *e += d[k]; }"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """Code stays as it is where the rewrite would change its meaning or gain nothing."""
    text = function(parameters, body)
    assert rewritten(one, text) == text


@pytest.mark.parametrize(
    ("macro", "before", "after"),
    [
        ("AT(i, j) a[(i) * n + (j)]", "AT(i, j + 1) = 0", "a[i * n + (j + 1)] = 0"),
        ("MAX(a, b) ((a) > (b) ? (a) : (b))", "x = MAX(x, y)", "x = x > y ? x : y"),
        ("MAX(a, b) ((a) > (b) ? (a) : (b))", "x = 1 + MAX(x, y)", "x = 1 + (x > y ? x : y)"),
        ("TWICE(a) a * 2 // doubled", "x = TWICE(x + 1)", "x = x + 1 * 2"),
        ("LONG(a) \\\n  ((a) + 1)", "x = LONG(x)", "x = x + 1"),
        ("ADD(a, b) ((a) += (b))", "ADD(x, y)", "ADD(x, y)"),
        ("NEXT(a) ((a)++)", "x = NEXT(y)", "x = NEXT(y)"),
        ("NAME(a) #a", "x = NAME(y)", "x = NAME(y)"),
        ("BLOCK(a) do { g(a); } while (0)", "BLOCK(y)", "BLOCK(y)"),
        ("ONE(a) ((a) + 1)\n#define ONE(a) ((a) + 2)", "x = ONE(y)", "x = ONE(y)"),
    ],
)
def test_macros_become_what_the_preprocessor_makes_of_them(
    macro: str, before: str, after: str
) -> None:
    """Expressions are written out; statements and what is defined twice stay."""
    text = function("int n, int *a, int x, int y, int i, int j", f"    while (n) {before};")
    code = Code(text, Language.C, Mode.SERIAL, f"#define {macro}\n")
    assert MACROS.run(code).text == text.replace(before, after)
