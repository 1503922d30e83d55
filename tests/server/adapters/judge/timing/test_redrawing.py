"""Timing inputs that the original does not get through are drawn anew."""

from collections.abc import Callable, Sequence

import numpy as np

from lessonls.adapters.judge.execution import Answer, Call, Style
from lessonls.adapters.judge.timing.redrawing import redrawn
from lessonls_sandbox.run import Sample


def calls(*numbers: int) -> list[Call]:
    return [Call({}, Style.PLAIN, (np.array([number]),)) for number in numbers]


def numbers(found: Sequence[Call]) -> list[int]:
    return [int(call.columns[0][0]) for call in found]


def dividing(problem: str = "was ended by SIGFPE") -> Callable[[Sequence[Call], float], Answer]:
    """A run that ends at the first zero."""

    def run(some: Sequence[Call], _: float) -> Answer:
        all_of_them = numbers(some)
        if 0 not in all_of_them:
            return Answer(Sample(""))
        return Answer(Sample(problem, returned=all_of_them.index(0)))

    return run


def test_what_ends_a_sample_is_left_out_and_others_are_repeated():
    found = redrawn(calls(3, 0, 4, 0, 0, 5), lambda: calls(1), dividing(), 1.0)
    assert numbers(found) == [3, 4, 5, 3, 4, 5]


def test_a_single_call_is_drawn_until_one_gets_through():
    drawn = iter((0, 0, 7))
    assert numbers(redrawn(calls(0), lambda: calls(next(drawn)), dividing(), 1.0)) == [7]


def test_where_nothing_gets_through_there_is_nothing():
    assert redrawn(calls(0), lambda: calls(0), dividing(), 1.0) == []


def test_less_and_less_patience_with_what_does_not_end():
    limits: list[float] = []

    def run(some: Sequence[Call], limit: float) -> Answer:
        limits.append(limit)
        return dividing("took too long")(some, limit)

    assert redrawn(calls(0), lambda: calls(0), run, 8.0) == []
    assert limits == [8.0, 2.0, 0.5]
