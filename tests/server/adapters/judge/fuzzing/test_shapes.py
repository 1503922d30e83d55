"""Shapes of lists of whole numbers."""

import numpy as np
import pytest

from lessonls.adapters.judge.fuzzing.shapes import INTEGERS, Material

LIMITS = {
    "int8": (-(2**7), 2**7 - 1),
    "uint8": (0, 2**8 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("shape", sorted(INTEGERS))
def test_a_shape_has_as_many_numbers_whatever_their_type_and_range(shape: str, kind: str):
    low, high = LIMITS[kind]
    values = np.arange(20, dtype=np.int64).astype(np.dtype(kind))
    for seed in range(8):
        material = Material(values, low, high, np.random.default_rng(seed), np.arange(20))
        assert INTEGERS[shape](material).size == values.size
