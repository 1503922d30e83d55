"""Which macros of a reply are written out."""

import pytest

from lessonls.core.replies.writing_out import written_out
from tests.server.core.any_reply import any_target

BRANCHES = """\
#{0}
#define FAST static __forceinline
#else
#define FAST static inline
#endif
FAST int f(int a) {{ return a; }}
"""


@pytest.mark.parametrize("condition", ["ifdef _MSC_VER", "if !defined(__GNUC__)", "ifdef MINE"])
def test_conditionals_about_compilers_are_decided(condition: str):
    code = written_out(BRANCHES.format(condition), any_target("a.c"))
    assert code.endswith("static inline int f(int a) { return a; }\n")
    assert "FAST" not in code


@pytest.mark.parametrize("condition", ["ifdef __AVX2__", "if WIDE > 2", "ifdef WIDE"])
def test_other_conditionals_are_the_compiler_s(condition: str):
    text = BRANCHES.format(condition)
    assert written_out(text, any_target("a.c")) == text


@pytest.mark.parametrize(
    "text",
    [
        "#define N 4\nint f(void) { return N; }\n",
        "#define ADD(a) s += (a);\nint f(int s) { ADD(1) ADD(2) return s; }\n",
        "#define REAL double\nstatic REAL f(REAL a) { return a; }\n",
        "static int f(int a) { return a; } // _Pragma\n",
    ],
)
def test_macros_that_can_be_judged_stay(text: str):
    assert written_out(text, any_target("a.c")) == text


def test_a_macro_is_what_it_was_where_it_is_used():
    text = "#define F(n) static int n(void) { return K; }\n#define K 1\nF(a)\n"
    text += "#undef F\n#define F(n) static int n(void) { return 2; }\nF(b)\n"
    meant = "#define K 1\nstatic int a(void) { return K; }\nstatic int b(void) { return 2; }\n"
    assert written_out(text, any_target("a.c")) == meant


def test_macros_that_are_given_one_are_written_out_too():
    text = "#define ALL(M) M(0) M(1)\nint f(int a)\n{\n#define ADD(k) int a##k = a;\n    ALL(ADD)\n"
    text += "#undef ADD\n    return a0 + a1;\n}\n"
    meant = "int f(int a)\n{\n    int a0 = a; int a1 = a;\n    return a0 + a1;\n}\n"
    assert written_out(text, any_target("a.c")) == meant
