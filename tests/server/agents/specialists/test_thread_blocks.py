"""Blocks of iterations for several threads, where iterations by themselves must stay in order."""

from lessonls.agents.specialists.passes.containers.bit_packing import BIT_PACKING
from lessonls.agents.specialists.passes.parallel.appends_in_blocks import APPENDS_IN_BLOCKS
from lessonls.agents.specialists.passes.parallel.first_exits import FIRST_EXITS
from lessonls.agents.specialists.passes.parallel.recursion_tasks import RECURSION_TASKS
from lessonls.agents.specialists.passes.parallel.split_index_sets import SPLIT_INDEX_SETS
from lessonls.agents.specialists.passes.parallel.thread_scans import THREAD_SCANS
from lessonls.agents.specialists.passes.parallel.threaded_bit_packing import THREADED_BIT_PACKING
from lessonls.agents.specialists.passes.parallel.threads import PARALLEL_FOR
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each, function

WAYS = """    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (d[i * n + k] + d[k * n + j] < d[i * n + j])
                    d[i * n + j] = d[i * n + k] + d[k * n + j];"""

REWRITES: list[tuple[str, Pass, Language, str, str]] = [
    (
        "appends of what is found",
        APPENDS_IN_BLOCKS,
        Language.CPP,
        """void f(const std::vector<double> &x, std::vector<int> &out) {
    for (int i = 3; i < x.size(); i++) {
        if (std::sin(x[i]) > 0.5) {
            out.push_back(i);
        }
    }
}
""",
        """void f(const std::vector<double> &x, std::vector<int> &out) {
    // Blocks append to vectors of their own, which then follow each other in order.
    const long long count = (long long)x.size() - 3;
    const int blocks = x.size() > 5000 ? 64 : 1;
    std::vector<std::vector<int>> out_parts(blocks);
    #pragma omp parallel for schedule(dynamic) if(blocks > 1)
    for (int block = 0; block < blocks; block++) {
        std::vector<int> part;
        const int end = 3 + count * (block + 1) / blocks;
        for (int i = 3 + count * block / blocks; i < end; i++) {
            if (std::sin(x[i]) > 0.5) {
                part.push_back(i);
            }
        }
        out_parts[block].swap(part);
    }
    for (const std::vector<int> &part : out_parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
}
""",
    ),
    (
        "a row that all rows read",
        SPLIT_INDEX_SETS,
        Language.C,
        """void f(int n, float *d) {
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                d[i * n + j] = fminf(d[i * n + j], d[i * n + k] + d[k * n + j]);
            }
        }
    }
}
""",
        """void f(int n, float *d) {
    for (int k = 0; k < n; k++) {
        #pragma omp parallel for schedule(static) if((double)n * n > 20000)
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < n; j++) {
                d[i * n + j] = fminf(d[i * n + j], d[i * n + k] + d[k * n + j]);
            }
        }
        {
            const int i = k;
            for (int j = 0; j < n; j++) {
                d[i * n + j] = fminf(d[i * n + j], d[i * n + k] + d[k * n + j]);
            }
        }
        #pragma omp parallel for schedule(static) if((double)n * n > 20000)
        for (int i = k + 1; i < n; i++) {
            for (int j = 0; j < n; j++) {
                d[i * n + j] = fminf(d[i * n + j], d[i * n + k] + d[k * n + j]);
            }
        }
    }
}
""",
    ),
    (
        "the last iteration that leaves",
        FIRST_EXITS,
        Language.C,
        """int f(int n, const double *x, double limit) {
    for (int i = n - 1; i >= 0; i--) {
        if (x[i] > limit)
            return i;
    }
    return -1;
}
""",
        """int f(int n, const double *x, double limit) {
    // Threads look ahead for the first iteration that leaves the loop.
    const int from = n - 1;
    const long long count = (long long)from - (long long)0 + 1;
    long long nearest = count;
    #pragma omp parallel for schedule(dynamic) if((n - 1) > 20000)
    for (long long start = 0; start < count; start += 4096) {
        long long known;
        #pragma omp atomic read
        known = nearest;
        const long long end = start + 4096 < known ? start + 4096 : known;
        for (long long iteration = start; iteration < end; iteration++) {
            const int i = from - iteration;
            if (x[i] > limit) {
                #pragma omp critical
                if (iteration < nearest) {
                    #pragma omp atomic write
                    nearest = iteration;
                }
                break;
            }
        }
    }
    for (int i = from - nearest; i >= 0; i--) {
        if (x[i] > limit)
            return i;
    }
    return -1;
}
""",
    ),
    (
        "halves of a range",
        RECURSION_TASKS,
        Language.CPP,
        """void order(std::vector<int> &a, int lo, int hi) {
    if (hi - lo < 2) return;
    int mid = lo + (hi - lo) / 2;
    order(a, lo, mid);
    order(a, mid, hi);
    std::inplace_merge(a.begin() + lo, a.begin() + mid, a.begin() + hi);
}
""",
        """static void order_alone(std::vector<int> &a, int lo, int hi) {
    if (hi - lo < 2) return;
    int mid = lo + (hi - lo) / 2;
    order_alone(a, lo, mid);
    order_alone(a, mid, hi);
    std::inplace_merge(a.begin() + lo, a.begin() + mid, a.begin() + hi);
}

static void order_in_tasks(std::vector<int> &a, int lo, int hi, int depth) {
    if (depth == 0) {
        order_alone(a, lo, hi);
        return;
    }
    if (hi - lo < 2) return;
    int mid = lo + (hi - lo) / 2;
    #pragma omp task default(shared)
    order_in_tasks(a, lo, mid, depth - 1);
    order_in_tasks(a, mid, hi, depth - 1);
    #pragma omp taskwait
    std::inplace_merge(a.begin() + lo, a.begin() + mid, a.begin() + hi);
}

void order(std::vector<int> &a, int lo, int hi) {
    #pragma omp parallel if(hi - lo > 10000)
    #pragma omp single
    order_in_tasks(a, lo, hi, 5);
}
""",
    ),
    (
        "a running sum",
        THREAD_SCANS,
        Language.C,
        """void f(int n, const double *restrict x, double *restrict y) {
    double sum = 0;
    for (int i = 1; i < n; i++) {
        sum += x[i] * x[i];
        y[i] = sum;
    }
    y[0] = sum;
}
""",
        """void f(int n, const double *restrict x, double *restrict y) {
    double sum = 0;
    // What the blocks add up to, then the blocks themselves from what is before them.
    const long long count = (long long)n - 1;
    const int blocks = n > 20000 ? 16 : 1;
    double starts[16];
    starts[0] = sum;
    #pragma omp parallel for schedule(static) if(blocks > 1)
    for (int block = 0; block < blocks - 1; block++) {
        double sum_local = 0;
        const int begin = 1 + count * block / blocks;
        const int end = 1 + count * (block + 1) / blocks;
        #pragma omp simd reduction(+ : sum_local)
        for (int i = begin; i < end; i++) {
            sum_local += x[i] * x[i];
        }
        starts[block + 1] = sum_local;
    }
    for (int block = 1; block < blocks; block++) {
        starts[block] = starts[block - 1] + starts[block];
    }
    #pragma omp parallel for schedule(static) if(blocks > 1)
    for (int block = 0; block < blocks; block++) {
        double sum_local = starts[block];
        const int begin = 1 + count * block / blocks;
        const int end = 1 + count * (block + 1) / blocks;
        for (int i = begin; i < end; i++) {
            sum_local += x[i] * x[i];
            y[i] = sum_local;
        }
        if (block == blocks - 1) {
            sum = sum_local;
        }
    }
    y[0] = sum;
}
""",
    ),
]


