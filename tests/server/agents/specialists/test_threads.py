"""Work for several threads: which loops, how it is divided, and what threads keep of their own."""

from lessonls.agents.specialists.passes.parallel.preallocated_results import PREALLOCATED_RESULTS
from lessonls.agents.specialists.passes.parallel.thread_bests import THREAD_BESTS
from lessonls.agents.specialists.passes.parallel.thread_columns import THREAD_COLUMNS
from lessonls.agents.specialists.passes.parallel.thread_folds import THREAD_FOLDS
from lessonls.agents.specialists.passes.parallel.thread_sorts import THREAD_SORTS
from lessonls.agents.specialists.passes.parallel.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.agents.specialists.passes.while_loops import WHILE_LOOPS
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each, function

PRAGMAS: list[tuple[str, str, str, str]] = [
    (
        "strips of four rows do not meet",
        "int n, double *a, const double *b",
        """const int i_whole = n / 4 * 4;
        for (int i = 0; i < i_whole; i += 4)
            for (int j = 0; j < n; j++)
                for (int r = 0; r < 4; r++) a[(i + r) * n + j] += b[j];""",
        "parallel for schedule(static) if((double)i_whole * n > 10000)",
    ),
    (
        "tiles by hand",
        "int n, const double *a, double *b",
        """for (int ii = 0; ii < n; ii += 32)
            for (int i = ii; i < std::min(ii + 32, n); i++)
                for (int j = 0; j != n; j++) b[i * n + j] = a[j * n + i];""",
        "parallel for schedule(static) if((double)n * n > 10000)",
    ),
    (
        "what is left over is no measure of the work",
        "int n, std::vector<double> &a, const std::vector<double> &b",
        """const int k_whole = n / 4 * 4;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < k_whole; k++) a[i] += b[k];
            for (int k = k_whole; k < n; k++) a[i] += b[k];
        }""",
        "parallel for schedule(static) if((double)n * k_whole > 20000)",
    ),
    (
        "the work of a loop that ends at the outer variable is a triangle",
        "int n, std::vector<double> &a, const std::vector<double> &b",
        "for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) a[i] += b[j];",
        "parallel for schedule(dynamic, 8) if((double)n * n > 50000)",
    ),
    (
        "functions are more work than sums",
        "int n, std::vector<double> &a, const std::vector<double> &b",
        "for (int i = 0; i < n; i++) a[i] = std::exp(std::sin(b[i]) + std::cos(b[i]));",
        "parallel for schedule(static) if(n > 2000)",
    ),
    (
        "inner loops whose length the data say",
        "int n, const int *start, const int *at, double *restrict_y, const float *x",
        """for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = start[i]; k < start[i + 1]; k++) sum += x[at[k]];
            restrict_y[i] = sum;
        }""",
        "parallel for schedule(dynamic, 8) if(n > 2000)",
    ),
    (
        "a truth that iterations only set",
        "int n, const std::vector<int> &a, bool &out",
        """bool found = false;
        for (int i = 0; i < n; i++) if (a[i] == 7) found = true;
        out = found;""",
        "parallel for schedule(static) reduction(|| : found) if(n > 20000)",
    ),
    (
        "a small array that its function cleared",
        "int n, const unsigned char *v, unsigned *counts",
        """for (int i = 0; i < 256; i++) counts[i] = 0;
        for (int i = 0; i < n; i++) counts[v[i]]++;""",
        "parallel for schedule(static) reduction(+ : counts[:256]) if(n > 20000)",
    ),
    (
        "a local array",
        "int n, const std::vector<unsigned char> &v, unsigned &out",
        """unsigned counts[4][64] = {};
        for (int i = 0; i < n; i++) counts[i & 3][v[i] & 63]++;
        out = counts[0][0];""",
        "parallel for schedule(static) reduction(+ : counts) if(n > 10000)",
    ),
    (
        "a vector through a pointer to its data",
        "const std::vector<int> &v, std::vector<double> &sums",
        """double *const __restrict__ sums_data = sums.data();
        for (size_t i = 0; i < v.size(); i++) sums_data[v[i]] += 0.5;""",
        "parallel if(v.size() > 20000 && v.size() > sums.size())",
    ),
    (
        "every row sorted",
        "std::vector<std::vector<double>> &rows, std::vector<double> &medians",
        """for (size_t r = 0; r < rows.size(); r++) {
            std::vector<double> sorted = rows[r];
            std::sort(sorted.begin(), sorted.end());
            medians[r] = sorted[sorted.size() / 2];
        }""",
        "parallel for schedule(static) if(rows.size() > 200)",
    ),
]


