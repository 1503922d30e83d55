"""Inputs that are drawn anew, where a function does not get through some of those that were drawn.

What it crashes on or does not end with is outside what it is for, as it is where candidates are
checked: a divisor that happens to be zero says nothing of those that are not.
"""

from collections.abc import Callable, Sequence

from lessonls.adapters.judge.execution import Answer, Call

_MOST_DRAWS, _MOST_LATE = 8, 2
_MOST_FAULTS = 32
_LESS_PATIENCE = 0.25


def redrawn(
    drawn: Sequence[Call],
    draw: Callable[[], Sequence[Call]],
    run: Callable[[Sequence[Call], float], Answer],
    limit: float,
) -> list[Call]:
    """As many calls as there are in `drawn`, of which some fail, without these: of other ones, and
    where few are left some of them repeatedly. None if the function hardly gets through any.
    """
    late = 0

    def survivors(calls: Sequence[Call]) -> list[Call]:
        nonlocal late, limit
        kept, rest = list[Call](), list(calls)
        for _ in range(_MOST_FAULTS):
            answer = run(rest, limit)
            if not answer.problem:
                return [*kept, *rest]
            if answer.sample.timed_out:
                late, limit = late + 1, limit * _LESS_PATIENCE
            at = min(answer.sample.returned, len(rest) - 1)
            kept, rest = [*kept, *rest[:at]], rest[at + 1 :]
            if not rest or late > _MOST_LATE:
                break
        return kept

    kept = survivors(drawn) if len(drawn) > 1 else []
    for _ in range(_MOST_DRAWS):
        if kept or late > _MOST_LATE:
            break
        kept = survivors(draw())
    return [kept[at % len(kept)] for at in range(len(drawn))] if kept else []
