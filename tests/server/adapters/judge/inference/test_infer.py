"""Workloads that are found by experiment, on functions of many kinds."""

import pytest

from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

C, CPP = "code.c", "code.cpp"


Case = tuple[str, str, str, dict[str, str], dict[str, str]]


def check(
    open_bench: OpenBench,
    source: str,
    name: str,
    file: str,
    lengths: dict[str, str],
    values: dict[str, str],
) -> None:
    workload = open_bench(source, name, file).workload
    assert workload.lengths == lengths
    for place, rule in values.items():
        assert workload.values[place] == rule


CASES: dict[str, Case] = {
    "flat matrices": (
        """#include <vector>
void mul(std::vector<float> const& a, std::vector<float> const& b, std::vector<float>& c,
         int rows, int inner, int cols) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) {
            float s = 0;
            for (int k = 0; k < inner; k++) s += a[i * inner + k] * b[k * cols + j];
            c[i * cols + j] = s;
        }
}""",
        "mul",
        CPP,
        {"a": "rows * inner", "b": "inner * cols", "c": "rows * cols"},
        {},
    ),
    "nested vectors": (
        """#include <vector>
double trace(const std::vector<std::vector<double>>& m, int n) {
    double s = 0;
    for (int i = 0; i < n; ++i) s += m[i][i];
    return s;
}""",
        "trace",
        CPP,
        {"m": "n", "m[]": "n"},
        {},
    ),
    "raw pointers in C": (
        """#include <stddef.h>
void saxpy(size_t n, float a, const float *restrict x, float *restrict y) {
    for (size_t i = 0; i < n; ++i) y[i] += a * x[i];
}""",
        "saxpy",
        C,
        {"x": "n", "y": "n"},
        {},
    ),
    "a matrix of variable length in C": (
        """void transpose(int n, int m, double a[n][m], double t[m][n]) {
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < m; ++j) t[j][i] = a[i][j];
}""",
        "transpose",
        C,
        {"a": "n * m", "t": "n * m"},
        {},
    ),
    "a window that is no longer than what it moves over": (
        """void window_sums(const double *x, double *out, int n, int width) {
    for (int i = 0; i + width <= n; i++) {
        double s = 0;
        for (int j = 0; j < width; j++) s += x[i + j];
        out[i] = s;
    }
}""",
        "window_sums",
        C,
        {"x": "n", "out": "n - width + 1"},
        {"width": "equal(width)"},
    ),
    "places for what is rarely found": (
        """int pair_with_sum(const int *a, int n, int sum, int *first, int *second) {
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            if (a[i] + a[j] == sum) { first[0] = i; second[0] = j; return 1; }
    return 0;
}""",
        "pair_with_sum",
        C,
        {"a": "n", "first": "1", "second": "1"},
        {},
    ),
    "a list whose name is a word of expressions": (
        """void gather(float *out, const float *in, const int *place, int n) {
    for (int i = 0; i < n; i++) out[i] = in[place[i]];
}""",
        "gather",
        C,
        {"out": "n", "in": "in_", "place": "n"},
        {"place[]": "integer(0, in_ - 1)"},
    ),
    "a list whose own length counts": (
        """#include <vector>
long total(const std::vector<int>& xs) {
    long sum = 0;
    for (int x : xs) sum += x;
    return sum;
}""",
        "total",
        CPP,
        {"xs": "xs"},
        {},
    ),
    "indices into a fixed array": (
        """#include <array>
#include <vector>
void count(const std::vector<unsigned short>& pixels, std::array<int, 64>& bins) {
    for (auto p : pixels) bins[p]++;
}""",
        "count",
        CPP,
        {"pixels": "pixels"},
        {"pixels[]": "integer(0, 63)"},
    ),
    "a number that points into a list": (
        """#include <vector>
double from_end(const std::vector<double>& x, int k) {
    double best = x[x.size() - k];
    for (double v : x) best = v > best ? v : best;
    return best + x[x.size() - k];
}""",
        "from_end",
        CPP,
        {"x": "n_x"},
        {"k": "integer(1, n_x)"},
    ),
    "structs, strings and flags": (
        """#include <string>
#include <vector>
struct Item { std::string name; double price; bool sold; };
double revenue(const std::vector<Item>& items) {
    double sum = 0;
    for (const auto& item : items)
        if (item.sold && item.name.size() > 3) sum += item.price;
    return sum;
}""",
        "revenue",
        CPP,
        {"items": "items", "items[].name": "random(1, 12)"},
        {"items[].sold": "flag()"},
    ),
    "enumerations, pairs, complex numbers and vectors of bool": (
        """#include <complex>
#include <utility>
#include <vector>
enum class Op { Add, Negate, Skip };
std::complex<double> apply(Op op, const std::vector<std::pair<int, std::complex<double>>>& xs,
                           std::vector<bool>& seen) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        seen[i] = true;
        if (op == Op::Skip) continue;
        sum += op == Op::Add ? xs[i].second : -xs[i].second;
        sum += double(xs[i].first);
    }
    return sum;
}""",
        "apply",
        CPP,
        {"xs": "xs", "seen": "xs"},
        {"op": "integer(0, 2)"},
    ),
    "a template with an explicit instantiation in a namespace": (
        """#include <vector>
namespace lin {
template <class T> T dot(const std::vector<T>& a, const std::vector<T>& b) {
    T s{};
    for (std::size_t i = 0; i < a.size(); ++i) s += a[i] * b[i];
    return s;
}
template double dot<double>(const std::vector<double>&, const std::vector<double>&);
}""",
        "dot",
        CPP,
        {"a": "a", "b": "a"},
        {},
    ),
    "a stencil that leaves the border alone": (
        """#include <vector>
void smooth(const std::vector<float>& in, std::vector<float>& out, int height, int width) {
    for (int y = 1; y < height - 1; ++y)
        for (int x = 1; x < width - 1; ++x)
            out[y * width + x] = (in[(y - 1) * width + x] + in[(y + 1) * width + x]) / 2;
}""",
        "smooth",
        CPP,
        {"in": "height * width", "out": "height * width"},
        {},
    ),
    "a table of fixed size in C": (
        """#include <stddef.h>
void histogram(const unsigned char *data, size_t n, long *counts) {
    for (size_t i = 0; i < n; ++i) counts[data[i]]++;
}""",
        "histogram",
        C,
        {"data": "n", "counts": "256"},
        {"data[]": "integer(0, 255)"},
    ),
    "strings in C": (
        """#include <stddef.h>
size_t vowels(const char *text) {
    size_t n = 0;
    for (; *text; ++text) n += *text == 'a' || *text == 'e';
    return n;
}""",
        "vowels",
        C,
        {"text": "text"},
        {},
    ),
}


