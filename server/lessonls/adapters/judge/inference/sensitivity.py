"""Does the function's answer depend on its inputs?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lessonls.adapters.judge.execution import Call, Style, by_call
from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.scale import elements
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size, evaluate
from lessonls_sandbox.wire import Column, Interface, dtypes

_BEYOND = 20
_LONGER, _MOST_ELEMENTS, _SECONDS = (20, 200), 1 << 18, 0.5
_SEEDS = (5, 6, 7)
_MORE_SEEDS, _AT_ONCE = 96, 24


def is_live(probe: Probe, draft: Draft, *, empty: bool = False) -> bool:
    """Whether other inputs give other answers, and the answers are numbers.

    `empty`: an answer that is only another one for empty inputs counts as well.
    """
    interface = probe.laboratory.interface
    calls = probe.calls(draft.lengths, draft.values, draft.numbers, _SEEDS)
    answers = _answers(probe, calls)
    if answers is None:
        return False
    results = [
        changed(interface, call, columns) for call, columns in zip(calls, answers, strict=True)
    ]
    if any(_mostly_undefined(column) for columns in results for column in columns):
        return False
    seen = {tuple(column.tobytes() for column in columns) for columns in results}
    return any(results) and (len(seen) > 1 or _is_live_sometimes(probe, draft, empty=empty))


def is_defined(probe: Probe, draft: Draft, *, vanishing: bool = True) -> bool:
    """Whether answers are numbers throughout, also for lists that are many times longer; where they
    may not be `vanishing`, not all of them zero.
    """
    for times in (1, *_LONGER):
        numbers = {name: times * number for name, number in draft.numbers.items()}
        if elements(draft.lengths, numbers) > _MOST_ELEMENTS:
            break
        calls = probe.calls(draft.lengths, draft.values, numbers, _SEEDS)
        answer = probe.run(calls, _SECONDS)
        if answer.problem:  # some sizes are not in the domain, or take too long
            break
        if not vanishing and not tells(probe.laboratory.interface, calls, answer.columns):
            return False
        if any(c.dtype.kind in "fc" and not np.isfinite(c).all() for c in answer.columns):
            return False
    return True


def _answers(probe: Probe, calls: Sequence[Call]) -> list[list[Column]] | None:
    """The answer to each call, all from one process; None on a fault."""
    answer = probe.run(calls)
    if answer.problem:
        return None
    return by_call(probe.laboratory.interface, answer.columns, len(calls))


def _is_live_sometimes(probe: Probe, draft: Draft, *, empty: bool) -> bool:
    """Whether some answers differ: a search that mostly fails, or one that only sizes change.

    Lengths alone do not count: a list of zeros is no answer, however long it is.
    """
    interface = probe.laboratory.interface
    seen: set[tuple[bytes, ...]] = set()
    for first in range(0, _MORE_SEEDS, _AT_ONCE):
        calls = list(_varied(probe, draft, range(first, first + _AT_ONCE), 0 if empty else 1))
        answers = _answers(probe, calls)
        if answers is None:  # one of them is not in the domain
            answers = [columns for call in calls for columns in _answers(probe, [call]) or [[]]]
        for call, columns in zip(calls, answers, strict=True):
            if columns:
                results = changed(interface, call, columns)
                seen.add(tuple(np.unique(column).tobytes() for column in results))
        if len(seen) > 1:
            return True
    return False


def _varied(probe: Probe, draft: Draft, seeds: Iterable[int], least: int) -> Iterator[Call]:
    """Calls of the usual size and of small ones, with values that are often the same, or zero."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        numbers = {
            name: number if seed % 2 else max(_least(draft, name), int(rng.integers(least, 9)))
            for name, number in draft.numbers.items()
        }
        style = (Style.SHARED, Style.DUPLICATES, Style.SPARSE)[seed // 2 % 3]
        try:
            yield from probe.calls(draft.lengths, draft.values, numbers, (seed,), style)
        except WorkloadError:
            continue  # these sizes are not in the domain


def _least(draft: Draft, name: str) -> int:
    size = draft.sizes.get(name, Size())
    return draft.numbers[name] if size.power_of_two else size.minimum


def changed(interface: Interface, call: Call, answer: Sequence[Column]) -> list[Column]:
    """The return value, and the argument columns that are not as they were."""
    returned = len(answer) - len(call.columns)
    results = [*answer[:returned]]
    shown = [p.visible for p in interface.parameters for _ in dtypes(p.type)]
    for visible, before, after in zip(shown, call.columns, answer[returned:], strict=True):
        if visible and before.tobytes() != after.tobytes():
            results.append(after)
    return results


def tells(interface: Interface, calls: Sequence[Call], columns: Sequence[Column]) -> bool:
    """Whether an answer to some calls has numbers that overflow has left, and underflow; or none
    that are real.
    """
    answers = zip(calls, by_call(interface, columns, len(calls)), strict=True)
    results = [column for call, answer in answers for column in changed(interface, call, answer)]
    reals = [column for column in results if column.dtype.kind in "fc" and column.size]
    if not reals:
        return True
    numbers = np.abs(np.concatenate([column.ravel() for column in reals]))
    least = max(float(np.finfo(column.dtype).tiny) for column in reals)
    return float(np.mean(np.isfinite(numbers))) > 0.5 and bool((numbers >= least).any())


def _mostly_undefined(column: Column) -> bool:
    if column.dtype.kind not in "fc" or column.size == 0:
        return False
    numbers: npt.NDArray[Any] = column
    return float(np.mean(~np.isfinite(numbers))) > 0.5


def reads_beyond(probe: Probe, draft: Draft, path: str) -> bool:
    """Whether elements after the needed ones change the return value or other arguments."""
    interface = probe.laboratory.interface
    needed = evaluate(draft.lengths[path], draft.numbers)
    longer = {**draft.lengths, path: str(needed + _BEYOND)}
    first, other = probe.calls(longer, draft.values, draft.numbers, (11, 12))
    start, end = _span(interface, probe.names, path)
    mixed = list(first.columns)
    for index in range(start + 1, end):
        if mixed[index].size == needed + _BEYOND:
            tail = other.columns[index][needed:]
            mixed[index] = np.concatenate([mixed[index][:needed], tail])
    second = Call(first.sizes, first.style, tuple(mixed))
    one, two = probe.run([first]), probe.run([second])
    if one.problem or two.problem:
        return False
    offset = len(one.columns) - len(first.columns)
    return any(
        a.tobytes() != b.tobytes()
        for index, (a, b) in enumerate(zip(one.columns, two.columns, strict=True))
        if not start <= index - offset < end
    )


def _span(interface: Interface, names: Sequence[str], path: str) -> tuple[int, int]:
    """The columns of the parameter that a path belongs to."""
    at = 0
    for name, parameter in zip(names, interface.parameters, strict=True):
        width = len(list(dtypes(parameter.type)))
        if path.split("[", maxsplit=1)[0].split(".", maxsplit=1)[0] == name:
            return at, at + width
        at += width
    return at, at