@each(REWRITES, "one", "language", "before", "after")
def test_what_becomes_of_it(
    rewritten: Rewrite, one: Pass, language: Language, before: str, after: str
) -> None:
    """Every block has what it needs of its own, and what comes of them is in the old order."""
    assert rewritten(one, before, language) == after


SHAPES: list[tuple[str, Pass, str, str, str]] = [
    (
        "appends with braces, a reduction of a call and a local condition",
        APPENDS_IN_BLOCKS,
        "long n, const std::vector<float> &x, std::vector<std::pair<long, float>> &hits",
        """for (long at = 0; at <= n; ++at) {
            float s = std::exp(x[at]);
            if (s < 1) continue;
            hits.push_back({at, s});
        }""",
        "part.push_back({at, s});",
    ),
    (
        "a table of the size that the function says",
        PARALLEL_FOR,
        "int n, const unsigned char *v, int counts[16]",
        "for (int i = 0; i < n; i++) counts[v[i] % 16]++;",
        "reduction(+ : counts[:16])",
    ),
    (
        "appends after a search in another vector",
        APPENDS_IN_BLOCKS,
        "const std::vector<int> &a, const std::vector<int> &b, std::vector<int> &common",
        """for (size_t i = 0; i < a.size(); i++)
            if (std::find(b.begin(), b.end(), a[i]) != b.end()) common.emplace_back(a[i]);""",
        "part.emplace_back(a[i])",
    ),
    (
        "rows of rows around the pivot",
        SPLIT_INDEX_SETS,
        "int n, std::vector<std::vector<int>> &r",
        """for (int k = 0; k < n; ++k)
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j)
                    r[i][j] = r[i][j] || (r[i][k] && r[k][j]);""",
        "for (int i = k + 1; i < n; i++)",
    ),
    (
        "a pair that ends two loops",
        FIRST_EXITS,
        "const std::vector<int> &v, bool &seen",
        """for (size_t i = 0; i < v.size(); ++i)
            for (size_t j = i + 1; j < v.size(); ++j)
                if (v[i] == v[j]) { seen = true; return; }""",
        "start += 1)",
    ),
    (
        "a break that remembers the place",
        FIRST_EXITS,
        "int n, const int *a, int key, int *place",
        """for (int i = 0; i < n; i++) {
            int d = a[i] - key;
            if (d == 0) {
                *place = i;
                break;
            }
        }""",
        "for (int i = from + nearest; i < n; i++)",
    ),
    (
        "halves from a pointer on, and a helper",
        RECURSION_TASKS,
        "double *x, int n",
        """if (n < 2) return;
        int half = n / 2;
        f(x, half);
        f(x + half, n - half);
        for (int i = 0; i < half; i++) x[i] = x[i] + x[half + i];""",
        "#pragma omp parallel if(n > 10000)",
    ),
    (
        "the two sides of a place",
        RECURSION_TASKS,
        "std::vector<int> &a, int lo, int hi",
        """if (lo >= hi) return;
        int p = (lo + hi) / 2;
        std::nth_element(a.begin() + lo, a.begin() + p, a.begin() + hi + 1);
        f(a, lo, p - 1);
        f(a, p + 1, hi);""",
        "f_in_tasks(a, p + 1, hi, depth - 1);",
    ),
    (
        "offsets before the elements",
        THREAD_SCANS,
        "const std::vector<int> &sizes, std::vector<int> &starts_of",
        """int at = 0;
        for (size_t i = 0; i < sizes.size(); i++) {
            starts_of[i] = at;
            at += sizes[i];
        }""",
        "starts_of[i] = at_local;",
    ),
    (
        "the smallest so far, in place",
        THREAD_SCANS,
        "int n, std::vector<float> &v",
        """float low = v[0];
        for (int i = 1; i < n; i++) {
            if (v[i] < low) low = v[i];
            v[i] = low;
        }""",
        "starts[block] = starts[block] < starts[block - 1] ? starts[block] : starts[block - 1];",
    ),
]


