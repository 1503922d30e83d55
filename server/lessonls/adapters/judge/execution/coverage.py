"""Which lines of the target run on some inputs."""

from collections.abc import Sequence

import numpy as np

from lessonls.adapters.judge.build import COVERED, CoverageMap
from lessonls.adapters.judge.execution.executor import Laboratory
from lessonls.adapters.judge.execution.inputs import Call, join
from lessonls_sandbox.run import Order
from lessonls_sandbox.wire import decode, encode

_SECONDS = 4.0


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
