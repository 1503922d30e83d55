"""Text whose characters take several bytes."""

import numpy as np
import pytest

from lessonls.adapters.judge.execution import Style
from lessonls.adapters.judge.execution.encodings import utf_8


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 64])
def test_texts_are_well_formed_whatever_their_length(count: int):
    for seed in range(20):
        text = utf_8(np.random.default_rng(seed), count, Style.PLAIN).tobytes()
        assert len(text) == count
        assert len(text.decode()) <= count


def test_short_texts_are_often_a_single_character():
    texts = [utf_8(np.random.default_rng(seed), 3, Style.PLAIN).tobytes() for seed in range(20)]
    assert sum(len(text.decode()) == 1 for text in texts) > 5


def test_in_the_sparse_style_a_byte_may_break_them():
    def is_well_formed(seed: int) -> bool:
        text = utf_8(np.random.default_rng(seed), 8, Style.SPARSE).tobytes()
        return text == text.decode("utf-8", "ignore").encode()

    assert {is_well_formed(seed) for seed in range(20)} == {True, False}