@each(PRAGMAS, "parameters", "body", "pragma")
def test_the_pragma_fits_the_loop(
    rewritten: Rewrite, parameters: str, body: str, pragma: str
) -> None:
    """The first pragma says how the work is divided, what is added up, and from when it pays."""
    after = rewritten(PARALLEL_FOR, function(parameters, body))
    pragmas = [line.partition("#pragma omp ")[2] for line in after.split("\n") if "#pragma" in line]
    assert pragmas[:1] == [pragma]


def test_helpers_in_front_of_the_function_get_threads_too(rewritten: Rewrite) -> None:
    """Loops of static helpers are shared out like those of the function."""
    helper = """static void scale(std::vector<double> &x, double by) {
    for (std::size_t i = 0; i < x.size(); i++) {
        x[i] *= by;
    }
}

"""
    text = helper + function("std::vector<double> &x", "    scale(x, 2.0);")
    pragma = "    #pragma omp parallel for schedule(static) if(x.size() > 20000)\n    for"
    assert rewritten(PARALLEL_FOR, text) == text.replace("    for", pragma)


def test_a_butterfly_of_a_transform_is_shared_out(rewritten: Rewrite) -> None:
    """Runs at even and at odd multiples of a stride do not meet."""
    body = """for (size_t p = 0; p < half; p++) {
            double *y = &out[2 * p * run];
            for (size_t q = 0; q < run; q++) {
                y[q] = in[p * run + q];
                y[q + run] = in[p * run + q] * 2;
            }
        }"""
    parameters = "size_t half, size_t run, std::vector<double> &out, const std::vector<double> &in"
    assert "parallel for" in rewritten(PARALLEL_FOR, function(parameters, body))


def test_the_best_of_each_thread_is_the_first_of_equals(rewritten: Rewrite) -> None:
    """Threads remember value and place of their own; of equal values the first place wins."""
    before = """    int at = 0;
    double least = x[0];
    for (int i = 1; i < n; i++) {
        if (least > x[i]) {
            least = x[i];
            at = i;
        }
    }
    out = at;"""
    after = """    int at = 0;
    double least = x[0];
    double least_local = least;
    int at_local = at;
    #pragma omp parallel firstprivate(least_local, at_local) if(n > 20000)
    {
        #pragma omp for schedule(static) nowait
        for (int i = 1; i < n; i++) {
            if (least_local > x[i]) {
                least_local = x[i];
                at_local = i;
            }
        }
        #pragma omp critical
        if (least_local < least ||
            (least_local == least && at_local < at)) {
            least = least_local;
            at = at_local;
        }
    }
    out = at;"""
    parameters = "int n, const std::vector<double> &x, int &out"
    text = function(parameters, before)
    assert rewritten(THREAD_BESTS, text) == function(parameters, after)


def test_a_minimum_that_ends_inner_loops_is_a_reduction(rewritten: Rewrite) -> None:
    """What a thread has found so far leaves out less than the best of all, and nothing wrong."""
    body = """    double least = 1e300;
    for (size_t i = 0; i < x.size(); i++) {
        for (size_t j = i + 1; j < x.size(); j++) {
            if (x[j] - x[i] >= least) break;
            least = std::min(least, x[j] - x[i]);
        }
    }
    out = least;"""
    head = "    #pragma omp parallel for schedule(dynamic, 8)"
    pragma = f"{head} reduction(min : least) if(x.size() > 500)"
    text = function("const std::vector<double> &x, double &out", body)
    line = "    for (size_t i = 0"
    assert rewritten(THREAD_BESTS, text) == text.replace(line, f"{pragma}\n{line}")


