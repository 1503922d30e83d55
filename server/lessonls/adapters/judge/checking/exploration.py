"""More inputs than are drawn: what conditions in the original and in a candidate ask for."""

import time
from collections.abc import Sequence

import numpy as np

from lessonls.adapters.judge.build import COVERED, SANITIZED, Baseline, CoverageMap
from lessonls.adapters.judge.checking import corpus
from lessonls.adapters.judge.execution import Call, Laboratory, Style
from lessonls.adapters.judge.fuzzing import OF_SHORT_LISTS, Fuzzer, Mutator, look_alikes
from lessonls.core.reading.constants import constants
from lessonls.core.reading.surroundings import with_helpers
from lessonls.core.workload import Workload

_SEED = 20260411
_BLIND, _TIMES = 96, 8
"""Inputs that are changed at random, and not chosen; how often those of each shape are made that
short lists have.
"""
_BOUNDARIES, _BISECTED, _ASKED = 72, 4, 24
"""Inputs at which comparisons are decided, comparisons that are bisected, and inputs with the
constants of a candidate.
"""
_ROUNDS, _SECONDS = 16, 4.0
_CANDIDATE_ROUNDS, _CANDIDATE_SECONDS = 10, 1.0
"""Rounds of a search, and how long all may take: it is over sooner but for slow functions."""
_BATCH_SECONDS = 0.25
_MOST_BYTES = 1 << 16
_FEW, _LARGE = 2, float(1 << 18)
"""Inputs of which numbers are changed together; how heavy large ones may be."""


class Explorer:
    """Makes more inputs of those that a function is made for."""

    def __init__(
        self, baseline: Baseline, laboratory: Laboratory, workload: Workload, heaviest: float
    ) -> None:
        self._target = baseline.target
        self._laboratory = laboratory
        self._heaviest = heaviest
        self._known = baseline.covered
        self._named = baseline.named
        self._seeds: list[Call] = []
        self._ends = 0.0
        self._rng = np.random.default_rng(_SEED + 2)
        text = with_helpers(self._target)
        known = constants(text, self._target.language, baseline.named)
        self.mutator = Mutator.of(
            laboratory.interface, laboratory.make, baseline.names, workload, known
        )

    def for_baseline(self, calls: Sequence[Call]) -> list[Call]:
        """What is made of `calls` at random, and what reaches more in the baseline."""
        if not self.mutator.places:
            return []
        self._ends = time.monotonic() + _SECONDS
        rng = np.random.default_rng(_SEED)
        fuzzer = self._fuzzer(COVERED, self._known, self.mutator)
        fuzzer.see(calls)
        seeds = self._seeds = _seeds(calls)
        fuzzer.mutator = self.mutator = fuzzer.mutator.widened(seeds, self._in_domain)
        found = fuzzer.search(seeds, _ROUNDS, self._ends, rng)
        blind = [self.mutator.mutated(seeds[i % len(seeds)], rng) for i in range(_BLIND)]
        near = [*fuzzer.boundaries(_BOUNDARIES, rng), *fuzzer.bisected(_BISECTED, rng)]
        alike = look_alikes(self.mutator, seeds, rng)
        named = enumerate(OF_SHORT_LISTS * _TIMES)
        pairs = [(seeds[at % len(seeds)], shape) for at, shape in named]
        made = [(one, self.mutator.shaped(one, rng, shape)) for one, shape in pairs]
        short = [changed for one, changed in made if changed is not one]
        together = [made for call in seeds[:_FEW] for made in self.mutator.together(call)]
        return [*found, *near, *self._in_domain([*blind, *alike, *short, *together])]

    def more(self) -> list[Call]:
        """Other inputs that are made of the same at random."""
        if not self._seeds:
            return []
        self._ends = time.monotonic() + _CANDIDATE_SECONDS
        chosen = (self._seeds[int(self._rng.integers(len(self._seeds)))] for _ in range(_BLIND))
        return self._in_domain([self.mutator.mutated(call, self._rng) for call in chosen])

    def for_candidate(
        self, code: str, library: str, known: CoverageMap, calls: Sequence[Call]
    ) -> list[Call]:
        """What a candidate's own constants and conditions ask for. `library` says what runs in it,
        and `known` what that means.
        """
        if not self.mutator.places:
            return []
        self._ends = time.monotonic() + _CANDIDATE_SECONDS
        rng = np.random.default_rng(_SEED + 1)
        fuzzer = self._fuzzer(library, known, self.mutator)
        fuzzer.see(calls)
        seeds = _seeds(calls)
        found = fuzzer.search(seeds, _CANDIDATE_ROUNDS, self._ends, rng)
        found += fuzzer.boundaries(_ASKED, rng)
        own = constants(code, self._target.language, self._named)
        new = own.with_numbers(fuzzer.mutator.constants.numbers).without(self.mutator.constants)
        if not new.numbers:
            return found
        own_ones = self.mutator.with_constants(new)
        asked = [*own_ones.asked(seeds, rng, _ASKED), *own_ones.colliding(seeds, rng)]
        asked += look_alikes(own_ones, seeds, rng) if new.characters else []
        asked += [made for call in seeds[:_FEW] for made in own_ones.together(call)]
        large = self._in_domain(list(own_ones.large(seeds, rng)), heaviest=_LARGE)
        return [*found, *self._in_domain(asked), *large]

    def _fuzzer(self, library: str, known: CoverageMap, mutator: Mutator) -> Fuzzer:
        return Fuzzer(self._laboratory, library, known, mutator, self._in_domain)

    def _in_domain(self, calls: Sequence[Call], heaviest: float = 0.0) -> list[Call]:
        most = max(self._heaviest, heaviest)
        light = [c for c in calls if corpus.weight(c.sizes) <= most]
        batches = corpus.in_domain(
            self._laboratory, SANITIZED, light, seconds=_BATCH_SECONDS, ends=self._ends
        )
        return [call for batch in batches for call in batch]


def _seeds(calls: Sequence[Call]) -> list[Call]:
    """Ordinary small inputs, of which others are made."""
    light = [c for c in calls if c.nbytes <= _MOST_BYTES]
    ordinary = {Style.PLAIN, Style.RAGGED}
    plain = [c for c in light if c.style in ordinary and max(c.sizes.values(), default=1) > 1]
    return plain or light or list(calls)
