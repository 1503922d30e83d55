"""Inputs from generators that are written from the declarations of the target's own unit."""

import time
from collections.abc import Sequence
from contextlib import suppress

from lessonls.adapters.judge.build import Baseline, Sources
from lessonls.adapters.judge.execution import GeneratorSource, Laboratory
from lessonls.adapters.judge.inference import generated
from lessonls.core.drivers import Driver, drivers
from lessonls.core.errors import LessonlsError
from lessonls.core.workload import Workload

_MOST, _MOST_FILES = 6, 3
SHARE = 0.7
"""Of the time, that other searches may take before drivers are tried."""


class Drivers:
    """Those of one baseline; `sources` gives other files of its project."""

    def __init__(self, baseline: Baseline, sources: Sources) -> None:
        self._baseline = baseline
        self._sources = sources
        member = any(one.name == "this" for one in baseline.prototype.parameters)
        found = drivers(baseline.target, baseline.declared, with_object=member)
        self._drivers: Sequence[Driver] = found[:_MOST]

    @property
    def share(self) -> float:
        """Of the time, that other searches may take before."""
        return SHARE if self._drivers else 1.0

    def workload(self, laboratory: Laboratory, seconds: float) -> Workload | None:
        """The workload of the first whose inputs count, which the laboratory then makes inputs
        with; None if there is none, or no time for it.
        """
        end = time.monotonic() + seconds
        for driver in self._drivers:
            if time.monotonic() > end:
                break
            with suppress(LessonlsError):  # the next one may do
                self._build(driver)
                laboratory.source = GeneratorSource(laboratory.sanitized)
                name = self._baseline.target.qualified_name
                given = Workload(function=name, generator=driver.text)
                return generated(self._baseline, laboratory, given)
            laboratory.source = None
        return None

    def _build(self, driver: Driver) -> None:
        """Builds a driver with the files of the program that define what it uses."""
        baseline = self._baseline.with_functions(driver.calls, self._sources)
        for _ in range(_MOST_FILES):
            missing = baseline.build_generator(driver.text)
            completed = baseline.with_functions(missing, self._sources)
            if completed is baseline:
                break
            baseline = completed
