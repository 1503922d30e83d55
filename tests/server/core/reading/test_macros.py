"""Macros end with the candidate; directives, pragmas and includes reach no further."""

from collections.abc import Callable

import pytest

Refusal = Callable[..., str]


@pytest.mark.parametrize(
    ("beside", "statements"),
    [
        ("#define BLOCK 64\n", "return BLOCK;\n#undef BLOCK"),
        ("", "\n#define AT(i) (x[(i)])\nreturn AT(0);\n#undef AT"),
        ("#define ADD(i) \\\n    s += x[i]; \\\n    t += x[i];\n",
         "double s = 0, t = 0; ADD(0) ADD(1) return s + t;\n#undef ADD"),
        ("#define WIDTH 4\nstruct Row { double a[WIDTH]; };\n", "return WIDTH;\n#undef WIDTH"),
        ("#ifdef __AVX2__\n#define WIDE 8\n#else\n#define WIDE 4\n#endif\n",
         "return WIDE;\n#undef WIDE"),
        ("#ifdef _OPENMP\n#include <omp.h>\n#endif\n#include <immintrin.h>\n", "return 1;"),
        ("#include <arm_neon.h>\n#include <cmath>\n#include <cstring>\n", "return 1;"),
        ("", "\n#pragma omp parallel for reduction(+:n) schedule(static)\n"
             "for (int i = 0; i < n; ++i) {}\nreturn 1;"),
        ("", "\n#pragma omp atomic read\nn = n;\n#pragma GCC ivdep\nfor (;;);\n"
             "#pragma GCC unroll 8\nfor (;;);\nreturn 1;"),
        ("", "\n#if defined(__AVX512F__) && __GNUC__ >= 12\nreturn 1;\n#elif __SSE2__\nreturn 2;"
             "\n#else\nreturn 3;\n#endif"),
        ("", "\n#if __cplusplus >= 201703L && __has_builtin(__builtin_clz)\n#endif\nreturn 1;"),
        ("#pragma omp declare simd\nstatic double twice(double a) { return 2 * a; }\n",
         "return twice(x[0]);"),
        ("#pragma omp declare reduction(most : double : omp_out += omp_in)\n", "return 1;"),
    ],
)  # fmt: skip
def test_what_ends_with_the_candidate_is_fine(refusal: Refusal, beside: str, statements: str):
    assert refusal(statements, beside) == ""


