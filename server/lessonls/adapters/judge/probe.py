"""Experiments on the baseline: does it run clean on inputs of a given form?"""

from collections.abc import Mapping, Sequence

import numpy as np

from lessonls.adapters.judge.coverage import hits
from lessonls.adapters.judge.inputs import Call, Style, make
from lessonls.adapters.judge.laboratory import Answer, Laboratory
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size, Workload

_PROBE_SECONDS = 4.0


class Probe:
    """Runs the sanitized baseline on made inputs; counts its experiments."""

    def __init__(self, laboratory: Laboratory, library: str, names: Sequence[str]) -> None:
        self.laboratory = laboratory
        self.library = library
        self.names = tuple(names)
        self.experiments = 0
        self.last_problem = ""

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
        )
        return [
            make(
                self.laboratory.interface,
                self.names,
                workload,
                sizes,
                style,
                np.random.default_rng(seed),
            )
            for seed in seeds
        ]

    def run(self, calls: Sequence[Call]) -> Answer:
        """The sanitized baseline's answer."""
        self.experiments += 1
        answer = self.laboratory.run_sanitized(self.library, calls, seconds=_PROBE_SECONDS)
        if answer.problem:
            self.last_problem = answer.fault
        return answer

    def clean(
        self,
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        sizes: Mapping[str, int],
        seeds: Sequence[int] = (1,),
    ) -> bool:
        """Whether the baseline runs without a fault on such inputs."""
        try:
            calls = self.calls(lengths, values, sizes, seeds)
        except WorkloadError as error:  # a length below zero: these sizes are not in the domain
            self.last_problem = str(error)
            return False
        return not self.run(calls).problem

    def work(
        self, lengths: Mapping[str, str], values: Mapping[str, str], sizes: Mapping[str, int]
    ) -> int:
        """How many basic blocks run: a measure of work without a clock; 0 on a fault."""
        return hits(self.laboratory, self.calls(lengths, values, sizes, (41,)))
