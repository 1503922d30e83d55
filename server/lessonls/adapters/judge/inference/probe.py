"""Experiments on the baseline: does it pass the sanitizers on inputs of a given form?"""

import re
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf

import numpy as np

from lessonls.adapters.judge.execution import Answer, Call, Laboratory, Style, hits
from lessonls.adapters.judge.inference.dictionary import Literals
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size, Workload

_PROBE_SECONDS, _LEAST_SECONDS = 4.0, 1.0
"""How long an experiment may take: less after each that took too long."""
_ARITHMETIC = re.compile("overflow: |cannot be represented|division by zero|shift exponent|outside")


class TimeIsUpError(WorkloadError):
    """Experiments have gone on for as long as they may."""


@dataclass(frozen=True)
class Trial:
    """How one experiment ended: without a `problem`, in `seconds` of processor time."""

    problem: str = ""
    seconds: float = 0.0
    late: bool = False

    @property
    def touched_other_memory(self) -> bool:
        """Whether it went beyond its arguments, as far as one can tell from the fault."""
        return bool(self.problem) and not self.late and not self.out_of_range

    @property
    def out_of_range(self) -> bool:
        """Whether a number did not fit where it was to go."""
        return _ARITHMETIC.search(self.problem) is not None


class Probe:
    """Runs the sanitized baseline on made inputs; remembers and counts its experiments.

    `literals` are those of the function's text, `styles` those in which lengths are looked for,
    `terminated` lists those whose last element ends them, `counted` texts that need no zero there.
    With `every_choice`, lengths are enough for all values of a mode.
    """

    def __init__(
        self,
        laboratory: Laboratory,
        library: str,
        names: Sequence[str],
        literals: Literals | None = None,
    ) -> None:
        self.laboratory = laboratory
        self.library = library
        self.names = tuple(names)
        self.literals = literals or Literals()
        self.styles: tuple[Style, ...] = (Style.PLAIN,)
        self.terminated: frozenset[str] = frozenset()
        self.counted: frozenset[str] = frozenset()
        self.every_choice = True
        self._leading: Mapping[str, int] = {}
        self._nullable: tuple[str, ...] = ()
        self.experiments = 0
        self.last_problem = ""
        self.out_of_range = False
        self._trials: dict[tuple[object, ...], Trial] = {}
        self._end = inf
        self._patience = _PROBE_SECONDS

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """Experiments inside raise TimeIsUpError once these seconds are over."""
        before, self._end = self._end, time.monotonic() + seconds
        try:
            yield
        finally:
            self._end = before

    def lead(self, leading: Mapping[str, int]) -> None:
        """From now on there are so many elements in front of what these parameters point to."""
        self._leading = leading
        self.laboratory.point(self.names, leading)

    @contextmanager
    def null(self, path: str) -> Generator[None]:
        """Inputs inside that have the style for it have null pointers at this place."""
        self._nullable = (path,)
        try:
            yield
        finally:
            self._nullable = ()

    def _left(self) -> float:
        """The seconds that are left for the next experiment."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeIsUpError("the time for experiments is up.")
        return left

    def calls(
        self,
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        sizes: Mapping[str, int],
        seeds: Sequence[int],
        style: Style = Style.PLAIN,
    ) -> list[Call]:
        """One call per seed."""
        workload = Workload(
            function="probe",
            sizes={name: Size() for name in sizes},
            lengths=dict(lengths),
            values=dict(values),
            terminated=tuple(self.terminated),
            counted=tuple(self.counted),
            leading=dict(self._leading),
            nullable=self._nullable,
        )
        return [
            self.laboratory.make(
                self.names,
                workload,
                sizes,
                style,
                np.random.default_rng(seed),
            )
            for seed in seeds
        ]

    def run(self, calls: Sequence[Call], limit: float = _PROBE_SECONDS) -> Answer:
        """The sanitized baseline's answer, if it comes within `limit` seconds."""
        left = self._left()
        self.experiments += 1
        seconds = min(limit, left, self._patience)
        answer = self.laboratory.run_sanitized(self.library, calls, seconds=seconds)
        if answer.sample.timed_out:
            if left < min(limit, self._patience):
                raise TimeIsUpError("the time for experiments is up.")
            self._patience = max(_LEAST_SECONDS, self._patience / 2)
        if answer.problem:
            self.last_problem = answer.fault_of(self.names)
        return answer

    def trial(
        self,
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        sizes: Mapping[str, int],
        seeds: Sequence[int] = (1,),
        limit: float = _PROBE_SECONDS,
        styles: Sequence[Style] = (Style.PLAIN,),
    ) -> Trial:
        """How the baseline gets through such inputs, in each of the styles, in one process.

        The same question is asked only once.
        """
        asked = (lengths.items(), values.items(), sizes.items(), seeds, styles)
        known = (self.terminated, self.counted, self._nullable, tuple(self._leading.items()))
        key = (*map(tuple, asked), limit, *known)
        if key not in self._trials:
            self._trials[key] = self._tried(lengths, values, sizes, seeds, limit, styles)
        found = self._trials[key]
        self.last_problem = found.problem or self.last_problem
        self.out_of_range |= found.out_of_range
        return found

    def _tried(
        self,
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        sizes: Mapping[str, int],
        seeds: Sequence[int],
        limit: float,
        styles: Sequence[Style],
    ) -> Trial:
        try:
            calls = [
                call
                for style in styles
                for call in self.calls(lengths, values, sizes, seeds, style)
            ]
        except WorkloadError as error:  # a length below zero: these sizes are not in the domain
            return Trial(str(error))
        answer = self.run(calls, limit)
        problem = answer.fault_of(self.names) if answer.problem else ""
        return Trial(problem, answer.sample.cpu_seconds, answer.sample.timed_out)

    def clean(
        self,
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        sizes: Mapping[str, int],
        seeds: Sequence[int] = (1,),
        styles: Sequence[Style] = (Style.PLAIN,),
    ) -> bool:
        """Whether the baseline runs without a fault on such inputs."""
        return not self.trial(lengths, values, sizes, seeds, styles=styles).problem

    def work(
        self, lengths: Mapping[str, str], values: Mapping[str, str], sizes: Mapping[str, int]
    ) -> int:
        """How many basic blocks run: a measure of work without a clock; 0 on a fault."""
        return self.hits(self.calls(lengths, values, sizes, (41,)))

    def hits(self, calls: Sequence[Call]) -> int:
        """How many basic blocks run on these calls; 0 on a fault."""
        self._left()
        return hits(self.laboratory, calls)
