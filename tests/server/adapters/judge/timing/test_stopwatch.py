"""What a timing session says of a candidate, without a clock."""

import pytest

from lessonls.adapters.judge.timing.stopwatch import Session

ALIKE = (1.0,) * 12


def session(*outside: float) -> Session:
    return Session(baseline=ALIKE, candidate=(0.5,) * 12, outside=outside)


def test_work_outside_the_calls_is_charged_to_the_candidate():
    assert session(*[0.2] * 12).charged == pytest.approx((0.7,) * 12)


def test_scatter_around_nothing_is_not_charged():
    assert session(*[-0.1, 0.2] * 6).charged == (0.5,) * 12


def test_less_work_outside_is_no_merit():
    assert session(*[-0.4] * 12).charged == (0.5,) * 12


@pytest.mark.parametrize(("seconds", "found"), [(0.6, True), (0.2, False), (0.0, False)])
def test_much_work_outside_the_calls_is_a_fault(seconds: float, found: bool):
    assert session(*[seconds] * 12).works_elsewhere is found


def test_a_few_pairs_prove_nothing():
    assert not Session((1.0,) * 3, (0.5,) * 3, (9.0,) * 3).works_elsewhere
