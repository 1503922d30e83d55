"""Trigonometric sums: expressions in cos and sin of one angle, as polynomials in their factors."""

import math
from dataclasses import dataclass

from lessonls.agents.specialists.analysis.terms import (
    Binary,
    Call,
    Cast,
    Field,
    Index,
    Leaf,
    Literal,
    Method,
    Name,
    Term,
    Unary,
)

_PI = {"M_PI": math.pi, "PI": math.pi, "pi": math.pi, "M_PIl": math.pi, "numbers::pi": math.pi}
_TURN = {"TWO_PI": 2, "TWOPI": 2, "two_pi": 2, "twopi": 2, "TAU": 2, "tau": 2, "M_2PI": 2}
_IMAGINARY = ("I", "_Complex_I")

Waves = dict[tuple[str, str], float]
"""(what is multiplied, "cos" or "sin" or "") -> factor."""


@dataclass(frozen=True)
class Angle:
    """`turns` * 2 pi * one * two / length."""

    turns: int
    one: str
    two: str
    length: Term


def angle_of(term: Term) -> Angle | None:
    """The angle of a Fourier transform; None for any other expression."""
    factor, above, below = _factors(term)
    turns = factor / (2 * math.pi)
    above = [part for one in above for part in _without_whole_turns(one, below)]
    whole = abs(abs(turns) - 1) < 1e-9
    match above:
        case [Name(one), Name(two)] if whole and len(below) == 1:
            first, second = sorted((one, two))
            return Angle(round(turns), first, second, below[0])
        case _:
            return None


def _without_whole_turns(term: Term, below: list[Term]) -> list[Term]:
    """The factors of a product that is reduced by the length, which only takes whole turns away."""
    match term:
        case Binary("%", product, length) if [length.loose] == [one.loose for one in below]:
            return _factors(product)[1] if _factors(product)[::2] == (1.0, []) else [term]
        case _:
            return [term]


def _factors(term: Term) -> tuple[float, list[Term], list[Term]]:
    """A number, and the terms above and below the line."""
    match term:
        case Binary("*", one, two):
            a, b = _factors(one), _factors(two)
            return a[0] * b[0], a[1] + b[1], a[2] + b[2]
        case Binary("/", one, two) if not _cut(one, two):
            a, b = _factors(one), _factors(two)
            return a[0] / b[0] if b[0] else 0.0, a[1] + b[2], a[2] + b[1]
        case Unary("-", one):
            a = _factors(one)
            return -a[0], a[1], a[2]
        case Unary("+", one):
            return _factors(one)
        case Call("acos", (one,)) if _factors(one) == (-1.0, [], []):
            return math.pi, [], []
        case Call("atan", (one,)) if one.number == 1:
            return math.pi / 4, [], []
        case _:
            value = constant(term)
            if value is not None:
                return value, [], []
            inner = term.loose
            return _factors(inner) if inner != term else (1.0, [term], [])


def constant(term: Term) -> float | None:
    """The value of a number or of pi in its many spellings."""
    if not isinstance(term, Leaf):
        return None
    name = term.text.removeprefix("std::")
    return _PI.get(name) or (2 * math.pi if name in _TURN else term.number)


def _cut(one: Term, two: Term) -> bool:
    """Whether a division may be one of integers, which drops the rest."""
    parts = [*one.parts(), *two.parts()]
    return not any(map(_is_real, parts))


def _is_real(part: Term) -> bool:
    match part:
        case Cast("double" | "float") | Call("acos" | "atan"):
            return True
        case Leaf(text):
            value = constant(part)
            return value is not None and (not value.is_integer() or "." in text)
        case _:
            return False


@dataclass(frozen=True)
class Complex:
    """Real and imaginary part."""

    re: Waves
    im: Waves


def real(wave: Waves) -> Complex:
    """A value without imaginary part."""
    return Complex(wave, {})


