"""How long lists are: the smallest clean length of each, and the expression that explains it.

Every length is shrunk by bisection to the smallest with which the sanitized baseline runs
clean. The minimal lengths factor into expressions of the sizes; a list whose own length
drives the function has a size of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

from lessonls.adapters.judge.draft import Draft, Layout, symbol
from lessonls.adapters.judge.factoring import (
    LENGTH_PRIMES,
    OTHER_PRIMES,
    POWERS,
    PRIMES,
    covering,
    explanations,
    rounded_up,
)
from lessonls.adapters.judge.liveness import reads_beyond
from lessonls.adapters.judge.probe import Probe
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size

_OTHER: Mapping[int, int] = dict(
    zip((*PRIMES, *LENGTH_PRIMES), (*OTHER_PRIMES, *LENGTH_PRIMES[::-1]), strict=True)
)
_EVEN, _POWERS = (36, 22, 50), (64, 16, 128)
"""Lengths of a form: the first is tried, the others show that it is the form that counts."""
_WORD_BITS = 64
_SMALL_LIMIT = 4


def shaped(probe: Probe, found: Layout, function: str, draft: Draft) -> Draft:
    """Gives every list a length: an expression in the sizes, or a free size of its own."""
    smallest = {path: _minimal(probe, draft, path) for path in _shrinkable(found, draft)}
    free: list[str] = []
    waiting: list[str] = []
    for path, number in smallest.items():
        # Close to the length that lists start with, it rather depends on another list.
        near_start = number > int(draft.lengths[path]) // 2
        expression = (
            None if near_start or not number else _explained(probe, found, draft, path, number)
        )
        is_constant = expression is not None and expression.isdigit() and number <= _SMALL_LIMIT
        if expression is None and number > _SMALL_LIMIT:
            waiting.append(path)
        elif found.self_sized(path) and (number == 0 or is_constant):
            free.append(path)
            draft.sizes[symbol(path, list(draft.numbers))] = Size(minimum=number)
        else:
            draft.lengths[path] = expression or "0"
    if not waiting:
        return _first_clean(probe, _pinned(draft, free), function)
    for pinned in _pinned(draft, free):
        if _holds(probe, pinned):
            explained = _explain_waiting(probe, found, pinned, waiting)
            if explained is not None:
                return explained
    raise WorkloadError(
        f"no lengths were found with which {function} runs clean on every size"
        f" (“{waiting[0]}” needs {smallest[waiting[0]]} elements); write a workload by hand."
    )


def _explain_waiting(
    probe: Probe, found: Layout, draft: Draft, waiting: Sequence[str]
) -> Draft | None:
    for path in waiting:
        number = _minimal(probe, draft, path)
        expression = _explained(probe, found, draft, path, number)
        if expression is None:
            return None
        draft.lengths[path] = expression
    clean = probe.clean(draft.lengths, draft.values, draft.numbers)
    return draft if clean else None


def _explained(probe: Probe, found: Layout, draft: Draft, path: str, number: int) -> str | None:
    """What a minimal length means; with other sizes where several expressions are possible."""
    if found.is_bits(path):
        within = {n: s for n, s in draft.numbers.items() if number <= s < number + _WORD_BITS}
        return max(within, key=lambda name: within[name], default=None)
    possible = explanations(number, draft.numbers)
    other = _other_numbers(draft)
    for text in possible if len(possible) > 1 else []:
        exact = {**draft.lengths, path: text}
        less = {**draft.lengths, path: f"{text} - 1"}
        fits = probe.clean(exact, draft.values, other)
        if fits and not probe.clean(less, draft.values, other):
            return rounded_up(text)
    if possible:
        return rounded_up(possible[0])
    constant = {**draft.lengths, path: str(number)}
    less = {**draft.lengths, path: str(number - 1)}
    if probe.clean(constant, draft.values, other) and not probe.clean(less, draft.values, other):
        return str(number)
    return covering(number, draft.numbers)


def _other_numbers(draft: Draft) -> dict[str, int]:
    """Another number for every size."""
    return {name: _OTHER.get(number, number) for name, number in draft.numbers.items()}


def _shrinkable(found: Layout, draft: Draft) -> list[str]:
    return [path for path in found.lists if draft.lengths[path].isdigit()]


def _minimal(probe: Probe, draft: Draft, path: str) -> int:
    """The smallest clean length of one list while the others stay as they are."""
    lengths = dict(draft.lengths)
    low, high = 0, int(lengths[path])
    while low < high:
        middle = (low + high) // 2
        lengths[path] = str(middle)
        if probe.clean(lengths, draft.values, draft.numbers):
            high = middle
        else:
            low = middle + 1
    return high


def _first_clean(probe: Probe, drafts: Iterator[Draft], function: str) -> Draft:
    for draft in drafts:
        if _holds(probe, draft):
            return draft
    raise WorkloadError(
        f"{function} runs clean only on large lists ({probe.last_problem});"
        " write a workload by hand."
    )


def _holds(probe: Probe, draft: Draft) -> bool:
    """Whether lengths of this form run clean, and not just by luck with one number."""
    attempts = [draft.numbers]
    for free in (_EVEN, _POWERS) if set(draft.numbers.values()) & {_EVEN[0], _POWERS[0]} else ():
        attempts += [
            {name: other if number == free[0] else number for name, number in draft.numbers.items()}
            for other in free[1:]
        ]
    return all(probe.clean(draft.lengths, draft.values, numbers) for numbers in attempts)


def _pinned(draft: Draft, free: Sequence[str]) -> Iterator[Draft]:
    """Free lengths as distinct primes, as one common length, and as powers of two."""
    if not free:
        yield draft.copy()
        return
    own = draft.copy()
    for path, prime in zip(free, LENGTH_PRIMES * 4, strict=False):
        name = symbol(path, list(draft.numbers))
        own.numbers[name] = prime
        own.lengths[path] = name
    yield own
    common = draft.copy()
    minimum = max(draft.sizes[symbol(path, list(draft.numbers))].minimum for path in free)
    name = symbol("n", list(draft.numbers))
    for path in free:
        common.lengths[path] = name
        common.sizes.pop(symbol(path, list(draft.numbers)), None)
    for number in (LENGTH_PRIMES[0], _EVEN[0], _POWERS[0]):
        attempt = common.copy()
        attempt.numbers[name] = number
        attempt.sizes[name] = Size(minimum=minimum, power_of_two=number == _POWERS[0])
        yield attempt


def free_where_read_beyond(probe: Probe, found: Layout, draft: Draft) -> None:
    """A list of length k that is read beyond k has its own length, and k points into it."""
    for path, expression in list(draft.lengths.items()):
        if expression not in draft.numbers or not found.self_sized(path) or "[]" in path:
            continue
        owner = f"equal({expression})"
        users = [place for place in found.integers if draft.values[place] == owner]
        sharing = [place for place, other in draft.lengths.items() if expression in other]
        if len(users) != 1 or sharing != [path]:
            continue
        if reads_beyond(probe, draft, path):
            name = symbol(f"n_{path}", list(draft.numbers))
            draft.numbers[name] = LENGTH_PRIMES[-1]
            draft.sizes[name] = Size(minimum=1)
            draft.lengths[path] = name
            del draft.numbers[expression]
            draft.values[users[0]] = "equal(1)"


def widen_sizes(probe: Probe, draft: Draft) -> None:
    """The smallest number each size can have, and whether other primes work as well."""
    other = _other_numbers(draft)
    for name in draft.numbers:
        known = draft.sizes.get(name, Size())
        for number in range(known.minimum, 4):
            if probe.clean(draft.lengths, draft.values, {**draft.numbers, name: number}):
                draft.sizes[name] = known.model_copy(update={"minimum": number})
                break
        else:
            draft.sizes[name] = known.model_copy(update={"minimum": 4})
    if probe.clean(draft.lengths, draft.values, other, (2, 3)):
        return
    powers = dict(zip(draft.numbers, POWERS * 4, strict=False))
    if probe.clean(draft.lengths, draft.values, powers, (2, 3)):
        for name, size in draft.sizes.items():
            draft.sizes[name] = size.model_copy(update={"power_of_two": True})
