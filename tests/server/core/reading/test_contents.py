"""What else new code may hold: attributes, assembly, helpers, characters, headings, sizes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from tests.tiers import few_of

Refusal = Callable[..., str]


@pytest.mark.parametrize(
    "attribute",
    [
        '__attribute__((target("avx2,fma"), optimize("O3", "unroll-loops")))',
        "__attribute__((always_inline)) static inline",
        "__attribute__((noinline, hot, flatten, cold))",
        '__attribute__((target_clones("avx2", "default")))',
        "__attribute__((__pure__, __const__, malloc, assume_aligned(32), nonnull(1)))",
        "[[gnu::hot]] [[gnu::always_inline, nodiscard]]",
        "[[maybe_unused]] static",
    ],
)
def test_attributes_that_tune_are_fine(refusal: Refusal, attribute: str):
    assert refusal(beside=f"{attribute} double twice(double a) {{ return 2 * a; }}\n") == ""


@pytest.mark.parametrize(
    ("attribute", "named"),
    [
        ("__attribute__((constructor))", "constructor"),
        ("__attribute__((__constructor__(101)))", "__constructor__"),
        ("__attribute__((hot, destructor))", "destructor"),
        ("[[gnu::constructor]]", "constructor"),
        ("[[__gnu__::__constructor__]]", "__constructor__"),
        ("[[gnu::hot]] [[gnu::used]]", "used"),
        ('__attribute__((section(".init_array")))', "section"),
        ('__attribute__((ifunc("pick")))', "ifunc"),
        ('__attribute__((alias("other")))', "alias"),
        ("__attribute__((weak))", "weak"),
        ('__attribute__((weakref("other")))', "weakref"),
        ("__attribute__((no_sanitize_address))", "no_sanitize_address"),
        ('__attribute__((no_sanitize("undefined")))', "no_sanitize"),
        ("__attribute__((no_instrument_function))", "no_instrument_function"),
        ('__attribute__((symver("a@b")))', "symver"),
        ('__attribute__((visibility("default")))', "visibility"),
    ],
)
def test_attributes_that_do_more_are_refused(refusal: Refusal, attribute: str, named: str):
    """In both spellings, in macros too."""
    sentence = f"has the attribute {named}, which is not allowed in a rewrite."
    helper = "static double twice(double a) { return 2 * a; }\n"
    assert sentence in refusal(beside=f"{attribute} {helper}")
    assert sentence in refusal(beside=f"#define A {attribute}\n#undef A\n")


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("\nint a __attribute__((cleanup(f))) = 1;\nreturn a;", "Line 2 has the attribute cleanup"),
        ("[[using gnu: hot, constructor]] int a = 1; return a;", "Line 1 has the attribute "
         "constructor"),
        ("[[omp::directive(parallel for)]] for (;;); return 1;", "Line 1 has the attribute omp"),
        ("\nint a __attribute__(packed);\nreturn a;", "Line 2 uses __attribute__ in a way"),
        ('asm volatile("" ::: "memory"); return 1;', ""),
        ('__asm__ __volatile__("" : "+m"(n)); return 1;', ""),
        ('asm(""); return 1;', ""),
        ('\nasm volatile("nop");\nreturn 1;', "Line 2 has assembly; only an empty barrier"),
        ('asm("" "syscall"); return 1;', "Line 1 has assembly"),
        ('asm(".incbin \\"/etc/passwd\\""); return 1;', "Line 1 has assembly"),
        ('int f(int) asm("fork"); return f(1);', "Line 1 has assembly"),
        ('int f(int) asm(""); return f(1);', "Line 1 has assembly"),
        ('asm goto("" : : : : end); end: return 1;', "Line 1 has assembly"),
        ("if (n > 0) [[likely]] return 1; return 0;", ""),
        ("double a[4] __attribute__((aligned(32))); return a[0];", ""),
        ("int f(int); return f(1);", "Line 1 declares f, which neither the candidate nor the file"),
        ("int helper(int); return helper(1);", ""),
        ("extern int puts(const char *); return 1;", "Line 1"),
        ("using namespace std; using std::vector; return 1;", ""),
        ("std::vector<double> v(n), w(n * n); auto *p = new double[n]; delete[] p; return 1;", ""),
        ("struct L { bool operator<(const L &) const { return true; } }; return 1;", ""),
        ("auto f = [&](auto &&self, int i) -> int { return i ? self(self, i - 1) : 0; }; "
         "return f(f, n);", ""),
        ("try { throw 1; } catch (int e) { return e; } return 0;", ""),
        ("again: if (--n > 0) goto again; return n;", ""),
    ],
)  # fmt: skip
def test_statements(refusal: Refusal, statements: str, sentence: str):
    found = refusal(statements)
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize(
    ("beside", "sentence"),
    [
        ("static inline double twice(double a) { return 2 * a; }\n", ""),
        ("double twice(double a);\ndouble twice(double a) { return 2 * a; }\n", ""),
        ("template <class T, int N> struct Block { T a[N]; };\n", ""),
        ("namespace detail {\nstatic double twice(double a) { return 2 * a; }\n}\n", ""),
        ("using Row = std::vector<double>;\ntypedef double v4 "
         "__attribute__((vector_size(32)));\n", ""),
        ("struct Node { int a; friend bool operator<(Node x, Node y) { return x.a < y.a; } };\n",
         ""),
        ("static double sum_block(const double *x, int n) { return n ? x[0] + "
         "sum_block(x + 1, n - 1) : 0; }\n", ""),
        ("static_assert(sizeof(double) == 8, \"\");\n", ""),
        ("namespace ranges = std::ranges;\n", ""),
        ("template <class T> struct A;\ntemplate <> struct A<int> { int a; };\n", ""),
        ("struct A { int f(); };\nint A::f() { return 1; }\n", ""),
        ("\nint fork();\n", "Line 2 declares fork, which neither the candidate nor the file"),
        ("\nextern \"C\" int clock_gettime(int, void *);\n", "Line 2 adds extern \"C\"."),
        ("extern \"C\" {\nint f() { return 1; }\n}\n", "Line 1 adds extern \"C\"."),
        ("using namespace std::ranges;\n", "Line 1 has a using namespace, which changes"),
        ("namespace std {\nint f() { return 1; }\n}\n", "Line 1 opens namespace std."),
        ("namespace a { namespace std { int f() { return 1; } } }\n", "Line 1 opens namespace"),
        ("template <> struct std::hash<Point> { int a; };\n", "Line 1 defines std::hash<Point>"),
        ("int Other::f() { return 1; }\n", "Line 1 defines Other::f, which is declared elsewhere"),
        ("template <> int vector<bool>(int a) { return a; }\n", "Line 1 specializes vector"),
        ("template <> struct vector<bool> { int a; };\n", "Line 1 specializes vector"),
        ("namespace s = std;\n", "Line 1 gives namespace std another name."),
        ("void *operator new(std::size_t n) { return 0; }\n", "Line 1 replaces operator new."),
        ("void operator delete(void *p) noexcept {}\n", "Line 1 replaces operator delete."),
        ("struct A { void *operator new(std::size_t); };\n", "Line 1 replaces operator new."),
        ("struct A { friend double sum(const std::vector<double> &, int); };\n",
         "Line 1 declares a friend"),
        ("asm(\".globl fork\");\n", "Line 1 has assembly"),
        ("int main() { return 0; }\n", "Line 1 defines main"),
        ("SETUP();\n", "Line 1 is not a declaration"),
        ("template double later<int>(int);\n", "Line 1 instantiates a template"),
        ("int \xe4 = 1;\n", "Line 1"),
        ("static int \u0430dd(int a) { return a; }\n", "Line 1 uses a non-ASCII identifier"),
        ("// \u202e reversed\n", "Line 1 has the invisible character U+202E (right-to-left"),
        ("\nstatic const char *const t = \"\u2066\";\n", "Line 2 has the invisible character"),
        ("// a\x00b\n", "Line 1 has a NUL character."),
        ("// a\x0cb\n", "Line 1 has the invisible character U+000C"),
        ("// a\rint b;\n", "Line 1 has the invisible character U+000D"),
        ("// caf\u00e9 \u2014 faster \U0001f600\n", ""),
    ],
)  # fmt: skip
def test_additions(refusal: Refusal, beside: str, sentence: str):
    found = refusal(beside=beside)
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize(
    ("beside", "sentence"),
    [
        ("static double memcpy(double a) { return a; }\n", ""),
        ("double twice(double a) { return 2 * a; }\n", ""),
        ("void *memcpy(void *a, const void *b, size_t n) { return a; }\n",
         "Line 1 defines memcpy, which is a function of the library"),
        ("double sinf(double a) { return a; }\n", "Line 1 defines sinf"),
        ("int write(int a) { return a; }\n", "Line 1 defines write"),
        ("void __cxa_finalize(void *p) {}\n", "Line 1 defines __cxa_finalize"),
        ("int fork(void);\n", "Line 1 declares fork"),
    ],
)  # fmt: skip
def test_in_c_a_helper_may_not_take_the_place_of_a_library_function(
    refusal: Refusal, beside: str, sentence: str
):
    found = refusal(beside=beside, name="sum.c")
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize(
    ("original", "candidate", "sentence"),
    [
        ("int f(int a) noexcept { return a; }", "int f(int a) noexcept { return 1; }", ""),
        ("int f(int a) noexcept { return a; }", "int f(int b) noexcept(true) { return 1; }", ""),
        ("int f(int a) noexcept { return a; }", "int f(int a) { return 1; }",
         "Line 1 changes the exception specification (noexcept) of f."),
        ("int f(int a) { return a; }", "int f(int a) noexcept { return 1; }",
         "changes the exception specification (noexcept)"),
        ("int f(int a) noexcept { return a; }", "int f(int a) noexcept(false) { return 1; }",
         "changes the exception specification (noexcept)"),
        ("int f(int a = 3) { return a; }", "int f(int a = 3) { return 1; }", ""),
        ("int f(int a = 3) { return a; }", "int f(int a) { return 1; }",
         "Line 1 changes the default argument of parameter a of f."),
        ("int f(int a) { return a; }", "int f(int a = 3) { return 1; }",
         "changes the default argument of parameter a"),
        ("inline int f(int a) { return a; }", "int f(int a) { return 1; }",
         "Line 1 changes the linkage (drops inline) of f."),
        ("int f(int a) { return a; }", "constexpr int f(int a) { return 1; }",
         "changes the linkage (adds constexpr)"),
        ("static int f(int a) { return a; }", "int f(int a) { return 1; }",
         "changes the linkage (drops static)"),
        ("struct A { static int f(int a) { return a; } };", "int f(int a) { return 1; }",
         "changes the linkage (drops static)"),
        ("int f(int a) { return a; }", "[[nodiscard]] int f(int a) { return 1; }", ""),
    ],
)  # fmt: skip
def test_callers_see_no_difference_in_the_heading(original: str, candidate: str, sentence: str):
    target = TreeSitterFinder(CompileCommands()).named(Path("a.cpp"), original + "\n", "f")
    if sentence:
        with pytest.raises(CandidateProblem) as refused:
            extract_function(candidate, target)
        assert sentence in str(refused.value)
    else:
        assert extract_function(candidate, target) == candidate


FILE = "#include <vector>\nint later(int a);\ndouble sum(int n) {\n    return n;\n}\nint a = 1;\n"
HEAD = "double sum(int n) {"
PLAIN = """static const constexpr int double sum x n time fork ( ) { } [ ] [[ ]] < > ; , = :: . -> &
    struct enum namespace std using extern friend operator new auto return for if asm"""
LINES = ["\n", "\n#define ", "\n#undef ", "\n#if ", "\n#else\n", "\n#endif\n", "\n#pragma "]
ODD = ["\\\n", "//", "/*", "*/", '"', "'", 'R"(', "%:", "é", "\u202e", "__attribute__", "A", "##"]
WORDS = [*PLAIN.split(), *LINES, *ODD]


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.integers(0, 400), st.booleans())
def test_any_words_give_code_or_one_short_sentence(words: list[str], at: int, repeated: bool):
    file = FILE
    text = file if repeated else f"{HEAD} return 1;\n}}\n"
    target = TreeSitterFinder(CompileCommands()).named(Path("sum.cpp"), file, "sum")
    try:
        code = extract_function(text[:at] + " ".join(words) + text[at:], target)
    except CandidateProblem as problem:
        sentence = str(problem)
        assert sentence.startswith(("Line ", "The candidate "))
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert len(sentence) < 400
    else:
        assert "sum" in code


def test_a_sentence_stays_short_whatever_it_quotes(refusal: Refusal):
    assert len(refusal(beside=f"int {'a' * 100_000};\n")) < 400


LARGE = {
    "brackets": "return " + "(" * 25_000 + "1" + ")" * 25_000 + ";",
    "open brackets": "return " + "(" * 100_000,
    "blocks": "{" * 25_000 + "}" * 25_000,
    "signs": "return " + "- " * 50_000 + "1;",
    "a sum": "return " + "1 + " * 50_000 + "1;",
    "conditions": "if (n) " * 25_000 + ";",
    "pointers": "int " + "*" * 75_000 + "p;",
    "comments without an end": "/*" * 75_000,
    "quotation marks without an end": '"' + '\\"' * 75_000,
    "braces in a lambda": "[]{" * 12_500,
    "template arguments": "A<" * 50_000,
    "conditionals": "\n#if 1" * 12_500 + "\n#endif" * 12_500 + "\n",
    "variables": "int time = 1; { int time = time; }" * 5_000,
    "statics": "static const int a = 1;" * 7_500,
    "macros": "\n#define A(x) (x)\n#undef A\n" * 5_000,
    "attributes": "__attribute__((" * 10_000,
    "calls": "int select(int); return " + "select(" * 9_000 + "1" + ")" * 9_000 + ";",
    "raw strings": 'R"(' * 50_000,
    "backslashes": "\\\n" * 75_000,
}
BESIDE = {
    "namespaces": "namespace a {" * 7_500 + "}" * 7_500,
    "scopes": "namespace a" + "::a" * 25_000 + " {}\n",
    "functions of that name": "double sum(int a) { return a; }\n" * 5_000,
    "nested functions": "double sum() {" * 10_000,
    "comments": "// é\n" * 15_000,
    "structs": "struct A {" * 7_500 + "};" * 7_500,
    "helpers": "static int fork(int a) { return " + "fork(" * 9_000 + ")" * 9_000 + "; }\n",
    "declarations": "int f();\n" * 15_000,
    "guards": "#ifndef A\n#define A\n" + "// b\n" * 12_500 + "#endif\n",
    "include guards around it": "#ifndef A\n#define A\n" * 5_000,
}


@pytest.mark.parametrize(
    "kind", few_of([*LARGE, *BESIDE], "brackets", "conditionals", "raw strings", "guards")
)
def test_huge_and_deep_texts_are_answered_soon(refusal: Refusal, kind: str):
    """Accepted or refused, without a crash and without reading them again and again."""
    started = time.process_time()
    refusal(LARGE.get(kind, "return 1;"), BESIDE.get(kind, ""))
    assert time.process_time() - started < 8


def test_more_than_a_megabyte_is_refused_before_it_is_read(refusal: Refusal):
    started = time.process_time()
    assert refusal("int a;" * 2_000_000) == "The candidate is larger than 1 MB."
    assert time.process_time() - started < 1
    assert refusal("return 1; //" + "é" * 600_000) == "The candidate is larger than 1 MB."


def test_a_hundred_thousand_brackets_are_too_deep(refusal: Refusal):
    assert refusal(LARGE["brackets"]) == "Line 1 is nested too deeply."
    assert refusal("\n" + LARGE["blocks"]) == "Line 2 is nested too deeply."
