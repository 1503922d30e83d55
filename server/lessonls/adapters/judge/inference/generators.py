"""Inputs from a generator: a program in the target's language that somebody has written.

It is believed as little as a candidate. What it makes counts where the original runs clean on it
under sanitizers, answers depend on it, and most lines run.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lessonls.adapters.judge.execution import Call, Coverage, Style, by_call
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.sensitivity import changed
from lessonls.core.errors import NoInputsError, WorkloadError
from lessonls.core.workload import Size, Workload

SIZE = "size"
_SIZES = (5, 0, 1, 2, 3, 4, 8, 13, 16, 32, 64)
_SEEDS = (1, 2, 3)
_LEAST_CLEAN, _LEAST_COVERED = 0.5, 0.7


def generated(function: str, generator: str, probe: Probe, covered: Coverage) -> Workload:
    """The workload of a generator whose library has been built.

    Raises NoInputsError with the reason where its inputs do not count.
    """
    workload = Workload(function=function, sizes={SIZE: Size()}, generator=generator)
    calls = dict(_made(probe, workload))
    clean = {made: call for made, call in calls.items() if not probe.run([call]).problem}
    if len(clean) < _LEAST_CLEAN * len(_SIZES) * len(_SEEDS):
        raise NoInputsError(
            f"on inputs of the generator, {function} does not run clean: {probe.last_problem}."
        )
    if not _repeats(probe, workload, clean):
        raise NoInputsError("the generator makes other inputs from the same seed and size.")
    if len(_answers(probe, list(clean.values()))) < 2:
        raise NoInputsError(f"the results of {function} do not depend on what the generator makes.")
    for call in clean.values():
        covered.add([call])
    if covered.share < _LEAST_COVERED:
        raise NoInputsError(
            f"only {covered.share:.0%} of the lines of {function} run on what the generator makes."
        )
    least = min(size for size, _ in clean)
    return workload.model_copy(update={"sizes": {SIZE: Size(minimum=least)}})


def _made(probe: Probe, workload: Workload) -> Iterator[tuple[tuple[int, int], Call]]:
    """Calls by size and seed, where there are any: some functions have none of some sizes."""
    for size in _SIZES:
        for seed in _SEEDS:
            try:
                yield (size, seed), _call(probe, workload, size, seed)
            except WorkloadError as error:
                if size == _SIZES[0]:  # an ordinary one
                    raise NoInputsError(str(error)) from error


def _call(probe: Probe, workload: Workload, size: int, seed: int) -> Call:
    rng = np.random.default_rng(seed)
    return probe.laboratory.make(probe.names, workload, {SIZE: size}, Style.PLAIN, rng)


def _repeats(probe: Probe, workload: Workload, clean: Mapping[tuple[int, int], Call]) -> bool:
    size, seed = max(clean)
    again = _call(probe, workload, size, seed)
    pairs = zip(again.columns, clean[size, seed].columns, strict=True)
    return all(one.tobytes() == other.tobytes() for one, other in pairs)


def _answers(probe: Probe, calls: Sequence[Call]) -> set[tuple[bytes, ...]]:
    """The different results of calls on which the original runs clean; none where nothing shows."""
    interface = probe.laboratory.interface
    found = set[tuple[bytes, ...]]()
    for call in calls:
        (answer,) = by_call(interface, probe.run([call]).columns, 1)
        results = changed(interface, call, answer)
        if results:
            found.add(tuple(column.tobytes() for column in results))
    return found
