"""Finds out by experiment how inputs for a function are made.

Lone integers get distinct primes, everything with a length starts large, and each length is shrunk
by bisection to the smallest with which the sanitized baseline passes the sanitizers. The minimal
lengths factor into expressions of the sizes. Roles and bounds of integers are found the same way: a
hypothesis is tried, and the first that passes the sanitizers and gives a live result is kept.

Every stage takes a draft of the workload and gives back what it has found out more. A stage that
improves on a draft which would do may take half of the time that is left; then the draft stays.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from lessonls.adapters.judge.inference.alphabets import alphabets, plain_bytes
from lessonls.adapters.judge.inference.bounds import bound_elements, bound_integers, reach_far
from lessonls.adapters.judge.inference.counted_texts import counted_texts
from lessonls.adapters.judge.inference.domains import better_covered, livelier
from lessonls.adapters.judge.inference.draft import Draft, Layout, finished, symbol
from lessonls.adapters.judge.inference.early_exits import find_long_searches
from lessonls.adapters.judge.inference.exponents import powers
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
from lessonls.adapters.judge.inference.narrowing import narrowed
from lessonls.adapters.judge.inference.null_pointers import nullable
from lessonls.adapters.judge.inference.probe import TimeIsUpError
from lessonls.adapters.judge.inference.quotients import in_parts, with_rests
from lessonls.adapters.judge.inference.scale import check_larger, stay_in_range
from lessonls.adapters.judge.inference.steps import steps
from lessonls.adapters.judge.inference.strides import pitched
from lessonls.adapters.judge.inference.subject import Subject
from lessonls.adapters.judge.inference.ties import tied
from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Workload

_MOST_ALONE, _MOST_STEPS = 3, 2
_LEADING = 8192
"""Elements in front of what a pointer leads to, where the function may look back."""
_LONGEST_TEXTS, _SOME_ALPHABETS = (17, 12, 7, 4), 3
SECONDS = 60.0
"""How long experiments go on at the most."""


@dataclass(frozen=True)
class Stage:
    """A step of inference, and which `share` of the time that is left it may take. Without one that
    is `needed` there is no workload.
    """

    run: Callable[[Subject, Draft], Draft]
    needed: bool = False
    share: float = 0.5


def infer(subject: Subject, seconds: float = SECONDS) -> Workload:
    """The workload of a function, found within some seconds.

    Raises WorkloadError with the reason when no hypothesis passes the sanitizers.
    """
    end = time.monotonic() + seconds
    try:
        return _inferred(subject, seconds)
    except TimeIsUpError:
        raise
    except WorkloadError:
        for found in _looser(subject):
            left = end - time.monotonic()
            if left > 0:
                with suppress(WorkloadError):
                    return _inferred(replace(subject, found=found), left)
        raise


def _looser(subject: Subject) -> Iterator[Layout]:
    """What else may do where no lengths explain what the function needs, or where the numbers in
    long texts do not fit their types.
    """
    found = subject.found
    if found.modes:
        found = found.without_modes
        yield found
    if found.light or found.idle:
        yield replace(found, light=False, idle=frozenset())
    for path in found.arrays:
        if "." not in path and "[]" not in path and f"“{path}”" in subject.probe.last_problem:
            yield replace(found, leading={path: _LEADING})
    for step in steps(subject.code)[:_MOST_STEPS] if found.sizes else ():
        yield replace(found, step=step)
        if len(found.sizes) > 1:
            yield replace(found, step=step, alike=True)
    if len(found.sizes) > 1:
        yield replace(found, alike=True)
    for path in found.arrays[:_MOST_ALONE]:
        yield replace(found, terminated=frozenset([path]))
    if len(found.arrays) > 1:
        yield replace(found, terminated=frozenset(found.arrays))
    if found.sizes and found.lists:
        yield replace(found, roomy=True)
    if found.texts and subject.probe.out_of_range:
        for signs in alphabets(subject.probe)[:_SOME_ALPHABETS]:
            for longest in _LONGEST_TEXTS:
                yield replace(found, brief=longest, signs=signs)


def _inferred(subject: Subject, seconds: float) -> Workload:
    started = time.monotonic()
    end = started + seconds
    draft = Draft()
    subject.probe.terminated, subject.probe.counted = subject.found.terminated, frozenset()
    subject.probe.lead(subject.found.leading)
    for stage in STAGES:
        left = end - time.monotonic()
        try:
            with subject.probe.within(stage.share * left):
                draft = stage.run(subject, draft)
        except TimeIsUpError:
            if stage.needed:
                spent = time.monotonic() - started
                raise TimeIsUpError(
                    f"no inputs were found for {subject.function} in {spent:.0f} s of experiments,"
                    " for which building it left time; the setting opening_seconds allows more."
                ) from None
    return finished(draft, subject.function, subject.found)


def _pointing_into(subject: Subject, draft: Draft) -> Draft:
    """Integers that only occur as `s + 1` in lengths rather point into a list of another size."""
    found = subject.found
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
        attempt = assigned(found, PRIMES, pointing, domain)
        if subject.probe.clean(attempt.lengths, attempt.values, attempt.numbers):
            try:
                reshaped = shaped(subject, attempt)
            except WorkloadError:
                return draft
            constant = any(length.isdigit() for length in reshaped.lengths.values())
            return draft if constant else reshaped
    return draft


STAGES = (
    Stage(first_draft, needed=True, share=0.3),
    Stage(in_parts),
    Stage(shaped, needed=True, share=1.0),
    Stage(powers, needed=True, share=1.0),
    Stage(counted_texts),
    Stage(pointed, needed=True, share=1.0),
    Stage(pitched),
    Stage(_pointing_into),
    Stage(free_where_read_beyond),
    Stage(bound_elements),
    Stage(bound_integers),
    Stage(room_where_found),
    Stage(widen_sizes),
    Stage(tied),
    Stage(plain_bytes),
    Stage(narrowed),
    Stage(livelier, needed=True, share=1.0),
    Stage(better_covered, share=0.4),
    Stage(better_covered, share=0.2),  # on top of what that has changed
    Stage(narrowed),
    Stage(check_larger),
    Stage(index_within_guards),
    Stage(stay_in_range),
    Stage(reach_far),
    Stage(with_rests),
    Stage(nullable),
    Stage(find_long_searches),
)
"""In their order: each counts on what those before it have found out."""
