"""Better algorithms for shapes of code that are known."""

import pytest

from lessonls.agents.specialists.passes.idioms.closest import CLOSEST
from lessonls.agents.specialists.passes.idioms.continued import CONTINUED
from lessonls.agents.specialists.passes.idioms.extremes import EXTREMES
from lessonls.agents.specialists.passes.idioms.joins import JOIN
from lessonls.agents.specialists.passes.idioms.loop_invariant_code_motion import INVARIANT_SUMS
from lessonls.agents.specialists.passes.idioms.memo import MEMO
from lessonls.agents.specialists.passes.idioms.subarrays import BEST_STRETCH
from lessonls.agents.specialists.passes.idioms.suffixes import SUFFIXES
from lessonls.agents.specialists.passes.idioms.tabulated_powers import TABULATED_POWERS
from lessonls.agents.specialists.passes.idioms.trial_divisors import TRIAL_DIVISORS
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each

CPP, C = Language.CPP, Language.C

CASES: list[tuple[str, Pass, Language, str, str]] = [
    (
        "the smallest distance of all pairs, both ways round, in C",
        CLOSEST,
        C,
        """\
float f(const float *x, const int n) {
    float best = 1e30f;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            if (i == j) continue;
            const float d = fabsf(x[j] - x[i]);
            if (d < best) best = d;
        }
    return best;
}
""",
        """\
#include <stdlib.h>

static int compare_along(const void *a, const void *b) {
    const float *one = a, *other = b;
    return ((*one) > (*other)) - ((*one) < (*other));
}

float f(const float *x, const int n) {
    float best = 1e30f;
    float *ordered = malloc((n > 0 ? n : 1) * sizeof *ordered);
    for (int i = 0; i < n; ++i) ordered[i] = x[i];
    if (n > 1) qsort(ordered, n, sizeof *ordered, compare_along);
    for (int i = 0; i < n; ++i) {
        for (int j = i + 1; j < n; ++j) {
            const float gap = ordered[j] - ordered[i];
            if (gap >= best) break;
            const double near = fabsf(ordered[j] - ordered[i]);
            if (near < best) best = near;
        }
    }
    free(ordered);
    return best;
}
""",
    ),
    (
        "squares of a helper's distance",
        CLOSEST,
        CPP,
        """\
struct Spot { double x, y; };
static double apart(const Spot& a, const Spot& b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return dx * dx + dy * dy;
}
double f(const std::vector<Spot>& spots) {
    double best = 1e300;
    for (const auto& a : spots) { (void)a; }
    for (size_t i = 0; i + 1 < spots.size(); i++) {
        for (size_t j = i + 1; j != spots.size(); j++) {
            if (apart(spots[i], spots[j]) < best) best = apart(spots[i], spots[j]);
        }
    }
    return best;
}
""",
        """\
#include <algorithm>
#include <cstddef>
#include <vector>

struct Spot { double x, y; };
static double apart(const Spot& a, const Spot& b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return dx * dx + dy * dy;
}
double f(const std::vector<Spot>& spots) {
    double best = 1e300;
    for (const auto& a : spots) { (void)a; }
    auto ordered = spots;
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        for (std::size_t j = i + 1; j < ordered.size(); ++j) {
            const auto gap = ordered[j].x - ordered[i].x;
            if (gap * gap >= best) break;
            const auto near = (ordered[i].x - ordered[j].x) * (ordered[i].x - ordered[j].x) + (ordered[i].y - ordered[j].y) * (ordered[i].y - ordered[j].y);
            if (near < best) best = near;
        }
    }
    return best;
}
""",  # noqa: E501
    ),
    (
        "equal keys of two lists of structs",
        JOIN,
        CPP,
        """\
struct Entry { int row; double value; };
double f(const std::vector<Entry>& a, const std::vector<Entry>& b) {
    double sum = 0;
    for (const auto& one : a) {
        for (const auto& other : b) {
            if (one.row == other.row) sum += one.value * other.value;
        }
    }
    return sum;
}
""",
        """\
#include <cstddef>
#include <vector>

struct Entry { int row; double value; };
double f(const std::vector<Entry>& a, const std::vector<Entry>& b) {
    double sum = 0;
    std::size_t slots = 1;
    while (slots < b.size()) slots *= 2;
    std::vector<std::size_t> first(slots, b.size()), next(b.size());
    for (std::size_t at = b.size(); at-- > 0;) {
        const std::size_t slot = b[at].row & (slots - 1);
        next[at] = first[slot];
        first[slot] = at;
    }
    for (const auto& one : a) {
        for (std::size_t at = first[one.row & (slots - 1)]; at != b.size(); at = next[at]) {
            const auto& other = b[at];
            if (one.row == other.row) sum += one.value * other.value;
        }
    }
    return sum;
}
""",
    ),
    (
        "pairs of equal words",
        JOIN,
        CPP,
        """\
int f(const std::vector<std::string>& words) {
    int pairs = 0;
    for (size_t i = 0; i < words.size(); ++i)
        for (size_t j = i + 1; j < words.size(); ++j)
            if (words[i] == words[j]) ++pairs;
    return pairs;
}
""",
        """\
#include <cstddef>
#include <functional>
#include <vector>

int f(const std::vector<std::string>& words) {
    int pairs = 0;
    size_t slots = 1;
    while (slots < words.size()) slots *= 2;
    std::vector<size_t> first(slots, words.size()), next(words.size());
    for (size_t j = words.size(); j-- > 0;) {
        const std::size_t slot = std::hash<std::decay_t<decltype(words[j])>>{}(words[j]) & (slots - 1);
        next[j] = first[slot];
        first[slot] = j;
    }
    for (size_t i = 0; i < words.size(); ++i)
        for (size_t j = next[i]; j != words.size(); j = next[j])
            if (words[i] == words[j]) ++pairs;
    return pairs;
}
""",  # noqa: E501
    ),
    (
        "an earlier equal element, in C",
        JOIN,
        C,
        """\
int f(int n, const int *x) {
    int again = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            if (x[j] == x[i]) {
                again++;
                break;
            }
        }
    }
    return again;
}
""",
        """\
#include <stddef.h>
#include <stdlib.h>

int f(int n, const int *x) {
    int again = 0;
    const int elements = n > 0 ? n : 0;
    int slots = 1;
    while (slots < elements) slots *= 2;
    int *first = malloc((slots + elements) * sizeof *first);
    int *next = first + slots;
    for (int slot = 0; slot < slots; ++slot) first[slot] = elements;
    for (int j = elements; j-- > 0;) {
        const size_t slot = x[j] & (slots - 1);
        next[j] = first[slot];
        first[slot] = j;
    }
    for (int i = 0; i < n; i++) {
        for (int j = first[x[i] & (slots - 1)]; j < i; j = next[j]) {
            if (x[j] == x[i]) {
                again++;
                break;
            }
        }
    }
    free(first);
    return again;
}
""",
    ),
    (
        "powers and factorials",
        CONTINUED,
        C,
        """\
double f(double x, int terms) {
    double total = 0.0;
    for (int n = 0; n < terms; n++) {
        double power = 1.0, factorial = 1.0;
        for (int k = 0; k < n; k++) power *= x;
        for (int k = 1; k <= n; k++) factorial *= k;
        total += power / factorial;
    }
    return total;
}
""",
        """\
double f(double x, int terms) {
    double total = 0.0;
    double power = 1.0;
    double factorial = 1.0;
    int k = 1;
    for (int n = 0; n < terms; n++) {
        if (n > 0) power *= x;
        for (; k <= n; k++) factorial *= k;
        total += power / factorial;
    }
    return total;
}
""",
    ),
    (
        "the best stretch",
        BEST_STRETCH,
        CPP,
        """\
long f(const std::vector<long>& x) {
    long best = -1000;
    for (size_t i = 0; i < x.size(); i++) {
        long sum = 0;
        for (size_t j = i; j < x.size(); j++) {
            sum += x[j];
            if (best < sum) {
                best = sum;
            }
        }
    }
    return best;
}
""",
        """\
long f(const std::vector<long>& x) {
    long best = -1000;
    long sum = 0;
    for (size_t i = 0; i < x.size(); i++) {
        sum = sum > 0 ? sum + x[i] : x[i];
        if (sum > best) best = sum;
    }
    return best;
}
""",
    ),
    (
        "walls to the left and right",
        SUFFIXES,
        CPP,
        """\
int f(const std::vector<int>& h) {
    int water = 0;
    for (size_t i = 0; i < h.size(); ++i) {
        int left = h[i], right = h[i];
        for (size_t j = 0; j < i; ++j) left = std::max(left, h[j]);
        for (size_t j = i; j < h.size(); ++j) if (h[j] > right) right = h[j];
        water += std::min(left, right) - h[i];
    }
    return water;
}
""",
        """\
#include <vector>
#include <algorithm>
#include <limits>

int f(const std::vector<int>& h) {
    int water = 0;
    int left_so_far = std::numeric_limits<int>::lowest();
    std::vector<int> right_from(h.size() + 1, std::numeric_limits<int>::lowest());
    for (size_t j = h.size(); j-- > 0;) {
        right_from[j] = std::max(right_from[j + 1], h[j]);
    }
    for (size_t i = 0; i < h.size(); ++i) {
        int left = h[i], right = h[i];
        if (i > 0) left_so_far = std::max(left_so_far, h[i - 1]);
        left = std::max(left, left_so_far);
        right = std::max(right, right_from[i]);
        water += std::min(left, right) - h[i];
    }
    return water;
}
""",
    ),
    (
        "a recursion over two numbers",
        MEMO,
        CPP,
        """\
int f(const std::vector<int>& w, const std::vector<int>& v, int i, int room) {
    if (i == 0) return 0;
    if (w[i - 1] > room) return f(w, v, i - 1, room);
    return std::max(f(w, v, i - 1, room), v[i - 1] + f(w, v, i - 1, room - w[i - 1]));
}
""",
        """\
#include <cstddef>
#include <vector>

static int f_known(const std::vector<int>& w, const std::vector<int>& v, int i, int room, std::vector<int>& values, std::vector<char>& known, int i_limit, int room_limit) {
    const std::size_t at = i >= 0 && i < i_limit && room >= 0 && room < room_limit ? (std::size_t)i * room_limit + room + 1 : 0;
    if (at > 0 && known[at]) return values[at];
    if (i == 0) return 0;
    if (w[i - 1] > room) {
        const int value = f_known(w, v, i - 1, room, values, known, i_limit, room_limit);
        if (at > 0) {
            values[at] = value;
            known[at] = 1;
        }
        return value;
    }
    const int value = std::max(f_known(w, v, i - 1, room, values, known, i_limit, room_limit), v[i - 1] + f_known(w, v, i - 1, room - w[i - 1], values, known, i_limit, room_limit));
    if (at > 0) {
        values[at] = value;
        known[at] = 1;
    }
    return value;
}

int f(const std::vector<int>& w, const std::vector<int>& v, int i, int room) {
    const int i_limit = i >= 0 ? i + 1 : 0;
    const int room_limit = room >= 0 ? room + 1 : 0;
    const std::size_t places = (std::size_t)i_limit * (std::size_t)room_limit + 1;
    std::vector<int> values(places);
    std::vector<char> known(places);
    return f_known(w, v, i, room, values, known, i_limit, room_limit);
}
""",  # noqa: E501
    ),
    (
        "weights that fade",
        TABULATED_POWERS,
        CPP,
        """\
void f(double q, const std::vector<double>& x, std::vector<double>& y) {
    for (size_t i = 0; i < x.size(); ++i) {
        double sum = 0.0;
        for (size_t j = 0; j <= i; ++j) sum += x[j] * std::pow(q, i - j);
        y[i] = sum;
    }
}
""",
        """\
#include <cmath>
#include <cstddef>
#include <vector>

void f(double q, const std::vector<double>& x, std::vector<double>& y) {
    const std::size_t distances = x.size() > 0 ? x.size() : 0;
    std::vector<double> powers(distances);
    for (std::size_t d = 0; d < distances; ++d) {
        powers[d] = std::pow(q, (double)d);
    }
    for (size_t i = 0; i < x.size(); ++i) {
        double sum = 0.0;
        for (size_t j = 0; j <= i; ++j) sum += x[j] * powers[i - j];
        y[i] = sum;
    }
}
""",
    ),
]