RARE: dict[str, Case] = {
    "nothing is divided by zero": (
        """#include <vector>
std::vector<unsigned long> shelves(const std::vector<unsigned long>& books, unsigned long room) {
    std::vector<unsigned long> needed;
    for (unsigned long count : books) needed.push_back((count + room - 1) / room);
    return needed;
}""",
        "shelves",
        CPP,
        {"books": "books"},
        {"room": "integer(1, 100, 4611686018427387903)"},
    ),
    "a step is no zero": (
        """#include <vector>
std::vector<double> every(const std::vector<double>& all, unsigned step) {
    std::vector<double> found;
    for (unsigned at = 0; at < all.size(); at += step) found.push_back(all[at]);
    return found;
}""",
        "every",
        CPP,
        {"all": "all"},
        {"step": "integer(1, 100, 4294967295)"},
    ),
    "numbers in short texts": (
        """#include <string>
static int next(const std::string& text, unsigned& at) {
    int number = 0;
    while (at < text.size() && text[at] != '/') number = number * 10 + (text[at++] - '0');
    ++at;
    return number;
}
int days(const std::string& date) {
    unsigned at = 0;
    const int day = next(date, at);
    return day + 31 * next(date, at);
}""",
        "days",
        CPP,
        {"date": "random(1, 17)"},
        {"date[]": "choice(47, 48, 97, 98, 55, 32)"},
    ),
    "a list is as long as the other one": (
        """#include <vector>
double worth_at(const std::vector<double>& at, const std::vector<double>& worth, double x) {
    if (x <= at[0]) return worth[0];
    if (x >= at[at.size() - 1]) return worth[at.size() - 1];
    unsigned i = 0;
    while (at[i + 1] < x) ++i;
    return worth[i] + (x - at[i]) / (at[i + 1] - at[i]) * (worth[i + 1] - worth[i]);
}""",
        "worth_at",
        CPP,
        {"at": "at", "worth": "at"},
        {},
    ),
    "a size that is divided by another one": (
        """static int width;
double groups(const double *x, double *sums, int n) {
    double all = 0;
    for (int g = 0; g < n / width; ++g) {
        sums[g] = 0;
        for (int i = 0; i < width; ++i) sums[g] += x[g * width + i];
        all += sums[g];
    }
    return all;
}
void set_width(int to) { width = to; }""",
        "groups",
        C,
        {"x": "width * n_parts", "sums": "n_parts"},
        {
            "width": "equal(width)",
            "n": "integer(width * n_parts, width * n_parts + width - 1)",
        },
    ),
    "a sign and a text that may have it": (
        """unsigned long occurrences(const char* text, unsigned long n, char sign) {
    unsigned long found = 0;
    for (unsigned long i = 0; i < n; ++i) found += text[i] == sign;
    return found;
}""",
        "occurrences",
        C,
        {"text": "n"},
        {"text[]": "text(lowercase)", "sign": "text(lowercase)"},
    ),
}
"""What would crash on a rare input of a wide domain, not end, or be dull in a narrow one."""


ALL = CASES | RARE


