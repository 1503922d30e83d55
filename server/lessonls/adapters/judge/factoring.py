"""From a number that was found by experiment to the expression that explains it. Pure.

Sizes are distinct primes, so a length of 77 with M = 7 and K = 11 can only be M * K.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, combinations_with_replacement

PRIMES = (7, 11, 13, 17, 19, 23, 29, 31)
"""For integer parameters."""
OTHER_PRIMES = (11, 13, 7, 19, 23, 17, 31, 29)
"""A second assignment, to see whether an expression holds there too."""
LENGTH_PRIMES = (37, 41, 43, 47, 53, 59)
"""For lengths that are free."""
POWERS = (8, 16, 32, 64, 8, 16, 32, 64)


def explanations(number: int, sizes: Mapping[str, int]) -> list[str]:
    """Every expression in `sizes` that equals `number`, the simplest first; constants last."""
    found = [text for text, value in _expressions(sizes) if value == number]
    return [*dict.fromkeys(found), *([str(number)] if number <= 4 else [])]


def covering(number: int, sizes: Mapping[str, int]) -> str | None:
    """The smallest product or size that is at most a row larger than `number`.

    A stencil that leaves the border of its output alone needs less than the whole grid.
    """
    row = max(sizes.values(), default=0) + 2
    found = [
        (value, text)
        for text, value in _expressions(sizes)
        if number < value <= number + row and re.fullmatch(r"\w+( \* \w+)*", text)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def rounded_up(text: str) -> str:
    """`n` for `n - 1`: a function that does not touch the last element still has one."""
    return re.sub(r"^(\w+) - [12]$", r"\1", text)


def _expressions(sizes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Expressions with their values, the simplest first."""
    pairs = list(sizes.items())
    yield from pairs
    for name, value in pairs:
        yield f"{name} + 1", value + 1
        yield f"{name} - 1", value - 1
        yield f"2 * {name}", 2 * value
    for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
        yield f"{a} * {b}", x * y
    for name, value in pairs:
        yield f"{name} + 2", value + 2
        yield f"{name} - 2", value - 2
        yield f"{name} // 2", value // 2
        yield f"{name} // 2 + 1", value // 2 + 1
        yield f"2 * {name} + 1", 2 * value + 1
        yield f"2 * {name} - 1", 2 * value - 1
        yield f"3 * {name}", 3 * value
        yield f"4 * {name}", 4 * value
    for (a, x), (b, y) in combinations(pairs, 2):
        yield f"{a} + {b}", x + y
        yield f"{a} + {b} - 1", x + y - 1
        yield f"{a} - {b} + 1", x - y + 1
        yield f"{b} - {a} + 1", y - x + 1
    for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
        yield f"({a} + 1) * ({b} + 1)", (x + 1) * (y + 1)
        yield f"({a} + 2) * ({b} + 2)", (x + 2) * (y + 2)
        yield f"({a} + 1) * {b}", (x + 1) * y
        yield f"{a} * ({b} + 1)", x * (y + 1)
        yield f"{a} * {b} + 1", x * y + 1
    for (a, x), (b, y), (c, z) in combinations_with_replacement(pairs, 3):
        yield f"{a} * {b} * {c}", x * y * z
    for factor in (2, 3, 4):
        for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
            yield f"{factor} * {a} * {b}", factor * x * y
    for name, value in pairs:
        yield f"{name} * ({name} + 1) // 2", value * (value + 1) // 2
