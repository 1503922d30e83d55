"""How many elements a function takes at a time."""

import pytest

from lessonls.adapters.judge.inference.steps import steps


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("for (i = 0; i < n; i++) s += x[i];", []),
        ("for (i = 0; i < n; i += 16) f(x + i);", [16]),
        ("for (i = 0; i + 8 <= n; i += 8) _mm256_storeu_si256((__m256i *)p, v);", [32, 8]),
        ("uint8x16_t v = vld1q_u8(p); p += 1000;", [16]),
    ],
)
def test_vectors_and_steps_of_loops_say_so(code: str, expected: list[int]):
    assert steps(code) == expected