@each(SHAPES, "one", "parameters", "body", "part")
def test_other_ways_to_write_it(
    rewritten: Rewrite, one: Pass, parameters: str, body: str, part: str
) -> None:
    """The shape counts, not how it is written."""
    assert part in rewritten(one, function(parameters, body))


VALUES = "int n, const std::vector<int> &x, std::vector<int> &out"

KEPT: list[tuple[str, Pass, str, str]] = [
    ("the length of what is appended to", APPENDS_IN_BLOCKS, VALUES,
     "for (int i = 0; i < n; i++) if (std::sin(x[i]) > out.size()) out.push_back(i);"),
    ("the last element appended", APPENDS_IN_BLOCKS, VALUES,
     "for (int i = 0; i < n; i++) if (std::sin(x[i]) > 0) { out.push_back(x[i] + out.back()); }"),
    ("appends and a running value", APPENDS_IN_BLOCKS, VALUES,
     "int s = 0; for (int i = 0; i < n; i++) { s = 3 * s + std::sin(x[i]); out.push_back(s); }"),
    ("appends until something is found", APPENDS_IN_BLOCKS, VALUES,
     "for (int i = 0; i < n; i++) { if (std::sin(x[i]) > 0) break; out.push_back(i); }"),
    ("appends up to a fraction", APPENDS_IN_BLOCKS, f"{VALUES}, double end",
     "for (int i = 0; i < end; i++) if (std::sin(x[i]) > 0) out.push_back(i);"),
    ("appends to two vectors", APPENDS_IN_BLOCKS, f"{VALUES}, std::vector<int> &more",
     "for (int i = 0; i < n; i++) { out.push_back(std::sin(x[i])); more.push_back(i); }"),
    ("appends to a vector that is read", APPENDS_IN_BLOCKS, "int n, std::vector<int> &out",
     "for (int i = 0; i < n; i++) if (std::sin(out[i]) > 0) out.push_back(i);"),
    ("appends by an unknown function", APPENDS_IN_BLOCKS, VALUES,
     "for (int i = 0; i < n; i++) if (next_of(x[i])) out.push_back(i);"),
    ("appends that only copy", APPENDS_IN_BLOCKS, VALUES,
     "for (int i = 0; i < n; i++) out.push_back(x[i]);"),
    ("a pivot and its neighbour", SPLIT_INDEX_SETS, "int n, int *d",
     """for (int k = 0; k < n; k++) for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)
            d[i * n + j] += d[i * n + k] + d[k * n + j] + d[(n - 1 - k) * n + j];"""),
    ("ranges that differ", SPLIT_INDEX_SETS, "int n, int m, int *d",
     WAYS.replace("k < n", "k < m")),
    ("a pivot of two pointers", SPLIT_INDEX_SETS, "int n, int *d, int *e",
     WAYS.replace("d[k * n + j];", "e[k * n + j];")),
    ("a test that counts", FIRST_EXITS, f"{VALUES}, int &tests",
     "for (int i = 0; i < n; i++) { tests++; if (x[i] == 7) return; }"),
    ("an exit in a branch", FIRST_EXITS, VALUES,
     "for (int i = 0; i < n; i++) if (x[i] > 3) { if (x[i] == 7) return; }"),
    ("an exit or else", FIRST_EXITS, VALUES,
     "for (int i = 0; i < n; i++) if (x[i] == 7) return; else out[i] = 1;"),
    ("an exit that an unknown function decides", FIRST_EXITS, VALUES,
     "for (int i = 0; i < n; i++) if (accepts(x[i])) return;"),
    ("a sum that leaves", FIRST_EXITS, VALUES,
     "int s = 0; for (int i = 0; i < n; i++) { s += x[i]; if (s > 100) return; }"),
    ("a loop that runs out", FIRST_EXITS, VALUES, "for (int i = 0; i < n; i++) out[i] = x[i];"),
    ("halves that count in a variable of the file", RECURSION_TASKS, "int *a, int lo, int hi",
     "calls++; if (hi - lo < 2) return; int m = (lo + hi) / 2; f(a, lo, m); f(a, m, hi);"),
    ("halves that call what nobody has seen", RECURSION_TASKS, "int *a, int lo, int hi",
     "if (hi - lo < 2) return; int m = cut(a, lo, hi); f(a, lo, m); f(a, m, hi);"),
    ("parts that may overlap", RECURSION_TASKS, "int *a, int lo, int hi",
     "if (hi - lo < 2) return; int i = lo, j = hi; f(a, lo, j); f(a, i, hi);"),
    ("the same part twice", RECURSION_TASKS, "int *a, int lo, int hi",
     "if (hi - lo < 2) return; int m = (lo + hi) / 2; f(a, lo, m); f(a, lo, m);"),
    ("halves of which one waits for the other", RECURSION_TASKS, "int *a, int lo, int hi",
     "if (hi - lo < 2) return; int m = (lo + hi) / 2; f(a, lo, m); a[m] += a[lo]; f(a, m, hi);"),
    ("a single recursion", RECURSION_TASKS, "int *a, int lo, int hi",
     "if (hi - lo < 2) return; int m = (lo + hi) / 2; f(a, lo, m);"),
    ("a loop of known length, wherever it begins", PARALLEL_FOR, VALUES,
     "for (int at = 0; at < n; at += 64) { if (x[at] == 7) break; "
     "for (int i = at; i < at + 64; i++) out[i] = x[i]; }"),
    ("a running value with a memory", THREAD_SCANS, VALUES,
     "int s = 0; for (int i = 0; i < n; i++) { s = 3 * s + x[i]; out[i] = s; }"),
    ("a running value that only is used later", THREAD_SCANS, f"{VALUES}, int &sum",
     "int s = 0; for (int i = 0; i < n; i++) { s += x[i]; } sum = s;"),
    ("a running sum that is started again", THREAD_SCANS, VALUES,
     """int s = 0;
        for (int i = 0; i < n; i++) { s += x[i]; out[i] = s; if (s > 9) s = 0; }"""),
    ("a running sum of what it writes elsewhere", THREAD_SCANS, "int n, std::vector<int> &out",
     "int s = 0; for (int i = 0; i < n - 1; i++) { s += out[i]; out[i + 1] = s; }"),
    ("a difference of running sums", THREAD_SCANS, VALUES,
     "int s = 0; for (int i = 0; i < n; i++) { s += x[i] - s / 2; out[i] = s; }"),
    ("a running sum of what it has just written", THREAD_SCANS, VALUES,
     "int s = 0; for (int i = 0; i < n; i++) { out[i] = x[i] + s; s += out[i]; }"),
    ("a running sum by two pointers", THREAD_SCANS, "int n, int *x, int *y",
     "int s = 0; for (int i = 0; i < n; i++) { s += x[i]; y[i] = s; }"),
]  # fmt: skip


