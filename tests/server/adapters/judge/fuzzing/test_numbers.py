"""Numbers at which programs change their ways."""

from math import inf, nextafter

import numpy as np

from lessonls.adapters.judge.fuzzing.numbers import compared, integers, reals
from lessonls.core.reading.constants import Constants


def test_constants_come_with_neighbours_multiples_and_bits_of_two():
    of_constants, _ = integers(-(2**31), 2**31 - 1, (12, 3))
    assert {11, 12, 13, -12, 24, 23, 36, 144, 143, 12 | 3, 12 & 3} <= set(of_constants)


def test_all_numbers_fit():
    for group in integers(0, 255, (1000, 200)):
        assert all(0 <= number <= 255 for number in group)


def test_limits_powers_and_squares_of_large_numbers_come_with_neighbours():
    _, common = integers(0, 2**64 - 1, ())
    assert {2**64 - 1, 2**53 + 1, 2**32 - 1, (2**32 - 1) ** 2 - 1, 2**63} <= set(common)


def test_reals_come_with_the_next_numbers_of_their_precision():
    double, _ = reals((0.1,), single=False)
    single, _ = reals((0.1,), single=True)
    assert {0.1, nextafter(0.1, inf), nextafter(0.1, -inf)} <= set(double)
    assert np.float32(max(n for n in single if n < 0.11)) > np.float32(0.1)


def test_a_character_is_a_whole_number_and_a_whole_number_is_a_real():
    known = Constants(integers=(7,), reals=(2.5,), characters=b"x")
    assert compared(known) == ((7, ord("x"), 2), (2.5, 7.0))
