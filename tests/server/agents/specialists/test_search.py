"""Search and order: what is recognised, what is made of it, and what stays as it is."""

from lessonls.agents.specialists.passes.search.branchless_counting import BRANCHLESS_COUNTING
from lessonls.agents.specialists.passes.search.early_exits import EARLY_EXITS
from lessonls.agents.specialists.passes.search.finds import BEST_IN_BLOCKS, FINDS_IN_BLOCKS
from lessonls.agents.specialists.passes.search.hand_sorts import SORTS_BY_HAND
from lessonls.agents.specialists.passes.search.inline_qsort import INLINE_QSORT
from lessonls.agents.specialists.passes.search.last_match import LAST_FIRST
from lessonls.agents.specialists.passes.search.partial_sorts import SORT_FIRST
from lessonls.agents.specialists.passes.search.radix import RADIX_SORT
from lessonls.agents.specialists.passes.search.radix_by_keys import RADIX_BY_KEYS
from lessonls.agents.specialists.passes.search.screens import SCREENED
from lessonls.agents.specialists.passes.search.selection import SELECT_ONE
from lessonls.agents.specialists.passes.search.sort_keys import KEYS_ONCE
from lessonls.agents.specialists.passes.search.split_bins import SPLIT_BINS
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import Rewrite, each

INTS = "std::vector<int> &v"
POINTERS = "const double *x, int n"


