"""Indices that the function itself compares with a size before it uses them.

Since any number passes the sanitizers, experiments give them a small range that has nothing to do
with the size: in timed calls most of the work would be skipped, or done on a few places. Checks
keep the small range, which has numbers on both sides of the guard.
"""

import re
from collections.abc import Iterator

from lessonls.adapters.judge.inference.bounds import ANY
from lessonls.adapters.judge.inference.draft import Draft
from lessonls.adapters.judge.inference.probe import Probe
from lessonls.adapters.judge.inference.subject import Subject

_FAR = 1009


def index_within_guards(subject: Subject, draft: Draft) -> Draft:
    """Gives elements that are guarded by a size all numbers below it in timed calls."""
    for path in subject.found.integer_elements():
        for name in _sizes(draft) if draft.values[path] in ANY else ():
            if _guards(subject.probe, draft, path, name):
                draft = draft.with_timing({path: f"integer(0, {name} - 1)"})
                break
    return draft


def _sizes(draft: Draft) -> Iterator[str]:
    """Those that some list's length is made of."""
    words = set(re.findall(r"\w+", " ".join(draft.lengths.values())))
    return (name for name in draft.numbers if name in words)


def _guards(probe: Probe, draft: Draft, path: str, name: str) -> bool:
    """Whether numbers below the size make the function do more, and all from it on alike."""

    def work(number: int) -> int:
        values = {**draft.values, **draft.timing, path: f"equal({number})"}
        return probe.work(draft.lengths, values, draft.numbers)

    size = draft.numbers[name]
    beyond = work(size)
    return 0 < beyond < min(work(size - 1), work(size // 2), work(0)) and beyond == work(
        size + 1
    ) == work(_FAR)
