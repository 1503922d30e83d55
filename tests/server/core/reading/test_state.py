"""Nothing of a candidate lasts from one call to the next but constants that cost nothing."""

from collections.abc import Callable

import pytest

Refusal = Callable[..., str]


@pytest.mark.parametrize(
    "statements",
    [
        "static const double t[] = {1, 2.5, -3 * 2, sizeof(int)}; return t[n];",
        "static constexpr double t[3] = {1, 2}; return t[n];",
        "constexpr static auto f = [](double v) { return v * 2; }; return f(x[0]);",
        "static const double t = [] { return std::sqrt(2.0); }(); return t;",
        "static const std::array<double, 9> t = [] { std::array<double, 9> a{};"
        " for (int i = 0; i < 9; ++i) a[i] = std::sqrt(i); return a; }(); return t[n];",
        "static const auto t = [] { std::array<int, 9> a{}; a[1] = 2; return a; }(); return t[n];",
        "struct P { int a; P() : a(1) {} }; static const P p; return p.a;",
        "struct P { double a[9]; P(int b) { for (int i = 0; i < 9; ++i) a[i] = b * i; }\n"
        "double at(int i) const { return a[i]; } }; static const P p(2); return p.at(n);",
        "static const char *const names[] = {\"a\", \"b\"}; return *names[n];",
        "static const unsigned long long big = 1ull << 40; return big;",
        "static const std::uint32_t t[4] = {1u, 2u}; return t[n];",
        "static const std::array<double, 3> t = {1, 2, 3}; return t[n];",
        "static const Point p = {1, 2}; return p.x;",
        "static const double t = double(3) + static_cast<double>(4) + (double)5; return t;",
        "enum { A = 3 }; static const int t[] = {A, A * 2}; return t[n];",
        "struct Row { int a, b; }; static const Row t[] = {{1, 2}, {3, 4}}; return t[n].a;",
        "typedef double v4 __attribute__((vector_size(32))); static const v4 one = {1, 1}; "
        "return one[n];",
        "const auto f = [n](double v) { return v * n; }; return f(x[0]);",
        "std::vector<double> v(n); std::vector<double> w(n * 2, 0.0); return v[0] + w[0];",
        "thread_local_count: if (n) goto thread_local_count; return 0;",
        "auto next = [i = 0]() mutable { return ++i; }; return next();",
    ],
)  # fmt: skip
def test_constants_and_ordinary_variables_are_fine(refusal: Refusal, statements: str):
    assert refusal(statements) == ""


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("static int calls; return ++calls;", "Line 1 keeps calls from one call to the next"),
        ("\nstatic double last = 0;\nreturn last;", "Line 2 keeps last"),
        ("static std::vector<double> v; return 1;", "keeps v"),
        ("static std::vector<double> v(n); return 1;", "keeps v"),
        ("thread_local int calls; return ++calls;", "keeps calls"),
        ("static thread_local const int first = 1; return first;", "keeps first"),
        ("static __thread int a; return a;", "keeps a"),
        ("static const double *last; return *last;", "keeps last"),
        ('static const char *names[] = {"a"}; return *names[0];', "keeps names"),
        ("static const volatile int v = 1; return v;", "keeps v"),
        ("static int &&r = 3; return r;", "keeps r"),
        ("static const int a = 1, *p; return a;", "keeps p"),
        ("auto f = [] { static int n; return ++n; }; return f();", "keeps n"),
        ("return ({ static int n; ++n; });", "keeps n"),
        ("static const double t = x[0]; return t;", "initializes t at run time"),
        ("static const int first = n; return first;", "initializes first"),
        ("static const int first(n); return first;", "initializes first"),
        ("static const auto first = counter; return first;", "initializes first"),
        ("static const auto t = [] { return 1; }(); return t;", "initializes t"),
        ("static const double t = [=] { return x[0]; }(); return t;", "initializes t"),
        ("static const double t = [] { return counter; }(); return t;", "initializes t"),
        ("static const double t = [] { return std::sqrt(2.0); }(); const_cast<double &>(t) = n;"
         " return t;", "initializes t"),
        ("static const double t = [] { return std::sqrt(2.0); }(); *(double *)&t = n; return t;",
         "initializes t"),
        ("static const auto t = [] { int *p = new int[1]; return p; }(); return *t;",
         "initializes t"),
        ("static const double t = [] { return twice(2); }(); return t;", "initializes t"),
        ("static const std::vector<double> t = {1, 2}; return t[0];", "initializes t"),
        ("static const std::string t = \"a\"; return t.size();", "initializes t"),
        ("static const double t[] = {std::sqrt(2.0)}; return t[0];", "initializes t"),
        ("static const double t = n > 0 ? 1.0 : 2.0; return t;", "initializes t"),
        ("struct P { int a; P(int b) : a(b) {} }; static const P p(n); return p.a;",
         "initializes p"),
        ("struct P { int *a; P() : a(nullptr) {} }; static const P p; return p.a[0];",
         "initializes p"),
        ("struct P { int a; P() : a(counter) {} }; static const P p; return p.a;",
         "initializes p"),
        ("struct P { int a; ~P() { a = 0; } }; static const P p{}; return p.a;", "initializes p"),
        ("static constexpr int *p = (int[]){1, 2}; return *p;", "initializes p"),
        ("static const auto *p = new double[9]; return *p;", "keeps p"),
        ("extern int other; return other;", "Line 1 declares other as extern"),
        ("static M const int t = 1; return t;", "Line 1"),
    ],
)  # fmt: skip
def test_variables_of_a_function_that_outlive_the_call_are_refused(
    refusal: Refusal, statements: str, sentence: str
):
    assert sentence in refusal(statements)


