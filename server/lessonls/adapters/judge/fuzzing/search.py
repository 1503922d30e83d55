"""Fuzzing guided by coverage: what reaches a new block or outcome is kept, and changed further.

As libFuzzer does it (LLVM, "libFuzzer – a library for coverage-guided fuzz testing"), with typed
columns in the place of bytes; and operands that were compared are put where inputs have them
(Aschermann et al., REDQUEEN, NDSS 2019).
"""

import time
from collections.abc import Callable, Sequence

import numpy as np

from lessonls.adapters.judge.build import CoverageMap
from lessonls.adapters.judge.execution import (
    Call,
    Comparison,
    Laboratory,
    Outcome,
    Trace,
    place_of,
    traced,
)
from lessonls.adapters.judge.fuzzing.mutator import Mutator

_BATCH, _SEEN = 16, 48
_SECONDS = 0.25
_MOST_BYTES = 1 << 16
_MOST_UNDECIDED, _MOST_REJECTED = 8, 3
_MOST_COMPARED, _NEAR = 6, 4
_DIRECTED = 0.5
_SECTIONS = 13
"""After so many cuts into 16 parts nothing is left between two reals."""
InDomain = Callable[[Sequence[Call]], Sequence[Call]]
"""Those of some calls that the function is made for."""


class Fuzzer:
    """Fuzzes one build that says what runs in it, at the places of `known`."""

    def __init__(
        self,
        laboratory: Laboratory,
        library: str,
        known: CoverageMap,
        mutator: Mutator,
        in_domain: InDomain,
    ) -> None:
        self.mutator = mutator
        self._laboratory = laboratory
        self._library = library
        self._known = known
        self._in_domain = in_domain
        self._features: set[int] = set()
        self._kept: list[Call] = []
        self._rejected: dict[int, int] = {}
        self._undecided: list[tuple[Call, Comparison]] = []
        self._compared: dict[int, list[tuple[Call, Comparison]]] = {}

    def see(self, calls: Sequence[Call]) -> None:
        """What inputs of the domain do here; others are made of them, with what they are compared
        with.
        """
        constants: dict[int | float, None] = {}
        light = [call for call in calls if call.nbytes <= _MOST_BYTES]
        for start in range(0, len(light), _SEEN):
            batch = light[start : start + _SEEN]
            for call, trace in zip(batch, self._traced(batch), strict=True):
                self._features |= self._interesting(trace)
                self._note(call, trace)
                constants |= {
                    one.right: None
                    for one in trace.comparisons
                    if one.place in self._known.constant
                }
        known = self.mutator.constants.with_numbers(constants)
        self.mutator = self.mutator.with_constants(known)

    def search(
        self, seeds: Sequence[Call], rounds: int, ends: float, rng: np.random.Generator
    ) -> list[Call]:
        """Inputs of the domain that show something new, after so many rounds of a few calls, or
        when the monotonic clock says that time `ends`.
        """
        light = [call for call in seeds if call.nbytes <= _MOST_BYTES]
        if not light or not self.mutator.places:
            return []
        for _ in range(rounds):
            if time.monotonic() > ends:
                break
            self._try(self._batch(light, rng))
        return list(self._kept)

    def boundaries(self, most: int, rng: np.random.Generator) -> list[Call]:
        """Inputs of the domain in which operands are equal, or next to that: some for every
        comparison that was seen.
        """
        made: list[Call] = []
        for pairs in self._compared.values():
            for call, comparison in pairs:
                near = list(self.mutator.towards(call, comparison, rng))
                made += [near[int(i)] for i in rng.permutation(len(near))[:_NEAR]]
        chosen = rng.permutation(len(made))[:most]
        return list(self._in_domain([made[int(i)] for i in sorted(chosen)]))

    def bisected(self, most: int, rng: np.random.Generator) -> list[Call]:
        """Inputs of the domain close to where comparisons of reals turn, and ever closer: for the
        first few comparisons whose operands are none of the inputs.
        """
        found: list[Call] = []
        for place, pairs in self._compared.items():
            call, comparison = pairs[0]
            if most == 0:
                break
            if isinstance(comparison.left, float) and not self._is_input(call, comparison):
                near = self._turning(place, call, rng)
                found += near
                most -= bool(near)
        return list(self._in_domain(found))

    def _is_input(self, call: Call, comparison: Comparison) -> bool:
        reals = [call.columns[p.column] for p in self.mutator.places if p.real]
        return all(
            any(bool((column == value).any()) for column in reals)
            for value in (comparison.left, comparison.right)
        )

    def _turning(self, place: int, one: Call, rng: np.random.Generator) -> list[Call]:
        """Calls on both sides of where a comparison turns."""
        others = [self.mutator.like(one, rng) for _ in range(_BATCH)]
        alike = [call for call in others if call is not None]
        signs = self._signs(place, [one, *alike])
        turned = [c for c, sign in zip(alike, signs[1:], strict=True) if sign and sign != signs[0]]
        if not turned or not signs[0]:
            return []
        other, low, high = turned[0], 0.0, 1.0
        found: list[Call] = []
        for _ in range(_SECTIONS):
            parts = [low + (high - low) * i / _BATCH for i in range(1, _BATCH)]
            calls = [self.mutator.between(one, other, part) for part in parts]
            turned_at = [sign != signs[0] for sign in self._signs(place, calls)]
            at = turned_at.index(True) if True in turned_at else len(parts)
            found += calls[max(at - 1, 0) : at + 1]
            low, high = parts[at - 1] if at else low, parts[at] if at < len(parts) else high
        return found

    def _signs(self, place: int, calls: Sequence[Call]) -> list[float | None]:
        """On which side the first comparison at a place comes out, in each of the calls."""
        found: list[float | None] = []
        for trace in self._traced(calls):
            first = next((one for one in trace.comparisons if one.place == place), None)
            found.append(None if first is None else float(np.sign(first.left - first.right)))
        return found

    def _batch(self, seeds: Sequence[Call], rng: np.random.Generator) -> list[Call]:
        """Half of it is directed at comparisons, the other half changed at random."""
        made: list[Call] = []
        while self._undecided and len(made) < _DIRECTED * _BATCH:
            at = int(rng.integers(len(self._undecided)))
            call, comparison = self._undecided.pop(at)
            if not self._is_decided(comparison):
                made += self.mutator.towards(call, comparison, rng)
        while len(made) < _BATCH:
            pool = self._kept if self._kept and rng.random() < _DIRECTED else seeds
            made.append(self.mutator.mutated(pool[int(rng.integers(len(pool)))], rng))
        return [call for call in made if call.nbytes <= 4 * _MOST_BYTES]

    def _try(self, calls: Sequence[Call]) -> None:
        fresh: list[tuple[Call, Trace]] = []
        for call, trace in zip(calls, self._traced(calls), strict=True):
            new = self._interesting(trace) - self._features
            if any(self._rejected.get(one, 0) < _MOST_REJECTED for one in new):
                fresh.append((call, trace))
        welcome = {id(call) for call in self._in_domain([call for call, _ in fresh])}
        for call, trace in fresh:
            new = self._interesting(trace) - self._features
            if id(call) not in welcome:
                self._rejected |= {one: self._rejected.get(one, 0) + 1 for one in new}
            elif new:
                self._features |= new
                self._kept.append(call)
                self._note(call, trace)

    def _traced(self, calls: Sequence[Call]) -> list[Trace]:
        return traced(self._laboratory, calls, self._library, _SECONDS)

    def _interesting(self, trace: Trace) -> set[int]:
        return {one for one in trace.features if place_of(one) in self._known.places}

    def _note(self, call: Call, trace: Trace) -> None:
        """Comparisons that may yet come out in another way."""
        if call.nbytes <= _MOST_BYTES:
            for one in trace.comparisons:
                if one.place in self._known.places:
                    known = self._compared.setdefault(one.place, [])
                    if len(known) < _MOST_COMPARED:
                        known.append((call, one))
            own = [one for one in trace.comparisons if one.place in self._known.places]
            open_ones = [one for one in own if not self._is_decided(one)]
            self._undecided += [(call, one) for one in open_ones[:_MOST_UNDECIDED]]

    def _is_decided(self, comparison: Comparison) -> bool:
        """Whether it has come out less, equal and greater."""
        return all(
            (comparison.place << 8 | outcome) in self._features
            for outcome in (Outcome.LESS, Outcome.EQUAL, Outcome.GREATER)
        )
