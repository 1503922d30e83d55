"""Polynomials with integer coefficients over names: what index expressions and bounds are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.tree import strip_parentheses
from lessonls.core.reading.syntax import text_of

Monomial = tuple[str, ...]


@dataclass(frozen=True)
class Poly:
    """A sum of products of names: `i*N + j - 1` has the terms (i,N):1, (j,):1, ():-1."""

    terms: frozenset[tuple[Monomial, int]]

    @staticmethod
    def of(terms: Mapping[Monomial, int]) -> "Poly":
        return Poly(frozenset((key, value) for key, value in terms.items() if value))

    @staticmethod
    def constant(value: int) -> "Poly":
        return Poly.of({(): value})

    @staticmethod
    def name(name: str) -> "Poly":
        return Poly.of({(name,): 1})

    def __add__(self, other: "Poly") -> "Poly":
        terms = dict(self.terms)
        for key, value in other.terms:
            terms[key] = terms.get(key, 0) + value
        return Poly.of(terms)

    def __mul__(self, other: "Poly") -> "Poly":
        terms: dict[Monomial, int] = {}
        for left, a in self.terms:
            for right, b in other.terms:
                key = tuple(sorted(left + right))
                terms[key] = terms.get(key, 0) + a * b
        return Poly.of(terms)

    def __neg__(self) -> "Poly":
        return Poly.of({key: -value for key, value in self.terms})

    def __sub__(self, other: "Poly") -> "Poly":
        return self + -other

    @property
    def value(self) -> int | None:
        """The number, where no names are left."""
        terms = dict(self.terms)
        return terms.get((), 0) if set(terms) <= {()} else None

    @property
    def symbols(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(name for key, _ in self.terms for name in key)

    def coefficient(self, name: str) -> "Poly | None":
        """What multiplies `name`; None where the name occurs squared."""
        terms: dict[Monomial, int] = {}
        for key, value in self.terms:
            if key.count(name) > 1:
                return None
            if name in key:
                rest = list(key)
                rest.remove(name)
                terms[tuple(rest)] = value
        return Poly.of(terms)

    def without(self, name: str) -> "Poly":
        """The terms in which `name` does not occur."""
        return Poly.of({key: value for key, value in self.terms if name not in key})

    def substitute(self, name: str, value: "Poly") -> "Poly | None":
        """The polynomial with `value` for `name`; None where the name occurs squared."""
        factor = self.coefficient(name)
        return None if factor is None else self.without(name) + factor * value

    def renamed(self, names: Mapping[str, str]) -> "Poly":
        """The polynomial with other names."""
        return Poly.of(
            {tuple(sorted(names.get(name, name) for name in key)): v for key, v in self.terms}
        )


Resolver = Callable[[Node], Poly | None]


def poly_of(node: Node, resolve: Resolver) -> Poly | None:
    """The polynomial that an expression is, or None. `resolve` gives the meaning of names."""
    node = strip_parentheses(node)
    match node.type:
        case "number_literal":
            text = text_of(node).rstrip("uUlLzZ")
            return Poly.constant(int(text)) if text.removeprefix("-").isdecimal() else None
        case "identifier" | "call_expression":
            return resolve(node)
        case "cast_expression":
            value = node.child_by_field_name("value")
            return poly_of(value, resolve) if value else None
        case "unary_expression":
            argument = node.child_by_field_name("argument")
            inner = poly_of(argument, resolve) if argument else None
            return -inner if inner is not None and text_of(node).startswith("-") else None
        case "binary_expression":
            return _binary(node, resolve)
        case _:
            return None


def _binary(node: Node, resolve: Resolver) -> Poly | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return None
    a, b = poly_of(left, resolve), poly_of(right, resolve)
    if a is None or b is None:
        return None
    match operator.type:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case _:
            return None


Range = tuple[Poly | None, Poly | None]


def least(poly: Poly, ranges: Mapping[str, Range]) -> Poly | None:
    """A lower bound of `poly` in which no name of `ranges` occurs; None where unknown.

    `ranges` maps a name to its smallest and largest value, inner loops' variables first:
    their ranges may name the variables that come later.
    """
    for name, (low, high) in ranges.items():
        if name not in poly.symbols:
            continue
        factor = poly.coefficient(name)
        sign = factor.value if factor is not None else None
        end = None if sign is None else low if sign > 0 else high
        replaced = poly.substitute(name, end) if end is not None else None
        if replaced is None:
            return None
        poly = replaced
    return poly


def at_least(poly: Poly, value: int, ranges: Mapping[str, Range]) -> bool:
    """Whether `poly` is certainly `value` or more."""
    low = least(poly, ranges)
    number = None if low is None else low.value
    return number is not None and number >= value


def paired(a: Poly, b: Poly, ranges: Mapping[str, Range]) -> list[tuple[Poly, Poly]]:
    """Pairs of indices of which one differs wherever one of the pairs does.

    `i*N + j` and `k*N + l` are equal only if i = k and j = l, as long as j and l stay within
    0 and N - 1.
    """
    left, right = _symbolic_split(a, ranges), _symbolic_split(b, ranges)
    found = [(a, b)]
    if left is not None and right is not None and left[0] == right[0]:
        (_, rows, rest), (_, other_rows, other_rest) = left, right
        found += [*paired(rows, other_rows, ranges), (rest, other_rest)]
    strides = {abs(value) for poly in (a, b) for key, value in poly.terms if key} - {1}
    for stride in sorted(strides):
        near, far = _numeric_split(a, stride, ranges), _numeric_split(b, stride, ranges)
        if near is not None and far is not None:
            return [*found, *paired(near[0], far[0], ranges), (near[1], far[1])]
    return found


def _symbolic_split(poly: Poly, ranges: Mapping[str, Range]) -> tuple[str, Poly, Poly] | None:
    """`i*N + j` as N, i and j where j certainly stays within 0 and N - 1."""
    strides = {name for key, _ in poly.terms if len(key) > 1 for name in key} - set(ranges)
    for stride in sorted(strides):
        factor = poly.coefficient(stride)
        rest = poly.without(stride)
        room = Poly.name(stride) - Poly.constant(1) - rest
        if factor is not None and at_least(rest, 0, ranges) and at_least(room, 0, ranges):
            return stride, factor, rest
    return None


def _numeric_split(
    poly: Poly, stride: int, ranges: Mapping[str, Range]
) -> tuple[Poly, Poly] | None:
    """The same for a number as the stride."""
    factor = Poly.of({key: value // stride for key, value in poly.terms if value % stride == 0})
    rest = Poly.of({key: value for key, value in poly.terms if value % stride})
    room = Poly.constant(stride - 1) - rest
    inside_row = at_least(rest, 0, ranges) and at_least(room, 0, ranges)
    return (factor, rest) if factor.terms and inside_row else None
