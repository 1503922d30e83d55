"""How the values of a whole list may hang together: runs, chains, halves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lessonls_sandbox.wire import Column


@dataclass(frozen=True)
class Material:
    """Values of a list, of which others are made; whole ones from `low` to `high`. `rows` says of
    each in which row it is: of its own, where there are no rows.
    """

    values: Column
    low: int
    high: int
    rng: np.random.Generator
    rows: Column


Shape = Callable[[Material], Column]
_STRETCHES = (*range(1, 11), 12, 16, 40)
"""How many bytes an encoded number has, and more."""


def _constant(of: Material) -> Column:
    return np.full_like(of.values, of.rng.choice(of.values))


def _largest(of: Material) -> Column:
    return np.full_like(of.values, of.high)


def _least(of: Material) -> Column:
    return np.full_like(of.values, of.low)


def _ascending(of: Material) -> Column:
    return np.sort(of.values)


def _descending(of: Material) -> Column:
    return np.sort(of.values)[::-1]


def _runs(of: Material) -> Column:
    """Each value many times in a row."""
    length = int(of.rng.choice([2, 3, 7, 64, 255, 256, 300, 70_000]))
    return np.repeat(of.values[: -(-of.values.size // length)], length)[: of.values.size]


def _last_alone(of: Material) -> Column:
    """All alike but the last."""
    made = np.full_like(of.values, of.values[0])
    made[-1] = of.rng.choice(of.values)
    return made


def _palindrome(of: Material) -> Column:
    half = of.values[: -(-of.values.size // 2)]
    return np.concatenate([half, half[::-1]])[: of.values.size]


def _chain(of: Material) -> Column:
    """Every row leads to the next one, or to the one in front of it."""
    return np.clip(of.rows + int(of.rng.choice([-1, 1])), of.low, of.high)


def _backwards(of: Material) -> Column:
    return np.clip(of.rows - 1, of.low, of.high)


def _star(of: Material) -> Column:
    """All lead to one, but for one that leads elsewhere."""
    made = np.full(of.values.size, max(of.low, 0), np.int64)
    made[int(of.rng.integers(of.values.size))] = min(of.high, of.values.size - 1)
    return made


def _cycle(of: Material) -> Column:
    """Every row leads to the next one, and the last to the first."""
    after = of.rows + 1
    return np.where(after > of.rows.max(), 0, after)


def _congruent(of: Material) -> Column:
    """Alike in their lower bits."""
    bits = int(of.rng.choice([8, 16, 32]))
    base = int(of.rng.integers(0, 100))
    return (base + (of.rng.integers(0, 60, of.values.size, dtype=np.int64) << bits)).astype(
        np.int64
    )


def _counting(of: Material) -> Column:
    return np.arange(of.values.size, dtype=np.int64) + int(of.rng.integers(0, 3))


def _stretch(*, upper: bool) -> Shape:
    """Some in a row that are all of the upper half of the numbers, or of the lower."""

    def drawn(of: Material) -> Column:
        middle = (of.low + of.high) // 2
        low, high = (middle + 1, of.high) if upper else (of.low, middle)
        many = _STRETCHES[int(of.rng.integers(len(_STRETCHES)))]
        start = 0 if of.rng.random() < _AT_START else int(of.rng.integers(of.values.size))
        made = of.values.copy()
        size = made[start : start + many].size
        kind = made.dtype.type if made.dtype.kind in "iu" else np.int64
        made[start : start + many] = of.rng.integers(
            min(low, high), high, size, dtype=kind, endpoint=True
        )
        return made

    return drawn


INTEGERS: Mapping[str, Shape] = {
    "constant": _constant,
    "largest": _largest,
    "least": _least,
    "ascending": _ascending,
    "descending": _descending,
    "runs": _runs,
    "last alone": _last_alone,
    "palindrome": _palindrome,
    "chain": _chain,
    "backwards": _backwards,
    "star": _star,
    "cycle": _cycle,
    "congruent": _congruent,
    "counting": _counting,
    "a stretch of large ones": _stretch(upper=True),
    "a stretch of small ones": _stretch(upper=False),
}


def _magnitudes(of: Material) -> Column:
    return of.values * 10.0 ** of.rng.uniform(-8, 8, of.values.size)


def _cancelling(of: Material) -> Column:
    made = of.values.copy()
    made[1::2] = -made[: 2 * (made.size // 2) : 2]
    return made


def _whole(of: Material) -> Column:
    return np.rint(of.values * float(of.rng.choice([1, 10, 100])))


def _halves(of: Material) -> Column:
    """Half-way between integers, also in tenths and hundredths."""
    return (np.rint(of.values * 10) + 0.5) / float(of.rng.choice([1, 2, 10, 100]))


def _tenths(of: Material) -> Column:
    return np.rint(of.values * 10) / 10


REALS: Mapping[str, Shape] = {
    "constant": _constant,
    "ascending": _ascending,
    "descending": _descending,
    "runs": _runs,
    "last alone": _last_alone,
    "palindrome": _palindrome,
    "magnitudes": _magnitudes,
    "cancelling": _cancelling,
    "whole": _whole,
    "halves": _halves,
    "tenths": _tenths,
}


def _bytes(of: Material) -> Column:
    return of.rng.integers(-128, 128, of.values.size)


def _of(alphabet: bytes) -> Shape:
    codes = np.frombuffer(alphabet, np.uint8).view(np.int8)

    def drawn(of: Material) -> Column:
        return of.rng.choice(codes, of.values.size)

    return drawn


def _pieces(*words: bytes) -> Shape:
    def drawn(of: Material) -> Column:
        text = b"".join(
            words[int(i)] for i in of.rng.integers(0, len(words), of.values.size // 2 + 1)
        )
        made = np.frombuffer(text, np.uint8).view(np.int8)
        return np.resize(made, of.values.size)

    return drawn


def _separators(of: Material) -> Column:
    """Nothing but one of the characters that stand between words and fields."""
    return np.full(of.values.size, of.rng.choice(np.frombuffer(_BETWEEN, np.int8)))


def _sprinkled(of: Material) -> Column:
    """A few of the characters are any bytes."""
    any_bytes = of.rng.integers(-128, 128, of.values.size)
    return np.where(of.rng.random(of.values.size) < _RARE, any_bytes, of.values)


def _unsigned(shape: Shape) -> Shape:
    """The same bytes as numbers from 0 to 255."""

    def drawn(of: Material) -> Column:
        return shape(of).astype(np.int8).view(np.uint8)

    return drawn


_CODES = (0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF)
_ENCODED = (
    *(chr(code).encode() for code in _CODES),
    # surrogates, what is beyond Unicode, and what is longer than it has to be
    *(b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80"),
    *(b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x8f\xbf\xbf"),
    b"\xef\xbb\xbf",
)
"""UTF-8 at the limits of RFC 3629, and beyond them."""


def _at_limits(of: Material) -> Column:
    """Plain letters with one or two encoded characters at a limit, sometimes cut off."""
    made = np.full(of.values.size, ord("a"), np.int8)
    for _ in range(int(of.rng.integers(1, 3))):
        code = _ENCODED[int(of.rng.integers(len(_ENCODED)))]
        at = int(of.rng.integers(max(made.size - len(code) + 1, 1)))
        codes = np.frombuffer(code[: made.size - at], np.uint8).view(np.int8)
        made[at : at + codes.size] = codes
    return made


_AT_START = 0.8
_RARE, _BETWEEN = 0.15, b" ,;:/|-_.\t\n="
TEXT: Mapping[str, Shape] = {
    "bytes": _bytes,
    "printable": _of(bytes(range(32, 127))),
    "spaces": _of(b" \t\n\v\f\r a"),
    "letters": _of(b"aAbBzZ@[`{_"),
    "digits": _of(b"0123456789+-.eE"),
    "controls": _of(bytes(range(1, 32)) + b"\x7f"),
    "quotes": _of(b"\"'\\,;a \n"),
    "lines": _pieces(b"\r\n", b"\n", b"\r", b"a", b"bc", b",", b'"'),
    "UTF-8 at limits": _at_limits,
    "long numbers": _pieces(b"0", b"00000000", b"4294967295", b"4294967296", b"1", b" ", b"-"),
    "UTF-8": _pieces("ä".encode(), "€".encode(), "😀".encode(), b"a", b"\xff"),
    "separators": _separators,
    "colliding": _pieces(b"Aa", b"BB", b"C#", b"Ab", b"BC"),
    "numbers": _pieces(b"-1", b" 12", b"0.5", b"1e3", b",", b"007", b"9999999999"),
    "constant": _constant,
    "runs": _runs,
    "palindrome": _palindrome,
    "sprinkled": _sprinkled,
}
BYTES: Mapping[str, Shape] = {
    **INTEGERS,
    "digits": TEXT["digits"],
    "UTF-8": _unsigned(TEXT["UTF-8"]),
    "UTF-8 at limits": _unsigned(_at_limits),
}
OF_SHORT_LISTS = (
    *["a stretch of large ones"] * 5,
    *["UTF-8 at limits"] * 4,
    "digits",
    "long numbers",
)
"""What functions that stop early have to meet at the start of a list."""
SHAPES = tuple(dict.fromkeys((*INTEGERS, *REALS, *TEXT)))
"""The names of all."""
