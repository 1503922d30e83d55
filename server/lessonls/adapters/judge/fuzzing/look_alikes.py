"""Different inputs that look alike: in their sum, their exclusive or, their joined text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

import numpy as np

from lessonls.adapters.judge.execution import Call
from lessonls.adapters.judge.fuzzing.fields import Field
from lessonls.adapters.judge.fuzzing.mutator import Mutator
from lessonls.adapters.judge.fuzzing.numbers import landmarks
from lessonls_sandbox.wire import Column

_EXCHANGES, _MOST_NUMBERS, _MOST_PLACES = 6, 96, 3
_SEPARATORS = b" ,;:|/.-_#\t\n\0\x01\x1f"
_PARTS = b"a", b"b", b"c"


def look_alikes(mutator: Mutator, calls: Sequence[Call], rng: np.random.Generator) -> list[Call]:
    """Some of the calls, changed so."""
    if not calls:
        return []
    longest = max(calls, key=lambda call: call.nbytes)
    return [
        *_exchanged(mutator, longest, rng),
        *_split_elsewhere(mutator, longest, rng),
        *_with_landmarks(mutator, longest, rng),
    ]


def _exchanged(mutator: Mutator, call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """Integers of which two exchange a bit, so that their sum and exclusive or stay: those of the
    call, and the numbers from 0 on.
    """
    for place in mutator.places:
        size = call.columns[place.column].size
        if place.real or not place.listed or place.of.text or size < len("ab"):
            continue
        counted = mutator.with_values(call, place, slice(None), np.arange(size))
        yield counted
        for one, _ in product((call, counted), range(_EXCHANGES)):
            values = _exchange(one.columns[place.column].astype(np.int64), rng)
            if values is not None:
                yield mutator.with_values(one, place, slice(None), values)


def _exchange(values: Column, rng: np.random.Generator) -> Column | None:
    """A bit moves from one element to another that does not have it."""
    i, j = (int(n) for n in rng.choice(values.size, 2, replace=False))
    moving = int(values[i]) & ~int(values[j]) & ((1 << 31) - 1)
    bits = [bit for bit in range(31) if moving >> bit & 1]
    if not bits:
        return None
    bit = 1 << int(rng.choice(bits))
    changed = values.copy()
    changed[i] -= bit
    changed[j] += bit
    return changed


def _split_elsewhere(mutator: Mutator, call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """Two elements with two texts each that are the same when they are joined: (“a b”, “c”) and
    (“a”, “b c”), with and without what may be put between them.
    """
    texts = [p for p in mutator.places if p.of.text and p.lengths is not None and not p.terminated]
    own = bytes(n for n in mutator.constants.characters if 0 < n < 128)
    separators = [b"", *(bytes([one]) for one in dict.fromkeys(own + _SEPARATORS))]
    for first, second in pairwise(texts):
        rows = [one.lengths for one in (first, second) if one.lengths is not None]
        counts = {call.columns[column].size for column in rows}
        if first.parameter != second.parameter or len(counts) != 1 or min(counts) < len("ab"):
            continue
        a, b, c = _PARTS
        for separator in separators:
            i, j = (int(n) for n in rng.choice(min(counts), 2, replace=False))
            made = _with_text(call, first, {i: a + separator + b, j: a})
            yield _with_text(made, second, {i: c, j: b + separator + c})


def _with_text(call: Call, place: Field, texts: Mapping[int, bytes]) -> Call:
    """The call with other strings at some rows of a column of characters."""
    if place.lengths is None:
        return call
    lengths = call.columns[place.lengths]
    written = call.columns[place.column].tobytes()
    ends = np.cumsum(lengths).astype(np.int64)
    starts = [0, *ends[:-1]]
    rows = [
        texts.get(at, written[int(start) : int(end)])
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    columns = list(call.columns)
    columns[place.lengths] = np.array([len(row) for row in rows], lengths.dtype)
    columns[place.column] = np.frombuffer(b"".join(rows), place.dtype)
    return Call(call.sizes, call.style, tuple(columns))


def _with_landmarks(mutator: Mutator, call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """One number with many digits or bits among small ones."""
    places = [
        place
        for place in mutator.places
        if not place.real
        and not place.of.text
        and not place.of.values
        and not place.bounded
        and call.columns[place.column].size
    ]
    for place in places[:_MOST_PLACES]:
        values = call.columns[place.column]
        small = mutator.with_values(call, place, slice(None), values.astype(np.int64) % 10)
        known = landmarks(*place.limits(call.sizes))
        for at in rng.permutation(len(known))[: _MOST_NUMBERS // min(len(places), _MOST_PLACES)]:
            where = int(rng.integers(values.size))
            yield mutator.with_values(small, place, slice(where, where + 1), [known[int(at)]])
