"""Finds out by experiment how inputs for a function are made.

Lone integers get distinct primes, everything with a length starts large, and each length is
shrunk by bisection to the smallest with which the sanitized baseline runs clean. The minimal
lengths factor into expressions of the sizes. Roles and bounds of integers are found the same
way: a hypothesis is tried, and the first that runs clean and gives a live result is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from lessonls.adapters.judge.bounds import bound_elements, bound_integers
from lessonls.adapters.judge.draft import Draft, Layout, is_integer, layout, symbol
from lessonls.adapters.judge.factoring import (
    LENGTH_PRIMES,
    OTHER_PRIMES,
    POWERS,
    PRIMES,
    covering,
    explanations,
    rounded_up,
)
from lessonls.adapters.judge.liveness import is_live, reads_beyond
from lessonls.adapters.judge.probe import Probe
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size, Workload
from lessonls_sandbox.wire import Scalar

_FLAT, _NESTED = (512, 512, 512, 2048, 8192), 64
"""How long lists start: more than any product of the primes of 0, 1, 2, ... integers."""
_OTHER: Mapping[int, int] = dict(
    zip((*PRIMES, *LENGTH_PRIMES), (*OTHER_PRIMES, *LENGTH_PRIMES[::-1]), strict=True)
)
_EVEN, _POWERS = (36, 22, 50), (64, 16, 128)
"""Lengths of a form: the first is tried, the others show that it is the form that counts."""
_WORD_BITS = 64
_SMALL_LIMIT = 4
_MOST_INTEGERS = len(PRIMES)
_REALS = ("real(-10, 10)", "real(0.5, 2)", "real(-0.1, 0.1)")
_WIDE, _NATURAL, _INDEX, _BITS = (
    "integer(-1000, 1000)",
    "integer(0, 1000)",
    "integer(0, 6)",
    "integer(0, 1)",
)


def infer(
    probe: Probe,
    function: str,
    enumerations: Mapping[str, int],
    coverage: Callable[[Workload], float],
) -> Workload:
    """The workload of a function; `coverage` measures the share of its lines that run.

    Raises WorkloadError with the reason when no hypothesis runs clean.
    """
    found = layout(probe.laboratory.interface, probe.names)
    if len(found.integers) > _MOST_INTEGERS:
        raise WorkloadError(f"{function} has more than {_MOST_INTEGERS} integer parameters.")
    draft = _start(probe, found, function, enumerations)
    draft = _shapes(probe, found, function, draft)
    draft = _pointing_into(probe, found, function, draft, enumerations)
    _free_where_read_beyond(probe, found, draft)
    bound_elements(probe, found, draft)
    bound_integers(probe, found, draft)
    _widen_sizes(probe, draft)
    draft = _livelier(probe, found, draft, function)
    draft = _better_covered(probe, found, draft, function, coverage)
    return finished(draft, function)


def finished(draft: Draft, function: str) -> Workload:
    """The draft as a workload."""
    return Workload(
        function=function,
        sizes={name: draft.sizes.get(name, Size()) for name in draft.numbers},
        lengths=draft.lengths,
        values=draft.values,
    )


def _start(probe: Probe, found: Layout, function: str, enumerations: Mapping[str, int]) -> Draft:
    """Large lists, and the first assignment of roles and domains that runs clean."""
    problem = ""
    for draft in _hypotheses(found, enumerations):
        if probe.clean(draft.lengths, draft.values, draft.numbers):
            return draft
        problem = problem or probe.last_problem
    raise WorkloadError(
        f"no inputs were found on which {function} runs clean (first problem: {problem});"
        " write a workload file by hand, or pick a function that can run on its own."
    )


def _hypotheses(found: Layout, enumerations: Mapping[str, int]) -> Iterator[Draft]:
    names = list(found.integers)
    for numbers in (PRIMES, POWERS):
        for small in _subsets(names):
            for domain in (_WIDE, _NATURAL, _INDEX, _BITS):
                yield _draft(found, enumerations, numbers, small, domain)
                if not found.integer_elements():
                    break


def _subsets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Which integers are small numbers rather than sizes: none first, all last."""
    for count in range(len(names) + 1):
        yield from (frozenset(chosen) for chosen in combinations(names, count))


def _draft(
    found: Layout,
    enumerations: Mapping[str, int],
    numbers: Sequence[int],
    small: frozenset[str],
    domain: str,
) -> Draft:
    draft = Draft()
    for path, number in zip(found.integers, numbers, strict=False):
        if path in small:
            draft.values[path] = "equal(1)"
        else:
            name = symbol(path, [])
            draft.numbers[name] = number
            draft.values[path] = f"equal({name})"
    flat = _FLAT[min(len(found.integers), len(_FLAT) - 1)]
    for path in found.lists:
        nested = "[]" in path or f"{path}[]" in found.lists
        draft.lengths[path] = str(_NESTED if nested else flat)
        if found.lists[path].what == "string" and "[]" in path:
            draft.lengths[path] = "random(1, 12)"
    for path, of in {**found.elements, **found.others}.items():
        draft.values[path] = _domain(of, domain, enumerations)
    return draft


def _domain(of: Scalar, integers: str, enumerations: Mapping[str, int]) -> str:
    if of.enum:
        count = min(enumerations.values(), default=2)
        return f"integer(0, {max(count - 1, 0)})"
    if of.text:
        return "text(lowercase)"
    if of.dtype == "bool":
        return "flag()"
    if is_integer(of):
        return _NATURAL if integers == _WIDE and of.dtype.startswith("u") else integers
    return _REALS[0]


