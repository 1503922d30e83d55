"""How strong the checks of a function are: the share of its mutants that they tell from it.

Where they do not, more inputs are drawn for as long as mutants fall.
"""

import time
from collections.abc import Mapping
from itertools import islice

from lessonls.adapters.judge.build import (
    MUTANTS,
    Baseline,
    mutation_unit,
    rejected,
)
from lessonls.adapters.judge.checking.differential import Examiner
from lessonls.core.mutants import Mutant, mutants
from lessonls.core.verdict import MutationScore
from lessonls_sandbox.build import Build

_MOST = 56
_SECONDS = 2.0
_MOST_BUILDS = 3
_IN_VAIN, _MOST_SURVIVORS = 2, 6
_ORIGINAL = 0


class MutationTester:
    """Tests mutants of a baseline on what its rewrites are checked on."""

    def __init__(self, baseline: Baseline, examiner: Examiner) -> None:
        self._baseline = baseline
        self._examiner = examiner

    def score(self) -> MutationScore | None:
        """How many mutants are told from the original; None if they cannot be built."""
        target = self._baseline.target
        made = islice(mutants(target.code, target.language), _MOST)
        built, kept = _build(self._baseline, dict(enumerate(made, _ORIGINAL + 1)))
        if built is None or not kept:
            return None
        self._baseline.keep(MUTANTS, built.files["unit.so"])
        if self._examiner.tells_apart(MUTANTS, _ORIGINAL):
            return None  # it is another function when it is compiled so
        ends = time.monotonic() + _SECONDS
        told: set[int] = set()
        tried: set[int] = set()
        for number in kept:
            if time.monotonic() > ends:
                break
            tried.add(number)
            if self._examiner.tells_apart(MUTANTS, number):
                told.add(number)
        told |= self._hunt(tried - told, ends)
        survivors = [
            f"line {self._line(kept[number])}: {kept[number].change}"
            for number in sorted(tried - told)
        ]
        return MutationScore(
            mutants=len(tried), told=len(told), survivors=tuple(survivors[:_MOST_SURVIVORS])
        )

    def _hunt(self, alive: set[int], ends: float) -> set[int]:
        """Those that fall on more inputs, which every later candidate is checked on, too."""
        fallen: set[int] = set()
        in_vain = 0
        while alive - fallen and in_vain < _IN_VAIN and time.monotonic() < ends:
            more = self._examiner.more()
            found = {n for n in alive - fallen if self._examiner.tells_apart(MUTANTS, n, more)}
            if found:
                self._examiner.keep(more)
            fallen |= found
            in_vain = 0 if found else in_vain + 1
        return fallen

    def _line(self, mutant: Mutant) -> int:
        return self._baseline.target.line + mutant.line - 1


def _build(
    baseline: Baseline, made: Mapping[int, Mutant]
) -> tuple[Build | None, Mapping[int, Mutant]]:
    """The library of all that compile."""
    for _ in range(_MOST_BUILDS):
        source = mutation_unit(baseline.target, baseline.shape, made) if made else None
        if source is None:
            break
        built = baseline.toolchain.mutated(source)
        if built.succeeded:
            return built, made
        wrong = rejected(built.diagnostics)
        if not wrong:
            break
        made = {number: mutant for number, mutant in made.items() if number not in wrong}
    return None, {}
