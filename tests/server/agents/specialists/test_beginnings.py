"""Pragmas, labels and attributes stay with their statement, whatever is put in front of it."""

import pytest

from lessonls.agents.specialists.passes.aliasing.invariant_calls import INVARIANT_CALLS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.idioms.common_divisors import COMMON_DIVISORS
from lessonls.agents.specialists.recipes import Pass, variants
from lessonls.agents.specialists.rewriting.blocks import around, detached
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.team import SPECIALISTS
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import Rewrite, each, function

_LOOP = "for (int i = 0; i < n; i++) a[i] = b[i] / s;"

BEGINNINGS: list[tuple[str, str, str]] = [
    ("nothing", f"    {_LOOP}", f"    first();\n    {_LOOP}"),
    (
        "pragmas with a comment between them",
        f"    #pragma omp parallel for\n    // all of them\n    #pragma omp unroll\n    {_LOOP}",
        "    first();\n    #pragma omp parallel for\n    // all of them\n"
        f"    #pragma omp unroll\n    {_LOOP}",
    ),
    (
        "a pragma at the margin",
        f"#pragma omp parallel for\n    {_LOOP}",
        f"    first();\n#pragma omp parallel for\n    {_LOOP}",
    ),
    (
        "a barrier, which is a statement of its own",
        f"    #pragma omp barrier\n    #pragma omp for\n    {_LOOP}",
        f"    #pragma omp barrier\n    first();\n    #pragma omp for\n    {_LOOP}",
    ),
    ("an attribute", f"    [[likely]] {_LOOP}", f"    first();\n    [[likely]] {_LOOP}"),
    (
        "a label",
        f"    again: {_LOOP}",
        f"    again: {{\n        first();\n        {_LOOP}\n    }}",
    ),
]


@each(BEGINNINGS, "before", "after")
def test_a_statement_goes_in_front_of_what_belongs_to_a_loop(before: str, after: str) -> None:
    """Whatever stands in front of the loop is still in front of it."""
    code = Code(function("int n", before), Language.CPP, Mode.SERIAL)
    loop = code.nodes("for_statement")[0]
    made = code.edited(*around(code, loop, ["first();"], []))
    expected = Code(function("int n", after), Language.CPP, Mode.SERIAL)
    assert made.sound
    assert made.text == expected.text


REWRITES: list[tuple[str, Pass, str]] = [
    ("pointers", RESTRICT, "a[i] = b[i] + b[0];"),
    ("calls", INVARIANT_CALLS, "a[i] = b[i] + expf(s);"),
    ("divisors", COMMON_DIVISORS, "a[i] = b[i] / s;"),
]


@each(REWRITES, "one", "body")
def test_declarations_go_in_front_of_the_users_pragma(
    rewritten: Rewrite, one: Pass, body: str
) -> None:
    """`#pragma omp parallel for` governs the loop that it governed."""
    head = "    #pragma omp parallel for\n    for (int i = 0; i < n; i++)"
    text = function(
        "int n, float s, float *a, const float *b", f"{head} {{\n        {body}\n    }}"
    )
    after = rewritten(one, text)
    assert head in after
    assert detached(Code(after, Language.CPP, Mode.SERIAL).root) == 0


DETACHED: list[tuple[str, str, int]] = [
    ("its loop", "#pragma omp parallel for\nfor (;;) ;", 0),
    ("a declaration", "#pragma omp parallel for\nint n = 1;\nfor (;;) ;", 1),
    ("a nest", "#pragma omp for collapse(2)\nfor (;;) { for (;;) ; }", 0),
    ("a nest that is none", "#pragma omp for collapse(2)\nfor (;;) { g(); for (;;) ; }", 1),
    ("a declaration before an unrolled loop", "#pragma GCC unroll 4\nint n = 1;", 1),
    ("a block", "#pragma omp parallel\n{ g(); }", 0),
    ("a diagnostic", "#pragma GCC diagnostic push\nint n = 1;", 0),
]


@each(DETACHED, "text", "count")
def test_a_pragma_without_its_loops_is_noticed(text: str, count: int) -> None:
    """Of pragmas that ask for loops it is looked whether these are behind them."""
    code = Code(f"void f() {{\n{text}\n}}\n", Language.CPP, Mode.SERIAL)
    assert detached(code.root) == count


_GEMM = """\
void gemm(int M, int N, int K, float s, float *A, int lda, float *B, int ldb, float *C, int ldc) {
    int i, j, k;
    #pragma omp parallel for
    for (i = 0; i < M; ++i) {
        for (k = 0; k < K; ++k) {
            float part = s * A[i * lda + k];
            for (j = 0; j < N; ++j) {
                C[i * ldc + j] += part * B[k * ldb + j];
            }
        }
    }
}
"""


@pytest.mark.parametrize("mode", Mode)
def test_no_specialist_parts_the_users_pragma_from_its_loop(mode: Mode) -> None:
    """Nothing that the team makes has a declaration between the two."""
    code = Code(_GEMM, Language.C, mode)
    made = [one for each in SPECIALISTS for one in variants(code, each.recipes)]
    assert made
    for one in made:
        assert detached(Code(one.code, Language.C, mode).root) == 0, one.label
