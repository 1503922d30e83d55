"""How far answers may differ."""

from collections.abc import Sequence

import numpy as np
import pytest

from lessonls.adapters.judge.checking.equality import (
    difference,
    is_certain,
    loosest,
    nudged,
    tolerance,
    within_half_the_digits,
)
from lessonls.adapters.judge.execution.inputs import Call, Style
from lessonls_sandbox.wire import Column

EXACT = [np.array([1, 2, 3])]
REALS = [np.array([1.0, -2.0, 1e6])]


def differs(
    expected: Sequence[Column],
    actual: Sequence[Column],
    *moved: Sequence[Column],
    signs: bool = False,
):
    found = difference(["x"], expected, actual, tolerance(expected, moved), signs=signs)
    return None if found is None else found.position


def test_whole_numbers_must_be_the_same():
    assert differs(EXACT, [np.array([1, 2, 3])]) is None
    assert differs(EXACT, [np.array([1, 2, 4])]) == 2


def test_so_must_lengths():
    assert differs(EXACT, [np.array([1, 2])]) == 0


def test_without_rounding_only_the_last_places_may_differ():
    near = [np.array([1.0 + 1e-15, -2.0, 1e6])]
    assert differs(REALS, near) is None
    assert differs(REALS, [np.array([1.0 + 1e-13, -2.0, 1e6])]) == 0


def test_rounding_that_moves_the_baseline_may_move_the_candidate():
    moved = [np.array([1.0 + 1e-12, -2.0, 1e6])]
    assert differs(REALS, [np.array([1.0 + 1e-11, -2.0, 1e6])], moved) is None
    assert differs(REALS, [np.array([1.0 + 1e-9, -2.0, 1e6])], moved) == 0


def test_a_sum_of_many_numbers_may_be_in_another_order():
    """Even where moving the last places of its terms does not move it."""
    terms = Call({}, Style.PLAIN, (np.ones(1_000_000),))
    total, other, short = [np.array([1e6])], [np.array([1e6 + 1e-8])], [np.array([1e6 + 1e-5])]
    few = Call({}, Style.PLAIN, (np.ones(100),))

    def place(actual: Sequence[Column], call: Call):
        allowed = tolerance(total, [total], [call])
        return difference(["total"], total, actual, loosest([allowed]), signs=False)

    assert place(other, terms) is None
    assert place(other, few) is not None
    assert place(short, terms) is not None


def test_an_element_that_moves_far_says_little_about_the_others():
    steady = np.ones(10_000)
    moved = steady.copy()
    moved[0] += 1e-6
    candidate = steady.copy()
    candidate[0] += 1e-5
    assert differs([steady], [candidate], [moved]) is None
    candidate[1] += 1e-5
    assert differs([steady], [candidate], [moved]) == 1


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_must_be_the_same(value: float):
    special = [np.array([value, 1.0])]
    assert differs(special, [np.array([value, 1.0])]) is None
    assert differs(special, [np.array([0.0, 1.0])]) == 0
    assert differs([np.array([0.0, 1.0])], special) == 0


def test_where_the_baseline_itself_gives_now_a_number_and_now_none_anything_goes():
    assert (
        differs([np.array([np.nan, 1.0])], [np.array([3.0, 1.0])], [np.array([5.0, 1.0])]) is None
    )


def test_signs_of_zero_count_where_they_are_asked_for():
    assert differs([np.array([0.0])], [np.array([-0.0])]) is None
    assert differs([np.array([0.0])], [np.array([-0.0])], signs=True) == 0


def test_complex_numbers_are_compared_part_by_part():
    expected = [np.array([1 + 1j, 2 + 0j])]
    assert (
        differs(expected, [np.array([1 + 1j, 2 + 1e-15j])], [np.array([1 + 1j, 2 + 1e-15j])])
        is None
    )
    assert differs(expected, [np.array([1 + 1j, 2 + 0.5j])]) == 1


def test_the_loosest_tolerance_is_for_other_inputs():
    one = tolerance(REALS, [[np.array([1.0 + 1e-3, -2.0, 1e6])]])
    two = tolerance(REALS, [REALS])
    both = loosest([one, two])
    assert both.distances == one.distances
    assert both.elements == ()


def test_equal_numbers_are_nudged_alike_wherever_they_stand():
    """Arguments that overlap must agree about the memory that they share."""
    reals = np.random.default_rng(1).standard_normal(1000)
    for kind in (np.float32, np.float64, np.longdouble):
        column = reals.astype(kind)
        both = nudged(Call({}, Style.PLAIN, (column[:-1], column[1:])), seed=3).columns
        assert np.array_equal(both[0][1:], both[1][:-1])
        assert np.all(both[0] != column[:-1])
        assert 0.3 < np.mean(both[0] > column[:-1]) < 0.7


def test_moved_answers_loosen_no_more_than_half_of_the_digits():
    """`float` in the place of `double` must still be seen."""
    far = within_half_the_digits(REALS, [np.array([7.0, np.nan, 1e6])])
    assert differs(REALS, [np.array([1.0, -2.0, 1e6 + 1e-3])], far) is None
    assert differs(REALS, [np.float32(REALS[0] / 3).astype(float)], far) == 0
    assert differs(REALS, [np.array([1.0, np.nan, 1e6])], far) == 1


def test_small_moves_stay_as_they_are():
    near = [np.array([1.0 + 1e-12, -2.0, 1e6])]
    (kept,) = within_half_the_digits(REALS, near)
    assert np.array_equal(kept, near[0])


def test_whole_numbers_and_other_lengths_do_not_move():
    assert within_half_the_digits(EXACT, [np.array([1, 2, 4])])[0] is EXACT[0]
    assert within_half_the_digits(REALS, [np.array([1.0])])[0] is REALS[0]


@pytest.mark.parametrize(
    ("expected", "moved", "certain"),
    [
        ([1.0, 2.0], [1.0 + 1e-9, 2.0], True),
        ([1e-17, 2.0], [3e-17, 2.0], True),
        ([1e-17], [3e-17], False),
        ([0.7, 2.0], [-0.2, 2.0], False),
        ([1.0, 2.0], [np.nan, 2.0], False),
        ([0.0, 0.0], [0.0, 0.0], True),
    ],
)
def test_rounding_alone_decides_where_it_moves_more_than_a_tenth_of_what_is_usual(
    expected: list[float], moved: list[float], certain: bool
):
    assert is_certain([np.array(expected)], [[np.array(moved)]]) is certain