def test_numbers_are_sorted_in_tasks(rewritten: Rewrite) -> None:
    """A helper sorts parts in tasks and merges them; a small vector stays with one thread."""
    text = function("std::vector<int> &v", "    std::sort(v.begin(), v.end());")
    after = rewritten(THREAD_SORTS, text)
    assert "#pragma omp task\n    sort_in_tasks(first, middle, less, grain);" in after
    assert "#pragma omp parallel if(v.size() > 20000)\n    #pragma omp single\n" in after


def test_an_operation_of_the_users_own_is_applied_by_all_threads(rewritten: Rewrite) -> None:
    """Every stretch begins with its first value, because nothing is known to be neutral."""
    call = "std::reduce(v.begin(), v.end(), 1, [](int a, int b) { return a ^ b; })"
    text = function("const std::vector<int> &v, int &r", f"    r = {call};")
    after = rewritten(THREAD_FOLDS, text)
    assert "Result(values[start])" in after
    assert "r = reduce_in_threads(v.data(), v.size(), 1, [](int a, int b)" in after


def test_appending_becomes_setting_a_place(rewritten: Rewrite) -> None:
    """Where every iteration appends one element, iteration i sets element i."""
    before = """    std::vector<int> sums;
    for (size_t i = 0; i < v.size(); i++) {
        int sum = v[i] + 1;
        sums.push_back(sum);
    }
    out = sums;"""
    after = before.replace("    for", "    sums.resize(v.size());\n    for")
    after = after.replace("sums.push_back(sum)", "sums[i] = sum")
    parameters = "const std::vector<int> &v, std::vector<int> &out"
    assert rewritten(PREALLOCATED_RESULTS, function(parameters, before)) == function(
        parameters, after
    )


def test_columns_belong_to_threads_where_rows_must_follow_each_other(rewritten: Rewrite) -> None:
    """Threads start once around the outer loop and do not wait for each other in it."""
    before = """    for (int k = 0; k < n; k++) {
        const double factor = b[k];
        #pragma omp simd
        for (int j = 0; j < n; j++) {
            sums[j] += factor * a[k * n + j];
        }
    }"""
    after = before.replace(
        "    for (int k", "    #pragma omp parallel if((double)n * n > 10000)\n    for (int k"
    )
    after = after.replace("omp simd", "omp for simd schedule(static) nowait")
    parameters = "int n, std::vector<double> &sums, const double *a, const double *b"
    assert rewritten(THREAD_COLUMNS, function(parameters, before)) == function(parameters, after)


def test_blocks_that_end_at_a_whole_number_of_steps_stay_below_the_bound(
    rewritten: Rewrite,
) -> None:
    """Row i is read up to i - 1 in steps of four, and written from i on."""
    body = """    for (int i = 0; i < n; i++) {
        const int k_whole = i / 4 * 4;
        for (int k = 0; k < k_whole; k += 4) {
            for (int j = i; j < n; j++) {
                A[i][j] -= A[i][k] * A[k][j] + A[i][k + 3] * A[k + 3][j];
            }
        }
    }"""
    text = function("int n, std::vector<std::vector<double>> &A", body)
    assert "nowait" in rewritten(THREAD_COLUMNS, text)
    assert rewritten(THREAD_COLUMNS, text.replace("k + 3", "k + 4")) == text.replace(
        "k + 3", "k + 4"
    )


def test_loops_that_count_in_three_places_become_for_loops(rewritten: Rewrite) -> None:
    """Start, condition and step come into the head; the last statement is the step."""
    before = """    int i = 0;
    while (i < n) {
        v[i] = i;
        i += 1;
    }"""
    after = """    for (int i = 0; i < n; i++) {
        v[i] = i;
    }"""
    assert rewritten(WHILE_LOOPS, function(V, before)) == function(V, after)