@each(CASES, "one", "language", "before", "after")
def test_rewrites(
    rewritten: Rewrite, one: Pass, language: Language, before: str, after: str
) -> None:
    """What is known by its shape is replaced."""
    assert rewritten(one, before, language) == after


VECTORS = "int n, std::vector<double> &x, std::vector<double> &y"

STRETCHES = """\
int f(const std::vector<int>& x) {
    int best = -1000;
    int sum = START;
    for (int i = 0; i < x.size(); i++) {
        sum = 0;
        for (int j = i; j < x.size(); j++) {
            sum += x[j];
            best = std::max(best, sum);
        }
    }
    return best;
}
"""


def test_a_stretch_whose_sum_is_declared_before(rewritten: Rewrite) -> None:
    """The sum may be a variable of the function, as long as nobody looks at it afterwards."""
    after = rewritten(BEST_STRETCH, STRETCHES.replace("START", "0"))
    assert "int sum = 0;\n    for (int i = 0; i < x.size(); i++) {\n" in after
    assert "sum = sum > 0 ? sum + x[i] : x[i];" in after
    assert "    sum = 0;\n    for" in rewritten(BEST_STRETCH, STRETCHES.replace("START", "7"))
    seen = STRETCHES.replace("START", "0").replace("return best", "return best + sum")
    assert rewritten(BEST_STRETCH, seen) == seen


