"""Inputs from generators that are written from the declarations of the target's own unit."""

import time
from collections.abc import Sequence
from contextlib import suppress

from lessonls.adapters.judge.build import Baseline
from lessonls.adapters.judge.execution import GeneratorSource, Laboratory
from lessonls.adapters.judge.inference import generated
from lessonls.core.drivers import drivers
from lessonls.core.errors import LessonlsError
from lessonls.core.workload import Workload

_MOST = 6
SHARE = 0.7
"""Of the time, that other searches may take before drivers are tried."""


class Drivers:
    """Those of one baseline."""

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._texts: Sequence[str] = drivers(baseline.target, baseline.declared)[:_MOST]

    @property
    def share(self) -> float:
        """Of the time, that other searches may take before."""
        return SHARE if self._texts else 1.0

    def workload(self, laboratory: Laboratory, seconds: float) -> Workload | None:
        """The workload of the first whose inputs count, which the laboratory then makes inputs
        with; None if there is none, or no time for it.
        """
        end = time.monotonic() + seconds
        for text in self._texts:
            if time.monotonic() > end:
                break
            with suppress(LessonlsError):  # the next one may do
                self._baseline.build_generator(text)
                laboratory.source = GeneratorSource(laboratory.sanitized)
                name = self._baseline.target.qualified_name
                given = Workload(function=name, generator=text)
                return generated(self._baseline, laboratory, given)
            laboratory.source = None
        return None
