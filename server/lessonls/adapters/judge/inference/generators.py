"""Inputs that programs make: a generator that somebody has written, or a caller of the function.

They are trusted as little as a candidate. What is made counts if the original passes the
sanitizers on it, answers depend on it, and most lines run.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lessonls.adapters.judge.build import SANITIZED, Baseline
from lessonls.adapters.judge.execution import Call, Coverage, Laboratory, Style, by_call
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.sensitivity import changed
from lessonls.core.errors import NoInputsError, WorkloadError
from lessonls.core.workload import Size, Workload

_SIZE = "size"
_SIZES = (5, 0, 1, 2, 3, 4, 8, 13, 16, 32, 64)
_SEEDS = (1, 2, 3)
_LEAST_CLEAN, _LEAST_COVERED = 0.5, 0.7


def generated(baseline: Baseline, laboratory: Laboratory, given: Workload) -> Workload:
    """The workload that a generator is for, with the sizes that the user has written, where there
    are any. Raises NoInputsError with the reason where its inputs do not count.
    """
    sizes = given.sizes or {_SIZE: Size()}
    workload = Workload(function=given.function, sizes=sizes, generator=given.generator)
    clean = counted(baseline, laboratory, workload, "the generator")
    least = min(size for size, _ in clean)
    return (
        workload
        if given.sizes
        else workload.model_copy(update={"sizes": {_SIZE: Size(minimum=least)}})
    )


def counted(
    baseline: Baseline, laboratory: Laboratory, workload: Workload, who: str
) -> Mapping[tuple[int, int], Call]:
    """What the laboratory's source makes, by size and seed, where the original passes the
    sanitizers on it. `who` makes it. Raises NoInputsError with the reason where that does not
    count.
    """
    function = baseline.target.qualified_name
    probe = Probe(laboratory, SANITIZED, baseline.names)
    calls = dict(_made(probe, workload))
    clean = {made: call for made, call in calls.items() if not probe.run([call]).problem}
    if len(clean) < _LEAST_CLEAN * max(len(calls), len(_SIZES)):
        raise NoInputsError(
            f"{function} does not pass the sanitizers on the inputs that {who} makes: "
            f"{probe.last_problem}."
        )
    if not _repeats(probe, workload, clean):
        raise NoInputsError(
            f"{who} makes different inputs from the same seed and size: it must be deterministic."
        )
    if len(_answers(probe, list(clean.values()))) < 2:
        raise NoInputsError(
            f"the results of {function} do not depend on the inputs that {who} makes."
        )
    covered = Coverage(laboratory, baseline.covered)
    for call in clean.values():
        covered.add([call])
    share = covered.share
    if share is not None and share < _LEAST_COVERED:
        raise NoInputsError(
            f"only {share:.0%} of the lines of {function} run on the inputs that {who} makes."
        )
    return clean


def _made(probe: Probe, workload: Workload) -> Iterator[tuple[tuple[int, int], Call]]:
    """Calls by size and seed, where there are any: some functions have none of some sizes."""
    for size in _SIZES:
        for seed in _SEEDS:
            try:
                yield (size, seed), _call(probe, workload, size, seed)
            except WorkloadError as error:
                if size == _SIZES[0] and seed == _SEEDS[-1]:  # an ordinary one
                    raise NoInputsError(str(error)) from error


def _call(probe: Probe, workload: Workload, size: int, seed: int) -> Call:
    rng = np.random.default_rng(seed)
    sizes = {
        name: 1 << size.bit_length() if one.power_of_two else max(size, one.minimum)
        for name, one in workload.sizes.items()
    }
    return probe.laboratory.make(probe.names, workload, sizes, Style.PLAIN, rng)


def _repeats(probe: Probe, workload: Workload, clean: Mapping[tuple[int, int], Call]) -> bool:
    size, seed = max(clean)
    again = _call(probe, workload, size, seed)
    pairs = zip(again.columns, clean[size, seed].columns, strict=True)
    return all(one.tobytes() == other.tobytes() for one, other in pairs)


def _answers(probe: Probe, calls: Sequence[Call]) -> set[tuple[bytes, ...]]:
    """The different results of calls on which the original passes the sanitizers; none if nothing
    shows.
    """
    interface = probe.laboratory.interface
    found = set[tuple[bytes, ...]]()
    for call in calls:
        (answer,) = by_call(interface, probe.run([call]).columns, 1)
        results = changed(interface, call, answer)
        if results:
            found.add(tuple(column.tobytes() for column in results))
    return found
