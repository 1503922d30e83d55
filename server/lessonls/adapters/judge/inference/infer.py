"""Finds out by experiment how inputs for a function are made.

Lone integers get distinct primes, everything with a length starts large, and each length is
shrunk by bisection to the smallest with which the sanitized baseline runs clean. The minimal
lengths factor into expressions of the sizes. Roles and bounds of integers are found the same
way: a hypothesis is tried, and the first that runs clean and gives a live result is kept.
"""

import re
from collections.abc import Callable, Mapping

from lessonls.adapters.judge.inference.alphabets import plain_bytes
from lessonls.adapters.judge.inference.bounds import bound_elements, bound_integers, reach_far
from lessonls.adapters.judge.inference.domains import better_covered, livelier
from lessonls.adapters.judge.inference.draft import Draft, Layout, finished, layout, symbol
from lessonls.adapters.judge.inference.early_exits import find_long_searches
from lessonls.adapters.judge.inference.factoring import PRIMES
from lessonls.adapters.judge.inference.guards import index_within_guards
from lessonls.adapters.judge.inference.hypotheses import (
    BITS,
    INDEX,
    NATURAL,
    WIDE,
    assigned,
    first_draft,
)
from lessonls.adapters.judge.inference.indices import pointed
from lessonls.adapters.judge.inference.lengths import (
    free_where_read_beyond,
    room_where_found,
    shaped,
    widen_sizes,
)
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.scale import check_larger, stay_in_range
from lessonls.adapters.judge.inference.strides import pitched
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_MOST_INTEGERS = len(PRIMES)


def infer(
    probe: Probe,
    function: str,
    enumerations: Mapping[str, int],
    coverage: Callable[[Workload], float],
    code: str,
) -> Workload:
    """The workload of a function; `coverage` measures the share of the lines of its `code`
    that run.

    Raises WorkloadError with the reason when no hypothesis runs clean.
    """
    found = layout(probe.laboratory.interface, probe.names)
    if len(found.integers) > _MOST_INTEGERS:
        raise WorkloadError(f"{function} has more than {_MOST_INTEGERS} integer parameters.")
    draft = first_draft(probe, found, function, enumerations, code)
    draft = shaped(probe, found, function, draft)
    draft = pointed(probe, found, draft, code)
    draft = pitched(probe, found, draft)
    draft = _pointing_into(probe, found, function, draft, enumerations)
    free_where_read_beyond(probe, found, draft)
    bound_elements(probe, found, draft)
    bound_integers(probe, found, draft)
    room_where_found(probe, found, draft)
    widen_sizes(probe, draft)
    draft = plain_bytes(probe, found, draft)
    draft = livelier(probe, found, draft, function)
    draft = better_covered(probe, found, draft, function, coverage)
    check_larger(probe, draft, function)
    index_within_guards(probe, found, draft)
    stay_in_range(probe, found, draft)
    reach_far(found, draft)
    find_long_searches(probe, found, draft)
    return finished(draft, function)


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
        and not re.search(rf"- {name}\b|\b{name}\b(?! \+ 1)", text)
    )
    if not pointing:
        return draft
    for domain in (WIDE, NATURAL, INDEX, BITS):
        attempt = assigned(found, enumerations, PRIMES, pointing, domain)
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers):
            try:
                reshaped = shaped(probe, found, function, attempt)
            except WorkloadError:
                return draft
            constant = any(length.isdigit() for length in reshaped.lengths.values())
            return draft if constant else reshaped
    return draft
