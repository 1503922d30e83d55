"""Makes inputs: columns of values for a function's arguments, as a workload describes them.

A *style* bends values towards what rewrites get wrong (duplicates, zeros, negatives, ...)
without leaving the bounds that the workload gives to indices.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessonls.adapters.judge.execution.encodings import utf_8
from lessonls.adapters.judge.execution.graphs import Links, links
from lessonls.adapters.judge.execution.styles import Style
from lessonls.adapters.judge.execution.terminators import last_of_each, zeroed
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Values, Workload, evaluate
from lessonls_sandbox.wire import (
    Array,
    Column,
    Interface,
    List,
    One,
    Scalar,
    Struct,
    Type,
    Variant,
    dtypes,
)


@dataclass(frozen=True)
class Call:
    """One call's inputs: how it was made, and its columns."""

    sizes: Mapping[str, int]
    style: Style
    columns: tuple[Column, ...]

    @property
    def nbytes(self) -> int:
        return sum(column.nbytes for column in self.columns)

    @property
    def finite(self) -> bool:
        """No NaN and no infinity."""
        return all(np.isfinite(column).all() for column in self.columns)


Make = Callable[[Sequence[str], Workload, Mapping[str, int], Style, np.random.Generator], Call]
"""What makes the inputs for one call, as Laboratory.make does, or raises WorkloadError."""


def join(calls: Sequence[Call]) -> list[Column]:
    """The columns of several calls, one after the other, as the harness reads them."""
    return [np.concatenate(parts) for parts in zip(*(call.columns for call in calls), strict=True)]


def make(
    interface: Interface,
    names: Sequence[str],
    workload: Workload,
    sizes: Mapping[str, int],
    style: Style,
    rng: np.random.Generator,
) -> Call:
    """Inputs for one call. WorkloadError if the workload does not fit the interface."""
    maker = _Maker(workload, sizes, style, rng)
    columns: list[Column] = []
    for name, parameter in zip(names, interface.parameters, strict=True):
        columns += maker.columns(parameter.type, name, 1)
    return Call(dict(sizes), style, tuple(columns))


def places(of: Type, path: str) -> Iterator[tuple[str, Type]]:
    """Every list and every scalar inside a type, with its path: `A`, `A[]`, `A[].row`."""
    match of:
        case Scalar():
            yield path, of
        case One(element):
            yield from places(element, path)
        case List(element):
            yield path, of
            yield from places(element, f"{path}[]")
        case Array(_, element):
            yield from places(element, f"{path}[]")
        case Struct(fields):
            for name, field in fields:
                yield from places(field, f"{path}.{name}")


def pointers(of: Type, path: str) -> Iterator[str]:
    """The places of pointers inside a type that lead to one value, or to many."""
    match of:
        case Scalar():
            return
        case One(element):
            yield path
            yield from pointers(element, path)
        case List(element, what):
            yield from [path] if what == "pointer" else []
            yield from pointers(element, f"{path}[]")
        case Array(_, element):
            yield from pointers(element, f"{path}[]")
        case Struct(fields):
            for name, field in fields:
                yield from pointers(field, f"{path}.{name}")


