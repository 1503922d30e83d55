"""Invariant calls, loop ends, rings, powers, bits, roots and pairs in the wrong order."""

import pytest

from lessonls.agents.specialists.passes.aliasing.invariant_calls import INVARIANT_CALLS
from lessonls.agents.specialists.passes.boundary.modulo_strength_reduction import (
    MODULO_STRENGTH_REDUCTION,
)
from lessonls.agents.specialists.passes.containers.popcounts import POPCOUNTS
from lessonls.agents.specialists.passes.idioms.inversions import INVERSIONS
from lessonls.agents.specialists.passes.idioms.joins import JOIN
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.strength_reduction import POWER_STRENGTH_REDUCTION
from lessonls.agents.specialists.passes.loop_ends import LOOP_ENDS
from lessonls.agents.specialists.passes.search.all_or_not import ALL_OR_NOT
from lessonls.agents.specialists.passes.search.last_match import LAST_FIRST
from lessonls.agents.specialists.passes.search.roots import FEWER_ROOTS
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each, function

POINTERS = "const double *x, double *out, int n"
WORDS = "const uint32_t *x, const uint32_t *y, int n, int &count"

CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a call with the same arguments in every turn",
        INVARIANT_CALLS,
        f"{POINTERS}, double rate",
        """    for (int i = 0; i < n; i++) {
        out[i] = x[i] * std::exp(-rate * n) + std::exp(-rate * n);
    }""",
        """    const auto exp_rate_n = std::exp(-rate * n);
    for (int i = 0; i < n; i++) {
        out[i] = x[i] * exp_rate_n + exp_rate_n;
    }""",
    ),
    (
        "a call that depends on the outer loop",
        INVARIANT_CALLS,
        f"{POINTERS}, double rate",
        """    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            out[i] += x[j] * cos(rate * i);""",
        """    for (int i = 0; i < n; i++) {
        const auto cos_rate_i = cos(rate * i);
        for (int j = 0; j < n; j++)
            out[i] += x[j] * cos_rate_i;
    }""",
    ),
    (
        "a sum of sizes in the head",
        LOOP_ENDS,
        "const std::vector<double> &x, std::vector<double> &out, std::size_t lag",
        """    for (std::size_t i = 0; i + lag < x.size(); ++i)
        out[lag] += x[i];""",
        """    const std::size_t i_end = x.size() > lag ? x.size() - lag : 0;
    for (std::size_t i = 0; i < i_end; ++i)
        out[lag] += x[i];""",
    ),
    (
        "a ring that is gone round backwards",
        MODULO_STRENGTH_REDUCTION,
        f"{POINTERS}, int m",
        """    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            out[i] += x[(i - j + n * m) % n];""",
        """    for (int i = 0; i < n; i++) {
        int j_around = n != 0 ? (i + n * m) % n : 0;
        for (int j = 0; j < m; j++) {
            out[i] += x[j_around];
            j_around = (j_around == 0 ? n : j_around) - 1;
        }
    }""",
    ),
    (
        "powers from the zeroth on",
        POWER_STRENGTH_REDUCTION,
        "const std::vector<double> &x, const std::vector<double> &c, int i, double &sum",
        """    for (std::size_t k = 0; k < c.size(); ++k)
        sum += c[k] * std::pow(x[i], k);""",
        """    double power = 1;
    for (std::size_t k = 0; k < c.size(); ++k) {
        sum += c[k] * power;
        power *= x[i];
    }""",
    ),
    (
        "bits that are equal",
        POPCOUNTS,
        WORDS,
        """    for (int i = 0; i < n; i++) {
        for (int bit = 0; bit < 32; bit++) {
            if (((x[i] >> bit) & 1) == ((y[i] >> bit) & 1)) count++;
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        count += 32 - __builtin_popcount(x[i] ^ y[i]);
    }""",
    ),
    (
        "bits behind a mask",
        POPCOUNTS,
        WORDS,
        """    for (int i = 0; i < n; i++)
        for (int bit = 0; bit < 32; ++bit)
            if (x[i] & (1u << bit)) ++count;""",
        """    for (int i = 0; i < n; i++) {
        count += __builtin_popcount(x[i]);
    }""",
    ),
    (
        "a count of all or not",
        ALL_OR_NOT,
        f"{POINTERS}, int &whole",
        """    int equal = 0;
    for (int j = 0; j < n; j++) {
        if (x[j] == out[j]) {
            equal++;
        }
    }
    if (equal == n) whole++;""",
        """    int equal = 0;
    for (int j = 0; j < n; j++) {
        if (x[j] == out[j]) {
            equal++;
        } else {
            break;
        }
    }
    if (equal == n) whole++;""",
    ),
    (
        "the last element of a search from the end",
        LAST_FIRST,
        "const int *x, int *wait, int n",
        """    for (int i = 0; i < n; i++) {
        wait[i] = 0;
        for (int j = n - 1; j > i; j--) {
            if (x[j] > x[i]) wait[i] = j - i;
        }
    }""",
        """    for (int i = 0; i < n; i++) {
        wait[i] = 0;
        for (int j = i + 1; j < n; j++) {
            if (x[j] > x[i]) {
                wait[i] = j - i;
                break;
            }
        }
    }""",
    ),
    (
        "counting along interleaved channels",
        INTERCHANGE,
        "const std::vector<int> &rgb, std::vector<int> &counts, int w, int h",
        """    for (int x = 0; x < w; x++)
        for (int y = 0; y < h; y++)
            counts[rgb[(y * w + x) * 3]]++;""",
        """    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            counts[rgb[(y * w + x) * 3]]++;""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """The code is rewritten as a programmer would write it."""
    assert rewritten(one, function(parameters, before)) == function(parameters, after)


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("arguments that change", INVARIANT_CALLS, POINTERS,
     "for (int i = 0; i < n; i++) out[i] = exp(-0.5 * i);"),
    ("arguments that the loop sets", INVARIANT_CALLS, f"{POINTERS}, double rate",
     "for (int i = 0; i < n; i++) { out[i] = exp(rate); rate = rate / 2; }"),
    ("an element, which the loop may write", INVARIANT_CALLS, POINTERS,
     "for (int i = 0; i < n; i++) out[i] = exp(x[0]);"),
    ("a reference, which may be an element", INVARIANT_CALLS, f"{POINTERS}, const double &rate",
     "for (int i = 0; i < n; i++) out[i] = exp(rate);"),
    ("a variable of the loop", INVARIANT_CALLS, POINTERS,
     "for (int i = 0; i < n; i++) { const double half = x[i] / 2; out[i] = exp(half); }"),
    ("what the compiler computes as fast", INVARIANT_CALLS, f"{POINTERS}, double rate",
     "for (int i = 0; i < n; i++) out[i] = fabs(rate);"),
    ("an end that moves", LOOP_ENDS, f"{POINTERS}, int lag",
     "for (int i = 0; i + lag < n; i++) { out[i] = x[i]; n = n - 1; }"),
    ("signed numbers and sizes", LOOP_ENDS, "std::vector<double> &x, int lag",
     "for (int i = 0; i + lag < x.size(); i++) x[i] = 0;"),
    ("sizes that begin anywhere", LOOP_ENDS, "std::vector<double> &x, std::size_t a, std::size_t b",
     "for (std::size_t i = a - b; i + b < x.size(); i++) x[i] = 0;"),
    ("a vector that shrinks", LOOP_ENDS, "std::vector<double> &x",
     "for (std::size_t i = 0; i + 1 < x.size(); i++) x.pop_back();"),
    ("a difference that may be below zero", MODULO_STRENGTH_REDUCTION, f"{POINTERS}, int by",
     "for (int i = 0; i < n; i++) out[i] = x[(i - by) % n];"),
    ("steps of two", MODULO_STRENGTH_REDUCTION, POINTERS,
     "for (int i = 0; i < n; i++) out[i] = x[(2 * i) % n];"),
    ("a ring of known size", MODULO_STRENGTH_REDUCTION, POINTERS,
     "for (int i = 0; i < n; i++) out[i] = x[(i + 1) % 8];"),
    ("a ring that grows", MODULO_STRENGTH_REDUCTION, f"{POINTERS}, int m",
     "for (int i = 0; i < n; i++) { out[i] = x[(i + 1) % m]; m++; }"),
    ("turns that end early", MODULO_STRENGTH_REDUCTION, POINTERS,
     "for (int i = 0; i < n; i++) { if (x[i] < 0) continue; out[i] = x[(i + 1) % n]; }"),
    ("powers of what changes", POWER_STRENGTH_REDUCTION, f"{POINTERS}, double base",
     "for (int k = 0; k < n; k++) { out[k] = pow(base, k); base += 1; }"),
    ("powers of the number of the turn", POWER_STRENGTH_REDUCTION, POINTERS,
     "for (int k = 0; k < n; k++) out[k] = pow(x[k], k);"),
    ("an element that may be written", POWER_STRENGTH_REDUCTION, POINTERS,
     "for (int k = 0; k < n; k++) out[k] = pow(x[0], k);"),
    ("powers of single precision", POWER_STRENGTH_REDUCTION, "float *out, float base, int n",
     "for (int k = 0; k < n; k++) out[k] = pow(base, k);"),
    ("powers in steps of two", POWER_STRENGTH_REDUCTION, f"{POINTERS}, double base",
     "for (int k = 0; k < n; k += 2) out[k] = pow(base, k);"),
    ("a count that is returned", ALL_OR_NOT, f"{POINTERS}, int &whole",
     "int c = 0; for (int j = 0; j < n; j++) { if (x[j] > 0) c++; } if (c == n) whole = c;"),
    ("a count of most", ALL_OR_NOT, f"{POINTERS}, int &whole, int m",
     "int c = 0; for (int j = 0; j < n; j++) { if (x[j] > 0) c++; } if (c == m) whole++;"),
    ("a count that begins elsewhere", ALL_OR_NOT, f"{POINTERS}, int &whole",
     "int c = 1; for (int j = 0; j < n; j++) { if (x[j] > 0) c++; } if (c == n) whole++;"),
    ("some of the bits", POPCOUNTS, WORDS,
     "for (int i = 0; i < n; i++) for (int b = 0; b < 16; b++) if ((x[i] >> b) & 1) count++;"),
    ("bits of a word that changes", POPCOUNTS, "uint32_t word, int &count",
     "for (int b = 0; b < 32; b++) { if ((word >> b) & 1) { count++; word ^= 2; } }"),
    ("the sign, which is never shifted out", POPCOUNTS, "int word, int &count",
     "while (word) { count += word & 1; word >>= 1; }"),
    ("the largest root", FEWER_ROOTS, POINTERS,
     "double best = -1; for (int i = 0; i < n; i++) { double d = sqrt(x[i] + 1); "
     "if (d > best) { best = d; out[0] = i; } }"),
    ("a root that is used anyway", FEWER_ROOTS, POINTERS,
     "double best = 9; for (int i = 0; i < n; i++) { double d = sqrt(x[i] + 1); out[i] = d; "
     "if (d < best) { best = d; } }"),
    ("a root rounded to another type", FEWER_ROOTS, POINTERS,
     "float best = 9; for (int i = 0; i < n; i++) { double d = sqrt(x[i] + 1); "
     "if (d < best) { best = d; } }"),
    ("an element that the search reads", LAST_FIRST, "int *x, int n",
     "for (int j = n - 1; j > 0; j--) { if (x[j] > x[0]) x[0] = j; }"),
    ("an element for every turn", LAST_FIRST, "const int *x, int *at, int n",
     "for (int j = 0; j < n; j++) { if (x[j] > 7) at[j] = j; }"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What only looks alike stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text


@pytest.mark.parametrize(
    "body",
    [
        "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (x[i] > x[j]) c++;",
        "for (int i = 0; i < n - 1; i++) for (int j = i + 1; j < n; j++) c += x[j] < x[i];",
        "for (int j = 0; j < n; j++) for (int i = 0; i < j; i++) c += x[j] < x[i] ? 1 : 0;",
    ],
)
@pytest.mark.parametrize("language", [Language.C, Language.CPP])
def test_pairs_in_the_wrong_order_are_counted_by_merging(
    rewritten: Rewrite, body: str, language: Language
) -> None:
    """Whichever way round the pairs are visited and compared."""
    text = f"long f(const int *x, int n) {{\n    long c = 0;\n    {body}\n    return c;\n}}\n"
    after = rewritten(INVERSIONS, text, language)
    assert "larger ones in front of smaller ones" in after
    assert "values[right] < values[left]" in after
    assert "c += count_while_merging(" in after
    assert body not in after


@pytest.mark.parametrize(
    "body",
    [
        "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (x[i] > x[j]) c++;",
        "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (x[i] >= x[j]) c++;",
        "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (x[i] > y[j]) c++;",
        "for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (x[i] > x[j]) c += i;",
    ],
)
def test_other_pairs_are_counted_as_they_are(rewritten: Rewrite, body: str) -> None:
    """Equal elements, two lists and weights are not what a merge counts."""
    text = f"long f(const int *x, const int *y, int n) {{\n    long c = 0;\n    {body}\n}}\n"
    assert rewritten(INVERSIONS, text) == text


@pytest.mark.parametrize(
    ("head", "test", "wanted", "kept"),
    [
        (
            "int j = i + 1;",
            "x[i] + x[j] == c",
            "(size_t)c - x[i]",
            "if (j > i && x[i] + x[j] == c)",
        ),
        ("int j = 0;", "c == x[j] + x[i]", "(size_t)c - x[i]", "if (c == x[j] + x[i])"),
        ("int j = 0;", "x[j] - x[i] == c", "(size_t)c + x[i]", "if (x[j] - x[i] == c)"),
        ("int j = 0;", "x[i] - x[j] == c", "(size_t)x[i] - c", "if (x[i] - x[j] == c)"),
    ],
)
def test_partners_with_a_given_sum_or_difference_are_looked_up(
    rewritten: Rewrite, head: str, test: str, wanted: str, kept: str
) -> None:
    """The partner's key is computed as a size, which never overflows."""
    body = f"for (int i = 0; i < n; i++) for ({head} j < n; j++) if ({test}) count++;"
    after = rewritten(JOIN, function("const int *x, int n, int c, long &count", body))
    assert f"first[({wanted}) & (slots - 1)]" in after
    assert kept in after


@pytest.mark.parametrize("kind", ["double", "float"])
def test_sums_that_are_rounded_have_no_known_partners(rewritten: Rewrite, kind: str) -> None:
    """What a rounded sum is made of cannot be computed back from it."""
    body = "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (x[i] + x[j] == c) count++;"
    text = function(f"const {kind} *x, int n, {kind} c, long &count", body)
    assert rewritten(JOIN, text) == text
