"""The embedder that needs no model."""

import asyncio
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.code_concepts import concepts, tokens
from lessonls.adapters.lexical_embedder import LexicalEmbedder, words
from lessonls.core.selection import SIMILARITY_FLOOR, cosine

GEMM = """void gemm(const double* A, const double* B, double* C, int n) {
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column)
            for (int inner = 0; inner < n; ++inner)
                C[row * n + column] += A[row * n + inner] * B[inner * n + column];
}"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rowIndex row_index ROW_INDEX", "row index row index row index"),
        ("parseHTTPHeader", "pars http header"),
        ("The loops were blocked.", "loop block"),
        ("for (int i = 0; i < n; ++i)", ""),
        ("#pragma omp parallel", "pragma omp parallel"),
        ("", ""),
    ],
)
def test_identifiers_and_sentences_share_their_words(text: str, expected: str):
    """Stems only, and none that every text has."""
    assert list(words(text)) == expected.split()


@given(st.text() | st.text("{};()[]+-*/=<>?:for if while ai1\"'\n", max_size=80))
async def test_every_vector_has_unit_length_or_is_zero(text: str):
    """Whatever the text holds, also half a program; and the same text has the same vector."""
    first, second = await LexicalEmbedder().embed([text, text])
    assert first == second
    assert cosine(first, first) == pytest.approx(1.0 if any(first) else 0.0)
    assert sum(one * one for one in first) == pytest.approx(float(any(first)), abs=1e-2)


def body(statement: str) -> str:
    return f"void f(double* a, double* b, int* k, int n) {{ {statement} }}"


@pytest.mark.parametrize(
    ("statement", "concept"),
    [
        ("double t = 0; for (int i = 0; i < n; i++) t += a[i];", "accumulation"),
        ("for (int i = 0; i < n; i++) b[i] = a[i-1] + a[i+1];", "neighbours"),
        ("for (int i = 1; i < n; i++) { a[i] = a[i-1] * 2; }", "recurrence"),
        ("for (int i = 0; i < n; i++) if (a[i] > 3) break;", "early exit"),
        ("for (int i = 0; i < n; i++) b[i] = a[k[i]];", "indirection"),
        ("while (n > 0) { ++k[n]; n--; }", "counting"),
        ("std::sort(a, a + n);", "sorting"),
        ("if (n) { f(a, b, k, n - 1); }", "recursion"),
        ("for (int i = 0; i < n; i++) a[i] = b[i] / 3;", "division"),
        ("for (int i = 0; i < n; i++) a[i] = b[i] * 3;", "elementwise"),
        ("for (;;) for (;;) { for (;;) a[0] = 1; }", "deep nest"),
        ("for (int s = 1; s < n; s *= 2) a[s] = 0;", "doubling"),
        ("for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) a[j] = 0;", "pairs"),
        ("for (int i = 0; i < n; i++) a[i * 4 + 1] = 0;", "matrix"),
    ],
)
def test_code_shows_what_it_does(statement: str, concept: str):
    """In general terms, whatever the names are."""
    assert concepts(tokens(body(statement)))[concept] > 0


def test_code_without_loops_shows_little():
    """Nothing is invented."""
    assert not concepts(tokens("int f(int a) { return a + 1; }"))


async def test_a_lesson_is_nearest_to_the_code_it_speaks_of():
    """Without a word in common."""
    find = "int f(const char* s) { while (*s) { if (*s == 32) return 1; ++s; } return 0; }"
    lesson = "Interchanging the nest so that the matrix is walked along memory made it faster."
    code, other, text = await LexicalEmbedder().embed([GEMM, find, lesson])
    assert cosine(text, code) > SIMILARITY_FLOOR > cosine(text, other)


async def test_functions_that_do_the_same_are_near_under_other_names():
    """And others are not."""
    product = GEMM.replace("gemm", "multiply").replace("row", "i").replace("inner", "k")
    find = "int f(const char* s) { while (*s) { if (*s == 32) return 1; ++s; } return 0; }"
    one, same, other = await LexicalEmbedder().embed([GEMM, product, find])
    assert cosine(one, same) > 0.6 > SIMILARITY_FLOOR > cosine(one, other)


def test_another_process_gives_the_same_vector():
    """Nothing depends on the hash seed of Python."""
    script = (
        "import sys; from lessonls.adapters.lexical_embedder import vector_of;"
        "print(vector_of(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, GEMM]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    (vector,) = asyncio.run(LexicalEmbedder().embed([GEMM]))
    assert done.stdout.strip() == str(vector)
