"""Before and after, for every pass of the specialists."""

import pytest

from lessonls.agents.specialists.accumulators import ACCUMULATORS
from lessonls.agents.specialists.attributes import REORDER, UNROLL, WHOLE_LOOPS, WIDE_VECTORS
from lessonls.agents.specialists.headers import OWN_VARIABLES
from lessonls.agents.specialists.hints import EXPECT, RESERVE, UNROLL_PRAGMA
from lessonls.agents.specialists.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.interchange import INTERCHANGE
from lessonls.agents.specialists.jam import UNROLL_AND_JAM
from lessonls.agents.specialists.peeling import PEEL
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.reciprocals import RECIPROCALS
from lessonls.agents.specialists.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.selection import SELECT_ONE
from lessonls.agents.specialists.simd import SIMD, SIMD_SUMS
from lessonls.agents.specialists.source import Code
from lessonls.agents.specialists.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.core.target import Language, Mode

MATRICES = "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B"
VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"


def rewritten(one: Pass, text: str, language: Language = Language.CPP) -> str:
    code = Code(text, language, Mode.SERIAL)
    assert code.sound, text
    after = one.run(code)
    assert after.sound, after.text
    assert one.run(after).text == after.text, "applied twice"
    assert one.run(Code(text, language, Mode.SERIAL)).text == after.text, "not deterministic"
    return after.text


