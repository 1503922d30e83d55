"""Makes inputs of other inputs, as mutators of fuzzers do, but over columns of typed values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lessonls.adapters.judge.execution import AWKWARD, Call, Comparison, Make, Style
from lessonls.adapters.judge.fuzzing.fields import Field, fields, starts
from lessonls.adapters.judge.fuzzing.numbers import compared, integers, neighbours, reals
from lessonls.adapters.judge.fuzzing.shapes import BYTES, INTEGERS, REALS, TEXT, Material, Shape
from lessonls.core.errors import WorkloadError
from lessonls.core.reading.constants import Constants
from lessonls.core.workload import Workload
from lessonls_sandbox.wire import Column, Interface

Values = Sequence[int | float] | Column
_FACTORS = (31, 33, 37, 131, 257, 1009, 65_536, 65_599, 1_000_003, 73_856_093)
"""With which hashes and keys are often made of two numbers."""
_MOST_FACTORS, _COLLISIONS = 6, 6
_OF_CONSTANTS = 0.7
_SHORT, _LEAST, _LARGEST = 2, -1000, 1000
"""Lists of numbers of so many bytes may well be full of the largest; others of these."""
_MOST_PLACES, _MOST_SIZE, _MOST_TRIED = 3, 9000, 3
_MOST_TOGETHER, _MOST_LARGE = 12, 3
_LARGE_SIZE, _LARGE_BYTES = 1 << 17, 1 << 20
_STYLES = [style for style in Style if style not in {Style.NULL, *AWKWARD}]


@dataclass(frozen=True)
class Mutator:
    """Changes inputs for one function, whose columns are `places`, with its constants."""

    make: Make
    names: Sequence[str]
    workload: Workload
    places: Sequence[Field]
    starts: Sequence[int]
    constants: Constants

    @staticmethod
    def of(
        interface: Interface,
        make: Make,
        names: Sequence[str],
        workload: Workload,
        constants: Constants,
    ) -> "Mutator":
        """The mutator for what a workload describes; `make` makes its inputs."""
        described = (interface, names, workload)
        places = fields(*described)
        return Mutator(make, names, workload, places, starts(*described), constants)

    def widened(
        self, calls: Sequence[Call], in_domain: Callable[[Sequence[Call]], Sequence[Call]]
    ) -> "Mutator":
        """The same that knows which integers may be any: some of the calls have tried it. Modes
        that may not are left alone.
        """
        rng = np.random.default_rng(0)

        def narrow(place: Field) -> bool:
            tried = [
                self.with_values(call, place, slice(None), rng.integers(-_LARGEST, _LARGEST, size))
                for call in calls
                if (size := call.columns[place.column].size)
            ][:_MOST_TRIED]
            return len(in_domain(tried)) < len(tried)

        places: list[Field] = []
        for place in self.places:
            if place.is_mode:
                places += [] if narrow(place) else [place]
            elif place.rule.kind == "integer" and not place.in_sizes and not place.of.values:
                places.append(replace(place, narrow=narrow(place)))
            else:
                places.append(place)
        return replace(self, places=places)

    def between(self, one: Call, other: Call, part: float) -> Call:
        """The first call, with its reals a part of the way to the other's."""
        columns = list(one.columns)
        for place in self.places:
            if place.dtype.kind == "f":
                start, end = one.columns[place.column], other.columns[place.column]
                columns[place.column] = (start + (end - start) * part).astype(place.dtype)
        return Call(one.sizes, one.style, tuple(columns))

    def like(self, call: Call, rng: np.random.Generator) -> Call | None:
        """Another ordinary call of the same sizes, and with as many elements in everything."""
        made = self._made(call.sizes, Style.PLAIN, rng)
        sizes = [column.size for column in call.columns]
        fitting = made is not None and [column.size for column in made.columns] == sizes
        return made if fitting else None

    def mutated(self, call: Call, rng: np.random.Generator) -> Call:
        """The call with one to three changes."""
        changes = (
            *[self._put] * 3,
            *[self._shape] * 2,
            self._derive,
            self._blend,
            self._resize,
            self._collide,
            self._step,
            self._word,
        )
        for _ in range(int(rng.integers(1, 4))):
            call = changes[int(rng.integers(len(changes)))](call, rng) or call
        return call

    def shaped(self, call: Call, rng: np.random.Generator, shape: str) -> Call:
        """The call with that shape in every list that can have it; as large as usual."""
        for place in self.places:
            known = _shapes_of(place)
            if place.listed and shape in known and call.columns[place.column].size > 1:
                call = self._reshaped(call, place, known[shape], rng, usual=True)
        return call

    def towards(
        self, call: Call, comparison: Comparison, rng: np.random.Generator
    ) -> Iterator[Call]:
        """Inputs in which an operand that is found in the call is what it was compared with, or
        next to it; or in which a size is.
        """
        for left, right in (
            (comparison.left, comparison.right),
            (comparison.right, comparison.left),
        ):
            for place in self.places:
                at = np.flatnonzero(call.columns[place.column] == left)
                if not at.size or place.dtype.kind == "c":
                    continue
                chosen = int(rng.choice(at))
                for value in _around(right, place):
                    yield self.with_values(call, place, slice(chosen, chosen + 1), [value])
            yield from self._resized_towards(call, left, right, rng)

    def _resized_towards(
        self, call: Call, left: int | float, right: int | float, rng: np.random.Generator
    ) -> Iterator[Call]:
        if not isinstance(right, int) or not 0 <= right <= _MOST_SIZE:
            return
        for name, number in call.sizes.items():
            if number == left:
                for size in (right, right + 1, max(right - 1, 0)):
                    made = self._made({**call.sizes, name: size}, call.style, rng)
                    if made is not None:
                        yield made

    def asked(self, calls: Sequence[Call], rng: np.random.Generator, most: int) -> Iterator[Call]:
        """So many of the calls with a number that is made of the constants."""
        for i in range(most):
            call = calls[i % len(calls)]
            place = self._any(rng, call)
            if place is not None:
                value = self._value(place, call, rng, of_constants=1.0)
                yield self.with_values(call, place, _somewhere(call, place, rng), [value])

    def together(self, call: Call) -> Iterator[Call]:
        """The call with all integers at the least or the largest of their types, and with all of
        them, or all but one, the same one of the constants, or next to it: products and sums are
        largest there.
        """
        whole = [place for place in self.places if not place.real and not place.of.text]
        limits = [place.limits(call.sizes) for place in whole]
        numbers = compared(self.constants)[0][:_MOST_TOGETHER]
        for values in (
            [low for low, _ in limits],
            [high for _, high in limits],
            *([value] * len(whole) for n in numbers for value in (n, n - 1, n + 1)),
        ):
            yield self._with_each(call, whole, values)
        if 2 < len(whole) <= _MOST_TOGETHER:
            for number in numbers[:_MOST_PLACES]:
                for at in range(len(whole)):
                    others = [*whole[:at], *whole[at + 1 :]]
                    yield self._with_each(call, others, [number] * len(others))

    def _with_each(self, call: Call, places: Sequence[Field], values: Sequence[int]) -> Call:
        for place, value in zip(places, values, strict=True):
            call = self.with_values(call, place, slice(None), [value])
        return call

    def large(self, calls: Sequence[Call], rng: np.random.Generator) -> Iterator[Call]:
        """Calls that are as large as constants beyond the usual sizes, with all values alike: what
        is counted in between overflows there.
        """
        numbers = [n for n in compared(self.constants)[0] if _MOST_SIZE < n <= _LARGE_SIZE]
        for number in numbers[:_MOST_LARGE]:
            for call in calls[:1]:
                for name in call.sizes:
                    for size in (number, number + 1):
                        made = self._made({**call.sizes, name: size}, Style.ONES, rng)
                        if made is not None and made.nbytes <= _LARGE_BYTES:
                            yield made

    def with_constants(self, constants: Constants) -> "Mutator":
        """The same for other constants."""
        return replace(self, constants=constants)

    def _any(
        self, rng: np.random.Generator, call: Call, kind: Callable[[Field], bool] = lambda _: True
    ) -> Field | None:
        """One of the places that have a value: of each parameter as often as of every other."""
        known = [p for p in self.places if call.columns[p.column].size and kind(p)]
        if not known:
            return None
        parameter = int(rng.choice(sorted({p.parameter for p in known})))
        own = [p for p in known if p.parameter == parameter]
        return own[int(rng.integers(len(own)))]

    def _value(
        self, place: Field, call: Call, rng: np.random.Generator, of_constants: float
    ) -> int | float:
        whole, fractions = compared(self.constants)
        if place.real:
            groups: tuple[tuple[int | float, ...], ...] = reals(
                fractions, place.dtype.itemsize == np.dtype(np.float32).itemsize
            )
        elif place.of.values:
            return int(rng.choice(place.of.values))
        else:
            low, high = place.limits(call.sizes)
            groups = integers(low, high, whole)
        first = groups[0] if groups[0] and rng.random() < of_constants else groups[1]
        return first[int(rng.integers(len(first)))] if first else 0

    def with_values(self, call: Call, place: Field, at: slice, values: Values) -> Call:
        """The call with other values at some elements of a column, as its type takes them."""
        column = call.columns[place.column].copy()
        ends = column == 0
        column[at] = _cast(values, place, call.sizes)
        if place.terminated:
            if place.of.text:
                column[(column == 0) & ~ends] = 1
            column[ends] = 0
        columns = (*call.columns[: place.column], column, *call.columns[place.column + 1 :])
        return Call(call.sizes, call.style, columns)

    def _put(self, call: Call, rng: np.random.Generator) -> Call | None:
        """A number that decides, at one element, at some, or everywhere."""
        place = self._any(rng, call)
        if place is None:
            return None
        value = self._value(place, call, rng, _OF_CONSTANTS)
        return self.with_values(call, place, _somewhere(call, place, rng), [value])

    def _shape(self, call: Call, rng: np.random.Generator) -> Call | None:
        place = self._any(rng, call, lambda p: p.listed and call.columns[p.column].size > 1)
        if place is None:
            return None
        known = list(_shapes_of(place).values())
        return self._reshaped(call, place, known[int(rng.integers(len(known)))], rng)

    def _reshaped(
        self,
        call: Call,
        place: Field,
        shape: Shape,
        rng: np.random.Generator,
        *,
        usual: bool = False,
    ) -> Call:
        if place.of.values or place.dtype.kind == "c":
            return call
        low, high = place.limits(call.sizes)
        values = call.columns[place.column]
        if usual and not place.real and place.dtype.itemsize > _SHORT:
            low, high = max(low, _LEAST), min(high, _LARGEST)
        with np.errstate(all="ignore"):
            made = shape(Material(values, low, high, rng, self._rows(call, place)))
        if not place.real and place.bounded:
            made = np.clip(made.astype(np.int64), low, high)
        return self.with_values(call, place, slice(None), made)

    def _rows(self, call: Call, place: Field) -> Column:
        """The row of each value of a column: in lists of lists, or as another column says where
        rows start.
        """
        size = call.columns[place.column].size
        if place.lengths is not None:
            lengths = call.columns[place.lengths]
            if int(lengths.sum()) == size:
                return np.repeat(np.arange(lengths.size, dtype=np.int64), lengths.astype(np.int64))
        for column in self.starts:
            begins = call.columns[column].astype(np.int64)
            if begins.size > 1 and begins[0] == 0 and begins[-1] == size:
                counts = np.diff(begins)
                if (counts >= 0).all():
                    return np.repeat(np.arange(counts.size, dtype=np.int64), counts)
        return np.arange(size, dtype=np.int64)

    def _derive(self, call: Call, rng: np.random.Generator) -> Call | None:
        """One column is like another of its type: equal, shifted, reversed, but for one element."""
        target = self._any(rng, call)
        if target is None:
            return None
        others = [
            p
            for p in self.places
            if p.dtype == target.dtype and p != target and call.columns[p.column].size
        ]
        if not others:
            return None
        values = call.columns[others[int(rng.integers(len(others)))].column]
        match int(rng.integers(4)):
            case 0:
                values = values[::-1]
            case 1:
                values = np.roll(values, int(rng.integers(-2, 3)))
            case 2:
                values = values.copy()
                values[int(rng.integers(values.size))] = rng.choice(values)
            case _:
                pass
        size = call.columns[target.column].size
        if values.size < size:
            return self.with_values(call, target, slice(0, values.size), values)
        start = int(rng.integers(values.size - size + 1))
        return self.with_values(call, target, slice(None), values[start : start + size])

    def _blend(self, call: Call, rng: np.random.Generator) -> Call | None:
        """One argument is of another style than the others."""
        other = self._made(call.sizes, _STYLES[int(rng.integers(len(_STYLES)))], rng)
        place = self._any(rng, call)
        if other is None or place is None:
            return None
        own = [p.column for p in self.places if p.parameter == place.parameter]
        if any(call.columns[i].size != other.columns[i].size for i in own):
            return None
        columns = [
            other.columns[i] if i in own else column for i, column in enumerate(call.columns)
        ]
        return Call(call.sizes, call.style, tuple(columns))

    def _resize(self, call: Call, rng: np.random.Generator) -> Call | None:
        """One size is another: a constant, or as large as another one."""
        if not call.sizes:
            return None
        name = str(rng.choice(list(call.sizes)))
        whole = [n for n in compared(self.constants)[0] if 0 < n <= _MOST_SIZE]
        choices = [*whole, *(n + 1 for n in whole), *call.sizes.values(), 1, 2]
        sizes = {**call.sizes, name: choices[int(rng.integers(len(choices)))]}
        return self._made(sizes, call.style, rng)

    def _made(
        self, sizes: Mapping[str, int], style: Style, rng: np.random.Generator
    ) -> Call | None:
        known = self.workload.sizes
        fitting = {
            name: known[name].fitted(number) if name in known else number
            for name, number in sizes.items()
        }
        try:
            return self.make(self.names, self.workload, fitting, style, rng)
        except WorkloadError:
            return None

    def colliding(self, calls: Sequence[Call], rng: np.random.Generator) -> Iterator[Call]:
        """Some of the calls with numbers that collide where they are multiplied by a constant."""
        factors = [n for n in compared(self.constants)[0] if n > 1][:_MOST_FACTORS]
        for factor in factors:
            for _ in range(_COLLISIONS):
                call = calls[int(rng.integers(len(calls)))]
                made = self._colliding(call, rng, factor)
                if made is not None:
                    yield made

    def _collide(self, call: Call, rng: np.random.Generator) -> Call | None:
        factors = [*(n for n in compared(self.constants)[0] if n > 1), *_FACTORS]
        return self._colliding(call, rng, factors[int(rng.integers(len(factors)))])

    def _colliding(self, call: Call, rng: np.random.Generator, factor: int) -> Call | None:
        """Two pairs of numbers, (x, y) and (x + 1, y - C), that are one in x * C + y."""
        first = self._any(rng, call, lambda p: not p.real and not p.of.text and p.listed)
        if first is None or call.columns[first.column].size < 2:
            return None
        size = call.columns[first.column].size
        partners = [
            p
            for p in self.places
            if p != first and not p.real and p.listed and call.columns[p.column].size == size
        ]
        x, y = int(rng.integers(0, 50)), factor + int(rng.integers(0, 50))
        i, j = (int(n) for n in rng.choice(size, 2, replace=False))
        if partners:
            second = partners[int(rng.integers(len(partners)))]
            if rng.random() < 0.5:
                first, second = second, first
            for place, values in ((first, (x, x + 1)), (second, (y, y - factor))):
                for at, value in zip((i, j), values, strict=True):
                    call = self.with_values(call, place, slice(at, at + 1), [value])
            return call
        pairs = [x, y, x + 1, y - factor]
        at = int(rng.integers(max(size - len(pairs) + 1, 1)))
        return self.with_values(call, first, slice(at, at + len(pairs)), pairs[: size - at])

    def _step(self, call: Call, rng: np.random.Generator) -> Call | None:
        """One element is a little more or less, or has another bit."""
        place = self._any(rng, call, lambda p: p.dtype.kind != "c")
        if place is None:
            return None
        at = int(rng.integers(call.columns[place.column].size))
        value = call.columns[place.column][at].item()
        if place.real:
            value = float(value)
            single = place.dtype.itemsize == np.dtype(np.float32).itemsize
            value = neighbours(value, single)[int(rng.integers(2))]
        elif rng.random() < 0.5:
            value += int(rng.choice([-1, 1]))
        else:
            value ^= 1 << int(rng.integers(8 * place.dtype.itemsize - 1))
        return self.with_values(call, place, slice(at, at + 1), [value])

    def _word(self, call: Call, rng: np.random.Generator) -> Call | None:
        """A string of the function's own in a text."""
        place = self._any(rng, call, lambda p: p.of.text and p.listed)
        if place is None or not self.constants.strings:
            return self._put(call, rng)
        word = self.constants.strings[int(rng.integers(len(self.constants.strings)))]
        size = call.columns[place.column].size
        at = int(rng.integers(max(size - len(word) + 1, 1)))
        codes = np.frombuffer(word[: size - at], np.uint8).view(np.int8)
        return self.with_values(call, place, slice(at, at + codes.size), codes)


