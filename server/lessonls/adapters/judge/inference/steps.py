"""How many elements a function takes at a time, without caring for the rest. Pure."""

import re

_VECTOR = re.compile(r"__m(128|256|512)|\b\w*x(4|8|16|32)_t\b")
_STEP = re.compile(r"\+=\s*(\d+)\b")
_LARGEST = 64


def steps(code: str) -> list[int]:
    """The bytes of the vectors that it uses, and what its loops count by, largest first."""
    vectors = (int(bits) // 8 if bits else int(lanes) for bits, lanes in _VECTOR.findall(code))
    counted = (int(number) for number in _STEP.findall(code))
    return sorted({step for step in (*vectors, *counted) if 1 < step <= _LARGEST}, reverse=True)