def function(parameters: str, body: str) -> str:
    return f"void f({parameters}) {{\n{body}\n}}\n"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a sum that starts above the loop",
        ACCUMULATORS,
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
        "a sum in a loop without braces",
        ACCUMULATORS,
        "int n, float *c, const float *a, const float *b",
        """    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            c[i] -= a[i * n + k] * b[k];""",
        """    for (int i = 0; i < n; i++) {
        float c_sum = c[i];
        for (int k = 0; k < n; k++)
            c_sum -= a[i * n + k] * b[k];
        c[i] = c_sum;
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
    (
        "rows of a matrix that is read and written in several rows carry no restrict",
        ROW_POINTERS,
        MATRICES,
        """    for (int i = 1; i < n; i++) {
        for (int j = 0; j < n; j++) {
            A[i][j] += A[i - 1][j];
        }
    }""",
        """    for (int i = 1; i < n; i++) {
        double *const A_i = A[i].data();
        const double *const A_im1 = A[i - 1].data();
        for (int j = 0; j < n; j++) {
            A_i[j] += A_im1[j];
        }
    }""",
    ),
    (
        "the data of flat vectors",
        DATA_POINTERS,
        VECTORS,
        """    for (int i = 0; i < n; i++) {
        y[i] += x[i];
    }""",
        """    double *const __restrict__ y_data = y.data();
    const double *const __restrict__ x_data = x.data();
    for (int i = 0; i < n; i++) {
        y_data[i] += x_data[i];
    }""",
    ),
    (
        "a sum over doubles",
        SIMD_SUMS,
        f"{VECTORS}, double &result",
        """    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;""",
        """    double sum = 0;
    #pragma omp simd reduction(+ : sum)
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;""",
    ),
    (
        "an independent loop",
        SIMD,
        VECTORS,
        """    for (int i = 0; i < n; i++) {
        y[i] = 2 * x[i];
    }""",
        """    #pragma omp simd
    for (int i = 0; i < n; i++) {
        y[i] = 2 * x[i];
    }""",
    ),
    (
        "a column sum",
        INTERCHANGE,
        f"{VECTORS}, std::vector<std::vector<double>> &A",
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            y[i] += A[j][i] * x[j];
        }
    }""",
        """    for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
            y[i] += A[j][i] * x[j];
        }
    }""",
    ),
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
    (
        "threads for the outer loop",
        PARALLEL_FOR,
        MATRICES,
        """    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            B[i][j] = A[j][i];
        }
    }""",
        """    #pragma omp parallel for schedule(static) if((double)n * n > 20000)
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            B[i][j] = A[j][i];
        }
    }""",
    ),
    (
        "threads within a sequential loop",
        PARALLEL_FOR,
        f"{MATRICES}, int steps",
        """    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                A[i][j] = 2 * B[i][j] + A[i][j];
            }
        }
        B[0][0] = A[0][0];
    }""",
        """    for (int t = 0; t < steps; t++) {
        #pragma omp parallel for schedule(guided) if(n > 20000)
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                A[i][j] = 2 * B[i][j] + A[i][j];
            }
        }
        B[0][0] = A[0][0];
    }""",
    ),
    (
        "threads and vectors in one loop",
        PARALLEL_FOR,
        f"{VECTORS}, double &result",
        """    double sum = 0;
    #pragma omp simd reduction(+ : sum)
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;""",
        """    double sum = 0;
    #pragma omp parallel for simd schedule(static) reduction(+ : sum) if(n > 20000)
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;""",
    ),
    (
        "a histogram for each thread",
        PARALLEL_FOR,
        "std::vector<int> const &values, std::vector<long> &counts",
        """    for (size_t i = 0; i < values.size(); i++) {
        counts[values[i]] += 1;
    }""",
        """    #pragma omp parallel if(values.size() > 20000)
    {
        std::vector<long> counts_local(counts.size());
        #pragma omp for schedule(static) nowait
        for (size_t i = 0; i < values.size(); i++) {
            counts_local[values[i]] += 1;
        }
        #pragma omp critical
        {
            for (std::size_t n = 0; n < counts_local.size(); ++n) {
                counts[n] += counts_local[n];
            }
        }
    }""",
    ),
    (
        "single loops within a sequential loop",
        PARALLEL_EVERYWHERE,
        f"{VECTORS}, int steps",
        """    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + t;
        }
        x[0] = y[n - 1];
    }""",
        """    for (int t = 0; t < steps; t++) {
        #pragma omp parallel for schedule(static) if(n > 20000)
        for (int i = 0; i < n; i++) {
            y[i] = x[i] + t;
        }
        x[0] = y[n - 1];
    }""",
    ),
    (
        "memory for a vector that grows",
        RESERVE,
        "std::vector<int> const &in, std::vector<int> &out",
        """    for (size_t i = 0; i < in.size(); i++) {
        if (in[i] > 0) {
            out.push_back(in[i]);
        }
    }""",
        """    out.reserve(out.size() + in.size());
    for (size_t i = 0; i < in.size(); i++) {
        if (in[i] > 0) {
            out.push_back(in[i]);
        }
    }""",
    ),
    (
        "an exit that is seldom taken",
        EXPECT,
        "int n, const int *a, int *found",
        """    for (int i = 0; i < n; i++) {
        if (a[i] == 7) {
            break;
        }
        *found = i;
    }""",
        """    for (int i = 0; i < n; i++) {
        if (__builtin_expect(!!(a[i] == 7), 0)) {
            break;
        }
        *found = i;
    }""",
    ),
    (
        "unrolled inner loops",
        UNROLL_PRAGMA,
        "int n, int *a",
        """    for (int i = 1; i < n; i++) {
        a[i] += a[i - 1];
    }""",
        """    #pragma GCC unroll 8
    for (int i = 1; i < n; i++) {
        a[i] += a[i - 1];
    }""",
    ),
    (
        "loop variables declared far away",
        OWN_VARIABLES,
        "int n, double *a, const double *b",
        """    int i, j, last;
    last = n - 1;
    for (i = 0; i < last; i++) {
        for (j = 0; j < n; j++) {
            a[i * n + j] = b[j];
        }
    }
    for (i = 0; i < n; i++) {
        a[i] += 1;
    }""",
        """    int last;
    last = n - 1;
    for (int i = 0; i < last; i++) {
        for (int j = 0; j < n; j++) {
            a[i * n + j] = b[j];
        }
    }
    for (int i = 0; i < n; i++) {
        a[i] += 1;
    }""",
    ),
    (
        "four steps of a product at a time",
        UNROLL_AND_JAM,
        "size_t n, const float *a, const float *b, float *c",
        """    for (size_t k = 0; k < n; k++) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j];
        }
    }""",
        """    const size_t k_whole = n / 4 * 4;
    for (size_t k = 0; k < k_whole; k += 4) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j]
                + a[k + 1] * b[(k + 1) * n + j]
                + a[k + 2] * b[(k + 2) * n + j]
                + a[k + 3] * b[(k + 3) * n + j];
        }
    }
    for (size_t k = k_whole; k < n; k++) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j];
        }
    }""",
    ),
    (
        "one element of a sorted copy",
        SELECT_ONE,
        "std::vector<int> const &values, int rank, int &result",
        """    std::vector<int> sorted = values;
    std::sort(sorted.begin(), sorted.end(), std::greater<int>());
    result = sorted[rank - 1];""",
        """    std::vector<int> sorted = values;
    std::nth_element(sorted.begin(), sorted.begin() + (rank - 1), sorted.end(), std::greater<int>());
    result = sorted[rank - 1];""",
    ),
    (
        "a loop over a container",
        INDEX_LOOPS,
        "std::vector<float> &values, float factor",
        """    for (auto &value : values)
        value *= factor;""",
        """    for (std::size_t i = 0; i < values.size(); i++) {
        auto &value = values[i];
        value *= factor;
    }""",
    ),
    (
        "a transformation of two ranges",
        INDEX_LOOPS,
        "std::vector<float> const &x, std::vector<float> const &y, std::vector<float> &z",
        """    std::transform(x.begin(), x.end(), y.begin(), z.begin(), [](float a, float b) {
        return a * b;
    });""",
        """    const auto apply = [](float a, float b) {
        return a * b;
    };
    for (std::size_t i = 0; i < x.size(); i++) {
        z[i] = apply(x[i], y[i]);
    }""",
    ),
    (
        "the inside and the edges of a stencil",
        PEEL,
        "size_t n, const double *in, double *out",
        """    for (size_t i = 0; i < n; i++) {
        double sum = in[i];
        if (i > 0) {
            sum += in[i - 1];
        }
        sum += i < n - 1 ? in[i + 1] : 0;
        out[i] = sum;
    }""",
        """    for (size_t i = 1; i + 1 < n; i++) {
        double sum = in[i];
        sum += in[i - 1];
        sum += (in[i + 1]);
        out[i] = sum;
    }
    for (size_t i = 0; i < n; i += n > 1 ? n - 1 : 1) {
        double sum = in[i];
        if (i > 0) {
            sum += in[i - 1];
        }
        sum += i < n - 1 ? in[i + 1] : 0;
        out[i] = sum;
    }""",
    ),
    (
        "divisions by constants",
        RECIPROCALS,
        "int n, float *a",
        """    for (int i = 0; i < n; i++) {
        a[i] = (a[i] + 1) / 3.0f;
        a[i] /= 7.5;
    }""",
        """    for (int i = 0; i < n; i++) {
        a[i] = (a[i] + 1) * (1.0f / 3.0f);
        a[i] *= (1.0 / 7.5);
    }""",
    ),
]


