"""The inputs on which a candidate must agree with the baseline.

Many small and awkward ones: the smallest sizes, odd ones, primes, powers of two and their
neighbours; duplicates, zeros, negatives, sorted, extreme values. The baseline decides what
belongs to its domain: inputs on which it does not run clean under sanitizers are dropped.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

import numpy as np

from lessonls.adapters.judge.build import BASELINE
from lessonls.adapters.judge.execution import (
    NON_FINITE,
    Call,
    Coverage,
    Laboratory,
    Sharing,
    Style,
)
from lessonls.adapters.judge.inference import elements
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 0, 16, 17, 31, 32, 33, 64, 65, 100, 15, 6, 63, 128)
_LARGER = (129, 200, 257, 400, 600, 1000, 1025, 2048, 4099, 10_000)
_STYLES = [
    Style.FAR,
    *(style for style in Style if style not in {Style.PLAIN, Style.NULL, *NON_FINITE}),
]
"""Far numbers twice: each time they are of one magnitude, and many are out of the domain."""
_MOST_BYTES = 400_000
_MOST_CALL_BYTES = 32 << 20
_LARGER_SECONDS = 0.004
_LONG_SEARCHES = 4
_MOST_DRAWS, _MOST_IN_VAIN = 40, 5
_BATCH = 12
_SECONDS = 5.0
_QUICK_SECONDS, _LATE_SECONDS = 0.05, 1.0
_HEAVIEST = 4


Make = Callable[[Sequence[str], Workload, Mapping[str, int], Style, np.random.Generator], Call]
"""What makes the inputs for one call, as Laboratory.make does, or raises WorkloadError."""


def draw(
    make: Make,
    names: Sequence[str],
    workload: Workload,
    count: int,
    seed: int,
    heaviest: float = inf,
) -> list[Call]:
    """`count` inputs of many sizes and styles, the smallest first, none above `heaviest`."""
    rng = np.random.default_rng(seed)
    calls: list[Call] = []
    too_large = 0
    for index, sizes in enumerate(_assignments(workload, rng)):
        if len(calls) >= count or index > 4 * count or too_large >= _MOST_IN_VAIN:
            break
        # Where fixed tables are large, fewer inputs have to do.
        most = max(_MOST_BYTES, _MOST_CALL_BYTES // (len(calls) + 1))
        if weight(sizes) > heaviest or elements(workload.lengths, sizes) > most:
            continue
        call = _made(make, names, workload, sizes, _style(index, workload), rng)
        if call is not None and call.nbytes <= most:
            calls.append(call)
        elif call is not None:
            too_large += 1
    return calls


def weight(sizes: Mapping[str, int]) -> int:
    """What bounds the work of a call: the largest of its sizes."""
    return max(sizes.values(), default=0)


def heaviest(laboratory: Laboratory, library: str, calls: Sequence[Call]) -> float:
    """The largest weight with which the sanitized baseline is quick.

    One that needs the fourth power of its sizes would spend minutes on sizes around 100. Only
    calls with sizes that are all alike are asked, whose work grows with their weight.
    """
    alike = [call for call in calls if len(set(call.sizes.values())) == 1]
    ordered = sorted(alike, key=lambda call: weight(call.sizes))

    def slow(call: Call) -> bool:
        answer = laboratory.run_sanitized(library, [call], seconds=_LATE_SECONDS)
        return answer.sample.timed_out or answer.sample.cpu_seconds > _QUICK_SECONDS

    if not any(slow(call) for call in ordered[-_HEAVIEST:]):
        return inf
    first = bisect_left(ordered, True, key=slow)
    return weight(ordered[max(first - 1, 0)].sizes)


def _style(index: int, workload: Workload) -> Style:
    """Every third input is plain, the others have all other styles in turn."""
    turn, third = divmod(index, 3)
    if third == 0:
        return Style.PLAIN
    styles = [*_STYLES, Style.NULL] if workload.nullable else _STYLES
    return styles[(2 * turn + third - 1) % len(styles)]


def larger(
    laboratory: Laboratory, library: str, names: Sequence[str], workload: Workload, seed: int
) -> list[Call]:
    """Some larger inputs, for as long as the baseline is quick with them."""
    rng = np.random.default_rng(seed)
    calls: list[Call] = []
    for number in _LARGER if workload.sizes else ():
        sizes = {name: _fit(workload, name, number) for name in workload.sizes}
        if elements(workload.lengths, sizes) > _MOST_CALL_BYTES:
            break
        kinds = [workload, *[workload.timed] * (_LONG_SEARCHES if workload.timing else 0)]
        made = [_made(laboratory.make, names, k, sizes, Style.PLAIN, rng) for k in kinds]
        found = [call for call in made if call is not None]
        if not found:
            continue
        if max(call.nbytes for call in found) > _MOST_CALL_BYTES:
            break
        answer = laboratory.run(library, found, seconds=_SECONDS)
        if answer.problem or answer.sample.wall_seconds > _LARGER_SECONDS * len(found):
            break
        calls += found
    return calls


def until_covered(
    laboratory: Laboratory,
    library: str,
    names: Sequence[str],
    workload: Workload,
    coverage: Coverage,
    heaviest: float,
) -> list[list[Call]]:
    """More inputs, none above `heaviest`, for as long as they reach code that none before has."""
    found: list[Call] = []
    in_vain = 0
    for seed in range(1, _MOST_DRAWS):
        if coverage.complete or in_vain == _MOST_IN_VAIN:
            break
        drawn = draw(laboratory.make, names, workload, 3 * _BATCH, seed, heaviest)
        clean = [call for batch in in_domain(laboratory, library, drawn) for call in batch]
        useful = [call for call in clean if coverage.add([call])] if coverage.grows(clean) else []
        found += useful
        in_vain = 0 if useful else in_vain + 1
    return [found] if found else []


def non_finite(
    make: Make,
    names: Sequence[str],
    workload: Workload,
    count: int,
    seed: int,
    heaviest: float = inf,
) -> list[Call]:
    """Inputs with NaN and infinities among ordinary numbers; none where there are no reals."""
    rng = np.random.default_rng(seed)
    calls: list[Call] = []
    for index, sizes in enumerate(_assignments(workload, rng)):
        if index >= count:
            break
        if weight(sizes) > heaviest or elements(workload.lengths, sizes) > _MOST_BYTES:
            continue
        call = _made(make, names, workload, sizes, NON_FINITE[index % 2], rng)
        if call is not None and call.nbytes <= _MOST_BYTES and not call.finite:
            calls.append(call)
    return calls


def _made(
    make: Make,
    names: Sequence[str],
    workload: Workload,
    sizes: Mapping[str, int],
    style: Style,
    rng: np.random.Generator,
) -> Call | None:
    try:
        return make(names, workload, sizes, style, rng)
    except WorkloadError:
        return None  # this size gives a negative length: not in the domain


def _assignments(workload: Workload, rng: np.random.Generator) -> Iterator[Mapping[str, int]]:
    names = list(workload.sizes)
    for number in _SIZES:
        yield {name: _fit(workload, name, number) for name in names}
    while True:  # of one magnitude, or each of its own
        most = int(rng.choice([8, 24, 48, 100]))
        together = {name: int(rng.integers(0, most)) for name in names}
        apart = {name: int(2.0 ** float(rng.uniform(0, 6.7))) - 1 for name in names}
        chosen = together if rng.random() < 0.5 else apart
        yield {name: _fit(workload, name, number) for name, number in chosen.items()}


def _fit(workload: Workload, name: str, number: int) -> int:
    size = workload.sizes[name]
    number = max(number, size.minimum)
    return 1 << (number.bit_length() - 1) if size.power_of_two and number else number


def in_domain(
    laboratory: Laboratory, library: str, calls: Sequence[Call], sharing: Sharing = ()
) -> list[list[Call]]:
    """The calls that the plain baseline gets through and the sanitized one clean, in batches."""
    batches: list[list[Call]] = []
    for start in range(0, len(calls), _BATCH):
        kept = _clean(laboratory, library, calls[start : start + _BATCH], sharing)
        if kept:
            batches.append(kept)
    return batches


def _clean(
    laboratory: Laboratory, library: str, calls: Sequence[Call], sharing: Sharing
) -> list[Call]:
    """Halves the batch until every fault is alone."""
    answer = laboratory.run_sanitized(library, calls, seconds=_SECONDS, sharing=sharing)
    # Sanitizers do not see what goes so far astray that it meets other memory.
    if not answer.problem and not laboratory.run(BASELINE, calls, 1, _SECONDS, sharing).problem:
        return list(calls)
    if len(calls) == 1:
        return []
    middle = len(calls) // 2
    left = _clean(laboratory, library, calls[:middle], sharing)
    return [*left, *_clean(laboratory, library, calls[middle:], sharing)]
