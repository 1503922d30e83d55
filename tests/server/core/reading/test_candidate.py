"""A candidate may be the function alone or repeat its file; what cannot fit says why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.reading.candidate import CandidateProblem, extract_function
from lessonls.core.target import Target

FINDER = TreeSitterFinder(CompileCommands())
FILE = """#pragma once
#include <vector>
#include "own.h"
using namespace std;
// A point.
struct Point { double x, y; };
#define SIZE 3
static int helper(int a) { return a; }
namespace lin {
/* The dot product. */
double dot(std::vector<double> const &a, const double *b, int n) {
  return a[0] * b[0] * n;
}
int other(int) { return 1; }
}
"""
FAST = """double dot(const vector<double>& x, double const *__restrict y, const int count) {
  return 1;
}"""
PLAIN = FILE.replace("namespace lin {\n", "").replace("return 1; }\n}", "return 1; }")
CLASS = "struct A {\n  static int f(int a) { return a; }\n  int data;\n};\n"
TEMPLATE = "template <class T> T f(T a) { return a; }\ntemplate int f(int);\n"


def target(text: str = FILE, name: str = "dot", file: str = "a.cpp") -> Target:
    return FINDER.named(Path(file), text, name)


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (FAST, FAST),
        (f"\n\n{FAST}\n\n", FAST),
        (FILE, target().code),
        (f"namespace lin {{\n{FAST}\n}}\n", FAST),
        (f"#ifndef A_H\n#define A_H\n{FAST}\n#endif\n", FAST),
        (f"#pragma once\n#include <vector>\n#include  \"own.h\" // own\n{FAST}", FAST),
        (f"struct Point {{\n  double x, y; // both\n}};\n\n{FAST}", FAST),
        (f"namespace lin {{ int other(int) {{ return 1; }} }}\n{FAST}", FAST),
        (f"double dot(std::vector<double> const &, const double *, int);\n{FAST}", FAST),
        (
            f"// A point.\nstatic int twice(int a) {{ return 2 * a; }}\n\n{FAST}",
            f"static int twice(int a) {{ return 2 * a; }}\n\n{FAST}",
        ),
        (FILE.replace("/* The dot", "struct Pair { int a; };\n/* The dot"),
         f"struct Pair {{ int a; }};\n\n{target().code}"),
        (f"// faster\n{FAST}", f"// faster\n{FAST}"),
        (f"[[gnu::hot]] {FAST}", f"[[gnu::hot]] {FAST}"),
        (FAST.replace("return 1", "return ("), FAST.replace("return 1", "return (")),
        (FAST.replace("\n", "\r\n"), FAST.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_the_function_and_what_is_new_are_taken_out(candidate: str, code: str):
    assert extract_function(candidate, target()) == code


@pytest.mark.parametrize(
    "includes",
    ["#include <cmath>", "#include <immintrin.h>", "#ifdef _OPENMP\n#include <omp.h>\n#endif"],
)
def test_standard_headers_may_be_added_to_a_function_outside_of_namespaces(includes: str):
    assert extract_function(f"{includes}\n{FAST}", target(PLAIN)) == f"{includes}\n{FAST}"


@pytest.mark.parametrize(
    ("candidate", "problem"),
    [
        ("", "The candidate is empty."),
        (" \n", "The candidate is empty."),
        ("hello", "Line 1 has a syntax error, and there is no complete function dot."),
        ("#include <cmath>\n", "The candidate does not define dot"),
        (FAST.replace("dot", "dots"), "Line 1 defines dots instead of dot."),
        (f"\nint main() {{ return 0; }}\n{FAST}", "Line 2 defines main"),
        (FAST.replace("const int count", "long count"), "changes the type of parameter n of dot"),
        (FAST.replace(", const int count", ""), "changes the number of parameters of dot"),
        (FAST.replace("count)", "count, ...)"), "changes the number of parameters of dot"),
        (FAST.replace("double dot", "float dot"), "Line 1 changes the return type of dot."),
        (f"static {FAST}", "changes the linkage"),
        (f"inline {FAST}", "changes the linkage"),
        (f'extern "C" {FAST}', "changes the linkage"),
        (f"template <class T> {FAST}", "changes the template parameters"),
        (FAST.replace("dot(", "lin::dot("), "changes the name's scope"),
        (f"{FAST}\n{FAST}", "Line 4 redefines dot."),
        (f"namespace other {{\n{FAST}\n}}", "Line 2 puts dot into other."),
        (f"namespace {{\n{FAST}\n}}", "Line 2 puts dot into (anonymous)."),
        (f"#if X\n{FAST}\n#endif", "Line 1 puts the function inside a conditional"),
        (f"{FAST}\n}}", "Line 4 has a syntax error."),
        (f"{FAST}\n}} int evil() {{ return 1; }} {{", "has a syntax error."),
        (f"#define SIZE 4\n{FAST}", "Line 1 defines SIZE differently."),
        (f"\nstruct Point {{ float x; }};\n{FAST}", "Line 2 defines Point differently."),
        (FILE.replace("x, y; }", "y, x; }"), "Line 6 defines Point differently."),
        (f"static int helper(int a) {{ return -a; }}\n{FAST}", "defines helper differently"),
        (FAST.replace("count)", "count = 3)"), "changes the default argument of parameter n"),
        (f'#include "evil.h"\n{FAST}', 'Line 1 includes "evil.h", which is not a standard header.'),
        (f"#include <sys/mman.h>\n{FAST}", "<sys/mman.h>, which is not a standard header."),
        (FAST.replace("return", '\n#include "/etc/passwd"\nreturn'), "Line 3 includes"),
        (
            f"#if X\n#include <cmath>\nenum {{ G }};\n#endif\n{FAST}",
            "Line 2 includes <cmath> inside lin.",
        ),
    ],
)
def test_what_cannot_take_the_function_s_place_says_why(candidate: str, problem: str):
    with pytest.raises(CandidateProblem) as error:
        extract_function(candidate, target())
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("file", "name", "text", "candidate"),
    [
        ("a.cpp", "f", CLASS, "static int f(int b) { return -b; }"),
        ("a.cpp", "f", CLASS, CLASS.replace("return a", "return -a")),
        ("a.cpp", "f", TEMPLATE, "template <typename T> T f(T a) { return -a; }"),
        ("a.cpp", "f", TEMPLATE, TEMPLATE.replace("return a", "return -a")),
        ("a.c", "f", "int f(double a[]) { return 1; }", "int f(double *restrict x) { return 2; }"),
        ("a.c", "f", "int f(int a[3][4]) { return 1; }", "int f(int (*a)[4]) { return 2; }"),
        ("a.c", "f", 'extern "C" int f(void) { return 1; }', "int f(void) { return 2; }"),
        ("a.cpp", "f", "static int f() { return 1; }", "static inline int f() { return 2; }"),
        ("a.cpp", "f", "struct A { static int f(); };\nint A::f() { return 1; }",
         "int A::f() { return 2; }"),
    ],
)  # fmt: skip
def test_headings_that_mean_the_same_are_accepted(file: str, name: str, text: str, candidate: str):
    code = extract_function(candidate, target(text, name, file))
    assert code in candidate
    assert code.split("(")[0].endswith(name)


def test_a_file_with_macros_that_look_like_errors_may_be_repeated():
    text = "API void g(int a) {}\nint f(int a) { return a; }\n"
    assert extract_function(text, target(text, "f")) == "int f(int a) { return a; }"


def test_overloads_that_the_file_has_may_be_repeated():
    text = "int f(int a) { return a; }\nint f(long a) { return 1; }\n"
    first = FINDER.at(Path("a.cpp"), text, 0)
    assert extract_function(text.replace("return a", "return -a"), first) == (
        "int f(int a) { return -a; }"
    )


def test_nothing_may_be_added_behind_an_extern_c_without_braces():
    text = 'extern "C" int f(void) { return 1; }'
    with pytest.raises(CandidateProblem, match='between extern "C" and the function'):
        extract_function("int g(void) { return 1; }\nint f(void) { return 1; }", target(text, "f"))


@given(st.text(alphabet="dot()[]{};,<> \n#\"'/*é🙂0+", max_size=30), st.integers(0, len(FILE)))
def test_any_text_gives_code_or_a_problem(noise: str, at: int):
    try:
        code = extract_function(FILE[:at] + noise + FILE[at:], target())
    except CandidateProblem:
        return
    assert "dot" in code


def test_deeply_nested_text_is_no_trouble():
    nested = FAST.replace("return 1", f"return {'(' * 5000}1{')' * 5000}")
    assert extract_function(nested, target()) == nested
