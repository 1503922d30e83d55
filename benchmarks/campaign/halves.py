"""What the carry-over experiment divides and misplaces."""

from collections.abc import Sequence
from itertools import groupby

from benchmarks.campaign.beginning import Problems
from lessonls.core.lesson import Lesson

_SAID = ("text", "outcome", "speedup", "interval", "reason", "code", "agent", "round")
"""What a lesson says; the rest is where it belongs."""


def halves(problems: Problems) -> tuple[Problems, Problems]:
    """Every second problem of each category, and the others."""
    first: set[str] = set()
    ordered = sorted(problems, key=lambda name: (problems[name].category, name))
    for _, group in groupby(ordered, key=lambda name: problems[name].category):
        first.update(list(group)[::2])
    one = {name: subject for name, subject in problems.items() if name in first}
    return one, {name: subject for name, subject in problems.items() if name not in first}


def misplaced(lessons: Sequence[Lesson]) -> list[Lesson]:
    """The same lessons, each with what another one says: half the bank away from it.

    They keep their places, so that as many are chosen, for the same functions.
    """
    away = len(lessons) // 2
    moved = [*lessons[away:], *lessons[:away]]
    return [
        place.model_copy(update={name: getattr(said, name) for name in _SAID})
        for place, said in zip(lessons, moved, strict=True)
    ]
