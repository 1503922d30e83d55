"""Fewer copies, fewer allocations, cheaper lookups."""

import pytest

from lessonls.agents.specialists.passes.containers.bit_packing import BIT_PACKING
from lessonls.agents.specialists.passes.containers.copies import NO_COPIES
from lessonls.agents.specialists.passes.containers.lookups import HASHED
from lessonls.agents.specialists.passes.containers.memberships import MEMBERSHIPS
from lessonls.agents.specialists.passes.containers.plain_lambdas import PLAIN_LAMBDAS
from lessonls.agents.specialists.passes.containers.queues import QUEUES
from lessonls.agents.specialists.passes.containers.string_lengths import STRING_LENGTHS
from lessonls.agents.specialists.passes.containers.strings import GROWING_STRINGS
from lessonls.agents.specialists.passes.idioms.powers import POWERS
from lessonls.agents.specialists.recipes import Pass
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each

PERSON = "struct Person {\n    std::string name;\n    int age;\n};\n\n"
POINT = "struct Point {\n    double x, y;\n};\n\n"
PEOPLE = "const std::vector<Person> &people"
WORDS = "const std::vector<std::string> &words"
TEXT = "const std::string &text"


def function(parameters: str, body: str) -> str:
    return f"int f({parameters}) {{\n    {body}\n}}\n"


CASES: list[tuple[str, Pass, str, str, str]] = [
    (
        "words that are only read",
        NO_COPIES,
        WORDS,
        "int n = 0; for (std::string word : words) n += word.size(); return n;",
        "int n = 0; for (const std::string &word : words) n += word.size(); return n;",
    ),
    (
        "the entries of a map",
        NO_COPIES,
        "const std::map<std::string, int> &ages",
        "int n = 0; for (std::pair<std::string, int> one : ages) n += one.second; return n;",
        "int n = 0; for (const auto &one : ages) n += one.second; return n;",
    ),
    (
        "an element of a vector of structures",
        NO_COPIES,
        PEOPLE,
        "int n = 0; for (size_t i = 0; i < people.size(); i++) { Person one = people[i]; "
        "if (one.age > 9) n += one.name.size(); } return n;",
        "int n = 0; for (size_t i = 0; i < people.size(); i++) { const Person &one = people[i]; "
        "if (one.age > 9) n += one.name.size(); } return n;",
    ),
    (
        "a copy that is looked at through pointers",
        NO_COPIES,
        "const std::vector<int> &v",
        "std::vector<int> w = v; const int *p = w.data(); "
        "return p[0] + std::accumulate(w.begin(), w.end(), 0);",
        "const std::vector<int> &w = v; const int *p = w.data(); "
        "return p[0] + std::accumulate(w.begin(), w.end(), 0);",
    ),
    (
        "structures that are compared",
        NO_COPIES,
        "std::vector<Person> &people",
        "std::sort(people.begin(), people.end(), [](const Person a, Person b) "
        "{ return a.age < b.age; }); return 0;",
        "std::sort(people.begin(), people.end(), [](const Person &a, const Person &b) "
        "{ return a.age < b.age; }); return 0;",
    ),
    (
        "a key that is counted after a question for it",
        HASHED,
        "const std::vector<int> &v",
        "std::unordered_map<int, int> n; for (int e : v) { if (n.find(e) == n.end()) { n[e] = 1; }"
        " else { n[e] = n[e] + 1; } } return n.size();",
        "std::unordered_map<int, int> n; for (int e : v) { n[e] += 1; } return n.size();",
    ),
    (
        "a lambda that calls itself",
        PLAIN_LAMBDAS,
        "int n",
        "std::function<int(int)> sum = [&](int v) -> int { return v ? v + sum(v - 1) : 0; }; "
        "return sum(n);",
        "const auto sum = [&](const auto &self, int v) -> int "
        "{ return v ? v + self(self, v - 1) : 0; }; return sum(sum, n);",
    ),
    (
        "lengths in the heads of loops",
        STRING_LENGTHS,
        "char *s, const char *t",
        "int n = 0; for (size_t i = 0; i < strlen(s); i++) "
        "for (size_t j = 0; j < strlen(t); j++) if (s[i] == t[j]) s[i] = '_'; return n;",
        "int n = 0; const size_t s_length = strlen(s);\n    const size_t t_length = strlen(t);\n"
        "    for (size_t i = 0; i < s_length; i++) "
        "for (size_t j = 0; j < t_length; j++) if (s[i] == t[j]) s[i] = '_'; return n;",
    ),
]


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    """What is done more often than needed is done once, or not at all."""
    head = PERSON if "Person" in parameters else ""
    made = rewritten(one, head + function(parameters, before))
    assert made == head + function(parameters, after)