def _shapes(probe: Probe, found: Layout, function: str, draft: Draft) -> Draft:
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


def _pointing_into(
    probe: Probe, found: Layout, function: str, draft: Draft, enumerations: Mapping[str, int]
) -> Draft:
    """Integers that only occur as `s + 1` in lengths rather point into a list of another size."""
    text = " ".join(draft.lengths.values())
    pointing = frozenset(
        path
        for path in found.integers
        if (name := symbol(path, [])) in draft.numbers
        and re.search(rf"\b{name}\b", text)
        and not re.search(rf"\b{name}\b(?! \+ 1)", text)
    )
    if not pointing:
        return draft
    for domain in (_WIDE, _NATURAL, _INDEX, _BITS):
        attempt = _draft(found, enumerations, PRIMES, pointing, domain)
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers):
            try:
                shaped = _shapes(probe, found, function, attempt)
            except WorkloadError:
                return draft
            constant = any(length.isdigit() for length in shaped.lengths.values())
            return draft if constant else shaped
    return draft


def _explained(probe: Probe, found: Layout, draft: Draft, path: str, number: int) -> str | None:
    """What a minimal length means; with other sizes where several expressions are possible."""
    if found.is_bits(path):
        within = {n: s for n, s in draft.numbers.items() if number <= s < number + _WORD_BITS}
        return max(within, key=lambda name: within[name], default=None)
    possible = explanations(number, draft.numbers)
    other = other_numbers(draft)
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


def other_numbers(draft: Draft) -> dict[str, int]:
    """Another number for every size."""
    return {name: _OTHER.get(number, number) for name, number in draft.numbers.items()}


def _first_clean(probe: Probe, drafts: Iterator[Draft], function: str) -> Draft:
    for draft in drafts:
        if _holds(probe, draft):
            return draft
    raise WorkloadError(
        f"{function} runs clean only on large lists ({probe.last_problem});"
        " write a workload by hand."
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


def _free_where_read_beyond(probe: Probe, found: Layout, draft: Draft) -> None:
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


def _widen_sizes(probe: Probe, draft: Draft) -> None:
    """The smallest number each size can have, and whether other primes work as well."""
    other = other_numbers(draft)
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


def _livelier(probe: Probe, found: Layout, draft: Draft, function: str) -> Draft:
    """The first domain whose results are neither constant nor undefined."""
    if is_live(probe, draft):
        return draft
    for attempt in _other_domains(found, draft):
        if is_live(probe, attempt):
            return attempt
    raise WorkloadError(
        f"the results of {function} do not depend on its inputs, or are not numbers, on every"
        " kind of input that was tried; write a workload by hand."
    )


def _other_domains(found: Layout, draft: Draft) -> Iterator[Draft]:
    for integers in (None, _BITS, _INDEX, _NATURAL, "integer(0, 1000)", "integer(-1000, 1000)"):
        for real in (*_REALS, "dominant"):
            attempt = draft.copy()
            for path, of in found.elements.items():
                if of.dtype.startswith(("float", "longdouble", "complex")):
                    attempt.values[path] = _real_or_dominant(attempt, path, real)
                elif is_integer(of) and integers and not _names(draft.values[path]):
                    attempt.values[path] = integers
            if attempt.values != draft.values:
                yield attempt


def _names(domain: str) -> bool:
    """Whether a domain's bounds name a size, which experiments have found."""
    return re.search(r"[a-z_]\w*", domain.partition("(")[2], re.IGNORECASE) is not None


def _real_or_dominant(draft: Draft, path: str, real: str) -> str:
    """A heavy diagonal for square matrices, flat or nested; other places keep theirs."""
    if real != "dominant":
        return real
    length = draft.lengths.get(path.removesuffix("[]"), "")
    for name in draft.numbers:
        if length == f"{name} * {name}":
            return f"dominant({name})"
        if length == name and path.endswith("[][]"):
            return f"dominant({name})"
    return draft.values[path]


def _better_covered(
    probe: Probe,
    found: Layout,
    draft: Draft,
    function: str,
    coverage: Callable[[Workload], float],
) -> Draft:
    """Tries other domains where lines of the function did not run."""
    best, share = draft, coverage(finished(draft, function))
    for attempt in _alternatives(found, draft):
        if share >= 1.0:
            break
        if is_live(probe, attempt):
            reached = coverage(finished(attempt, function))
            if reached > share:
                best, share = attempt, reached
    return best


def _alternatives(found: Layout, draft: Draft) -> Iterator[Draft]:
    free = [p for p in found.lists if draft.lengths[p] in draft.numbers and found.self_sized(p)]
    if len(free) > 1:
        common = draft.copy()
        for path in free:
            common.lengths[path] = draft.lengths[free[0]]
        yield common
    for domain in (_INDEX, _BITS, _WIDE):
        attempt = draft.copy()
        for path in found.integer_elements():
            attempt.values[path] = domain
        if attempt.values != draft.values:
            yield attempt
    for alphabet in ("words", "digits", "printable", "brackets", "binary", "letters"):
        attempt = draft.copy()
        for path, of in found.elements.items():
            if of.text:
                attempt.values[path] = f"text({alphabet})"
        if attempt.values != draft.values:
            yield attempt
