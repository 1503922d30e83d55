"""Workloads of functions whose lists depend on each other, and on what is in them."""

import pytest

from lessonls.core.errors import BaselineError, WorkloadError
from lessonls.core.workload import Size, Workload
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

C, CPP = "code.c", "code.cpp"

Case = tuple[str, str, str, dict[str, str], dict[str, str]]

CASES: dict[str, Case] = {
    "a matrix of which most is for others, and vectors that are long enough for it": (
        """#include <assert.h>
struct grid { int *ids; double spacing; };
struct vector { int length; double *values; void *own; };
struct matrix {
    char *title;
    struct grid *grid;
    long all;
    int rows, columns;
    char *in_row;
    int **place;
    double **entry, **diagonal;
    struct matrix *coarse;
    void *own;
};
int multiply(const struct matrix *a, struct vector *x, struct vector *y) {
    assert(x->length >= a->columns);
    assert(y->length >= a->rows);
    for (int i = 0; i < a->rows; ++i) {
        double sum = 0;
        for (int k = 0; k < a->in_row[i]; ++k) sum += a->entry[i][k] * x->values[a->place[i][k]];
        y->values[i] = sum;
    }
    return 0;
}""",
        "multiply",
        C,
        {
            "a.in_row": "a_rows",
            "a.place": "a_rows",
            "a.place[]": "128",
            "a.entry": "a_rows",
            "a.entry[]": "128",
            "x.values": "x_values",
            "y.values": "a_rows",
        },
        {
            "x.length": "equal(a_columns + x_length)",
            "y.length": "equal(a_rows + y_length)",
            "a.place[][]": "integer(0, x_values - 1)",
        },
    ),
    "matrices whose sides have to agree": (
        """#include <stddef.h>
struct matrix { size_t rows, columns; double *entries; };
int multiply(const struct matrix *a, const struct matrix *b, struct matrix *c) {
    if (a->columns != b->rows) return -1;
    if (c->rows != a->rows || c->columns != b->columns) return -2;
    for (size_t i = 0; i < a->rows; i++)
        for (size_t j = 0; j < b->columns; j++) {
            double sum = 0;
            for (size_t k = 0; k < a->columns; k++)
                sum += a->entries[i * a->columns + k] * b->entries[k * b->columns + j];
            c->entries[i * c->columns + j] = sum;
        }
    return 0;
}""",
        "multiply",
        C,
        {
            "a.entries": "a_rows * b_rows",
            "b.entries": "b_rows * b_columns",
            "c.entries": "a_rows * b_columns",
        },
        {"a.columns": "equal(b_rows)", "c.rows": "equal(a_rows)"},
    ),
    "a place in what is written, which helpers move on": (
        """#include <cstddef>
#include <cstdint>
#include <vector>
static void store(int value, std::size_t *place, std::uint8_t *to) {
    to[(*place)++] = value >> 8;
    to[(*place)++] = value;
}
void store_ends(const std::vector<std::vector<int>> &lines, std::size_t *place, std::uint8_t *to) {
    int end = -1;
    for (const auto &line : lines) {
        end += line.size();
        store(end, place, to);
    }
}""",
        "store_ends",
        CPP,
        {"lines": "lines", "lines[]": "lines_inner", "to": "2 * lines + place"},
        {"place": "equal(place)"},
    ),
    "a list as long as an outer one, which nothing else determines": (
        """#include <vector>
double weigh(const std::vector<std::vector<double>>& rows, const std::vector<double>& weight,
             std::vector<double>& sums) {
    double all = 0;
    for (std::size_t k = 0; k < sums.size(); ++k)
        for (std::size_t r = 0; r < rows.size(); ++r) {
            sums[k] += weight[r] * rows[r][k];
            all += sums[k];
        }
    return all;
}""",
        "weigh",
        CPP,
        {"rows": "rows", "rows[]": "sums", "weight": "rows", "sums": "sums"},
        {},
    ),
    "compressed rows": (
        """void multiply(int n, const int *start, const int *place, const float *entry,
                     const float *x, float *y) {
    for (int i = 0; i < n; ++i) {
        float sum = 0;
        for (int k = start[i]; k < start[i + 1]; ++k) sum += entry[k] * x[place[k]];
        y[i] = sum;
    }
}""",
        "multiply",
        C,
        {"start": "n + 1", "place": "place", "entry": "place", "x": "x", "y": "n"},
        {"start[]": "offsets(place)", "place[]": "integer(0, x - 1)"},
    ),
    "a table that ends in an entry without a name": (
        """#include <stddef.h>
#include <string.h>
struct entry { const char *name; int type; const void *data; };
const struct entry *find(const struct entry *all, const char *name) {
    while (all->name && strcmp(all->name, name) != 0) all++;
    return all;
}""",
        "find",
        C,
        {"all": "all", "all[].name": "all_inner_name", "name": "name"},
        {},
    ),
    "a table with a power of two of slots": (
        """#include <stdint.h>
struct table { int bits; uint32_t used; uint32_t *slots; };
uint32_t occupied(const struct table *t) {
    uint32_t n = 0;
    for (int i = 0; i < 1 << t->bits; i++) if (t->slots[i] > 7) n += t->slots[i] % 5;
    return n;
}""",
        "occupied",
        C,
        {"t.slots": "t_bits_power"},
        {"t.bits": "equal(log2(t_bits_power))"},
    ),
    "sides of a cube that have to be as long as what is added up": (
        """struct cube { int rows, columns, layers; double *data; };
double corner(const struct cube *c, int n) {
    double sum = 0;
    for (int x = 0; x < n; ++x)
        for (int y = 0; y < n; ++y)
            for (int z = 0; z < n; ++z) sum += c->data[(x * c->columns + y) * c->layers + z];
    return sum;
}""",
        "corner",
        C,
        {"c.data": "c_columns * c_columns * c_columns"},
        {"n": "equal(c_columns)", "c.layers": "equal(c_columns)"},
    ),
    "a list of edges": (
        """void degrees(int points, int edges, const int *a, const int *b, long *degree) {
    for (int p = 0; p < points; ++p) degree[p] = 0;
    for (int e = 0; e < edges; ++e) {
        degree[a[e]] += 1;
        degree[b[e]] += 2;
    }
}""",
        "degrees",
        C,
        {"a": "edges", "b": "edges", "degree": "points"},
        {"a[]": "integer(0, points - 1)", "b[]": "integer(0, points - 1)"},
    ),
    "chains that end below zero": (
        """long follow(int n, const int *next, const short *gain, int first) {
    long sum = 0;
    for (int at = first, step = 0; at >= 0 && step < n; ++step) {
        sum += gain[at];
        at = next[at];
    }
    return sum;
}""",
        "follow",
        C,
        {"next": "next", "gain": "next"},
        {"next[]": "integer(-1, next - 1)", "first": "integer(0, next - 1)"},
    ),
    "blocks of a constant size": (
        """void flatten(int groups, const float *in, float *out) {
    for (int g = 0; g < groups; ++g)
        for (int i = 0; i < 5; ++i) {
            out[g] += in[g * 15 + i * 3 + 2];
        }
}""",
        "flatten",
        C,
        {"in": "15 * groups", "out": "groups"},
        {},
    ),
    "four factors": (
        """void enlarge(int w, int h, int by, const unsigned char *in, unsigned char *out) {
    for (int y = 0; y < h * by; ++y)
        for (int x = 0; x < w * by; ++x) out[y * w * by + x] = in[y / by * w + x / by];
}""",
        "enlarge",
        C,
        {"in": "w * h", "out": "w * h * by * by"},
        {},
    ),
    "rows inside a larger matrix": (
        """void halve(int rows, int used, int pitch, float *a) {
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < used; ++c) a[r * pitch + c] *= 0.5f;
}""",
        "halve",
        C,
        {"a": "rows * (used + pitch_margin)"},
        {"pitch": "equal(used + pitch_margin)"},
    ),
    "an index into a graph": (
        """#include <vector>
std::vector<int> seen_from(const std::vector<std::vector<int>>& links, int root) {
    std::vector<int> seen(links.size(), 0), stack{root};
    while (!stack.empty()) {
        int at = stack.back();
        stack.pop_back();
        if (seen[at]++) continue;
        for (int other : links[at]) stack.push_back(other);
    }
    return seen;
}""",
        "seen_from",
        CPP,
        {"links": "links", "links[]": "links_inner"},
        {"root": "integer(0, links - 1)", "links[][]": "integer(0, links - 1)"},
    ),
    "characters that are flags": (
        """#include <vector>
int pairs(int n, const std::vector<char>& near) {
    int found = 0;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j)
            if (near[i * n + j] && near[j * n + i]) ++found;
    return found;
}""",
        "pairs",
        CPP,
        {"near": "n * n"},
        {"near[]": "flag()"},
    ),
    "work that doubles with every step": (
        """unsigned long ways(int n) { return n < 2 ? 1 : ways(n - 1) + ways(n - 2); }""",
        "ways",
        C,
        {},
        {"n": "integer(-3, 24)"},
    ),
}