def test_sets_of_strings_are_hashed(rewritten: Rewrite) -> None:
    """Where nobody asks for the order there is none, and its header is included."""
    body = "std::set<std::string> seen; for (auto &w : words) seen.insert(w); return seen.size();"
    made = rewritten(HASHED, function(WORDS, body))
    assert made == "#include <unordered_set>\n\n" + function(
        WORDS, body.replace("std::set<", "std::unordered_set<")
    )


def test_parts_of_strings_are_viewed(rewritten: Rewrite) -> None:
    """A part that is compared and appended needs no string of its own."""
    body = 'std::string out; std::string one = {}; if (one == "<") out += one; return out.size();'
    made = rewritten(GROWING_STRINGS, function(TEXT, body.format("text.substr(0, 1)")))
    view = body.format("std::string_view(text).substr(0, 1)")
    expected = view.replace("std::string one", "std::string_view one")
    assert made == "#include <string_view>\n\n" + function(TEXT, expected)


@pytest.mark.parametrize("language", [Language.C, Language.CPP])
def test_small_powers_are_products(rewritten: Rewrite, language: Language) -> None:
    """Every exponent has one helper, squares are left to the compiler."""
    before = "double f(double a) { return pow(a, 3) + pow(a + 1, 3.0) + pow(a, 4) + pow(a, 2); }\n"
    made = rewritten(POWERS, before, language)
    assert made.endswith(
        "double f(double a) { return cube(a) + cube(a + 1) + fourth_power(a) + pow(a, 2); }\n"
    )
    assert made.count("static double ") == 2


IN_LOOP = "for (size_t i = 0; i < v.size(); i++)"
TRUTHS = [
    ("of a comparison", f"{IN_LOOP} m[i] = v[i] > 7;", "[&](size_t i) { return v[i] > 7; }"),
    (
        "in branches",
        f"{IN_LOOP} {{ if (v[i] > 7) {{ m[i] = false; }} else {{ m[i] = true; }} }}",
        "[&](size_t i) { return !(v[i] > 7); }",
    ),
    (
        "of a function",
        "std::transform(v.begin(), v.end(), m.begin(), is_odd);",
        "[&](std::size_t i) { return is_odd(v[i]); }",
    ),
]


@each(TRUTHS, "body", "truth")
def test_truths_are_stored_by_words(rewritten: Rewrite, body: str, truth: str) -> None:
    """The elements of a vector<bool> are computed for a word and stored together."""
    text = function("const std::vector<int> &v, std::vector<bool> &m", f"{body} return 0;")
    after = rewritten(BIT_PACKING, text)
    assert f"store_truths(m, v.size(), {truth});" in after
    assert after.startswith("#include <cstddef>\n#include <cstdint>\n#include <cstring>\n")


def test_a_vector_that_is_asked_often_gets_a_set(rewritten: Rewrite) -> None:
    """The set is made once before the loop."""
    ask = "if (std::find(w.begin(), w.end(), v[i]) == w.end()) n++;"
    parameters = "const std::vector<int> &v, const std::vector<int> &w"
    after = rewritten(MEMBERSHIPS, function(parameters, f"int n = 0; {IN_LOOP} {ask} return n;"))
    assert "const std::unordered_set<int> known(w.begin(), w.end());\n    for" in after
    assert "if (known.count(v[i]) == 0) n++;" in after


