"""What this machine is."""

import os

import pytest

from lessonls.adapters.judge.machine import spread, this_machine


def test_this_machine_is_described():
    """By what it judges with, and how steady it is."""
    found = this_machine()
    assert found.make.startswith("gcc ")
    assert found.cores == len(os.sched_getaffinity(0))
    assert 0 <= found.noise < 1


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)], 0.0),
        ([(1.0, 1.0), (1.1, 1.0), (0.9, 1.0), (1.0, 1.0), (9.0, 1.0)], 0.14826),
        ([(1.0, 0.0)], float("inf")),
        ([], float("inf")),
    ],
)
def test_the_spread_of_pairs_ignores_outliers(pairs: list[tuple[float, float]], expected: float):
    """And what both of a pair have in common."""
    assert spread(pairs) == pytest.approx(expected)
