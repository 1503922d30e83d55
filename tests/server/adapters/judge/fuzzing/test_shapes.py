"""Shapes of lists of whole numbers."""

import numpy as np
import pytest

from lessonls.adapters.judge.fuzzing.shapes import INTEGERS, Material

KINDS = (np.int8, np.uint8, np.int32, np.int64, np.uint64)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", sorted(INTEGERS))
def test_a_shape_has_as_many_numbers_whatever_their_type_and_range(shape: str, kind: type):
    limits = np.iinfo(kind)
    values = np.arange(20).astype(kind)
    for seed in range(8):
        rng = np.random.default_rng(seed)
        material = Material(values, int(limits.min), int(limits.max), rng, np.arange(20))
        assert INTEGERS[shape](material).size == values.size
