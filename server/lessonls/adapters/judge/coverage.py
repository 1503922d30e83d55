"""Which lines of the target run on some inputs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lessonls.adapters.judge.inputs import Call, join
from lessonls.adapters.judge.laboratory import Laboratory
from lessonls.core.target import Target
from lessonls_sandbox.run import Order
from lessonls_sandbox.wire import decode, encode

COVERED = "baseline_cov.so"
"""The library with counters."""
_SECONDS = 4.0


@dataclass(frozen=True)
class CoverageMap:
    """Address in the coverage build -> line of the target (counted from 1 in its file)."""

    lines: dict[int, int]

    @property
    def all_lines(self) -> frozenset[int]:
        return frozenset(self.lines.values())

    def share(self, places: Iterable[int]) -> float:
        """Lines of the places / lines with code; 1 where there is nothing to reach."""
        reached = {self.lines[place] for place in places}
        return len(reached) / len(self.all_lines) if self.lines else 1.0


def coverage_map(places: bytes, target: Target) -> CoverageMap:
    """The map from the `places` of a coverage build, cut to the target's own lines."""
    last = target.line + target.code.count("\n")
    lines: dict[int, int] = {}
    for row in places.decode("utf-8", "replace").splitlines():
        match = re.match(r"\s*([0-9a-f]+)\s+(.*):(\d+)", row)
        if match and match[2].endswith(target.path.name) and target.line <= int(match[3]) <= last:
            lines[int(match[1], 16)] = int(match[3])
    return CoverageMap(lines)


class Coverage:
    """Which places in the target's code some inputs have reached so far."""

    def __init__(self, laboratory: Laboratory, known: CoverageMap) -> None:
        self._laboratory = laboratory
        self._known = known
        self._places: set[int] = set()

    def add(self, calls: Sequence[Call]) -> bool:
        """Whether these calls reach a place that none before them has reached."""
        places = self._reached(calls)
        grown = not places <= self._places
        self._places |= places
        return grown

    def grows(self, calls: Sequence[Call]) -> bool:
        """Whether they would."""
        return not self._reached(calls) <= self._places

    def _reached(self, calls: Sequence[Call]) -> set[int]:
        return (
            set(_traced(self._laboratory, calls)[1]) & self._known.lines.keys() if calls else set()
        )

    @property
    def complete(self) -> bool:
        return len(self._places) == len(self._known.lines)

    @property
    def share(self) -> float:
        """Lines reached / lines with code."""
        return self._known.share(self._places)


def hits(laboratory: Laboratory, calls: Sequence[Call]) -> int:
    """How many basic blocks run on `calls`; 0 when the baseline does not get through them."""
    return _traced(laboratory, calls)[0]


def _traced(laboratory: Laboratory, calls: Sequence[Call]) -> tuple[int, list[int]]:
    order = Order(COVERED, encode(join(calls)), len(calls), seconds=_SECONDS, trace=True)
    sample = laboratory.plain.sample(order)
    kinds = [*laboratory.interface.answer_dtypes(), np.dtype("u8")]
    columns = decode(sample.answer, kinds) if not sample.problem else None
    if columns is None or not columns[-1].size:
        return 0, []
    return int(columns[-1][0]), [int(place) for place in columns[-1][1:]]
