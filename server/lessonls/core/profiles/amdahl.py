"""Amdahl's law: what a faster function does for the whole program."""

import math

USUAL = 2.0
"""The speedup that estimates assume for a function that was not optimized yet."""


def gain(share: float, speedup: float = USUAL) -> float:
    """How many times faster the program gets when the function that takes `share` of its time
    gets `speedup` times faster.
    """
    rest = 1 - share + share / speedup
    return 1 / rest if rest > 0 else math.inf


def limit(share: float) -> float:
    """What `gain` comes near to, however fast the function gets; may be infinite."""
    return gain(share, math.inf)
