"""What a coverage build says of every call."""

import numpy as np
import pytest

from lessonls.adapters.judge.execution.coverage import (
    Comparison,
    Outcome,
    split,
)

BLOCK, TURNED = 0x10A0 << 8, 0x10B0 << 8 | Outcome.EQUAL
REAL = 0x10C0 << 8 | 1 << 7
WORDS = np.array(
    [5, 2, BLOCK, TURNED, 1, 0x10B0 << 8, 3, 2**64 - 1, 2, 0, 1, REAL, 0, 0], np.uint64
)
WORDS[-2:] = np.array([0.5, -1.5]).view(np.uint64)


def test_every_call_has_its_blocks_features_and_comparisons():
    first, second = split(WORDS, 2)
    assert (first.hits, first.features) == (5, {BLOCK, TURNED})
    assert first.comparisons == (Comparison(0x10B0, 3, -1),)
    assert (second.hits, second.features) == (2, frozenset())
    assert second.comparisons == (Comparison(0x10C0, 0.5, -1.5),)


@pytest.mark.parametrize("kept", [0, 1, 4, 13])
def test_words_that_are_not_whole_are_nothing(kept: int):
    assert split(WORDS[:kept], 2) == []


def test_neither_are_numbers_that_are_out_of_all_reason():
    assert split(np.full(8, 2**64 - 1, np.uint64), 2) == []
