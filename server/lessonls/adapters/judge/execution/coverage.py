"""What runs in a coverage build on some inputs: blocks, and outcomes of comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from lessonls.adapters.judge.build import COVERED, CoverageMap
from lessonls.adapters.judge.execution.executor import Laboratory
from lessonls.adapters.judge.execution.inputs import Call, join
from lessonls_sandbox.run import Order, Sample
from lessonls_sandbox.wire import Column, decode, encode

_SECONDS = 4.0
_FLOATING = 1 << 7
_MOST_FAILURES = 4


class Outcome(IntEnum):
    """What a comparison may come to, as trace.c numbers it: `BELOW` and `ABOVE` where unsigned
    numbers stand in another order, `CASE` and what follows for the labels of a switch.
    """

    BLOCK = 0
    LESS = 1
    EQUAL = 2
    GREATER = 3
    BELOW = 4
    ABOVE = 5
    UNORDERED = 6
    CASE = 7


@dataclass(frozen=True)
class Comparison:
    """Operands that were compared at a place; the second is the constant, if one is."""

    place: int
    left: int | float
    right: int | float


@dataclass(frozen=True)
class Trace:
    """What one call does: how many blocks ran, which features no earlier call of the same run has,
    and a few of its comparisons. A feature is a place with an outcome.
    """

    hits: int
    features: frozenset[int]
    comparisons: tuple[Comparison, ...]


NOTHING = Trace(0, frozenset(), ())
"""Of a call that does not come to its end."""


def place_of(feature: int) -> int:
    """The address in the coverage build."""
    return feature >> 8


def traced(
    laboratory: Laboratory,
    calls: Sequence[Call],
    library: str = COVERED,
    seconds: float = _SECONDS,
) -> list[Trace]:
    """A trace for every call, with nothing in it where the library does not get through, nor behind
    the first few of these.
    """
    found: list[Trace] = []
    rest = list(calls)
    for _ in range(_MOST_FAILURES):
        if not rest:
            return found
        traces, ended = _run(laboratory, rest, library, seconds)
        if traces:
            return [*found, *traces]
        at = min(ended.returned, len(rest) - 1)
        before, _ = _run(laboratory, rest[:at], library, seconds)
        found += [*(before or [NOTHING] * at), NOTHING]
        rest = rest[at + 1 :]
        if ended.timed_out:
            break
    return [*found, *[NOTHING] * len(rest)]


def _run(
    laboratory: Laboratory, calls: Sequence[Call], library: str, seconds: float
) -> tuple[list[Trace], Sample]:
    """The traces, if there are any, and how it ended."""
    if not calls:
        return [], Sample("")
    arguments, ahead = encode(join(calls)), laboratory.ahead
    order = Order(library, arguments, len(calls), seconds=seconds, trace=True, sharing=ahead)
    sample = laboratory.plain.sample(order)
    kinds = [*laboratory.interface.answer_dtypes(), np.dtype("u8")]
    columns = None if sample.problem else decode(sample.answer, kinds)
    return ([] if columns is None else split(columns[-1], len(calls))), sample


def split(words: Column, count: int) -> list[Trace]:
    """The traces in a column that untrusted code may have written: none if they are not whole."""
    found: list[Trace] = []
    at = 0
    for _ in range(count):
        if at + 2 > words.size:
            return []
        hits, number = int(words[at]), int(words[at + 1])
        features, at = words[at + 2 : at + 2 + number], at + 2 + number
        if at >= words.size:
            return []
        noted, at = int(words[at]), at + 1
        pairs = words[at : at + 3 * noted]
        if pairs.size != 3 * noted:
            return []
        at += 3 * noted
        compared = tuple(map(_comparison, pairs.reshape(-1, 3)))
        found.append(Trace(hits, frozenset(features.tolist()), compared))
    return found


def _comparison(words: Column) -> Comparison:
    place = int(words[0])
    kind = np.float64 if place & _FLOATING else np.int64
    left, right = words[1:].view(kind).tolist()
    return Comparison(place >> 8, left, right)


class Coverage:
    """Which of the target's features some inputs have shown so far."""

    def __init__(self, laboratory: Laboratory, known: CoverageMap) -> None:
        self._laboratory = laboratory
        self._known = known
        self._features: set[int] = set()
        self.constants: dict[int, int | float] = {}
        """What is compared with a constant: with which."""

    def add(self, calls: Sequence[Call]) -> bool:
        """Whether these calls reach a block that none before them has reached."""
        before = len(self.blocks)
        for trace in traced(self._laboratory, calls):
            self._features |= trace.features
            for one in trace.comparisons:
                if one.place in self._known.constant:
                    self.constants[one.place] = one.right
        return len(self.blocks) > before

    def grows(self, calls: Sequence[Call]) -> bool:
        """Whether they would."""
        reached = {place_of(f) for trace in traced(self._laboratory, calls) for f in trace.features}
        return not reached & self._known.blocks.keys() <= self.blocks

    @property
    def blocks(self) -> set[int]:
        """The blocks of the target that were reached."""
        return {place_of(feature) for feature in self._features} & self._known.blocks.keys()

    @property
    def outcomes(self) -> Mapping[int, frozenset[Outcome]]:
        """What each comparison of the target came to."""
        found: dict[int, set[Outcome]] = {place: set() for place in self._known.comparisons}
        for feature in self._features:
            if place_of(feature) in found:
                number = feature & 0xFF
                found[place_of(feature)].add(Outcome(min(number, Outcome.CASE)))
        return {place: frozenset(seen) for place, seen in found.items()}

    @property
    def complete(self) -> bool:
        """Whether all blocks were reached; not known if there are none."""
        return bool(self._known.blocks) and len(self.blocks) == len(self._known.blocks)

    @property
    def share(self) -> float | None:
        """Lines reached / lines with code, if that is known."""
        return self._known.share(self.blocks)


def hits(laboratory: Laboratory, calls: Sequence[Call]) -> int:
    """How many basic blocks run on `calls`; 0 when the baseline does not get through them."""
    traces, _ = _run(laboratory, calls, COVERED, _SECONDS)
    return sum(trace.hits for trace in traces)