class _Maker:
    def __init__(
        self,
        workload: Workload,
        sizes: Mapping[str, int],
        style: Style,
        rng: np.random.Generator,
    ) -> None:
        self._values = {path: Values.parse(text) for path, text in workload.values.items()}
        self._lengths = workload.lengths
        self._leading = workload.leading
        self._terminated = frozenset(workload.terminated)
        self._counted = frozenset(workload.counted)
        self._nullable = frozenset(workload.nullable if style is Style.NULL else ())
        self._sizes = sizes
        self._style = style
        self._rng = rng
        self._links = Links(np.zeros(0, np.uint64), {}, style, rng)
        self._pool = rng.uniform(0, 1, 6)  # with SHARED, what all reals are made of

    def columns(self, of: Type, path: str, count: int) -> list[Column]:
        """The columns of `count` values of a type."""
        columns = self._columns(of, path, count)
        if path in self._nullable and isinstance(of, List):
            return zeroed(of, columns, self._rng.random(count) < _NULL)
        return columns

    def _columns(self, of: Type, path: str, count: int) -> list[Column]:
        match of:
            case Scalar():
                return [self._scalars(of, path, count)]
            case Array(size, element):
                return self.columns(element, f"{path}[]", count * size)
            case Variant():
                return self._variants(of, path, count)
            case Struct(fields):
                parts = [self.columns(field, f"{path}.{name}", count) for name, field in fields]
                return [column for part in parts for column in part]
            case One(element):
                return [np.ones(count, np.uint64), *self.columns(element, path, count)]
            case List(element):
                return self._lists(of, element, path, count)

    def _variants(self, of: Variant, path: str, count: int) -> list[Column]:
        """Each is one of the alternatives that may have an element."""
        places = [(f"{path}.{name}", kind) for name, kind in of.fields]
        chosen = [at for at, (place, _) in enumerate(places) if self._lengths.get(place) != "0"]
        which = self._choices(chosen or [0], count)
        columns: list[Column] = []
        for at, (place, kind) in enumerate(places):
            lengths = (which == at).astype(np.uint64)
            inner = kind.of if isinstance(kind, List) else kind
            columns += [lengths, *self.columns(inner, f"{place}[]", int(lengths.sum()))]
        return columns

    def _lists(self, of: List, element: Type, path: str, count: int) -> list[Column]:
        if isinstance(element, Scalar) and element.link and self._links.nodes == count:
            return list(self._links.listed())
        lengths = self._lengths_of(path, count)
        total = int(lengths.sum())
        if of.what == "nodes":
            with self._linked(element, f"{path}[]", lengths):
                return [lengths, *self.columns(element, f"{path}[]", total)]
        rule = self._values.get(f"{path}[]")
        if isinstance(element, Scalar) and rule is not None and rule.kind in _WHOLE_LISTS:
            parts = [self._whole_list(rule, int(n), row) for row, n in enumerate(lengths)]
            content = np.concatenate(parts) if parts else np.zeros(0)
            return [lengths, _as_type(content, element)]
        columns = self.columns(element, f"{path}[]", total)
        if path in self._terminated:
            columns = zeroed(element, columns, last_of_each(lengths))
        if of.bare and isinstance(element, Scalar) and element.text and total:
            ends = (np.cumsum(lengths, dtype=np.int64) - 1)[lengths > 0]
            if path in self._counted:
                ends = ends[self._rng.random(ends.size) < _ENDED]
            columns[0][ends] = 0  # C strings end in a zero
        return [lengths, *columns]

    @contextmanager
    def _linked(self, element: Type, path: str, lengths: Column) -> Generator[None]:
        """Meanwhile links are among so many nodes."""
        slots = {
            inner: count
            for inner, count in links(element, path)
            if self._values.get(inner) == _CHILD
        }
        before, self._links = self._links, Links(lengths, slots, self._style, self._rng)
        try:
            yield
        finally:
            self._links = before

    def _lengths_of(self, path: str, count: int) -> Column:
        try:
            text = self._lengths[path]
        except KeyError as error:
            raise WorkloadError(f"workload: no length is given for “{path}”.") from error
        if text.startswith("random("):
            low, _, high = text.removeprefix("random(").removesuffix(")").partition(",")
            bounds = evaluate(low, self._sizes), evaluate(high, self._sizes)
            return self._rng.integers(bounds[0], max(bounds) + 1, count, dtype=np.uint64)
        length = evaluate(text, self._sizes) + self._leading.get(path, 0)
        if length < 0 or length * max(count, 1) > 1 << 27:
            raise WorkloadError(f"workload: the length of “{path}” is {length}.")
        if self._style is Style.RAGGED and "[]" in path:
            return self._rng.integers(0, length, count, dtype=np.uint64, endpoint=True)
        return np.full(count, length, np.uint64)

    def _scalars(self, of: Scalar, path: str, count: int) -> Column:
        try:
            rule = self._values[path]
        except KeyError as error:
            raise WorkloadError(f"workload: no values are given for “{path}”.") from error
        if rule.kind == "link":
            return self._links.drawn(rule.arguments[0], path, count)
        return _as_type(self._draw(rule, of, count), of)

    def _draw(self, rule: Values, of: Scalar, count: int) -> Column:
        match rule.kind:
            case "real":
                low, high = _number(rule.arguments[0]), _number(rule.arguments[1])
                return self._reals(low, high, of, count)
            case "integer":
                low, high, *far = (evaluate(bound, self._sizes) for bound in rule.arguments)
                if far and self._style is Style.FAR:
                    return self._far(of, low, max(high, far[0]), count)
                return self._integers(low, max(low, high), count)
            case "equal":
                return np.full(count, evaluate(rule.arguments[0], self._sizes), np.int64)
            case "flag":
                return self._choices([0, 1], count)
            case "choice":
                return self._choices([_number(part) for part in rule.arguments], count)
            case "text":
                return self._text(rule.arguments[0], count)
            case "diagonal":
                return self._entries(evaluate(rule.arguments[0], self._sizes), of, count)
            case kind:
                raise WorkloadError(f"workload: “{kind}” is for whole lists.")

    def _reals(self, low: float, high: float, of: Scalar, count: int) -> Column:
        shape = of.dtype.startswith("complex")
        drawn = self._rng.uniform(low, high, count * 2 if shape else count)
        if self._style is Style.SHARED:
            drawn = low + (high - low) * self._rng.choice(self._pool, drawn.size)
        if self._style is Style.ENORMOUS:
            single = of.dtype in _SINGLE
            drawn = drawn * 10.0 ** int(self._rng.choice([1, -1]) * (25 if single else 200))
        elif self._style is Style.CLUSTERED:
            drawn = drawn + (high - low) * (1e3 if of.dtype in _SINGLE else 1e7)
        else:
            drawn = _bend(drawn, low, high, self._style, self._rng)
        return drawn.view(np.complex128) if shape else drawn

    def _integers(self, low: int, high: int, count: int) -> Column:
        drawn = self._rng.integers(low, high, count, dtype=np.int64, endpoint=True)
        match self._style:
            case Style.DUPLICATES:
                few = self._rng.integers(low, high, 3, dtype=np.int64, endpoint=True)
                return self._rng.choice(few, count)
            case Style.ZEROS:
                return np.full(count, min(max(0, low), high), np.int64)
            case Style.ONES:
                return np.full(count, min(max(1, low), high), np.int64)
            case Style.NEGATIVE:
                return -np.abs(drawn) if low < 0 else np.full(count, low, np.int64)
            case Style.POSITIVE:
                return np.minimum(np.abs(drawn), high) if low < 0 else np.full(count, high)
            case Style.SORTED:
                return np.sort(drawn)
            case Style.REVERSED:
                return np.sort(drawn)[::-1]
            case Style.SPARSE:
                return np.where(self._rng.random(count) < 0.1, drawn, min(max(0, low), high))
            case Style.EXTREME:
                return self._rng.choice(np.array([low, high], np.int64), count)
            case Style.SHARED:
                pool = low + ((high - low) * self._pool).astype(np.int64)
                return self._rng.choice(pool, count)
            case _:
                if (
                    high - low > 4 * _NEAR and low < _NEAR and high > -_NEAR
                ):  # many near zero: they collide, and pass guards
                    near = self._rng.integers(
                        max(low, -_NEAR), min(high, _NEAR), count, endpoint=True
                    )
                    drawn = np.where(self._rng.random(count) < 0.5, near, drawn)
                if count == 1 and self._sizes and self._rng.random() < _AT_A_SIZE:
                    size = self._rng.choice(list(self._sizes.values()))
                    drawn[0] = min(max(int(size) + int(self._rng.integers(-1, 2)), low), high)
                if count > 2:  # the ends of a range are where indices go wrong
                    drawn[self._rng.integers(count)] = high
                    drawn[self._rng.integers(count)] = low
                return drawn

    def _far(self, of: Scalar, low: int, far: int, count: int) -> Column:
        """All numbers of one magnitude, which is another one each time; positive ones where `low`
        is.
        """
        bits = int(self._rng.integers(4, max(far.bit_length(), 5)))
        most = far if self._rng.random() < _FARTHEST else min(far, 1 << bits)
        least = low if low > 0 else 0 if of.dtype.startswith("u") else -most
        return self._rng.integers(least, most, count, dtype=np.int64, endpoint=True)

    def _choices(self, of: Sequence[float], count: int) -> Column:
        options = np.array(of, np.float64)
        match self._style:
            case Style.ZEROS | Style.NEGATIVE:
                return np.full(count, options[0])
            case Style.ONES | Style.POSITIVE:
                return np.full(count, options[-1])
            case Style.SPARSE:
                chosen = np.where(self._rng.random(count) < 0.05, options.size - 1, 0)
            case _:
                chosen = self._rng.integers(0, options.size, count)
        return np.take(options, chosen)

    def _text(self, alphabet: str, count: int) -> Column:
        if alphabet == _UTF_8:
            return utf_8(self._rng, count, self._style)
        letters = _ALPHABETS.get(alphabet)
        if letters is None:
            known = ", ".join([*_ALPHABETS, _UTF_8])
            raise WorkloadError(f"workload: unknown alphabet “{alphabet}”; known: {known}.")
        codes = np.frombuffer(letters.encode("latin-1"), np.uint8).view(np.int8)
        match self._style:
            case Style.ZEROS | Style.ONES:
                return np.full(count, codes[0])
            case Style.DUPLICATES:
                return self._rng.choice(codes[:2], count)
            case Style.SHARED | Style.SPARSE:
                return self._rng.choice(codes[:2], count, p=(0.8, 0.2) if codes.size > 1 else None)
            case _:
                return self._rng.choice(codes, count)

    def _entries(self, size: int, of: Scalar, count: int) -> Column:
        """Places or values of a square matrix's entries, the diagonal last."""
        others = max(count - size, 0)
        if not of.dtype.startswith(("int", "uint")):
            heavy = np.full(size, 4.0 + 2.0 * others / max(size, 1))
            return np.concatenate([self._rng.uniform(-1, 1, others), heavy])[:count]
        anywhere = self._rng.integers(0, max(size, 1), others, dtype=np.int64)
        return np.concatenate([anywhere, np.arange(size)])[:count]

    def _whole_list(self, rule: Values, length: int, row: int) -> Column:
        bound = evaluate(rule.arguments[0], self._sizes)
        match rule.kind:
            case "offsets":
                inner = np.sort(self._rng.integers(0, bound, max(length - 2, 0), endpoint=True))
                return np.concatenate([[0], inner, [bound]])[:length]
            case "permutation":
                return self._rng.permutation(bound)[:length]
            case _:  # dominant: a square matrix, flat or row by row, with a heavy diagonal
                matrix = self._rng.uniform(-1, 1, length)
                diagonal = slice(row % max(bound, 1), None, length) if length == bound else None
                matrix[diagonal or slice(None, None, bound + 1)] += 2.0 * max(bound, 1)
                return matrix