def function(parameters: str, body: str, result: str = "void") -> str:
    return f"{result} f({parameters}) {{\n{body}\n}}\n"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "a flag in two loops",
        EARLY_EXITS,
        "const int *a, int n, int *out",
        """    int ok = 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (a[i * n + j] != a[j * n + i])
                ok = 0;
    *out = ok;""",
        """    int ok = 1;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            if (a[i * n + j] != a[j * n + i]) {
                ok = 0;
                break;
            }
        if (!ok) {
            break;
        }
    }
    *out = ok;""",
    ),
    (
        "a counter that is compared with zero",
        EARLY_EXITS,
        f"{POINTERS}, int *out",
        """    int bad = 0;
    for (int i = 1; i < n; ++i) {
        if (x[i] < x[i - 1]) {
            bad++;
        }
    }
    *out = (bad == 0);""",
        """    int bad = 0;
    for (int i = 1; i < n; ++i) {
        if (x[i] < x[i - 1]) {
            bad++;
            break;
        }
    }
    *out = (bad == 0);""",
    ),
    (
        "the last match of neighbours",
        LAST_FIRST,
        f"{POINTERS}, double *out",
        """    double step = 0;
    for (int i = 0; i + 1 < n; i++) {
        if (x[i] < 0 && 0 <= x[i + 1]) {
            const double width = x[i + 1] - x[i];
            step = i * width;
        }
    }
    *out = step;""",
        """    double step = 0;
    for (int i = n - 2; i >= 0; i--) {
        if (x[i] < 0 && 0 <= x[i + 1]) {
            const double width = x[i + 1] - x[i];
            step = i * width;
            break;
        }
    }
    *out = step;""",
    ),
    (
        "the place of the largest",
        SCREENED,
        f"{POINTERS}, int *at",
        """    int best = 0;
    for (int i = 1; i < n; i++) {
        const double value = x[i];
        if (value > x[best]) best = i;
    }
    *at = best;""",
        """    int best = 0;
    // Most blocks hold nothing better, which a test without branches finds out.
    for (int start = 1; start < n; start += 128) {
        const int end = n - start < 128 ? n : start + 128;
        int better = 0;
        for (int i = start; i < end; i++) {
            const double value = x[i];
            better |= value > x[best];
        }
        if (!better) {
            continue;
        }
        for (int i = start; i < end; i++) {
            const double value = x[i];
            if (value > x[best]) best = i;
        }
    }
    *at = best;""",
    ),
    (
        "exclusive conditions",
        BRANCHLESS_COUNTING,
        "std::vector<double> const &x, std::array<size_t, 3> &bins",
        """    for (double value : x) {
        if (value < 0 || value > 100) {
            bins[0] += 1;
        } else if (value < 10.5) {
            bins[1]++;
        } else {
            bins[2] = bins[2] + 1;
        }
    }""",
        """    size_t count0 = 0;
    size_t count1 = 0;
    size_t count2 = 0;
    for (double value : x) {
        const bool in0 = (value < 0) | (value > 100);
        const bool in1 = !in0 & (value < 10.5);
        count0 += in0;
        count1 += in1;
        count2 += !in0 & !in1;
    }
    bins[0] += count0;
    bins[1] += count1;
    bins[2] += count2;""",
    ),
    (
        "conditions that exclude each other anyway",
        BRANCHLESS_COUNTING,
        f"{POINTERS}, int *counts",
        """    for (int i = 0; i < n; i++) {
        if (x[i] > 0.0) {
            counts[0]++;
            continue;
        }
        if (x[i] <= 0.0) ++counts[1];
    }""",
        """    int count0 = 0;
    int count1 = 0;
    for (int i = 0; i < n; i++) {
        count0 += x[i] > 0.0;
        count1 += x[i] <= 0.0;
    }
    if (count0 != 0) counts[0] += count0;
    if (count1 != 0) counts[1] += count1;""",
    ),
    (
        "a median",
        SELECT_ONE,
        "std::vector<double> v, double &out",
        """    std::sort(v.begin(), v.end());
    const size_t n = v.size();
    if (n % 2 == 0) {
        out = (v[n / 2 - 1] + v[n / 2]) / 2;
    } else {
        out = v[n / 2];
    }""",
        """    std::nth_element(v.begin(), v.begin() + (v.size() / 2), v.end());
    const size_t n = v.size();
    if (n % 2 == 0) {
        out = (*std::max_element(v.begin(), v.begin() + (v.size() / 2)) + v[n / 2]) / 2;
    } else {
        out = v[n / 2];
    }""",
    ),
    (
        "the first few",
        SORT_FIRST,
        "std::vector<int> v, int k, long &out",
        """    std::sort(v.begin(), v.end(), std::greater<int>());
    for (int i = 0; i < k && i < (int)v.size(); i++) out += v[i];""",
        "    std::partial_sort(v.begin(), v.begin() + std::min<std::size_t>(k, v.size()), v.end(), "
        """std::greater<int>());
    for (int i = 0; i < k && i < (int)v.size(); i++) out += v[i];""",
    ),
    (
        "keys that are computed",
        KEYS_ONCE,
        "std::vector<Wave> &x",
        """    std::sort(x.begin(), x.end(), [](auto a, auto b) {
        return std::abs(b) > std::abs(a);
    });""",
        """    std::vector<std::pair<std::decay_t<decltype(std::abs(x[0]))>, Wave>> keyed;
    keyed.reserve(x.size());
    for (std::size_t at = 0; at < x.size(); at++) {
        keyed.emplace_back(std::abs(x[at]), x[at]);
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) {
        return a.first < b.first;
    });
    for (std::size_t at = 0; at < x.size(); at++) {
        x[at] = keyed[at].second;
    }""",
    ),
    (
        "a search of the library",
        FINDS_IN_BLOCKS,
        "std::vector<int> const &v, int wanted, bool &out",
        "    out = std::find(v.begin(), v.end(), wanted) == v.end();",
        "    out = find_in_blocks(v.begin(), v.end(), [&](auto value) { return value == wanted; })"
        " == v.end();",
    ),
    (
        "an extreme of the library",
        BEST_IN_BLOCKS,
        "std::vector<float> const &v, size_t &out",
        "    out = std::min_element(v.begin(), v.end()) - v.begin();",
        "    out = best_in_blocks(v.begin(), v.end(), [](auto value, auto best) "
        "{ return value < best; }) - v.begin();",
    ),
    (
        "a bubble sort of records",
        SORTS_BY_HAND,
        "std::vector<Job> &jobs",
        """    for (int i = 0; i < (int)jobs.size() - 1; ++i) {
        for (int j = 0; j < (int)jobs.size() - i - 1; ++j) {
            if (jobs[j].due > jobs[j + 1].due) {
                std::swap(jobs[j], jobs[j + 1]);
            }
        }
    }""",
        """    std::stable_sort(jobs.begin(), jobs.end(), [&](const Job &x, const Job &y) {
        return y.due > x.due;
    });""",
    ),
    (
        "an insertion sort of numbers",
        SORTS_BY_HAND,
        "float *a, int n",
        """    for (int i = 1; i < n; i++) {
        float key = a[i];
        int j = i - 1;
        while (j >= 0 && a[j] < key) {
            a[j + 1] = a[j];
            j = j - 1;
        }
        a[j + 1] = key;
    }""",
        """    if (n > 1) {
        std::sort(a, a + n, std::greater<>());
    }""",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """The function is rewritten, perhaps after headers and helpers in front of it."""
    assert rewritten(one, function(parameters, before)).endswith(function(parameters, after))


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("a flag that changes back", EARLY_EXITS, f"{POINTERS}, bool &out",
     "bool up = false; for (int i = 0; i < n; i++) { if (x[i] > 0) up = i; } out = up;"),
    ("a loop with another effect", EARLY_EXITS, "double *x, int n, bool &out",
     "bool f = false; for (int i = 0; i < n; i++) { if (x[i] > 0) f = true; x[i] = 0; } out = f;"),
    ("a counter that is returned", EARLY_EXITS, f"{POINTERS}, int *out",
     "int c = 0; for (int i = 0; i < n; i++) { if (x[i] > 0) c++; } *out = c;"),
    ("a variable of the caller", EARLY_EXITS, f"{POINTERS}, bool &out",
     "for (int i = 0; i < n; i++) { if (x[i] > 0) out = true; }"),
    ("a counter that is seen after the loop", EARLY_EXITS, f"{POINTERS}, int *out",
     "int i, f = 0; for (i = 0; i < n; i++) { if (x[i] > 0) f = 1; } *out = f + i;"),
    ("a condition that calls", EARLY_EXITS, f"{POINTERS}, bool &out",
     "bool f = false; for (int i = 0; i < n; i++) { if (read(x[i])) f = true; } out = f;"),
    ("an end that may lie before zero", LAST_FIRST, "std::vector<int> const &v, int &out",
     "int at = 0; for (size_t i = 0; i + 1 < v.size(); i++) { if (v[i] > v[i + 1]) at = i; } "
     "out = at;"),
    ("a smallest so far", LAST_FIRST, f"{POINTERS}, int *out",
     "int b = 0; for (int i = 1; i < n; i++) { if (x[i] < x[b]) b = i; } *out = b;"),
    ("a running condition", LAST_FIRST, f"{POINTERS}, int *out",
     "int b = 0; for (int i = 1; i < n; i++) { if (i > 2 * b) b = i; } *out = b;"),
    ("a mere minimum", SCREENED, f"{POINTERS}, double *out",
     "double b = x[0]; for (int i = 1; i < n; i++) { if (x[i] < b) b = x[i]; } *out = b;"),
    ("elements that may not be there", SCREENED, "const int *p, const int *x, int n, int *out",
     "for (int i = 0; i < n; i++) { if (p[i] >= 0 && x[p[i]] == 3) { *out = i; return; } }"),
    ("slow functions", SCREENED, f"{POINTERS}, int *out",
     "double b = 1e9; for (int i = 0; i < n; i++) { double d = sqrt(x[i]); "
     "if (d < b) { b = d; *out = i; } }"),
    ("strings", SCREENED, "std::vector<std::string> const &v, int &out",
     'for (int i = 0; i < (int)v.size(); i++) { if (v[i] == "a") { out = i; return; } }'),
    ("sums under a condition", BRANCHLESS_COUNTING, f"{POINTERS}, double *sums",
     "for (int i = 0; i < n; i++) { if (x[i] > 0) sums[0] += x[i]; else sums[1] -= x[i]; }"),
    ("counts that are looked at", BRANCHLESS_COUNTING, f"{POINTERS}, int *c",
     "for (int i = 0; i < n; i++) { if (x[i] > c[1]) c[0]++; else c[1]++; }"),
    ("bins by index", BRANCHLESS_COUNTING, "const int *x, int n, int *c",
     "for (int i = 0; i < n; i++) { if (x[i] > 0) c[x[i]]++; }"),
    ("neighbours that may not be there", BRANCHLESS_COUNTING, "const int *x, int n, int *c",
     "for (int i = 0; i < n; i++) { if (i > 0 && x[i - 1] > 3) c[0]++; }"),
    ("two elements anywhere", SELECT_ONE, "std::vector<int> v, int a, int b, int &out",
     "std::sort(v.begin(), v.end()); out = v[a] + v[b];"),
    ("an element of the caller's", SELECT_ONE, f"{INTS}, int &out",
     "std::sort(v.begin(), v.end()); out = v[0];"),
    ("elements in a loop", SELECT_ONE, "std::vector<int> v, int k, int &out",
     "std::sort(v.begin(), v.end()); for (int i = 0; i < k; i++) out = v[k];"),
    ("an element that is set", SELECT_ONE, "std::vector<int> v",
     "std::sort(v.begin(), v.end()); v[0] = 3;"),
    ("an index that is looked up", SELECT_ONE, "std::vector<int> v, int &out",
     "std::sort(v.begin(), v.end()); out = v[v[0]];"),
    ("first records by one field", SORT_FIRST, "std::vector<Job> v, int &out",
     "std::sort(v.begin(), v.end(), [](Job a, Job b) { return a.due < b.due; }); "
     "for (int i = 0; i < 3; i++) out += v[i].id;"),
    ("all of them", SORT_FIRST, "std::vector<int> v, int &out",
     "std::sort(v.begin(), v.end()); for (size_t i = 0; i < v.size(); i++) out += v[i];"),
    ("keys that are fields", KEYS_ONCE, "std::vector<Job> &v",
     "std::sort(v.begin(), v.end(), [](Job a, Job b) { return a.due < b.due; });"),
    ("a method that the file does not define", KEYS_ONCE, "std::vector<Job> &v",
     "std::sort(v.begin(), v.end(), [](Job &a, Job &b) { return a.due() < b.due(); });"),
    ("two keys", KEYS_ONCE, "std::vector<int> &v",
     "std::sort(v.begin(), v.end(), [](int a, int b) { return std::abs(a) < std::norm(b); });"),
    ("a search for text", FINDS_IN_BLOCKS, "std::vector<std::string> const &v, bool &out",
     'out = std::find(v.begin(), v.end(), "a") == v.end();'),
    ("a test with an effect", FINDS_IN_BLOCKS, f"{INTS}, int &n, bool &out",
     "out = std::any_of(v.begin(), v.end(), [&](int a) { n++; return a == n; });"),
    ("an extreme by an order of one's own", BEST_IN_BLOCKS, f"{INTS}, int &out",
     "out = *std::min_element(v.begin(), v.end(), [](int a, int b) { return a % 9 < b % 9; });"),
    ("bins of texts", SPLIT_BINS, "std::vector<std::string> const &v, std::array<int, 26> &bins",
     "for (size_t i = 0; i < v.size(); i++) { bins[v[i][0] - 'a']++; }"),
    ("bins by division", SPLIT_BINS, "std::vector<int> const &v, std::array<int, 9> &bins",
     "for (size_t i = 0; i < v.size(); i++) { bins[v[i] / 10]++; }"),
    ("bins of a size that is not known", SPLIT_BINS, "std::vector<int> const &v, int *bins",
     "for (size_t i = 0; i < v.size(); i++) { bins[v[i]]++; }"),
    ("sums in bins", SPLIT_BINS, "std::vector<int> const &v, std::array<int, 8> &bins",
     "for (size_t i = 0; i < v.size(); i++) { bins[v[i]] += v[i]; }"),
    ("an order of one's own", RADIX_SORT, INTS,
     "std::sort(v.begin(), v.end(), [](int a, int b) { return a % 10 < b % 10; });"),
    ("a sort that is all of a branch", RADIX_SORT, "std::vector<int> &v, bool up",
     "if (up) std::sort(v.begin(), v.end(), std::greater<int>());"),
    ("a search behind a pointer", SCREENED, "const int *x, int n, int *out",
     "for (int i = 0; i < n; i++) { if (x[i] == 7) { *out = i; return; } }"),
    ("a search that is all of a loop", SCREENED, "std::vector<int> const &x, int n, int *out",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) "
     "if (x[i * n + j] == 7) { *out = i; return; }"),
    ("records", RADIX_SORT, "std::vector<Job> &v", "std::sort(v.begin(), v.end());"),
    ("a selection sort of records", SORTS_BY_HAND, "Job *a, int n",
     "for (int i = 0; i < n - 1; i++) { int m = i; for (int j = i + 1; j < n; j++) "
     "if (a[j].due < a[m].due) m = j; std::swap(a[i], a[m]); }"),
    ("equal records that change places", SORTS_BY_HAND, "Job *a, int n",
     "for (int i = 0; i < n; i++) for (int j = 0; j < n - 1; j++) "
     "if (a[j].due >= a[j + 1].due) std::swap(a[j], a[j + 1]);"),
    ("one pass of a bubble sort", SORTS_BY_HAND, "int *a, int n",
     "for (int j = 0; j < n - 1; j++) if (a[j] > a[j + 1]) std::swap(a[j], a[j + 1]);"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What is something else, or might be, stays as it is."""
    text = function(parameters, body)
    assert rewritten(one, text) == text


SPOT = "struct Spot {\n    double x, y;\n};\n\n"
BRANCHES = "if (a.x != b.x) return a.x < b.x; return a.y < b.y;"
ORDERS = [
    ("both keys", "a.x < b.x || (a.x == b.x && a.y < b.y)", "value.x"),
    ("a choice", "a.x == b.x ? a.y < b.y : a.x > b.x", "-static_cast<double>(value.x)"),
    ("tuples", "std::tie(a.y, a.x) < std::tie(b.y, b.x)", "value.y"),
    ("one key", "b.y > a.y", "value.y"),
    ("a computed key", "a.x * a.y > b.x * b.y", "-static_cast<double>(value.x * value.y)"),
]


@each(ORDERS, "order", "key")
def test_structures_are_sorted_by_their_keys(rewritten: Rewrite, order: str, key: str) -> None:
    """The key that decides first is sorted by its bits, the rest by comparing."""
    compare = f"[](const Spot &a, const Spot &b) {{ return {order}; }}"
    body = f"    std::sort(v.begin(), v.end(), {compare});"
    after = rewritten(RADIX_BY_KEYS, SPOT + function("std::vector<Spot> &v", body))
    assert f"radix_sort_by(v, [](const auto &value) {{ return {key}; }},\n" in after
    assert f"        {compare});" in after


def test_comparisons_may_have_a_name_or_none(rewritten: Rewrite) -> None:
    """A function of the file, branches and the order of pairs are read, too."""
    nearer = f"bool nearer(const Spot &a, const Spot &b) {{ {BRANCHES} }}\n"
    body = "    std::stable_sort(v.begin(), v.end(), nearer);"
    after = rewritten(RADIX_BY_KEYS, SPOT + nearer + function("std::vector<Spot> &v", body))
    assert "radix_sort_by(v, [](const auto &value) { return value.x; },\n        nearer);" in after
    assert "std::stable_sort(from.begin() + first" in after
    pairs = function("std::vector<std::pair<int, int>> &v", "    std::sort(v.begin(), v.end());")
    assert "std::less<std::pair<int, int>>());" in rewritten(RADIX_BY_KEYS, pairs)


def test_equal_keys_of_structures_stay_where_they_are(rewritten: Rewrite) -> None:
    """Whole numbers tie often, and what ties is in the order that std::sort leaves."""
    job = "struct Job {\n    int due;\n    int size;\n};\n\n"
    order = "[](const Job &a, const Job &b) { return a.due < b.due; }"
    for sort, kept in (("std::sort", True), ("std::stable_sort", False)):
        text = job + function("std::vector<Job> &v", f"    {sort}(v.begin(), v.end(), {order});")
        assert (rewritten(RADIX_BY_KEYS, text) == text) is kept


def test_counts_behind_pointers_are_stored_only_where_there_are_any(rewritten: Rewrite) -> None:
    """Where nothing is counted, there need not be a counter."""
    text = function(
        f"{POINTERS}, int *low, int *high",
        "    for (int i = 0; i < n; i++) if (x[i] < 0) (*low)++; else if (x[i] > 9) ++*high;",
    )
    after = rewritten(BRANCHLESS_COUNTING, text)
    assert "if (count0 != 0) *low += count0;" in after
    assert "if (count1 != 0) *high += count1;" in after


def test_c_gets_a_merge_sort_of_its_own(rewritten: Rewrite) -> None:
    """C has no stable sort: a helper merges, and without memory the loops remain."""
    body = (
        "    for (int i = 1; i < n; i++)\n"
        "        for (int j = i; j > 0; j--)\n"
        "            if (v[j - 1].at > v[j].at) {\n"
        "                struct event t = v[j];\n"
        "                v[j] = v[j - 1];\n"
        "                v[j - 1] = t;\n"
        "            }"
    )
    assert "merge_sort" not in rewritten(
        SORTS_BY_HAND, function("struct event *v, int n", body), Language.C
    )
    bubble = body.replace("int j = i; j > 0; j--", "int j = 1; j < n; j++")
    after = rewritten(SORTS_BY_HAND, function("struct event *v, int n", bubble), Language.C)
    assert after.startswith("#include <stdlib.h>\n")
    assert "static int comes_before(const struct event *x, const struct event *y)" in after
    assert "return y->at > x->at;" in after
    assert "merge_sort(v, spare, n);" in after
    assert "v[j - 1] = t;" in after


BY_KEY = "static int by_key(const void *a, const void *b) {\n    return *(int *)a - *(int *)b;\n}\n"


def test_the_comparison_of_qsort_is_inlined_where_the_file_has_it() -> None:
    """A comparison that is defined elsewhere is called through a pointer in any case."""
    text = function("int *keys, int n", "    qsort(keys, n, sizeof(int), by_key);")
    assert INLINE_QSORT.run(Code(text, Language.C, Mode.SERIAL)).text == text
    after = INLINE_QSORT.run(Code(text, Language.C, Mode.SERIAL, BY_KEY))
    assert after.sound
    assert "return by_key(x, y) < 0;" in after.text
    assert INLINE_QSORT.run(after).text == after.text
    other = text.replace("sizeof(int)", "2 * sizeof(int)")
    assert INLINE_QSORT.run(Code(other, Language.C, Mode.SERIAL, BY_KEY)).text == other


def test_fields_are_numbers_where_the_file_says_so() -> None:
    """A structure's declaration before the function tells whether a test can be vectorized."""
    text = function(
        "const struct spot *s, int n, int *c", "for (int i = 0; i < n; i++) if (s[i].x > 0) c[0]++;"
    )
    for kind, counted in (("double", True), ("std::string", False)):
        context = f"struct spot {{\n    {kind} x;\n}};\n"
        code = Code(text, Language.CPP, Mode.SERIAL, context)
        assert ("count0" in BRANCHLESS_COUNTING.run(code).text) is counted
