"""Integers inside lists that are places in other lists: what they stay below.

Inference gives each such list a size of its own, and lengths came out in these. Here each
becomes the size it stands for: one that the function knows already, or that of the list which
is pointed into, and which nothing else determines.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

from lessonls.adapters.judge.execution import Style
from lessonls.adapters.judge.inference.draft import Draft, Layout, symbol
from lessonls.adapters.judge.inference.factoring import (
    OTHER_PRIMES,
    POINTING_PRIMES,
    PRIMES,
    replaced,
    stride,
)
from lessonls.adapters.judge.inference.hypotheses import INDEX, below, row_starts
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.subject import Subject

T = TypeVar("T")

_SEEDS = (21, 22, 23, 24)
_STYLES = (Style.PLAIN, Style.EXTREME)
_FEW = 3


def pointed(subject: Subject, draft: Draft) -> Draft:
    """The draft with every pointing element below a size that is there for other reasons."""
    probe, found = subject.probe, subject.found
    for path in found.integer_elements():
        name = below(draft.values[path])
        if name in draft.numbers and not _used(draft, name):
            draft = _unbound(draft, path, name)
    draft = _within_pitch(probe, found, draft)
    for path in found.integer_elements():
        name = below(draft.values[path])
        if name in draft.numbers:
            draft = _settled(probe, draft, name)
    for path in found.integer_elements():
        if below(draft.values[path]) in draft.numbers:
            draft = _starting_rows(probe, found, draft, path, subject.code)
    return draft


def _used(draft: Draft, name: str) -> bool:
    return any(re.search(rf"\b{name}\b", length) for length in draft.lengths.values())


def _unbound(draft: Draft, path: str, name: str) -> Draft:
    """No length tells what this one stays below: its bound has to be found another way."""
    return draft.with_values({path: INDEX}).without_numbers([name])


def _renamed(draft: Draft, name: str, other: str) -> Draft:
    """The draft with size `other` in place of `name`."""
    return Draft(
        {path: replaced(text, name, other) for path, text in draft.lengths.items()},
        {path: replaced(text, name, other) for path, text in draft.values.items()},
        _moved(draft.numbers, name, other),
        _moved(draft.sizes, name, other),
    )


def _moved(known: Mapping[str, T], name: str, other: str) -> dict[str, T]:
    """What is known of `name` under the name `other`, unless that one is known itself."""
    kept = {one: value for one, value in known.items() if one != name}
    if name in known:
        kept.setdefault(other, known[name])
    return kept


def _within_pitch(probe: Probe, found: Layout, draft: Draft) -> Draft:
    """Row and column of a flat matrix: the column stays below the row's length."""
    names = {below(draft.values[path]) for path in found.integer_elements()} & draft.numbers.keys()
    for path, length in list(draft.lengths.items()):
        parts = stride(length)
        if parts is None or parts[3] != parts[2] or parts[3] not in names:
            continue
        rows, pitch, _, column = parts
        attempt = _renamed(draft.with_lengths({path: f"{rows} * {pitch}"}), column, pitch)
        if probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS, _STYLES):
            draft = attempt
    return draft


def _settled(probe: Probe, draft: Draft, name: str) -> Draft:
    """A size of its own where it can also be smaller than all others, else one of those."""
    fewer = {**draft.numbers, name: _FEW}
    if not probe.clean(draft.lengths, draft.values, fewer, _SEEDS, _STYLES):
        for other in [other for other in draft.numbers if other != name]:
            attempt = _renamed(draft, name, other)
            if _holds(probe, attempt):
                return attempt
    into = [path for path, length in draft.lengths.items() if length == name]
    partly = [f"n_{path}" for path, length in draft.lengths.items() if name in length]
    return _renamed(draft, name, symbol([*into, *partly][0], list(draft.numbers)))


def _holds(probe: Probe, draft: Draft) -> bool:
    """Whether it passes the sanitizers whichever size is the largest, but for those still to be
    settled.
    """
    other: Mapping[int, int] = dict(zip(PRIMES, OTHER_PRIMES, strict=True))
    moved = {name: other.get(number, number) for name, number in draft.numbers.items()}
    known = {n: number for n, number in draft.numbers.items() if number not in POINTING_PRIMES}
    turned = {**draft.numbers, **dict(zip(known, reversed(known.values()), strict=True))}
    return all(
        probe.clean(draft.lengths, draft.values, numbers, _SEEDS, _STYLES)
        for numbers in (draft.numbers, moved, turned)
    )


def _starting_rows(probe: Probe, found: Layout, draft: Draft, path: str, code: str) -> Draft:
    """Where rows start, numbers grow from the first to the last."""
    rows = re.fullmatch(r"\w+ \+ 1", draft.lengths.get(path.removesuffix("[]"), ""))
    if not rows and path not in row_starts(found, code):
        return draft
    attempt = draft.with_values({path: f"offsets({below(draft.values[path])})"})
    clean = probe.clean(attempt.lengths, attempt.values, attempt.numbers, _SEEDS, _STYLES)
    return attempt if clean else draft