def test_iterators_that_are_only_dereferenced_become_elements(rewritten: Rewrite) -> None:
    """`*it` and `it->f` are the element and its field."""
    before = """    for (auto it = v.begin(); it != v.end(); ++it) {
        *it += it->first;
    }"""
    after = """    for (auto &value : v) {
        value += value.first;
    }"""
    parameters = "std::vector<Pair> &v"
    assert rewritten(WHILE_LOOPS, function(parameters, before)) == function(parameters, after)


V = "std::vector<int> &v, const std::vector<double> &x, int n"
REFUSED: list[tuple[str, Pass, str, str]] = [
    ("strips that overlap", PARALLEL_FOR, V,
     "for (int i = 0; i < n; i += 4) for (int r = 0; r < 5; r++) v[i + r] = r;"),
    ("strips that move at another pace", PARALLEL_FOR, V,
     "for (int i = 0; i < n; i += 4) for (int r = 0; r < 4; r++) v[i / 2 + r] = r;"),
    ("flat places with two strides", PARALLEL_FOR, V,
     "for (int i = 0; i < n; i++) for (int r = 0; r < 4; r++) v[8 * i + r] = v[4 * i + r] + 1;"),
    ("a place that is looked up", PARALLEL_FOR, V,
     "for (int i = 0; i < n; i++) { int s = v[i] % n; v[s] = v[s + 1]; }"),
    ("a few iterations", PARALLEL_EVERYWHERE, V, "for (int i = 0; i < 16; i++) v[i] = i;"),
    ("a loop that counts in floats", PARALLEL_FOR, V,
     "for (float f = 0; f < 10000000; f += 1) v[(int)f] = 1;"),
    ("what larger steps have left", PARALLEL_FOR, V,
     "const int whole = n / 4 * 4; for (int i = whole; i < n; i++) v[i] = i;"),
    ("both truths are set", PARALLEL_FOR, "int n, const std::vector<int> &a, bool &out",
     "bool up = false; for (int i = 0; i < n; i++) { if (a[i] > 0) up = true; if (a[i] < 0) "
     "up = false; } out = up;"),
    ("an array that is read as well", PARALLEL_FOR, "int n, const int *v, int *counts",
     "for (int i = 0; i < 9; i++) counts[i] = 0; for (int i = 0; i < n; i++) counts[v[i]] += "
     "counts[0];"),
    ("an array that only a part of is cleared", PARALLEL_FOR, "int n, const int *v, int *counts",
     "for (int i = 1; i < 9; i++) counts[i] = 0; for (int i = 0; i < n; i++) counts[v[i]]++;"),
    ("a bound that may not be read before", PARALLEL_FOR, "int n, int **rows, int *out",
     "for (int i = 0; i < 0; i++) for (int j = 0; j < rows[0][0]; j++) out[i] = j;"),
    ("the last of equals", THREAD_BESTS, "int n, const std::vector<int> &x, int &out",
     "int at = -1, least = 9; for (int i = 0; i < n; i++) { if (x[i] <= least) { least = "
     "x[i]; at = i; } } out = at;"),
    ("a best without a place", THREAD_BESTS, "int n, const std::vector<int> &x, int &out",
     "int other = -1, least = 9; for (int i = 0; i < n; i++) { if (x[i] < least) { least = "
     "x[i]; other = x[i] + 1; } } out = other;"),
    ("a best that is used", THREAD_BESTS, "int n, std::vector<int> &x, int &out",
     "int at = -1, least = 9; for (int i = 0; i < n; i++) { if (x[i] < least) { least = x[i]; "
     "at = i; } out = least; }"),
    ("another value than the one compared", THREAD_BESTS,
     "int n, const std::vector<int> &x, int &out",
     "int at = -1, least = 9; for (int i = 0; i < n; i++) { if (x[i] < least) { least = x[i] "
     "+ 1; at = i; } } out = at;"),
    ("a counter that is used later", WHILE_LOOPS, V,
     "int i = 0; while (i < n) { v[i] = i; i++; } v[0] = i;"),
    ("a counter that goes on in between", WHILE_LOOPS, V,
     "int i = 0; while (i < n) { i++; v[i] = i; i++; }"),
    ("an iteration that is cut short", WHILE_LOOPS, V,
     "int i = 0; while (i < n) { if (v[i] > 0) continue; v[i] = i; i++; }"),
    ("an iterator that is kept", WHILE_LOOPS, V,
     "auto best = v.begin(); for (auto it = v.begin(); it != v.end(); ++it) best = it;"),
    ("a container that loses elements", WHILE_LOOPS, V,
     "for (auto it = v.begin(); it != v.end(); ++it) { if (*it == 3) v.pop_back(); }"),
    ("columns of which the neighbours are read", THREAD_COLUMNS, "int n, int *a, const int *b",
     "for (int k = 0; k < n; k++) { for (int j = 1; j < n; j++) a[j] += a[j - 1] * b[k]; }"),
    ("columns that move with the rows", THREAD_COLUMNS, "int n, int *a, const int *b",
     "for (int k = 0; k < n; k++) { for (int j = 0; j < n; j++) a[j + k] += b[j]; }"),
    ("columns that begin elsewhere in each row", THREAD_COLUMNS, "int n, int *a, const int *b",
     "for (int k = 0; k < n; k++) { for (int j = k; j < n; j++) a[j] += b[k]; }"),
    ("columns with a statement beside them", THREAD_COLUMNS, "int n, int *a, const int *b",
     "for (int k = 0; k < n; k++) { a[k] = 1; for (int j = 0; j < n; j++) a[j] += b[k]; }"),
    ("columns within rows that are independent", THREAD_COLUMNS, "int n, int *a, const int *b",
     "for (int i = 0; i < n; i++) { for (int k = 0; k < n; k++) "
     "{ for (int j = 0; j < n; j++) a[i * n + j] += b[k * n + j]; } }"),
    ("records in an order of a key", THREAD_SORTS, "std::vector<Person> &v",
     "std::sort(v.begin(), v.end(), [](Person a, Person b) { return a.age < b.age; });"),
    ("a sort within a loop", THREAD_SORTS, "std::vector<int> &v, int n",
     "for (int i = 0; i < n; i++) { std::sort(v.begin(), v.end()); }"),
    ("an order by a remainder", THREAD_SORTS, "std::vector<int> &v",
     "std::sort(v.begin(), v.end(), [](int a, int b) { return a % 5 < b % 5; });"),
    ("a fold of bits", THREAD_FOLDS, "const std::vector<bool> &v, bool &r",
     "r = std::reduce(v.begin(), v.end(), false, [](bool a, bool b) { return a != b; });"),
    ("a fold that treats its operands differently", THREAD_FOLDS,
     "const std::vector<double> &v, double &r",
     "r = std::reduce(v.begin(), v.end(), 1.0, [](auto a, auto b) { return a * (1 / b); });"),
    ("a fold in order", THREAD_FOLDS, "const std::vector<int> &v, int &r",
     "r = std::accumulate(v.begin(), v.end(), 1, [](int a, int b) { return a - b; });"),
    ("appending now and then", PREALLOCATED_RESULTS, V,
     "std::vector<int> w; for (int i = 0; i < n; i++) { if (v[i] > 0) w.push_back(i); } v = w;"),
    ("appending unless skipped", PREALLOCATED_RESULTS, V,
     "std::vector<int> w; for (int i = 0; i < n; i++) { if (v[i] > 0) continue; "
     "w.push_back(i); } v = w;"),
    ("appending to what was there", PREALLOCATED_RESULTS, V,
     "std::vector<int> w(2); for (int i = 0; i < n; i++) { w.push_back(i); } v = w;"),
    ("reading what was appended", PREALLOCATED_RESULTS, V,
     "std::vector<int> w; for (int i = 0; i < n; i++) { w.push_back(i + w.size()); } v = w;"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What threads would do differently stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text, Language.CPP) == text