@dataclass(frozen=True)
class Reader:
    """Reads terms as sums of waves.

    `complex_names` are containers of complex numbers, `parts` how to write both parts of one.
    """

    angle: Angle
    complex_names: frozenset[str]
    parts: tuple[str, str]

    def read(self, term: Term) -> Complex | None:
        """The value, or None where it is no such sum."""
        match term:
            case Binary("+", one, two):
                return _both(self.read(one), self.read(two), 1.0)
            case Binary("-", one, two):
                return _both(self.read(one), self.read(two), -1.0)
            case Unary("-", one):
                return _both(real({}), self.read(one), -1.0)
            case Binary("*", one, two):
                return _product(self.read(one), self.read(two))
            case Call("cos", (one,)):
                return real({("", "cos"): 1.0}) if self._sign(one) else None
            case Call("sin", (one,)):
                sign = self._sign(one)
                return real({("", "sin"): sign}) if sign else None
            case Call("polar", (size, one)):
                return _product(self.read(size), self._root(one))
            case Call("polar", (size,)):
                return self.read(size)
            case Call("exp" | "cexp", (one,)):
                turned = without_i(one)
                return self._root(turned) if turned is not None else None
            case Call("complex", (one, two)):
                return _both(self.read(one), _product(_I, self.read(two)), 1.0)
            case Call("complex", (one,)):
                return self.read(one)
            case Call("conj", (one,)):
                inner = self.read(one)
                return Complex(inner.re, _scaled(inner.im, -1.0)) if inner else None
            case Method(one, "real") | Call("real" | "creal", (one,)):
                inner = self.read(one)
                return real(inner.re) if inner else None
            case Method(one, "imag") | Call("imag" | "cimag", (one,)):
                inner = self.read(one)
                return real(inner.im) if inner else None
            case _:
                return self._atom(term)

    def _sign(self, term: Term) -> float:
        found = angle_of(term)
        same = found is not None and _alike(found, self.angle)
        return float(found.turns * self.angle.turns) if found and same else 0.0

    def _root(self, term: Term) -> Complex | None:
        sign = self._sign(term)
        return Complex({("", "cos"): 1.0}, {("", "sin"): sign}) if sign else None

    def _atom(self, term: Term) -> Complex | None:
        if isinstance(term, Leaf) and term.text in _IMAGINARY:
            return _I
        value = term.number
        if value is not None:
            return real({("", ""): value})
        place = term.loose
        root = place
        while isinstance(root, Index | Field | Method):
            root = root.args[0]
        if not isinstance(root, Leaf) or not any(isinstance(p, Index) for p in place.parts()):
            return None
        if root.text in self.complex_names:
            return Complex(
                {(self.parts[0].format(place), ""): 1.0}, {(self.parts[1].format(place), ""): 1.0}
            )
        return real({(str(place), ""): 1.0})


_I = Complex({}, {("", ""): 1.0})


def _alike(one: Angle, other: Angle) -> bool:
    return {one.one, one.two} == {other.one, other.two} and one.length == other.length


def without_i(term: Term) -> Term | None:
    """What multiplies the imaginary unit."""
    match term:
        case Call("complex", (zero, one)):
            return one if zero.number == 0 else None
        case Unary("-", one):
            inner = without_i(one)
            return None if inner is None else Unary("-", inner)
        case Binary("*", one, two):
            left, right = without_i(one), without_i(two)
            if left is not None:
                return Binary("*", left, two)
            return None if right is None else Binary("*", one, right)
        case Binary("/", one, two):
            inner = without_i(one)
            return None if inner is None else Binary("/", inner, two)
        case Leaf(text) if text in (*_IMAGINARY, "1i", "1.0i"):
            return Literal("1.0")
        case _:
            return None


def _scaled(wave: Waves, by: float) -> Waves:
    return {key: value * by for key, value in wave.items()}


def _plus(one: Waves, other: Waves, by: float = 1.0) -> Waves:
    total = dict(one)
    for key, value in other.items():
        total[key] = total.get(key, 0.0) + by * value
    return {key: value for key, value in total.items() if value}


def _both(one: Complex | None, other: Complex | None, by: float) -> Complex | None:
    if one is None or other is None:
        return None
    return Complex(_plus(one.re, other.re, by), _plus(one.im, other.im, by))


def _product(one: Complex | None, other: Complex | None) -> Complex | None:
    if one is None or other is None:
        return None
    pairs = [(one.re, other.re), (one.im, other.im), (one.re, other.im), (one.im, other.re)]
    parts = [_times(a, b) for a, b in pairs]
    if any(part is None for part in parts):
        return None
    a, b, c, d = (part or {} for part in parts)
    return Complex(_plus(a, b, -1.0), _plus(c, d))


def _times(one: Waves, other: Waves) -> Waves | None:
    """The product; None where two places or two waves are multiplied."""
    total: Waves = {}
    for (a, x), value in one.items():
        for (b, y), factor in other.items():
            if (a and b) or (x and y):
                return None
            total = _plus(total, {(a or b, x or y): value * factor})
    return total