@pytest.mark.parametrize(
    ("one", "parameters", "before", "after"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_rewrites(one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


@pytest.mark.parametrize("language", list(Language))
def test_c_is_rewritten_like_cpp(language: Language) -> None:
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
    after = rewritten(ROW_POINTERS, rewritten(ACCUMULATORS, text, language), language)
    assert f"const double *const {restrict} a_i = a[i];" in after
    assert "y_sum += a_i[j] * x[j];" in after


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("a recurrence", SIMD, VECTORS, "for (int i = 1; i < n; i++) y[i] += y[i - 1];"),
    ("an early return", SIMD, VECTORS,
     "for (int i = 0; i < n; i++) { y[i] = 1; if (x[i]) return; }"),
    ("a call", SIMD, VECTORS, "for (int i = 0; i < n; i++) y[i] = read_sensor();"),
    ("a far stride", SIMD, VECTORS, "for (int i = 0; i < n; i++) y[n * i] = x[i];"),
    ("overlap", SIMD, "int n, int *a, int *b",
     "for (int i = 0; i < n; i++) { a[i] = b[i]; b[i] = 1; }"),
    ("a moving sum", ACCUMULATORS, VECTORS, "for (int i = 0; i < n; i++) y[i] += x[i];"),
    ("an alias", ACCUMULATORS, VECTORS, "for (int i = 0; i < n; i++) y[0] += y[i];"),
    ("growing rows", ROW_POINTERS, MATRICES,
     "for (int i = 0; i < n; i++) { A[i].push_back(1); for (int j = 0; j < n; j++) A[i][j] = 2; }"),
    ("guarded rows", ROW_POINTERS, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (i > 0) B[i][j] = A[i - 1][j];"),
    ("a growing vector", DATA_POINTERS, VECTORS,
     "for (int i = 0; i < n; i++) { x.push_back(x[0]); x[i] = 1; }"),
    ("a bit vector", DATA_POINTERS, "int n, std::vector<bool> &b",
     "for (int i = 0; i < n; i++) b[i] = true;"),
    ("a wavefront", INTERCHANGE, MATRICES,
     "for (int i = 1; i < n; i++) for (int j = 1; j < n; j++) A[j][i] = A[j + 1][i - 1];"),
    ("unit stride", INTERCHANGE, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) A[i][j] = B[i][j];"),
    ("a triangle", INTERCHANGE, MATRICES,
     "for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) A[j][i] = B[j][i];"),
    ("a recurrence in threads", PARALLEL_FOR, VECTORS,
     "for (int i = 1; i < n; i++) y[i] += y[i - 1];"),
    ("a call in threads", PARALLEL_FOR, VECTORS,
     "for (int i = 0; i < n; i++) y[i] = read_sensor();"),
    ("a break in threads", PARALLEL_FOR, VECTORS,
     "for (int i = 0; i < n; i++) { if (x[i] > 0) break; y[i] = 1; }"),
    ("a scan in threads", PARALLEL_FOR, VECTORS,
     "double s = 0; for (int i = 0; i < n; i++) { s += x[i]; y[i] = s; }"),
    ("indirect writes in threads", PARALLEL_FOR, f"{VECTORS}, std::vector<int> &p",
     "for (int i = 0; i < n; i++) y[p[i]] = x[i];"),
    ("a pointer histogram in threads", PARALLEL_FOR, "int n, const int *v, int *counts",
     "for (int i = 0; i < n; i++) counts[v[i]] += 1;"),
    ("nested growth", RESERVE, "int n, std::vector<int> &v",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) v.push_back(j);"),
    ("integers", REORDER, "int n, int *a", "for (int i = 0; i < n; i++) a[0] += a[i];"),
    ("lambdas", REORDER, VECTORS, "auto g = [](double a) { return a; }; y[0] = g(x[0]);"),
    ("rectangles", WHOLE_LOOPS, VECTORS, "#pragma omp simd\nfor (int i = 0; i < n; i++) y[i] = 1;"),
    ("a variable used after the loop", OWN_VARIABLES, "int n, int *a",
     "int i; for (i = 0; i < n; i++) a[i] = 1; a[0] = i;"),
    ("a sum that moves along", UNROLL_AND_JAM, MATRICES,
     "for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) A[k][j] += B[k][j];"),
    ("two elements of a sorted copy", SELECT_ONE, "std::vector<int> v, int &r",
     "std::vector<int> s = v; std::sort(s.begin(), s.end()); r = s[0] + s[1];"),
    ("the caller's vector", SELECT_ONE, "std::vector<int> &v, int &r",
     "std::sort(v.begin(), v.end()); r = v[0];"),
    ("a growing container", INDEX_LOOPS, "std::vector<int> &v",
     "for (int a : v) if (a > 3) v.erase(v.begin());"),
    ("a list", INDEX_LOOPS, "std::list<int> &v", "for (int &a : v) a = 1;"),
    ("a sequential stencil", PEEL, "int n, double *a",
     "for (int i = 0; i < n; i++) { if (i > 0) a[i] += a[i - 1]; }"),
    ("whole numbers", RECIPROCALS, "int n, int *a", "for (int i = 0; i < n; i++) a[i] /= 3;"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "parameters", "body"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_refusals(one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text


@pytest.mark.parametrize("one", [REORDER, UNROLL, WIDE_VECTORS])
@pytest.mark.parametrize("head", ["static double", "template <class T>\nT"])
def test_attributes_stand_before_the_function(one: Pass, head: str) -> None:
    text = f"{head} f(double x) {{\n    return x;\n}}\n"
    after = rewritten(one, text)
    assert "__attribute__" in after
    assert after.index("__attribute__") < after.index(" f(double x)")
    assert "template <class T>\n__attribute__" in after or "template" not in head
    kept = [line for line in after.splitlines(keepends=True) if "__attribute__" not in line]
    assert "".join(kept) == text
