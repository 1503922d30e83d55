"""Which instruction sets a rewrite needs, and when it has asked whether they are there."""

import pytest

from lessonls.core.instruction_sets import (
    NATIVE,
    names_processor,
    own_flags,
    spelled,
    with_implied,
)
from lessonls.core.reading.dispatch import asked, concerns_processors, of_intrinsics, unasked
from lessonls.core.target import Language

WIDE = '__attribute__((target("avx2,fma"))) static int wide(int n) { return n; }\n'
ASK = '__builtin_cpu_supports("avx2")'
BOTH = f'{ASK} && __builtin_cpu_supports("fma")'


@pytest.mark.parametrize(
    "body",
    [
        f"if ({BOTH}) return wide(n); return n;",
        f"if (n > 4 && ({BOTH})) {{ n++; return wide(n); }} return n;",
        f"return {BOTH} ? wide(n) : n;",
        'if (__builtin_cpu_supports("avx512f")) return wide(n); return n;',
        f"if (({BOTH}) && wide(n)) return 1; return n;",
    ],
)
def test_what_is_called_behind_the_question_needs_nothing(body: str):
    assert unasked(f"{WIDE}int f(int n) {{ {body} }}", Language.C, "f") == frozenset()


@pytest.mark.parametrize(
    ("code", "needs"),
    [
        (f"{WIDE}int f(int n) {{ return wide(n); }}", "avx2 fma"),
        (f"{WIDE}int f(int n) {{ if ({ASK}) return wide(n); return n; }}", "fma"),
        (f"{WIDE}int f(int n) {{ if ({BOTH}) n++; else return wide(n); return n; }}", "avx2 fma"),
        (f"{WIDE}int f(int n) {{ if (n || ({BOTH})) return wide(n); return n; }}", "avx2 fma"),
        (f"{WIDE}int f(int n) {{ int (*g)(int) = wide; return g(n); }}", "avx2 fma"),
        ('__attribute__((target("avx2"))) int f(int n) { return n; }', "avx2"),
        ('[[gnu::target("bmi2")]] int f(int n) { return n; }', "bmi2"),
        ('int f(int n) { return []__attribute__((target("avx")))(int) { return 1; }(n); }', "avx"),
        ('__attribute__((target("prefer-vector-width=512,tune=a"))) int f(int n) { n++; }', ""),
        ('__attribute__((target_clones("avx2", "default"))) int f(int n) { return n; }', ""),
        (
            'static int w(int) __attribute__((target("avx2")));\nstatic int w(int n) { n++; }\n'
            "int f(int n) { return w(n); }",
            "avx2",
        ),
    ],
)  # fmt: skip
def test_what_is_called_without_is_needed(code: str, needs: str):
    assert unasked(code, Language.CPP, "f") == frozenset(needs.split())


def test_each_question_counts_once_and_only_as_a_condition():
    code = f"{WIDE}int f(int n) {{ if ({BOTH}) n++; if ({ASK}) n++; int a = {ASK}; return n; }}"
    assert asked(code, Language.C) == ("avx2", "fma")


def test_intrinsics_tell_what_they_need():
    assert of_intrinsics("_mm256_add_epi32(_mm256_loadu_si256(p), a)") == {"avx2"}
    assert of_intrinsics("_mm256_add_pd(a, b)") == {"avx"}
    assert of_intrinsics("_mm256_fmadd_pd(a, b, c); _mm512_add_ps(d, e)") == {"avx512f"}
    assert of_intrinsics("_mm_add_epi32(a, b)") == frozenset()


def test_most_code_says_nothing_of_processors():
    assert not concerns_processors("int target(int n) { return n; }".replace("target(", "aim("))
    assert concerns_processors("#ifdef __AVX2__")
    assert concerns_processors("__m256i v;")


def test_flags_that_were_added_are_not_the_projects_own():
    assert own_flags(("-Ia", "-O3", NATIVE)) == ("-Ia", "-O3")
    assert own_flags((NATIVE, "-O3")) == (NATIVE, "-O3")
    assert names_processor((NATIVE, "-O3"))
    assert not names_processor(("-O2", "-mavx2"))


def test_names_are_spelled_as_makers_do_and_imply_each_other():
    assert spelled(["sse4.2", "avx2"]) == ("AVX2", "SSE4.2")
    assert {"avx", "sse2", "popcnt"} <= with_implied(["avx512vl"])
