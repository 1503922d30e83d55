"""The inputs on which a candidate must agree with the baseline.

Many small and awkward ones: the smallest sizes, odd ones, primes, powers of two and their
neighbours; duplicates, zeros, negatives, sorted, extreme values. The baseline decides what
belongs to its domain: inputs on which it does not pass the sanitizers are dropped.
"""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

import numpy as np

from lessonls.adapters.judge.build import BASELINE
from lessonls.adapters.judge.execution import (
    AWKWARD,
    Answer,
    Call,
    Coverage,
    Laboratory,
    Make,
    Sharing,
    Style,
)
from lessonls.adapters.judge.fuzzing import SHAPES, Mutator
from lessonls.adapters.judge.inference import elements
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 0, 16, 17, 31, 32, 33, 64, 65, 100, 15, 6, 63, 128)
_LARGER = (129, 200, 257, 400, 600, 1000, 1023, 1025, 2048, 4096, 4099, 8192, 10_000)
_UNEVEN = ((1000, 1), (257, 130), (131, 400), (1, 1))
_SOME_SHAPES = ("largest", "constant", "cycle", "backwards", "runs", "ascending")
_STYLES = [
    Style.FAR,
    *(style for style in Style if style not in {Style.PLAIN, Style.NULL, *AWKWARD}),
]
"""Far numbers twice: each time they are of one magnitude, and many are out of the domain."""
_MOST_BYTES = 400_000
_MOST_CALL_BYTES = 32 << 20
_MOST_TIMED = 4 << 20
_FEW_SHAPES = ((4 << 20, 1), (1 << 19, 2), (1 << 17, 4))
"""Bytes of a call above which there are so many of its shapes."""
_LARGER_SECONDS, _LARGER_BUDGET, _LEAST_SECONDS = 0.004, 0.06, 1e-5
"""How long a larger call may take, and all of those that are shaped."""
_LONG_SEARCHES = 4
_MOST_DRAWS, _MOST_IN_VAIN, _MORE = 40, 5, 36
_BATCH = 24
_SECONDS, _LEAST_PATIENCE = 5.0, 0.25
_QUICK_SECONDS, _LATE_SECONDS = 0.05, 1.0
_HEAVIEST = 4


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
    laboratory: Laboratory, library: str, mutator: Mutator, timed: Workload, seed: int
) -> list[Call]:
    """Some larger inputs, for as long as the baseline is quick with them, and up to the size of
    `timed` calls: ordinary ones, and of every shape.
    """
    workload, rng = mutator.workload, np.random.default_rng(seed)
    calls: list[Call] = []
    left = _LARGER_BUDGET
    for index, number in enumerate(_LARGER if workload.sizes else ()):
        made = _of_size(mutator, dict.fromkeys(workload.sizes, number), rng)
        seconds = None if made is None else _seconds(laboratory, library, made)
        if made is None or seconds is None:
            break
        shapes = SHAPES if index % 3 == 0 else _SOME_SHAPES
        most = int(left / (len(_LARGER) - index) / max(seconds, _LEAST_SECONDS))
        shaped = _shaped(mutator, made[0], rng, shapes[: max(most, 1)])
        left -= seconds * len(shaped)
        calls += [*made, *shaped]
    for sizes in _uneven(workload) if calls else ():
        made = _of_size(mutator, sizes, rng)
        if made is not None and _seconds(laboratory, library, made) is not None:
            calls += made
    sizes = {name: size.timing for name, size in timed.sizes.items()}
    if weight(sizes) > _LARGER[-1] and elements(workload.lengths, sizes) <= _MOST_TIMED:
        made = _of_size(mutator, sizes, rng)
        calls += _shaped(mutator, made[0], rng, _SOME_SHAPES) if made else []
    return calls


def _of_size(
    mutator: Mutator, sizes: Mapping[str, int], rng: np.random.Generator
) -> list[Call] | None:
    """Ordinary inputs of these sizes, and such as are timed; None if they are too large."""
    workload = mutator.workload
    fitting = {name: workload.sizes[name].fitted(number) for name, number in sizes.items()}
    if elements(workload.lengths, fitting) > _MOST_CALL_BYTES:
        return None
    kinds = [workload, *[workload.timed] * (_LONG_SEARCHES if workload.timing else 0)]
    made = [_made(mutator.make, mutator.names, k, fitting, Style.PLAIN, rng) for k in kinds]
    found = [call for call in made if call is not None]
    if not found or max(call.nbytes for call in found) > _MOST_CALL_BYTES:
        return None
    return found


def _seconds(laboratory: Laboratory, library: str, calls: Sequence[Call]) -> float | None:
    """Of one of the calls; None if the baseline is not quick with them."""
    answer = laboratory.run(library, calls, seconds=_SECONDS)
    seconds = answer.sample.cpu_seconds / len(calls)
    return None if answer.problem or seconds > _LARGER_SECONDS else seconds


