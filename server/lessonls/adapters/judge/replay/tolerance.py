"""Which differences between two words of memory are none: rounding, and uninitialized memory.

Nothing says of a word what it holds. That it holds floating-point numbers shows when the original
runs once more with all arithmetic rounded up, and once down: it moves. How far it moves is how far
a rewrite that computes in another order may be off, four times over. What is only left over from
before, such as padding, shows when the original runs with other leftovers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessonls_sandbox.replay.memory import Memory

Numbers = NDArray[np.float64] | NDArray[np.float32]

UNSET = 0xA5
"""What fresh memory is filled with: not zeros, so that one which a rewrite forgets shows."""
_MARGIN = 4.0
_FAR = {np.float64: 1e-6, np.float32: 1e-3}
"""Of its size, what a number may move by rounding; beyond it, it is none, or means nothing."""
_CANCELLED, _LEAST = 1e-12, 1e-60
"""Of the numbers around it, what may be left of sums that come to nothing; smaller are integers."""
_NEIGHBOURS = 8

Rerun = Callable[[], Memory | None]
"""The memory of the original run once more in a certain way; None if that does not end well."""


@dataclass(frozen=True)
class Tolerance:
    """`up` and `down` are rounded, `filled` begins with other bytes in fresh memory."""

    original: Memory
    up: Rerun
    down: Rerun
    filled: Rerun

    def allows(self, address: int, original: int, rewrite: int) -> bool:
        """Whether the word at an address of the original may be another one in the rewrite."""
        return self._means_nothing(address, original, rewrite) or self._rounded(
            address, original, rewrite
        )

    def _means_nothing(self, address: int, original: int, rewrite: int) -> bool:
        filled = self.filled()
        if filled is None:
            return False
        moved = _bytes(original) != np.frombuffer(filled.read(address, 8), np.uint8)
        return not np.any((_bytes(original) != _bytes(rewrite)) & ~moved)

    def _rounded(self, address: int, original: int, rewrite: int) -> bool:
        up, down = self.up(), self.down()
        if up is None or down is None:
            return False
        words = [original.to_bytes(8, "little"), rewrite.to_bytes(8, "little")]
        words += [memory.read(address, 8) for memory in (up, down)]
        doubles = np.array([np.frombuffer(word, np.float64)[0] for word in words])
        if _near(doubles, np.float64) or self._left_of_nothing(address, doubles):
            return True
        singles = np.array([np.frombuffer(word, np.float32) for word in words])
        halves = [singles[:, half] for half in range(2)]
        if all(_bits(one[0]) == _bits(one[1]) or _near(one, np.float32) for one in halves):
            return True
        unmoved = words[0] == words[2] == words[3]
        return unmoved and _ulps(doubles) and self._among_numbers(address, up)

    def _left_of_nothing(self, address: int, values: Numbers) -> bool:
        """Whether the second value is, as the others, only the rounding of numbers that cancel."""
        start, size = address - 8 * _NEIGHBOURS, 16 * _NEIGHBOURS + 8
        around = np.abs(np.frombuffer(self.original.read(start, size), np.float64))
        with np.errstate(all="ignore"):
            scale = float(np.max(around, where=around < 1 / _LEAST, initial=0))
            off, *moved = (float(one) for one in np.abs(values[1:] - values[0]))
        return _LEAST < max(moved) <= _CANCELLED * scale and off <= _MARGIN * max(moved)

    def _among_numbers(self, address: int, up: Memory) -> bool:
        """Whether numbers lie around: one that rounding happens not to move may be one, too."""
        start, size = address - 8 * _NEIGHBOURS, 16 * _NEIGHBOURS + 8
        own = np.frombuffer(self.original.read(start, size), np.float64)
        moved = np.frombuffer(up.read(start, size), np.float64)
        with np.errstate(all="ignore"):
            close = (own != moved) & (np.abs(own - moved) <= 1e-6 * np.abs(own))
        return bool(np.any(close & np.isfinite(own)))


def _near(values: Numbers, kind: type) -> bool:
    """Whether the second value is about the first, as far as the others are moved from it."""
    original, rewrite, up, down = (float(value) for value in values)
    with np.errstate(all="ignore"):
        moved = max(abs(original - up), abs(original - down))
        if not (0 < moved <= _FAR[kind] * abs(original)) or not np.isfinite(rewrite):
            return False
        spacing = float(np.spacing(kind(abs(original))))
    return abs(original - rewrite) <= _MARGIN * max(moved, spacing)


def _ulps(values: Numbers) -> bool:
    original, rewrite = float(values[0]), float(values[1])
    if not (1e-30 < abs(original) < 1e30):
        return False
    return abs(original - rewrite) <= _MARGIN * float(np.spacing(abs(original)))


def _bits(value: np.float32) -> bytes:
    return value.tobytes()


def _bytes(word: int) -> NDArray[np.uint8]:
    return np.frombuffer(word.to_bytes(8, "little"), np.uint8)