@pytest.mark.parametrize("what", few_of(CASES, "compressed rows", "a list of edges"))
def test_shapes_are_found_with_no_help(open_bench: OpenBench, what: str):
    source, name, file, lengths, values = CASES[what]
    workload = open_bench(source, name, file).workload
    assert workload.lengths == lengths
    assert {place: workload.values[place] for place in values} == values


TEXTS = {
    "closed": """#include <string>
bool closed(const std::string& text) {
    int open = 0;
    for (char sign : text) {
        if (sign == '{') ++open;
        if (sign == '}' && --open < 0) return false;
    }
    return open == 0;
}""",
    "fields": """#include <string>
#include <vector>
int fields(const std::vector<std::string>& lines) {
    int most = 0;
    for (const std::string& line : lines) {
        int count = 0;
        for (char sign : line) count += sign == ';';
        if (count > most) most = count;
    }
    return most;
}""",
    "safe": """#include <string>
std::string safe(const std::string& text) {
    std::string out;
    for (char sign : text) {
        if (sign == '$')
            out += "USD";
        else if (sign == '@')
            out += " at ";
        else
            out += sign;
    }
    return out;
}""",
}


@pytest.mark.parametrize("name", few_of(TEXTS, "fields"))
def test_texts_have_the_signs_that_the_function_looks_for(open_bench: OpenBench, name: str):
    assert open_bench(TEXTS[name], name).workload.line_coverage == 1.0