_SINGLE = ("float32", "complex64")
_CHILD = Values(kind="link", arguments=("child",))
_NEAR, _NULL, _ZEROS = 16, 0.5, 0.2
_FARTHEST = 0.3
_AT_A_SIZE, _ENDED = 0.4, 0.3
"""How often a lone number is about as large as a size: the last index, or one too many;
and how often a text ends in a zero that does not have to.
"""
_WHOLE_LISTS = {"offsets", "permutation", "dominant"}
_UTF_8 = "UTF-8"
_ALPHABETS = {
    "lowercase": "abcdefghijklmnopqrstuvwxyz",
    "letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "digits": "0123456789",
    "printable": "".join(chr(code) for code in range(32, 127)),
    "words": "abcde ab de ",
    "lines": "abc de 12 7 0.5\n",
    "brackets": "()[]{}",
    "binary": "01",
    "dna": "ACGT",
}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise WorkloadError(f"workload: “{text}” is not a number.") from error


def _with_zeros(drawn: Column, rng: np.random.Generator) -> Column:
    """Some zeros among the numbers: of what is not finite they make something else again."""
    return np.where(rng.random(drawn.size) < _ZEROS, 0.0, drawn)


def _bend(drawn: Column, low: float, high: float, style: Style, rng: np.random.Generator) -> Column:
    """Real numbers in the given style, kept between `low` and `high`."""
    match style:
        case Style.DUPLICATES:
            drawn = rng.choice(drawn[:3], drawn.size) if drawn.size else drawn
        case Style.ZEROS:
            drawn = np.zeros_like(drawn)
        case Style.ONES:
            drawn = np.ones_like(drawn)
        case Style.NEGATIVE:
            drawn = -np.abs(drawn)
        case Style.POSITIVE:
            drawn = np.abs(drawn)
        case Style.SORTED:
            drawn = np.sort(drawn)
        case Style.REVERSED:
            drawn = np.sort(drawn)[::-1].copy()
        case Style.SPARSE:
            drawn = np.where(rng.random(drawn.size) < 0.1, drawn, 0.0)
        case Style.SMALL:
            drawn = drawn * 1e-6
        case Style.LARGE:
            drawn = drawn * 1e3
            low, high = low * 1e3, high * 1e3
        case Style.EXTREME:
            drawn = rng.choice(np.array([low, high, 0.0, -0.0]), drawn.size)
        case Style.NAN:
            return np.where(rng.random(drawn.size) < 0.1, np.nan, _with_zeros(drawn, rng))
        case Style.INFINITE:
            ends = rng.choice(np.array([-np.inf, np.inf]), drawn.size)
            return np.where(rng.random(drawn.size) < 0.1, ends, _with_zeros(drawn, rng))
        case _:
            pass
    return np.clip(drawn, low, high)


def _as_type(values: Column, of: Scalar) -> Column:
    kind: np.dtype[Any] = next(dtypes(of))
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        values = np.clip(values, limits.min, min(limits.max, (1 << 63) - 1))
    return values.astype(kind)
