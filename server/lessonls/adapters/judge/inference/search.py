"""The search for a workload of one baseline, from all that is known of it."""

import time

from lessonls.adapters.judge.build import SANITIZED, Baseline
from lessonls.adapters.judge.execution import Coverage, Laboratory, singled, with_one_object
from lessonls.adapters.judge.inference.dictionary import literals
from lessonls.adapters.judge.inference.draft import layout
from lessonls.adapters.judge.inference.infer import infer
from lessonls.adapters.judge.inference.probe import Probe, TimeIsUpError
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.core.errors import WorkloadError
from lessonls.core.reading.surroundings import helpers, with_helpers
from lessonls.core.workload import Workload

_COVERED_SIZES = {9: range(8), 40: range(8, 11)}
"""Sizes and seeds with which inference looks which lines run."""


def search(baseline: Baseline, laboratory: Laboratory, seconds: float) -> Workload:
    """A workload that is found within some seconds: with pointers that lead to one struct where
    that seems so, else with lists behind all of them. The laboratory's interface is then the one
    that it is for. Raises WorkloadError.
    """
    lists = with_one_object(laboratory.interface, baseline.names)
    target = baseline.target
    single = singled(lists, baseline.names, target.code, baseline.reach or helpers(target))
    started = time.monotonic()
    laboratory.interface = single
    try:
        return _inferred(baseline, laboratory, seconds)
    except WorkloadError as error:
        left = seconds - (time.monotonic() - started)
        if single == lists or left <= 0:
            raise
        laboratory.interface = lists
        try:
            return _inferred(baseline, laboratory, left)
        except TimeIsUpError:
            raise error from None  # it says more than that the rest of the time is up


def _inferred(baseline: Baseline, laboratory: Laboratory, seconds: float) -> Workload:
    target = baseline.target
    known = literals(target.code, target.language, helpers(target), baseline.named)
    probe = Probe(laboratory, SANITIZED, baseline.names, known)

    def coverage(workload: Workload) -> float:
        covered = Coverage(laboratory, baseline.covered)
        for number, seeds in _COVERED_SIZES.items():
            numbers = {name: size.fitted(number) for name, size in workload.sizes.items()}
            covered.add(probe.calls(workload.lengths, workload.values, numbers, seeds))
            if covered.complete:
                break
        return covered.share or 0.0  # if it is not known, all workloads count the same

    subject = Subject(
        target.qualified_name,
        target.code,
        probe,
        layout(
            laboratory.interface, baseline.names, with_helpers(target), baseline.reach
        ).with_modes(known.modes),
        coverage,
    )
    return infer(subject, seconds)