@pytest.mark.parametrize(
    "what",
    few_of(
        ALL,
        "nested vectors",
        "raw pointers in C",
        "structs, strings and flags",
        "nothing is divided by zero",
        "a size that is divided by another one",
    ),
)
def test_inputs_are_found_with_no_help(open_bench: OpenBench, what: str):
    source, name, file, lengths, values = ALL[what]
    check(open_bench, source, name, file, lengths, values)


@pytest.mark.parametrize(
    ("line", "domain"), [("r = r * x[i] + 1", "real(-1, 1)"), ("r *= x[i]", "real(0.9, 1.1)")]
)
def test_timed_results_are_numbers(open_bench: OpenBench, line: str, domain: str):
    """Powers of many numbers overflow, and products of many vanish; checks have few."""
    source = f"""double f(const double *x, int n) {{
    double r = 1;
    for (int i = 0; i < n; ++i) {line};
    return r;
}}"""
    workload = open_bench(source, "f", C).workload
    assert workload.values["x[]"] == "real(-10, 10)"
    assert workload.timing == {"x[]": domain}


@pytest.mark.exhaustive
def test_a_size_that_must_be_a_power_of_two_is_one(open_bench: OpenBench):
    bench = open_bench(
        """#include <vector>
void butterfly(std::vector<double>& x) {
    for (std::size_t half = x.size() / 2; half > 0; half /= 2)
        for (std::size_t start = 0; start < x.size(); start += 2 * half)
            for (std::size_t i = start; i < start + half; ++i) {
                double a = x[i], b = x[i + half];
                x[i] = a + b;
                x[i + half] = a - b;
            }
}""",
        "butterfly",
    )
    assert all(size.power_of_two for size in bench.workload.sizes.values())


@pytest.mark.exhaustive
def test_a_file_that_counts_on_its_includers_gets_standard_headers(open_bench: OpenBench):
    bench = open_bench(
        """#include <vector>
double top(const std::vector<double>& x) { return *std::max_element(x.begin(), x.end()); }""",
        "top",
        "fragment.hpp",
    )
    assert bench.workload.lengths == {"x": "x"}


@pytest.mark.exhaustive
def test_helpers_after_the_function_are_compiled_with_it(open_bench: OpenBench):
    bench = open_bench(
        """int twice(int);
int quadruple(int x) { return twice(twice(x)); }
int twice(int x) { return x + x; }
""",
        "quadruple",
    )
    rewrite = "int quadruple(int x) { return twice(x) + twice(x); }"
    assert bench.judge(rewrite).kind is VerdictKind.CORRECT


@pytest.mark.exhaustive
def test_the_projects_headers_are_seen_and_others_are_not(open_bench: OpenBench):
    bench = open_bench(
        """#include "scale.h"
void stretch(int n, double *x) { for (int i = 0; i < n; ++i) x[i] *= scale; }""",
        "stretch",
        "code.c",
        headers={"scale.h": "static const double scale = 2.0;\n"},
    )
    assert bench.workload.lengths == {"x": "n"}
    rewrite = bench.target.code.replace("*= scale", "= scale * x[i]")
    assert bench.judge(rewrite).kind is VerdictKind.CORRECT


@pytest.mark.parametrize(
    ("source", "name", "error", "reason"),
    [
        ("int f(int x) { return y; }", "f", BaselineError, "does not compile as it stands"),
        (
            "int g(int);\nint f(int x) { return g(x); }",
            "f",
            BaselineError,
            "f needs g.*no known file",
        ),
        (
            "#include <any>\nint f(const std::any &v) { return v.has_value(); }",
            "f",
            WorkloadError,
            "no inputs can be made for f: std::any cannot be made yet",
        ),
        (
            "struct A { int x; };\nstruct B : virtual A { int y; };\n"
            "int f(const B &b) { return b.x + b.y; }",
            "f",
            WorkloadError,
            "no inputs can be made for f: B has a virtual base",
        ),
        (
            "#include <ctime>\n#include <cstdint>\nlong f(int x) { timespec t;"
            " clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_nsec + x; }",
            "f",
            BaselineError,
            "the function is nondeterministic",
        ),
        ("void f(int x) { (void)x; }", "f", WorkloadError, "do not depend on its inputs"),
        (
            "#include <cstdio>\n#include <cstdlib>\nint f(const char *name) {"
            ' FILE *file = fopen(name, "r"); if (!file) abort(); return getc(file); }',
            "f",
            WorkloadError,
            "f calls fopen: files, the user's input and the clock are not available",
        ),
        pytest.param(
            "int f(const int *x, const int *table, int n) { int s = 0;"
            " for (int i = 0; i < n; i++) s += x[i] * table[-9000000 - i]; return s; }",
            "f",
            WorkloadError,
            "could not generate inputs on which f passes the sanitizers "
            ".*(?:heap-buffer-overflow at “table”|SEGV)",
            marks=pytest.mark.exhaustive,
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_reason(
    open_bench: OpenBench, source: str, name: str, error: type[Exception], reason: str
):
    with pytest.raises(error, match=reason):
        open_bench(source, name)