def _shapes_of(place: Field) -> Mapping[str, Shape]:
    if place.real:
        return REALS
    if place.of.text:
        return TEXT
    return BYTES if place.dtype == np.dtype(np.uint8) else INTEGERS


def _somewhere(call: Call, place: Field, rng: np.random.Generator) -> slice:
    """One element, the first, the last, a few in a row, or all."""
    size = call.columns[place.column].size
    at = int(rng.integers(size))
    chosen = (
        slice(at, at + 1),
        slice(at, at + 1),
        slice(0, 1),
        slice(size - 1, size),
        slice(at, at + _MOST_PLACES),
        slice(None),
    )
    return chosen[int(rng.integers(len(chosen)))]


def _around(number: int | float, place: Field) -> Sequence[int | float]:
    """The number and its neighbours, for a column."""
    if place.real:
        single = place.dtype.itemsize == np.dtype(np.float32).itemsize
        return (float(number), *neighbours(float(number), single))
    if isinstance(number, float):
        return (int(number), int(number) + 1) if abs(number) < 2.0**62 else ()
    return (number, number + 1, number - 1)


def _cast(values: Values, place: Field, sizes: Mapping[str, int]) -> Column:
    """Values as the column's type has them: integers kept in their limits, or wrapped where
    they have the bits of an unsigned number.
    """
    kind = place.dtype
    if kind.kind in "fc":
        with np.errstate(all="ignore"):
            return np.asarray(values).astype(kind)
    if isinstance(values, np.ndarray) and values.dtype == kind:
        return values
    low, high = place.limits(sizes)
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        if kind.kind == "u" and not place.bounded:
            return values.astype(kind)  # wraps
        return np.clip(values, low, min(high, (1 << 63) - 1)).astype(kind)
    modulus = 1 << (8 * kind.itemsize)

    def fitted(value: int) -> int:
        if kind.kind == "u" and value < 0 and not place.bounded:
            value %= modulus
        if place.of.text and value > high:
            value = (value + 128) % 256 - 128
        return min(max(value, low), high)

    whole = [fitted(int(value)) for value in np.asarray(values).tolist()]
    return np.array(whole, kind)
