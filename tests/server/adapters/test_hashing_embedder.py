"""The embedder that needs no model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.hashing_embedder import HashingEmbedder, words
from lessonls.core.selection import cosine

GEMM = """void gemm(const double* A, const double* B, double* C, int n) {
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column)
            for (int inner = 0; inner < n; ++inner)
                C[row * n + column] += A[row * n + inner] * B[inner * n + column];
}"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rowPtr row_ptr ROW_PTR", "row ptr row ptr row ptr"),
        ("parseHTTPHeader", "parse http header"),
        ("The loops were blocked.", "loop were block"),
        ("for (int i = 0; i < n; ++i)", ""),
        ("#pragma omp parallel", "pragma omp parallel"),
        ("", ""),
    ],
)
def test_identifiers_and_sentences_share_their_words(text: str, expected: str):
    """Stems only, and none that every text has."""
    assert list(words(text)) == expected.split()


@given(st.text())
async def test_every_vector_has_unit_length_or_is_zero(text: str):
    """Whatever the text holds; and the same text has the same vector."""
    first, second = await HashingEmbedder().embed([text, text])
    assert first == second
    assert cosine(first, first) == pytest.approx(1.0 if any(first) else 0.0)
    assert sum(one * one for one in first) == pytest.approx(float(any(first)), abs=1e-3)


async def test_a_lesson_is_nearest_to_the_code_it_speaks_of():
    """And has nothing to do with something else."""
    histogram = "void histogram(const char* text, int* bins) { ++bins[text[0]]; }"
    lesson = "Walking a row instead of a column in the inner loop of gemm made it faster."
    code, other, text = await HashingEmbedder().embed([GEMM, histogram, lesson])
    assert cosine(text, code) > 0.15 > cosine(text, other)