@each(KEPT, "one", "parameters", "body")
def test_what_stays(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """Iterations that need what others do, and tests that do more than test, stay in order."""
    before = function(parameters, body)
    assert rewritten(one, before) == before


MASKS = "int n, const std::vector<int> &x, std::vector<bool> &mask"


def test_words_of_truths_are_shared_out(rewritten: Rewrite) -> None:
    """Threads store whole words; what is left of a word is stored by one."""
    packed = rewritten(
        BIT_PACKING, function(MASKS, "for (int i = 0; i < n; i++) mask[i] = x[i] % 3 == 0;")
    )
    shared = rewritten(THREADED_BIT_PACKING, packed)
    assert "#pragma omp parallel for schedule(static) if(count > 50000)\n" in shared
    assert "for (std::ptrdiff_t i = 0; i < whole; i += 64) {" in shared
    assert "for (std::ptrdiff_t i = whole; i < count; i++) {" in shared


def test_truths_of_unknown_functions_stay_with_one_thread(rewritten: Rewrite) -> None:
    """A function that nobody has seen may do anything, and only in order."""
    packed = rewritten(
        BIT_PACKING, function(MASKS, "for (int i = 0; i < n; i++) mask[i] = drawn(x[i]);")
    )
    assert "store_truths" in packed
    assert rewritten(THREADED_BIT_PACKING, packed) == packed