def test_a_function_of_one_number_is_timed_with_a_large_one(open_bench: OpenBench):
    bench = open_bench(
        """#include <vector>
long primes(int n) {
    std::vector<char> composite(n + 1);
    long count = 0;
    for (long i = 2; i <= n; ++i) {
        if (composite[i]) continue;
        ++count;
        for (long j = i * i; j <= n; j += i) composite[j] = 1;
    }
    return count;
}""",
        "primes",
    )
    assert bench.workload.sizes["n"].timing > 10_000


SCALED = """void scale(int n, int m, double *a, double *b) {
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < m; ++j) a[i] += b[j];
}"""


def by_hand(length: str, timing: int) -> Workload:
    return Workload(
        function="scale",
        sizes={"n": Size(timing=timing), "m": Size()},
        lengths={"a": "n", "b": length},
        values={
            "n": "equal(n)",
            "m": "equal(m)",
            "a[]": "real(-1, 1)",
            "b[]": "real(-1, 1)",
        },
    )


def test_sizes_for_timing_grow_around_one_that_the_user_has_written(open_bench: OpenBench):
    sizes = open_bench(SCALED, "scale", C, workload=by_hand("m", 50)).workload.sizes
    assert sizes["n"].timing == 50
    assert sizes["m"].timing > 1000


def test_a_workload_that_holds_only_for_small_sizes_is_refused(open_bench: OpenBench):
    wrong = by_hand("64", 50).model_copy(
        update={"sizes": {"n": Size(timing=50), "m": Size(timing=70)}}
    )
    with pytest.raises(BaselineError, match="does not pass the sanitizers on its timing inputs"):
        open_bench(SCALED, "scale", C, workload=wrong)


def test_lengths_that_are_a_coincidence_are_refused(open_bench: OpenBench):
    source = """long total(int n, const int *a) {
    long sum = n > 60 ? a[n * n] : 0;
    for (int i = 0; i < n; ++i) sum += a[i];
    return sum;
}"""
    with pytest.raises(WorkloadError, match="larger sizes"):
        open_bench(source, "total", C)