@pytest.mark.parametrize(
    "beside",
    [
        "static const double table[4] = {1, 2, 3, 4};\n",
        "static constexpr std::array<int, 2> table{1, 2};\n",
        "const int width = 8, height = 4;\n",
        "constexpr double half = 0.5;\nconstinit const double two = 2.0;\n",
        "inline constexpr int width = 1 << 4;\n",
        "template <class T> constexpr T pi = T(3.14);\n",
        "struct Block { static constexpr int width = 8; double data[width]; };\n",
        "static double twice(double a) { return 2 * a; }\n"
        "static double (*const table[])(double) = {twice, twice};\n",
        "namespace { const int width = 3; }\n",
        "struct Less { bool operator()(int a, int b) const { return a < b; } };\n",
    ],
)
def test_constants_beside_the_function_are_fine(refusal: Refusal, beside: str):
    assert refusal(beside=beside) == ""


@pytest.mark.parametrize(
    ("beside", "sentence"),
    [
        ("int calls;\n", "Line 1 keeps calls from one call to the next"),
        ("static int calls = 0;\n", "Line 1 keeps calls"),
        ("static double *last;\n", "Line 1 keeps last"),
        ("\nnamespace {\nint calls;\n}\n", "Line 3 keeps calls"),
        ("static std::vector<double> cache;\n", "keeps cache"),
        ("static std::mutex lock;\n", "keeps lock"),
        ("static struct { int a; } state;\n", "keeps state"),
        ("struct S { int a; } state;\n", "keeps state"),
        ("thread_local int calls;\n", "keeps calls"),
        ("template <class T> T cache;\n", "keeps cache"),
        ("template <class T> struct S { static T cache; };\n", "keeps cache"),
        ("struct S { static inline int calls = 0; };\n", "keeps calls"),
        ("struct S { static int calls; };\nint S::calls = 0;\n", "keeps calls"),
        ("struct S { mutable int calls; };\nconstexpr S s{0};\n", "Line 1 declares a "
            "mutable member"),
        ("static int count() { static int n; return ++n; }\n", "Line 1 keeps n"),
        ("static double f();\nstatic const double t = f();\nstatic double f() { return 1; }\n",
         "Line 2 initializes t"),
        ("static const double t = [] { return 1.0; }();\n", "Line 1 initializes t"),
        ("static const std::vector<int> t = {1, 2};\n", "initializes t"),
        ("static const std::map<int, int> t{{1, 2}};\n", "initializes t"),
        ("struct P { P() {} int a; };\nconst P p;\n", "initializes p"),
        ("struct P { int a = f(); };\nconst P p{};\n", "initializes p"),
        ("struct P { double v; double operator*(int) const { return 1; } };\n"
         "enum E { A };\ndouble operator*(E, E);\nstatic const double t = A * A;\n",
         "Line 4 initializes t"),
        ("extern int other;\n", "Line 1 declares other as extern"),
        ("int x asm(\"y\");\n", "Line 1"),
        ("static int f() { return 1; }\nstatic const int a = f(), b = 2;\n", "initializes a"),
    ],
)  # fmt: skip
def test_variables_beside_the_function_are_refused(refusal: Refusal, beside: str, sentence: str):
    assert sentence in refusal(beside=beside)


@pytest.mark.parametrize(
    ("statements", "original", "accepted"),
    [
        ("static int calls; return ++calls;", "static int calls; ++calls;", True),
        ("static  int calls /* all */ ; return ++calls;", "static int calls; ++calls;", True),
        ("static long calls; return ++calls;", "static int calls; ++calls;", False),
        ("static int calls, last; return ++calls;", "static int calls; ++calls;", False),
        ("static int t[] = {1, 2}; return t[n];", "static int t[] = {1, 2}; return t[1];", True),
        ("static int t[] = {1, 2}; return t[n]++;", "static int t[] = {1, 2}; return t[1];", False),
    ],
)
def test_a_static_variable_of_the_original_may_stay(
    refusal: Refusal, statements: str, original: str, accepted: bool
):
    """Only with the same declaration, and unwritten where the original never writes to it."""
    assert (refusal(statements, original=original) == "") is accepted


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("static const double t[2] = {1, 2}; return t[n];", ""),
        ("static const struct point p = {.x = 1}; return p.x;", ""),
        ("static const double *const p = 0; return *p;", ""),
        ("int v[n]; int *p = (int[]){1, 2}; return v[0] + p[0];", ""),
        ("static int a; return ++a;", "keeps a"),
        ("_Thread_local int a; return ++a;", "Line 1 declares a variable with static storage"),
        ("static int *const p = (int[]){0, 0}; return ++*p;", "initializes p"),
        ("static double last[2]; return last[0];", "keeps last"),
        ("register int a = 1; return a;", ""),
        ("extern int counter; return counter;", ""),
    ],
)
def test_in_c_only_constants_last_as_well(refusal: Refusal, statements: str, sentence: str):
    found = refusal(statements, name="sum.c")
    assert sentence in found if sentence else found == ""
