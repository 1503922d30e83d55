"""Standard algorithms and running values as loops without chains, jumps and temporaries."""

import pytest

from lessonls.agents.specialists.passes.algorithm_loops import FOLDS_AS_LOOPS, TRANSFORMS_AS_LOOPS
from lessonls.agents.specialists.passes.containers.bits import BIT_COUNTS
from lessonls.agents.specialists.passes.containers.lanes import REDUCE_IN_LANES
from lessonls.agents.specialists.passes.containers.scans import BLOCKED_SCANS, WEIGHTED_SUMS
from lessonls.agents.specialists.passes.containers.temporaries import FUSED_TEMPORARIES
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each

X = "const std::vector<double> &x"
XY = "const std::vector<double> &x, std::vector<double> &y"
BITS = "const std::vector<bool> &bits"


def function(parameters: str, body: str, kind: str = "double") -> str:
    return f"{kind} f({parameters}) {{\n{body}\n}}\n"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a sum within an expression",
        FOLDS_AS_LOOPS,
        X,
        "    return std::accumulate(x.begin(), x.end(), 0.0) / x.size();",
        """    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); i++) {
        sum += x[i];
    }
    return sum / x.size();""",
    ),
    (
        "a lambda that adds squares",
        FOLDS_AS_LOOPS,
        X,
        "    return std::accumulate(std::begin(x), std::end(x), 0.0,\n"
        "        [](double s, double v) { return s + v * v; });",
        """    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); i++) {
        sum += x[i] * x[i];
    }
    return sum;""",
    ),
    (
        "the largest distance",
        FOLDS_AS_LOOPS,
        XY,
        "    return std::transform_reduce(x.begin(), x.end(), y.begin(), 0.0,\n"
        "        [](double a, double b) { return std::max(a, b); },\n"
        "        [](double a, double b) { return std::abs(a - b); });",
        """    double largest = 0.0;
    for (std::size_t i = 0; i < x.size(); i++) {
        const auto value = std::abs(x[i] - y[i]);
        if (value > largest) largest = value;
    }
    return largest;""",
    ),
    (
        "a product of two vectors",
        FOLDS_AS_LOOPS,
        XY,
        "    return std::sqrt(std::inner_product(x.begin(), x.end(), y.begin(), 0.0));",
        """    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); i++) {
        sum += x[i] * y[i];
    }
    return std::sqrt(sum);""",
    ),
    (
        "the smallest element",
        FOLDS_AS_LOOPS,
        X,
        "    const double least = *std::min_element(x.cbegin(), x.cend());\n    return least;",
        """    double smallest = x[0];
    for (std::size_t i = 1; i < x.size(); i++) {
        if (x[i] < smallest) smallest = x[i];
    }
    const double least = smallest;
    return least;""",
    ),
    (
        "a transform of two vectors into a third",
        TRANSFORMS_AS_LOOPS,
        f"{XY}, std::vector<double> &z",
        "    std::transform(x.begin(), x.end(), y.begin(), z.begin(), std::multiplies<>());",
        """    for (std::size_t i = 0; i < x.size(); i++) {
        z[i] = x[i] * y[i];
    }""",
    ),
    (
        "a scan from the end",
        TRANSFORMS_AS_LOOPS,
        XY,
        "    std::partial_sum(x.rbegin(), x.rend(), y.begin());",
        """    double running = 0;
    for (std::size_t i = 0; i < x.size(); i++) {
        running += x[x.size() - 1 - i];
        y[i] = running;
    }""",
    ),
    (
        "a vector that grows and is read once",
        FUSED_TEMPORARIES,
        XY,
        """    std::vector<double> z;
    z.reserve(x.size());
    for (size_t i = 0; i < x.size(); i++) {
        double half = x[i] / 2;
        z.push_back(half * half);
    }
    for (size_t i = 0; i < z.size(); i++) y[i] = z[i];
    return 0;""",
        """    for (size_t i = 0; i < x.size(); i++) {
        double half = x[i] / 2;
        const double z_i = half * half;
        y[i] = z_i;
    }
    return 0;""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """A shape that is recognised becomes the loop that stands beside it here."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


COUNTED = [
    ("int", "return std::count(bits.begin(), bits.end(), true);", "return count_set_bits(bits);"),
    ("int", "return std::count(bits.begin(), bits.end(), false);",
     "return bits.size() - count_set_bits(bits);"),
    ("bool", "return std::reduce(bits.begin(), bits.end(), false, std::not_equal_to<>());",
     "return count_set_bits(bits) % 2 != 0;"),
    ("bool", "return !std::accumulate(bits.begin(), bits.end(), false,\n"
     "    [](bool a, bool b) { return b || a; });", "return !(count_set_bits(bits) > 0);"),
    ("bool", "return std::reduce(bits.begin(), bits.end(), true, std::logical_and<bool>{});",
     "return count_set_bits(bits) == bits.size();"),
    ("int", "int n = 0;\nfor (bool b : bits) { if (b) { ++n; } }\nreturn n;",
     "int n = 0;\nn += count_set_bits(bits);\nreturn n;"),
    ("bool", "bool odd = false;\nfor (size_t i = 0; i < bits.size(); i++) odd ^= bits[i];\n"
     "return odd;", "bool odd = false;\nodd ^= count_set_bits(bits) % 2 != 0;\nreturn odd;"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after"), COUNTED)
def test_bits_are_counted_by_words(rewritten: Rewrite, kind: str, before: str, after: str) -> None:
    """What follows from the number of set bits is computed from it."""
    made = rewritten(BIT_COUNTS, function(BITS, before, kind))
    assert made.endswith("\n" + function(BITS, after, kind))
    assert made.count("static std::size_t count_set_bits") == 1


def test_an_operation_with_jumps_selects_in_lanes(rewritten: Rewrite) -> None:
    """Nested branches become names, and the rest of the lambda one selection."""
    body = """    return std::reduce(v.begin(), v.end(), 0, [](const int &a, const int &b) {
        if (a < b) {
            if (a % 3 == 0) return a;
            return b;
        } else if (b > 9) return b;
        else return 7;
    });"""
    made = rewritten(REDUCE_IN_LANES, function("const std::vector<int> &v", body, "int"))
    assert "return reduce_in_lanes(v.data(), v.size(), 0, [](const int &a, const int &b) {" in made
    assert made.endswith(""" {
        const auto chosen = a % 3 == 0 ? a : b;
        const auto otherwise = b > 9 ? b : 7;
        return a < b ? chosen : otherwise;
    });
}
""")  # fmt: skip


@pytest.mark.parametrize("language", [Language.C, Language.CPP])
def test_running_values_are_found_in_blocks(rewritten: Rewrite, language: Language) -> None:
    """Sums and extremes in C and C++ are left to a helper that knows the last block's value."""
    head = "void f(const float *in, int n, float *out) {\n    float low = 9;\n"
    loop = """    for (int i = 0; i < n; i++) {
        if (in[i] < low) low = in[i];
        out[i] = low;
    }
"""
    made = rewritten(BLOCKED_SCANS, f"{head}{loop}    out[0] = low;\n}}\n", language)
    assert made.endswith(
        f"{head}    low = running_minimums(in, n, out, low);\n    out[0] = low;\n}}\n"
    )
    assert "const float a = values[i] < start ? values[i] : start;" in made


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("whole numbers that are summed as real ones", FOLDS_AS_LOOPS, "const std::vector<S> &x",
     "return std::accumulate(x.begin(), x.end(), 0);"),
    ("an unknown start", FOLDS_AS_LOOPS, X, "return std::accumulate(x.begin(), x.end(), g());"),
    ("a part of a vector", FOLDS_AS_LOOPS, X,
     "return std::accumulate(x.begin() + 1, x.end(), 0.0);"),
    ("two vectors in one range", FOLDS_AS_LOOPS, XY,
     "return std::accumulate(x.begin(), y.end(), 0.0);"),
    ("what is perhaps not computed", FOLDS_AS_LOOPS, X,
     "return x.size() > 3 ? std::accumulate(x.begin(), x.end(), 0.0) : 0;"),
    ("an order that counts", FOLDS_AS_LOOPS, X,
     "return std::accumulate(x.begin(), x.end(), 0.0, [](double s, double v) { return v - s; });"),
    ("a reduction that also combines elements", FOLDS_AS_LOOPS, X,
     "return std::reduce(x.begin(), x.end(), 1.0, [](double a, double b) { return a / b; });"),
    ("the place of the largest", FOLDS_AS_LOOPS, X,
     "return std::max_element(x.begin(), x.end()) - x.begin();"),
    ("a transform that counts", TRANSFORMS_AS_LOOPS, XY,
     "int k = 0; std::transform(x.begin(), x.end(), y.begin(), "
     "[&](double v) { k++; return v * k; });"),
    ("a vector that is needed afterwards", FUSED_TEMPORARIES, XY,
     """std::vector<double> z(x.size());
    for (size_t i = 0; i < x.size(); i++) { z[i] = x[i]; }
    for (size_t i = 0; i < x.size(); i++) { y[i] = z[i]; }
    return z[0];"""),
    ("a neighbour that is read", FUSED_TEMPORARIES, XY,
     """std::vector<double> z(x.size());
    for (size_t i = 0; i < x.size(); i++) { z[i] = x[i]; }
    for (size_t i = 0; i < x.size(); i++) { y[i] = z[z.size() - 1 - i]; }
    return 0;"""),
    ("what is read later than written", FUSED_TEMPORARIES, XY,
     """std::vector<double> z(y.size());
    for (size_t i = 0; i < y.size(); i++) { z[i] = y[y.size() - 1 - i]; }
    for (size_t i = 0; i < y.size(); i++) { y[i] = z[i]; }
    return 0;"""),
    ("other lengths", FUSED_TEMPORARIES, XY,
     """std::vector<double> z(x.size());
    for (size_t i = 0; i < x.size(); i++) { z[i] = x[i]; }
    for (size_t i = 0; i < y.size(); i++) { y[i] = z[i]; }
    return 0;"""),
    ("a running sum that is used again", WEIGHTED_SUMS, X,
     "double r = 0.0, t = 0; double p = 0; for (size_t i = 0; i < x.size(); i++) "
     "{ p += x[i]; t += p; } return t + p;"),
    ("whole running sums", BLOCKED_SCANS, "const int *in, int n, int *out",
     "int s = 0; for (int i = 0; i < n; i++) { s += in[i]; out[i] = s; } return 0;"),
    ("a place that is not the last", BIT_COUNTS, BITS,
     "int n = 0; for (size_t i = 1; i < bits.size(); i++) if (bits[i]) n++; return n;"),
    ("bytes", BIT_COUNTS, "const std::vector<char> &bits",
     "return std::count(bits.begin(), bits.end(), true);"),
    ("a sum, which is vectorized anyway", REDUCE_IN_LANES, "const std::vector<int> &v",
     "return std::reduce(v.begin(), v.end(), 0, [](int a, int b) { return a + b; });"),
    ("an order that is fixed", REDUCE_IN_LANES, "const std::vector<int> &v",
     "return std::accumulate(v.begin(), v.end(), 0, [](int a, int b) "
     "{ if (a < b) return a; return 2 * b; });"),
    ("a division that may fail", REDUCE_IN_LANES, "const std::vector<int> &v",
     "return std::reduce(v.begin(), v.end(), 0, [](int a, int b) "
     "{ if (a != 0) return b / a; return 2 * b; });"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only resembles a shape stays as it is."""
    text = function(parameters, f"    {body}")
    assert rewritten(one, text) == text