@pytest.mark.parametrize("bound", ["d < n", "d <= n / 2", "d <= n - 1"])
def test_divisors_are_looked_for_up_to_the_root(rewritten: Rewrite, bound: str) -> None:
    """The first divisor from two on ends the loop, and it is not above the root."""
    text = f"int f(int n) {{ for (int d = 2; {bound}; d++) if (n % d == 0) return d; return n; }}\n"
    assert "for (int d = 2; d <= n / d; d++) if" in rewritten(TRIAL_DIVISORS, text)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("all divisors", TRIAL_DIVISORS, "int n, int *out",
     "for (int d = 2; d < n; d++) if (n % d == 0) *out += d;"),
    ("divisors from another number on", TRIAL_DIVISORS, "int n, int *out",
     "for (int d = 3; d < n; d++) if (n % d == 0) { *out = d; break; }"),
    ("divisors below another number", TRIAL_DIVISORS, "int n, int m, int *out",
     "for (int d = 2; d < m; d++) if (n % d == 0) { *out = d; break; }"),
    ("a distance that is not one", CLOSEST, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++)"
     " best = std::min(best, x[i] + x[j]);"),
    ("distances to other points", CLOSEST, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++)"
     " best = std::min(best, std::abs(x[i] - y[j]));"),
    ("the largest distance", CLOSEST, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++)"
     " best = std::max(best, std::abs(x[i] - x[j]));"),
    ("every element with itself", CLOSEST, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)"
     " best = std::min(best, std::abs(x[i] - x[j]));"),
    ("pairs in both orders", EXTREMES, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (i != j)"
     " best = std::max(best, x[i] - x[j]);"),
    ("a product, whose sign turns it round", EXTREMES, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++)"
     " best = std::max(best, x[i] * x[j]);"),
    ("a key that changes", JOIN, "int n, std::vector<int> &x, int *y",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (x[i] == y[j]) y[j]++;"),
    ("something else where keys differ", JOIN, "int n, int *x, int *y",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (x[i] == y[j]) x[i]++;"
     " else x[i]--;"),
    ("a condition with an effect", JOIN, "int n, int *x, int *y, int &z",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)"
     " if (next() > 0 && x[i] == y[j]) z++;"),
    ("a sum that begins anew for another reason", CONTINUED, VECTORS,
     "for (int i = 0; i < n; i++) { double s = x[i]; for (int j = 0; j < i; j++) s += x[j];"
     " y[i] = s; }"),
    ("a sum of what is being written", CONTINUED, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j < i; j++) s += y[j];"
     " y[i] = s; }"),
    ("weights that depend on the element", CONTINUED, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j <= i; j++) s += x[j] * i;"
     " y[i] = s; }"),
    ("a window", CONTINUED, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = i - 3; j <= i; j++) s += x[j];"
     " y[i] = s; }"),
    ("a sum that draws numbers", CONTINUED, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j <= i; j++) s += draw();"
     " y[i] = s; }"),
    ("stretches with a cost for each", BEST_STRETCH, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = i; j < n; j++) { s += x[j] - i;"
     " if (s > best) best = s; } }"),
    ("stretches that begin anywhere but end together", BEST_STRETCH, f"{VECTORS}, double best",
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = i; j < n; j++) { s += x[j]; }"
     " if (s > best) best = s; }"),
    ("a sum of what the loop changes", INVARIANT_SUMS, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j < n; j++) s += y[j];"
     " y[i] = s; }"),
    ("a sum of what a while loop changes", INVARIANT_SUMS, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j < n; j++) s += x[j];"
     " while (s > 1) { x[i] /= 2; s /= 2; } }"),
    ("a sum that goes on", INVARIANT_SUMS, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j < n; j++) s += x[j];"
     " s += 1; y[i] = s; }"),
    ("the rest of what is being written", SUFFIXES, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = i; j < n; j++) s += y[j];"
     " y[i] = s; }"),
    ("the rest up to an end that moves", SUFFIXES, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = i; j < n - i; j++) s += x[j];"
     " y[i] = s; }"),
    ("a distance to another power", TABULATED_POWERS, VECTORS,
     "for (int i = 0; i < n; i++) { double s = 0; for (int j = 0; j <= i; j++)"
     " s += x[j] * pow(2.0, i - 2 * j); y[i] = s; }"),
    ("powers of another number every time", TABULATED_POWERS, VECTORS,
     "for (int i = 0; i < n; i++) { double q = x[i]; q += 1; for (int j = 0; j < i; j++)"
     " y[i] += y[j] * pow(q, i - j); }"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = f"void f({parameters}) {{\n    {body}\n}}\n"
    assert rewritten(one, text) == text


RECURSIONS = [
    ("one call", "long f(int n) { if (n < 2) return 1; return n * f(n - 1); }"),
    ("either of two calls", "int f(int n) { return n < 1 ? 0 : n % 2 ? f(n - 1) : f(n - 2); }"),
    ("halves", "int f(int n) { if (n < 2) return n; return f(n / 2) + f(n / 2); }"),
    ("numbers that grow", "int f(int n) { if (n > 9) return n; return f(n + 1) + f(n + 2); }"),
    ("an effect", "int f(int n) { if (n < 2) return n; put(n); return f(n - 1) + f(n - 2); }"),
    ("a changed argument", "int f(int n, int *x) { if (n < 2) return n; x[n] = 1;"
     " return f(n - 1, x) + f(n - 2, x); }"),
]  # fmt: skip


@pytest.mark.parametrize("text", [one[1] for one in RECURSIONS], ids=[one[0] for one in RECURSIONS])
def test_other_recursions_stay(rewritten: Rewrite, text: str) -> None:
    """A table is for recursion that asks twice for values of smaller numbers, and only asks."""
    assert rewritten(MEMO, text) == text