def _shaped(
    mutator: Mutator, call: Call, rng: np.random.Generator, shapes: Sequence[str]
) -> list[Call]:
    """The call in these shapes, where its lists can have them; in few where it is large."""
    most = next((few for nbytes, few in _FEW_SHAPES if call.nbytes > nbytes), len(shapes))
    made = (mutator.shaped(call, rng, shape) for shape in shapes[:most])
    return [one for one in made if one is not call]


def _uneven(workload: Workload) -> Iterator[dict[str, int]]:
    """Sizes of which one is much larger than the others, or is a round one among odd ones."""
    if len(workload.sizes) > 1:
        for name in workload.sizes:
            for large, small in _UNEVEN:
                yield {other: large if other == name else small for other in workload.sizes}


def until_covered(
    laboratory: Laboratory,
    library: str,
    names: Sequence[str],
    workload: Workload,
    coverage: Coverage,
    heaviest: float,
    ends: float,
) -> list[list[Call]]:
    """More inputs, none above `heaviest`, for as long as they reach code that none before has, or
    until the monotonic clock says that time `ends`.
    """
    found: list[Call] = []
    in_vain = 0
    for seed in range(1, _MOST_DRAWS):
        if coverage.complete or in_vain == _MOST_IN_VAIN or time.monotonic() > ends:
            break
        drawn = draw(laboratory.make, names, workload, _MORE, seed, heaviest)
        clean = [
            call for batch in in_domain(laboratory, library, drawn, ends=ends) for call in batch
        ]
        useful = [call for call in clean if coverage.add([call])] if coverage.grows(clean) else []
        found += useful
        in_vain = 0 if useful else in_vain + 1
    return [found] if found else []


def awkward(
    make: Make,
    names: Sequence[str],
    workload: Workload,
    count: int,
    seed: int,
    heaviest: float = inf,
) -> list[Call]:
    """Inputs with NaN and infinities among ordinary numbers, and such whose squares overflow or
    vanish; none if there are no reals.
    """
    rng = np.random.default_rng(seed)
    calls: list[Call] = []
    for index, sizes in enumerate(_assignments(workload, rng)):
        if index >= count:
            break
        if weight(sizes) > heaviest or elements(workload.lengths, sizes) > _MOST_BYTES:
            continue
        call = _made(make, names, workload, sizes, AWKWARD[index % len(AWKWARD)], rng)
        if call is not None and call.nbytes <= _MOST_BYTES and _has_reals(call):
            calls.append(call)
    return calls


def _has_reals(call: Call) -> bool:
    return any(column.dtype.kind in "fc" and column.size for column in call.columns)


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
        yield {name: workload.sizes[name].fitted(number) for name in names}
    while True:  # of one magnitude, or each of its own
        most = int(rng.choice([8, 24, 48, 100]))
        together = {name: int(rng.integers(0, most)) for name in names}
        apart = {name: int(2.0 ** float(rng.uniform(0, 6.7))) - 1 for name in names}
        chosen = together if rng.random() < 0.5 else apart
        yield {name: workload.sizes[name].fitted(number) for name, number in chosen.items()}


def in_domain(
    laboratory: Laboratory,
    library: str,
    calls: Sequence[Call],
    sharing: Sharing = (),
    seconds: float = _SECONDS,
    ends: float = inf,
) -> list[list[Call]]:
    """The calls that the plain baseline gets through and the sanitized one clean, in batches, each
    of which may take so many seconds; less after each that took longer. What is not known when the
    monotonic clock says that time `ends` is left out.
    """
    patience = seconds

    def patient(answer: Answer) -> Answer:
        nonlocal patience
        if answer.sample.timed_out:
            patience = max(patience / 2, min(seconds, _LEAST_PATIENCE))
        return answer

    def sanitized(batch: Sequence[Call]) -> Answer:
        return patient(laboratory.run_sanitized(library, batch, seconds=patience, sharing=sharing))

    def plain(batch: Sequence[Call]) -> Answer:
        return patient(laboratory.run(BASELINE, batch, 1, patience, sharing))

    batches: list[list[Call]] = []
    for start in range(0, len(calls), _BATCH):
        # Sanitizers do not see what goes so far astray that it meets other memory.
        clean = _survivors(sanitized, calls[start : start + _BATCH], ends)
        if kept := _survivors(plain, clean, ends):
            batches.append(kept)
    return batches


def _survivors(
    run: Callable[[Sequence[Call]], Answer], calls: Sequence[Call], ends: float
) -> list[Call]:
    """Leaves out every call at which a batch ends."""
    kept: list[Call] = []
    rest = list(calls)
    while rest and time.monotonic() < ends:
        answer = run(rest)
        if not answer.problem:
            return [*kept, *rest]
        at = min(answer.sample.returned, len(rest) - 1)
        kept += rest[:at]
        rest = rest[at + 1 :]
    return kept
