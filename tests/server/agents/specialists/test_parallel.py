"""OpenMP threads, and the counted loops that they need."""

from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.parallel.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

MATRICES = "int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B"
VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"


CASES: list[tuple[str, Pass, str, str, str]] = [
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
        #pragma omp parallel for schedule(dynamic, 8) if((double)n * n > 50000)
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
        """    #pragma omp parallel if(values.size() > 20000 && values.size() > counts.size())
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
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
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
    ("updates of what is read as well, in threads", PARALLEL_EVERYWHERE, MATRICES.replace("B", "x"),
     "for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) x[0][i] -= A[i][j] * x[0][j];"),
    ("a solver in threads", PARALLEL_EVERYWHERE, f"{VECTORS}, std::vector<double> &l",
     "for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) x[i] -= l[j] * x[j]; y[0] = 1; }"),
    ("a pointer histogram in threads", PARALLEL_FOR, "int n, const int *v, int *counts",
     "for (int i = 0; i < n; i++) counts[v[i]] += 1;"),
    ("a variable used after the loop", OWN_VARIABLES, "int n, int *a",
     "int i; for (i = 0; i < n; i++) a[i] = 1; a[0] = i;"),
    ("a growing container", INDEX_LOOPS, "std::vector<int> &v",
     "for (int a : v) if (a > 3) v.erase(v.begin());"),
    ("a list", INDEX_LOOPS, "std::list<int> &v", "for (int &a : v) a = 1;"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(one, text) == text
