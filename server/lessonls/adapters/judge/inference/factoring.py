"""From a number that was found by experiment to the expression that explains it. Pure.

Sizes are distinct primes, so a length of 77 with M = 7 and K = 11 can only be M * K.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, permutations
from math import prod

PRIMES = (7, 11, 13, 17, 19, 23, 29, 31)
"""For integer parameters."""
OTHER_PRIMES = (11, 13, 7, 19, 23, 17, 31, 29)
"""A second assignment, to see whether an expression holds there too."""
LENGTH_PRIMES = (37, 41, 43, 47, 53, 59)
"""For lengths that are free."""
POINTING_PRIMES = (61, 67, 71, 73, 79)
"""For what integers inside lists stay below: lengths of this number are what they point into."""
POWERS = (8, 16, 32, 64, 8, 16, 32, 64)
_MOST_FACTORS = 4
_MOST_ROOM, _MOST_ROOMS = 1 << 16, 16
_STRIDE = re.compile(r"\((\w+) - 1\) \* (\w+) \+ ((?:\d+ \* )?(\w+))")


def explanations(number: int, sizes: Mapping[str, int], constants: Sequence[int] = ()) -> list[str]:
    """Every expression in `sizes` that equals `number`, the simplest first; constants last.

    `constants` are numbers that the function's own text gives: it may have rows of 8.
    """
    found = [text for text, value in _expressions(sizes) if value == number]
    found += [text for text, value in _multiples(sizes, constants) if value == number]
    alone = number <= 4 or number in constants
    return [*dict.fromkeys(found), *([str(number)] if alone else [])]


def likely(most: int, sizes: Mapping[str, int], constants: Sequence[int] = ()) -> list[int]:
    """The lengths below `most` that some expression explains, in order."""
    numbers = {value for _, value in (*_expressions(sizes), *_multiples(sizes, constants))}
    return sorted(number for number in {*numbers, *constants} if 0 < number < most)


def coverings(number: int, sizes: Mapping[str, int], constants: Sequence[int] = ()) -> list[str]:
    """Products and sizes that are at most a row, or a plane, larger than `number`.

    A stencil that leaves the border of its output alone needs less than the whole grid. The
    smallest comes first, those with constant factors last.
    """
    row = max((n for n in sizes.values() if n not in POINTING_PRIMES), default=0) + 2
    plain = [pair for pair in _expressions(sizes) if re.fullmatch(r"\w+( \* \w+)*", pair[0])]
    found: list[str] = []
    for offered in (plain, list(_multiples(sizes, constants))):
        near = [
            (value, text)
            for text, value in offered
            if number < value <= number + row + _plane(text, value, sizes)
        ]
        found += [text for _, text in sorted(near, key=lambda pair: pair[0])]
    return list(dict.fromkeys(found))


def roomy(sizes: Mapping[str, int]) -> list[str]:
    """Lengths that are enough for much, the shortest first: sizes with some more, and products."""
    offered = dict[int, str]()
    names = [(name, value) for name, value in sizes.items() if value not in POINTING_PRIMES]
    for name, value in names:
        for factor, more in ((1, 0), (1, 1), (1, 8), (2, 2), (4, 4), (8, 8)):
            text = name if factor == 1 else f"{factor} * {name}"
            offered.setdefault(factor * value + more, f"{text} + {more}" if more else text)
    for count in (2, 3):
        for chosen in combinations_with_replacement(names, count):
            product, value = " * ".join(name for name, _ in chosen), prod(v for _, v in chosen)
            for factor in (1, 2, 4):
                text = product if factor == 1 else f"{factor} * {product}"
                offered.setdefault(factor * value, text)
    values = sorted(offered)
    kept = [value for value in values if value <= _MOST_ROOM]
    return [offered[value] for value in kept[:: max(1, len(kept) // _MOST_ROOMS)]]


def _plane(text: str, value: int, sizes: Mapping[str, int]) -> int:
    """The largest slice of a grid with three sides; lists and matrices have none."""
    sides = [sizes[word] for word in text.split(" * ") if word in sizes]
    return value // min(sides) if len(sides) > 2 else 0


def rounded_up(text: str) -> str:
    """`n` for `n - 1`: a function that does not touch the last element still has one."""
    return re.sub(r"^(\w+) - [12]$", r"\1", text)


def stride(text: str) -> tuple[str, str, str, str] | None:
    """Rows, pitch, what a row uses of its pitch, and the size in that; for `(h - 1) * p + w`."""
    found = _STRIDE.fullmatch(text)
    return None if found is None else (found[1], found[2], found[3], found[4])


def replaced(text: str, name: str, by: str) -> str:
    """An expression with another one in place of a size."""
    return re.sub(rf"\b{re.escape(name)}\b", by, text)


def _multiples(sizes: Mapping[str, int], constants: Sequence[int]) -> Iterator[tuple[str, int]]:
    """A constant times one size or two, or a size in parts of a constant."""
    for constant in constants:
        for name, value in sizes.items():
            yield f"{constant} * {name}", constant * value
            yield f"({name} + {constant - 1}) // {constant}", -(-value // constant)
    for constant in constants:
        for (a, x), (b, y) in combinations_with_replacement(sizes.items(), 2):
            yield f"{constant} * {a} * {b}", constant * x * y


def _expressions(sizes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Expressions with their values, the simplest first."""
    pairs = [pair for pair in sizes.items() if pair[1] not in POINTING_PRIMES]
    below = [pair for pair in sizes.items() if pair[1] in POINTING_PRIMES]
    yield from below
    for name, value in below:
        yield f"{name} - 1", value - 1
        yield f"{name} + 1", value + 1
        for other, factor in [*pairs, *below]:
            yield f"{name} * {other}", value * factor
    yield from pairs
    for name, value in pairs:
        yield f"{name} + 1", value + 1
        yield f"{name} - 1", value - 1
        yield f"2 * {name}", 2 * value
    for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
        yield f"{a} * {b}", x * y
    for name, value in pairs:
        yield f"(1 << {name})", 1 << value
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
        yield f"{a} + {b} + 1", x + y + 1
        yield f"{a} - {b} + 1", x - y + 1
        yield f"{b} - {a} + 1", y - x + 1
    for (a, x), (b, y) in permutations(pairs, 2):
        for factor in (2, 3, 4):
            yield f"{factor} * {a} + {b}", factor * x + y
    for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
        yield f"({a} + 1) * ({b} + 1)", (x + 1) * (y + 1)
        yield f"({a} + 2) * ({b} + 2)", (x + 2) * (y + 2)
        yield f"({a} + 1) * {b}", (x + 1) * y
        yield f"{a} * ({b} + 1)", x * (y + 1)
        yield f"{a} * {b} + 1", x * y + 1
    for count in range(3, _MOST_FACTORS + 1):
        for chosen in combinations_with_replacement(pairs, count):
            yield " * ".join(name for name, _ in chosen), prod(value for _, value in chosen)
    for factor in (2, 3, 4):
        for (a, x), (b, y) in combinations_with_replacement(pairs, 2):
            yield f"{factor} * {a} * {b}", factor * x * y
    for name, value in pairs:
        yield f"{name} * ({name} + 1) // 2", value * (value + 1) // 2
    yield from _pitched([*pairs, *below])


def _pitched(pairs: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Rows of a larger matrix: all but the last are as long as its pitch."""
    for (p, pitch), (w, width) in permutations(pairs, 2):
        for factor in (1, 2, 3, 4):
            part = w if factor == 1 else f"{factor} * {w}"
            for h, height in pairs:
                if h != p:
                    yield f"({h} - 1) * {p} + {part}", (height - 1) * pitch + factor * width
