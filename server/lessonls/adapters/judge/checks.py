"""The inputs on which a candidate must agree with the baseline.

Many small and awkward ones: the smallest sizes, odd ones, primes, powers of two and their
neighbours; duplicates, zeros, negatives, sorted, extreme values. The baseline decides what
belongs to its domain: inputs on which it does not run clean under sanitizers are dropped.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lessonls.adapters.judge.inputs import Call, Style, make
from lessonls.adapters.judge.laboratory import Laboratory
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 0, 16, 17, 31, 32, 33, 64, 65, 100, 15, 6, 63, 128)
_MOST_BYTES = 400_000
_BATCH = 12
_SECONDS = 5.0


def draw(
    laboratory: Laboratory,
    names: Sequence[str],
    workload: Workload,
    count: int,
    seed: int,
) -> list[Call]:
    """`count` inputs of many sizes and styles, the smallest first."""
    rng = np.random.default_rng(seed)
    styles = list(Style)
    calls: list[Call] = []
    for index, sizes in enumerate(_assignments(workload, rng)):
        if len(calls) >= count or index > 4 * count:
            break
        style = Style.PLAIN if index % 3 == 0 else styles[index % len(styles)]
        try:
            call = make(laboratory.interface, names, workload, sizes, style, rng)
        except WorkloadError:
            continue  # this size gives a negative length: not in the domain
        if call.nbytes <= _MOST_BYTES:
            calls.append(call)
    return calls


def _assignments(workload: Workload, rng: np.random.Generator) -> Iterator[Mapping[str, int]]:
    names = list(workload.sizes)
    for number in _SIZES:
        yield {name: _fit(workload, name, number) for name in names}
    while True:
        most = int(rng.choice([8, 24, 48, 100]))
        yield {name: _fit(workload, name, int(rng.integers(0, most))) for name in names}


def _fit(workload: Workload, name: str, number: int) -> int:
    size = workload.sizes[name]
    number = max(number, size.minimum)
    return 1 << (number.bit_length() - 1) if size.power_of_two and number else number


def in_domain(laboratory: Laboratory, library: str, calls: Sequence[Call]) -> list[list[Call]]:
    """The calls on which the sanitized baseline runs clean, in batches."""
    batches: list[list[Call]] = []
    for start in range(0, len(calls), _BATCH):
        kept = _clean(laboratory, library, calls[start : start + _BATCH])
        if kept:
            batches.append(kept)
    return batches


def _clean(laboratory: Laboratory, library: str, calls: Sequence[Call]) -> list[Call]:
    """Halves the batch until every fault is alone."""
    if not laboratory.run_sanitized(library, calls, seconds=_SECONDS).problem:
        return list(calls)
    if len(calls) == 1:
        return []
    middle = len(calls) // 2
    left = _clean(laboratory, library, calls[:middle])
    return [*left, *_clean(laboratory, library, calls[middle:])]