@pytest.mark.parametrize(
    ("beside", "sentence"),
    [
        ("\n#undef SIZE\n", "Line 2 undefines SIZE, which the candidate does not define."),
        ("#define if while\n#undef if\n", "Line 1 defines the macro if"),
        ("#define private public\n#undef private\n", "Line 1 defines the macro private"),
        ("#define int long\n#undef int\n", "Line 1 defines the macro int"),
        ("#define size_t int\n#undef size_t\n", "Line 1 defines the macro size_t"),
        ("#define helper(a) 1\n#undef helper\n", "Line 1 defines the macro helper"),
        ("#define sum total\n#undef sum\n", "Line 1 defines the macro sum"),
        ("#define vector list\n#undef vector\n", "Line 1 defines the macro vector"),
        ("#define time 1\n#undef time\n", "Line 1 defines the macro time"),
        ("#define _GNU_SOURCE\n#undef _GNU_SOURCE\n", "Line 1 defines the macro _GNU_SOURCE"),
        ("#define lessonls_target 1\n#undef lessonls_target\n", "the macro lessonls_target"),
        ("#define CAT(a, b) a##b\n#undef CAT\n", "Line 1 uses token pasting (##)"),
        ("#define KEEP static int\n#undef KEEP\n", "Line 1 hides static in the macro KEEP"),
        ("#define END }\n#undef END\n", "has unbalanced brackets in the macro END"),
        ("#define MORE int a; int b\nMORE;\n#undef MORE\n", "Line 2"),
        ("#define MORE 0; int b = 1\nconst int a = MORE;\n#undef MORE\n", "Line 2"),
        ("#define T int *\nstatic const T a = 0;\n#undef T\n", "Line 2"),
        ("#if __AVX2__\n#define M 1\n#include <map>\n#undef M\n#endif\n",
         "Line 3 includes a header while the macro M"),
        ("#define H <map>\n#include H\n#undef H\n", "Line 2"),
        ("#include H\n", "Line 1 includes H, which is not a standard header."),
        ("#include \"/etc/passwd\"\n", "Line 1 includes \"/etc/passwd\""),
        ("#include <sys/mman.h>\n", "Line 1 includes <sys/mman.h>"),
        ("#include_next <vector>\n", "Line 1 has #include_next"),
        ("#import <vector>\n", "Line 1 has #import"),
        ("#line 3 \"a\"\n", "Line 1 has #line"),
        ("# 3 \"a.c\"\n", "Line 1 has #3"),
        ("#error no\n", "Line 1 has #error"),
        ("#warning no\n", "Line 1 has #warning"),
        ("#ident \"a\"\n", "Line 1 has #ident"),
        ("#pragma GCC optimize(\"Ofast\")\n", "Line 1 has #pragma GCC optimize, which changes what "
         "follows; give the function __attribute__((optimize(...)))."),
        ("#pragma GCC target(\"avx2\")\n", "Line 1 has #pragma GCC target"),
        ("#pragma GCC push_options\n", "Line 1 has #pragma GCC push_options; only"),
        ("#pragma GCC poison sum\n", "Line 1 has #pragma GCC poison"),
        ("#pragma GCC system_header\n", "Line 1 has #pragma GCC system_header"),
        ("#pragma GCC diagnostic ignored \"-Wall\"\n", "Line 1 has #pragma GCC diagnostic"),
        ("#pragma GCC visibility push(default)\n", "Line 1 has #pragma GCC visibility"),
        ("#pragma push_macro(\"SIZE\")\n", "Line 1 has #pragma push_macro"),
        ("#pragma weak sum\n", "Line 1 has #pragma weak"),
        ("#pragma pack(1)\n", "Line 1 has #pragma pack"),
        ("#pragma STDC FP_CONTRACT ON\n", "Line 1 has #pragma STDC FP_CONTRACT"),
        ("#pragma omp threadprivate(counter)\n", "Line 1 has #pragma omp threadprivate"),
        ("#pragma omp declare target\n", "Line 1 has #pragma omp declare target"),
        ("#ifdef NDEBUG\n#endif\n", "Line 1 uses NDEBUG"),
        ("#if __has_include(<map>)\n#endif\n", "Line 1"),
        ("#ifdef __SANITIZE_ADDRESS__\n#endif\n", "Line 1"),
        ("#ifdef __OPTIMIZE__\n#endif\n", "Line 1"),
        ("#ifdef _GLIBCXX_ASSERTIONS\n#endif\n", "Line 1"),
        ("#if __SSP__ || __PIC__\n#endif\n", "Line 1"),
        ("#ifdef __FAST_MATH__\n#endif\n", "Line 1 asks for __FAST_MATH__"),
        ("#ifdef _OPENMP\n", "Line 1"),
        ("#endif\n", "Line 1"),
    ],
)  # fmt: skip
def test_what_reaches_further_is_refused(refusal: Refusal, beside: str, sentence: str):
    assert sentence in refusal(beside=beside)


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        ("return __LINE__;", "Line 1 uses __LINE__; a function must not depend on how it is"),
        ("return __FILE__[0];", "uses __FILE__"),
        ("return __COUNTER__;", "uses __COUNTER__"),
        ("return __TIME__[0];", "uses __TIME__"),
        ("return __builtin_LINE();", "uses __builtin_LINE"),
        ("return std::source_location::current().line();", "uses source_location"),
        ("return __asan_region_is_poisoned(0, 1);", "uses __asan_region_is_poisoned"),
        ("__sanitizer_print_stack_trace();", "uses __sanitizer_print_stack_trace"),
        ("__gcov_dump();", "uses __gcov_dump"),
        ("return lessonls_target() != 0;", "uses lessonls_target"),
        ("bool hasAny = n > 0; int cartesian = n; return hasAny + cartesian;", ""),
        ("_Pragma(\"GCC ivdep\") for (;;);", "Line 1 uses _Pragma; write #pragma."),
        ("\n#include <cmath>\nreturn 1;", "Line 2 includes <cmath> inside a block."),
        ("\n#if 1\nreturn 1; }\nint evil() {\n#endif\nreturn 1;", "Line "),
        ("\n#if 1\nreturn 1; } int evil[1] = {\n#endif\n", "Line "),
        ("\n#ifdef _OPENMP\nif (n) {\n#endif\n}\nreturn 1;", "Line 4 ends a conditional whose"),
        ("return 1; // \\\n}", "Line 1 has a comment that ends in a backslash."),
        ("ret\\\nurn 1;", "Line 1 splits a token with a line continuation."),
        ("return \\\n 1;", "Line 1 ends in a backslash outside of a macro."),
        ("\n#pragma GCC \\\n unroll 4\nfor (;;) {}", ""),
        ("\n#pragma GCC \\\n optimize(3)\nreturn 1;", "Line 2 "),
        ("return 1; %: define a", "Line 1 has the digraph %:"),
        ("<% return 1; %>", "Line 1 has the digraph <%"),
        ("return 1; // ??/\n", "Line 1 has the trigraph ??/."),
        ("return R\"(a)\"[0];", "Line 1 has a raw string"),
        ("return 1; /* open", "Line 1"),
        ("return 1;\n\"open", "Line "),
    ],
)  # fmt: skip
def test_what_depends_on_the_build_or_hides_is_refused(
    refusal: Refusal, statements: str, sentence: str
):
    found = refusal(statements)
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize(
    "inside",
    [
        "#define AT(i) x[i]\n    AT(0);",
        "#ifdef NDEBUG\n#endif",
        "#pragma GCC diagnostic push",
        "const char *place = __FILE__;",
        "asm volatile(\"nop\");",
        "// a raw string\n    auto a = \"b\";",
    ],
)  # fmt: skip
def test_what_the_original_function_has_may_stay(refusal: Refusal, inside: str):
    assert refusal(f"\n{inside}\nreturn 1;", original=f"\n{inside}\n") == ""
