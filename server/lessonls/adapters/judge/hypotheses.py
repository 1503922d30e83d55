"""What an experiment starts with: roles of integers and domains of values, as hypotheses.

Lone integers are sizes, with distinct primes or with powers of two, or just small numbers.
Integers inside lists may be any numbers, numbers from zero on, small indices or flags.
Everything with a length starts large.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from lessonls.adapters.judge.draft import Draft, Layout, is_integer, symbol
from lessonls.adapters.judge.factoring import POWERS, PRIMES
from lessonls.adapters.judge.probe import Probe
from lessonls.core.errors import WorkloadError
from lessonls_sandbox.wire import Scalar

WIDE, NATURAL, INDEX, BITS = (
    "integer(-1000, 1000)",
    "integer(0, 1000)",
    "integer(0, 6)",
    "integer(0, 1)",
)
"""Domains of integers, from the widest to the narrowest."""
REALS = ("real(-10, 10)", "real(0.5, 2)", "real(-0.1, 0.1)")
"""Domains of reals, in the order in which they are tried."""
_FLAT, _NESTED = (512, 512, 512, 2048, 8192), 64
"""How long lists start: more than any product of the primes of 0, 1, 2, ... integers."""


def first_draft(
    probe: Probe, found: Layout, function: str, enumerations: Mapping[str, int]
) -> Draft:
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
            for domain in (WIDE, NATURAL, INDEX, BITS):
                yield assigned(found, enumerations, numbers, small, domain)
                if not found.integer_elements():
                    break


def _subsets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Which integers are small numbers rather than sizes: none first, all last."""
    for count in range(len(names) + 1):
        yield from (frozenset(chosen) for chosen in combinations(names, count))


def assigned(
    found: Layout,
    enumerations: Mapping[str, int],
    numbers: Sequence[int],
    small: frozenset[str],
    domain: str,
) -> Draft:
    """One hypothesis: `small` integers are 1, the others are sizes with these `numbers`."""
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
        return NATURAL if integers == WIDE and of.dtype.startswith("u") else integers
    return REALS[0]