@pytest.mark.parametrize("leaves", ["", " break;"])
def test_a_set_grows_with_its_vector(rewritten: Rewrite, leaves: str) -> None:
    """What is appended to the vector is known from then on."""
    look = f"for (const auto &s : seen) {{ if (word == s) {{ found = true;{leaves} }} }}"
    body = (
        "std::vector<std::string> seen; for (const auto &word : words) { bool found = false; "
        f"{look} if (!found) seen.push_back(word); }} return seen.size();"
    )
    after = rewritten(MEMBERSHIPS, function(WORDS, body))
    assert "std::unordered_set<std::string> known(seen.begin(), seen.end());" in after
    assert "bool found = known.count(word) > 0;" in after
    assert "if (!found) { seen.push_back(word); known.insert(word); }" in after


def test_queues_are_deques(rewritten: Rewrite) -> None:
    """A vector that loses its first element over and over need not move all the others."""
    body = (
        "std::vector<int> q; q.push_back(n); int s = 0; while (!q.empty()) { s += q.front(); "
        "q.erase(q.begin()); if (s % 3) q.push_back(s / 3); } return s;"
    )
    after = rewritten(QUEUES, function("int n", body))
    assert "std::deque<int> q;" in after
    assert "q.pop_front();" in after


REFUSED: list[tuple[str, Pass, str, str]] = [
    ("truths that depend on each other", BIT_PACKING, "std::vector<bool> &m, int n",
     "for (int i = 0; i < n; i++) m[i] = !m[n - 1 - i]; return 0;"),
    ("truths that count", BIT_PACKING, "std::vector<bool> &m, int n, int c",
     "for (int i = 0; i < n; i++) m[i] = c++ % 3 == 0; return c;"),
    ("bytes", BIT_PACKING, "std::vector<char> &m, int n",
     "for (int i = 0; i < n; i++) m[i] = i % 3 == 0; return 0;"),
    ("every second truth", BIT_PACKING, "std::vector<bool> &m, int n",
     "for (int i = 0; i < n; i++) m[2 * i] = i % 3 == 0; return 0;"),
    ("a vector that is asked once", MEMBERSHIPS, "const std::vector<int> &v, int a",
     "return std::find(v.begin(), v.end(), a) != v.end();"),
    ("a vector whose elements change", MEMBERSHIPS, "std::vector<int> &v, int n",
     "for (int i = 0; i < n; i++) { if (std::find(v.begin(), v.end(), i) == v.end()) v[i] = 0; } "
     "return 0;"),
    ("a place that is looked for", MEMBERSHIPS, "const std::vector<int> &v, int n",
     "int s = 0; for (int i = 0; i < n; i++) s += std::find(v.begin(), v.end(), i) - v.begin(); "
     "return s;"),
    ("real numbers among whole ones", MEMBERSHIPS,
     "const std::vector<int> &v, const std::vector<double> &x",
     "int s = 0; for (double e : x) s += std::count(v.begin(), v.end(), e) > 0; return s;"),
    ("near values", MEMBERSHIPS, "const std::vector<double> &v, int n",
     "int s = 0; for (int i = 0; i < n; i++) { bool found = false; for (double x : v) "
     "if (std::abs(x - i) < 0.5) found = true; s += found; } return s;"),
    ("a vector that is also sorted", QUEUES, "int n",
     "std::vector<int> q(n, 1); std::sort(q.begin(), q.end()); q.erase(q.begin()); "
     "return q.size();"),
    ("a vector that loses another element", QUEUES, "int n",
     "std::vector<int> q(n, 1); q.erase(q.begin() + 1); return q.size();"),
    ("the vector of a caller", QUEUES, "std::vector<int> &q", "q.erase(q.begin()); return 0;"),
    ("a word that is changed", NO_COPIES, WORDS,
     "int n = 0; for (std::string word : words) { word += 'x'; n += word.size(); } return n;"),
    ("a word that is handed on", NO_COPIES, WORDS,
     "int n = 0; for (std::string word : words) n += g(word); return n;"),
    ("numbers", NO_COPIES, "const std::vector<int> &v",
     "int n = 0; for (int e : v) n += e; return n;"),
    ("small structures", NO_COPIES, "const std::vector<Point> &points",
     "int n = 0; for (Point p : points) n += p.x > p.y; return n;"),
    ("a vector that changes after it was copied", NO_COPIES, "std::vector<int> &v",
     "std::vector<int> w = v; for (size_t i = 0; i < v.size(); i++) v[i] = w[v.size() - 1 - i]; "
     "return 0;"),
    ("a copy that is returned", NO_COPIES, "const std::vector<int> &v",
     "auto g = [&] { std::vector<int> w = v; return w; }; return g().size();"),
    ("a copy that a pointer changes", NO_COPIES, "const std::vector<int> &v",
     "std::vector<int> w = v; int *const p = w.data(); p[0] = 1; return w[1];"),
    ("a copy that is sorted", NO_COPIES, "const std::vector<int> &v",
     "std::vector<int> w = v; std::sort(w.begin(), w.end()); return w[1];"),
    ("numbers of another type", NO_COPIES, "const std::vector<float> &v",
     "std::vector<int> w(v.begin(), v.end()); return w[0];"),
    ("a string before itself", GROWING_STRINGS, TEXT,
     "std::string out; for (char c : text) { out = c + out; } return out.size();"),
    ("a string after itself", GROWING_STRINGS, TEXT,
     "std::string out; for (char c : text) { out = out + c + out; } return out.size();"),
    ("numbers that are added", GROWING_STRINGS, "int a, int b", "a = a + b; return a;"),
    ("a part that is kept", GROWING_STRINGS, TEXT,
     "std::vector<std::string> all; std::string one = text.substr(0, 1); all.push_back(one); "
     "return 0;"),
    ("a map that is walked through", HASHED, "const std::vector<int> &v",
     "std::map<int, int> n; for (int e : v) n[e] += 1; for (auto &one : n) return one.first; "
     "return 0;"),
    ("keys that have no hash", HASHED, "const std::vector<std::pair<int, int>> &v",
     "std::set<std::pair<int, int>> n; for (auto &e : v) n.insert(e); return n.size();"),
    ("neighbours of keys", HASHED, "const std::vector<int> &v",
     "std::set<int> n; for (int e : v) n.insert(e); return *n.lower_bound(3);"),
    ("a string that moves on", STRING_LENGTHS, "const char *s",
     "int n = 0; while (strlen(s) > 2) { s++; n++; } return n;"),
    ("a string that is cut", STRING_LENGTHS, "char *s",
     "for (size_t i = 0; i < strlen(s); i++) if (s[i] == ' ') s[i] = '\\0'; return 0;"),
    ("a string that others change", STRING_LENGTHS, "char *s",
     "for (size_t i = 0; i < strlen(s); i++) g(s); return 0;"),
    ("a function that changes", PLAIN_LAMBDAS, "int n",
     "std::function<int(int)> g = [](int v) { return v; }; "
     "if (n > 3) g = [](int v) { return -v; }; return g(n);"),
    ("a function that others are given", PLAIN_LAMBDAS, "int n",
     "std::function<int(int)> g = [](int v) { return v; }; return h(g) + g(n);"),
    ("powers that are not small", POWERS, "int n", "return pow(n, 5) + pow(n, 0.5) + pow(2, n);"),
]  # fmt: skip


@each(REFUSED, "one", "parameters", "body")
def test_refusals(rewritten: Rewrite, one: Pass, parameters: str, body: str) -> None:
    """What somebody may notice stays as it is."""
    text = (POINT if "Point" in parameters else "") + function(parameters, body)
    assert rewritten(one, text) == text
