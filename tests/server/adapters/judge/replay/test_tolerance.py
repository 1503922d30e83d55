"""What may differ between two runs of a call by rounding alone."""

import struct

import pytest

from lessonls.adapters.judge.replay.tolerance import Tolerance
from lessonls_sandbox.replay.memory import Memory

PLACE = 512


class Held(Memory):
    """Numbers around one in the middle, of no process."""

    def __init__(self, *numbers: float) -> None:
        self.data = struct.pack("<3d", *numbers)

    def read(self, address: int, size: int) -> bytes:
        start = address - PLACE + 8
        return (b"\0" * 1024 + self.data + b"\0" * 1024)[1024 + start :][:size]


def word(number: float) -> int:
    return int.from_bytes(struct.pack("<d", number), "little")


@pytest.mark.parametrize(
    ("around", "numbers", "allowed"),
    [
        pytest.param(2e-4, (-9e-20, -6e-20, 0.0, -2e-19), True, id="sums that cancel"),
        pytest.param(2e-4, (-9e-20, -6e-18, 0.0, -2e-19), False, id="more than rounding"),
        pytest.param(1e-19, (-9e-20, -6e-20, 0.0, -2e-19), False, id="no larger numbers around"),
        pytest.param(2e-4, (5e-324, 1e-323, 1.5e-323, 0.0), False, id="integers"),
        pytest.param(2e-4, (0.5, 0.5 + 1e-15, 0.5 + 1e-15, 0.5), True, id="a number"),
        pytest.param(2e-4, (0.5, 0.5 + 1e-13, 0.5 + 1e-15, 0.5), False, id="another number"),
    ],
)
def test_numbers_may_differ_by_their_rounding(
    around: float, numbers: tuple[float, float, float, float], allowed: bool
):
    original, rewrite, *moved = numbers
    held = Held(around, original, around)
    up, down = (Held(around, one, around) for one in moved)
    tolerance = Tolerance(held, lambda: up, lambda: down, lambda: held)
    assert tolerance.allows(PLACE, word(original), word(rewrite)) is allowed
