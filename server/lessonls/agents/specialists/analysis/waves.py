"""Sums of waves: expressions in cos and sin of one angle, as polynomials in what they multiply."""

import math
from dataclasses import dataclass

from lessonls.agents.specialists.analysis.terms import Term

_PI = {"M_PI": math.pi, "PI": math.pi, "pi": math.pi, "M_PIl": math.pi, "numbers::pi": math.pi}
_TURN = {"TWO_PI": 2, "TWOPI": 2, "two_pi": 2, "twopi": 2, "TAU": 2, "tau": 2, "M_2PI": 2}
_IMAGINARY = ("I", "_Complex_I")

Wave = dict[tuple[str, str], float]
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
    names = [one.op for one in above]
    whole = abs(abs(turns) - 1) < 1e-9
    plain = len(names) == 2 and all(one.is_name for one in above) and len(below) == 1
    first, second = sorted(names) if plain else ("", "")
    return Angle(round(turns), first, second, below[0]) if whole and plain else None


def _without_whole_turns(term: Term, below: list[Term]) -> list[Term]:
    """The factors of a product that is reduced by the length, which only takes whole turns away."""
    match term:
        case Term("%", (product, length)) if [length.loose] == [one.loose for one in below]:
            return _factors(product)[1] if _factors(product)[::2] == (1.0, []) else [term]
        case _:
            return [term]


def _factors(term: Term) -> tuple[float, list[Term], list[Term]]:
    """A number, and the terms above and below the line."""
    match term:
        case Term("*", (one, two)):
            a, b = _factors(one), _factors(two)
            return a[0] * b[0], a[1] + b[1], a[2] + b[2]
        case Term("/", (one, two)) if not _cut(one, two):
            a, b = _factors(one), _factors(two)
            return a[0] / b[0] if b[0] else 0.0, a[1] + b[2], a[2] + b[1]
        case Term("-_", (one,)):
            a = _factors(one)
            return -a[0], a[1], a[2]
        case Term("+_", (one,)):
            return _factors(one)
        case Term("acos()", (one,)) if _factors(one) == (-1.0, [], []):
            return math.pi, [], []
        case Term("atan()", (Term() as one,)) if one.number == 1:
            return math.pi / 4, [], []
        case _:
            value = constant(term)
            if value is not None:
                return value, [], []
            inner = term.loose
            return _factors(inner) if inner != term else (1.0, [term], [])


def signed_turn(term: Term, counter: Term, length: Term) -> Term | None:
    """The sign in `sign * 2 pi * counter / length`: 1, -1, or a term that is one of them."""
    factor, above, below = _factors(term)
    turns = factor / (2 * math.pi)
    rest = [one for one in above if one != counter]
    plain = [one.loose for one in below] == [length] and len(above) - len(rest) == 1
    if abs(abs(turns) - 1) > 1e-9 or not plain or len(rest) > 1:
        return None
    whole = round(turns)
    if not rest:
        return Term(str(whole))
    signs = {abs(constant(one) or _factors(one)[0]) for one in rest[0].args[1:]}
    if rest[0].op != "?:" or signs != {1}:
        return None
    return rest[0] if whole == 1 else Term("-_", (rest[0],))


def constant(term: Term) -> float | None:
    """The value of a number or of pi in its many spellings."""
    name = term.op.removeprefix("std::")
    if term.args:
        return None
    number = term.number
    return _PI.get(name) or (2 * math.pi if name in _TURN else number)


def _cut(one: Term, two: Term) -> bool:
    """Whether a division may be one of integers, which drops the rest."""
    parts = [*one.parts(), *two.parts()]
    real = any(part.op in ("(double)", "(float)", "acos()", "atan()") for part in parts)
    values = [(part, constant(part)) for part in parts]
    return not real and not any(
        value is not None and (not value.is_integer() or "." in part.op) for part, value in values
    )


@dataclass(frozen=True)
class Complex:
    """Real and imaginary part."""

    re: Wave
    im: Wave


def real(wave: Wave) -> Complex:
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
            case Term("+", (one, two)):
                return _both(self.read(one), self.read(two), 1.0)
            case Term("-", (one, two)):
                return _both(self.read(one), self.read(two), -1.0)
            case Term("-_", (one,)):
                return _both(real({}), self.read(one), -1.0)
            case Term("*", (one, two)):
                return _product(self.read(one), self.read(two))
            case Term("cos()", (one,)):
                return real({("", "cos"): 1.0}) if self._sign(one) else None
            case Term("sin()", (one,)):
                sign = self._sign(one)
                return real({("", "sin"): sign}) if sign else None
            case Term("polar()", (size, one)):
                return _product(self.read(size), self._root(one))
            case Term("polar()", (size,)):
                return self.read(size)
            case Term("exp()" | "cexp()", (one,)):
                turned = without_i(one)
                return self._root(turned) if turned is not None else None
            case Term("complex()" | "complex<double>()" | "complex<float>()", (one, two)):
                return _both(self.read(one), _product(_I, self.read(two)), 1.0)
            case Term("complex()" | "complex<double>()" | "complex<float>()", (one,)):
                return self.read(one)
            case Term("conj()", (one,)):
                inner = self.read(one)
                return Complex(inner.re, _scaled(inner.im, -1.0)) if inner else None
            case Term(".real()" | "real()" | "creal()", (one,)):
                inner = self.read(one)
                return real(inner.re) if inner else None
            case Term(".imag()" | "imag()" | "cimag()", (one,)):
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
        if term.op in _IMAGINARY and not term.args:
            return _I
        value = term.number
        if value is not None:
            return real({("", ""): value})
        place = term.loose
        root = place
        while root.args and (root.op == "[]" or root.op[0] == "."):
            root = root.args[0]
        if root.args or "[]" not in (part.op for part in place.parts()):
            return None
        if root.op in self.complex_names:
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
        case Term("complex()" | "complex<double>()" | "complex<float>()", (zero, one)):
            return one if zero.number == 0 else None
        case Term("-_" as op, (one,)):
            inner = without_i(one)
            return None if inner is None else Term(op, (inner,))
        case Term("*", (one, two)):
            left, right = without_i(one), without_i(two)
            if left is not None:
                return Term("*", (left, two))
            return None if right is None else Term("*", (one, right))
        case Term("/", (one, two)):
            inner = without_i(one)
            return None if inner is None else Term("/", (inner, two))
        case Term(op, ()) if op in _IMAGINARY or op in ("1i", "1.0i"):
            return Term("1.0")
        case _:
            return None


def _scaled(wave: Wave, by: float) -> Wave:
    return {key: value * by for key, value in wave.items()}


def _plus(one: Wave, other: Wave, by: float = 1.0) -> Wave:
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


def _times(one: Wave, other: Wave) -> Wave | None:
    """The product; None where two places or two waves are multiplied."""
    total: Wave = {}
    for (a, x), value in one.items():
        for (b, y), factor in other.items():
            if (a and b) or (x and y):
                return None
            total = _plus(total, {(a or b, x or y): value * factor})
    return total
