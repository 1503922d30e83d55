"""Numbers found by experiment, and the expressions that explain them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.judge.inference.factoring import (
    OTHER_PRIMES,
    PRIMES,
    coverings,
    explanations,
    likely,
    rounded_up,
    stride,
)
from lessonls.core.workload import evaluate

SIZES = {"M": 7, "K": 11, "N": 13}


@pytest.mark.parametrize(
    ("number", "expression"),
    [
        (77, "M * K"),
        (143, "K * N"),
        (91, "M * N"),
        (13, "N"),
        (49, "M * M"),
        (1001, "M * K * N"),
        (96, "(M + 1) * (K + 1)"),
        (2, "2"),
        (7 * 11 * 13 * 13, "M * K * N * N"),
        (10 * 13 + 7, "(K - 1) * N + M"),
    ],
)
def test_a_length_is_explained_by_the_simplest_expression(number: int, expression: str):
    assert explanations(number, SIZES)[0] == expression


def test_a_function_that_does_not_touch_the_last_element_still_has_one():
    assert [rounded_up(text) for text in explanations(12, {"n": 13})] == ["n"]


def test_a_length_with_two_explanations_has_both():
    assert explanations(14, SIZES) == ["2 * M", "N + 1"]


def test_a_length_that_nothing_explains_has_none():
    assert explanations(997, SIZES) == []


@given(st.sampled_from(PRIMES[:4]), st.sampled_from(PRIMES[:4]))
def test_an_explained_product_evaluates_to_itself(a: int, b: int):
    sizes = dict(zip("wxyz", PRIMES, strict=False))
    for expression in explanations(a * b, sizes):
        assert evaluate(expression, sizes) == a * b


def test_the_second_assignment_moves_every_size():
    assert all(one != other for one, other in zip(PRIMES, OTHER_PRIMES, strict=True))


def test_a_constant_of_the_functions_text_may_be_a_factor():
    assert explanations(448, SIZES) == []
    assert explanations(448, SIZES, [8, 64]) == ["64 * M"]
    assert explanations(512, SIZES, [512]) == ["512"]


def test_a_list_that_is_pointed_into_is_as_long_as_what_points_stays_below():
    sizes = {"rows": 7, "below": 61}
    assert explanations(61, sizes)[0] == "below"
    assert explanations(7 * 61, sizes)[0] == "below * rows"
    assert explanations(61 + 7, sizes) == []


@pytest.mark.parametrize("missing", [1, 7 + 1, 7 * 11 + 7 + 1])
def test_a_stencil_may_leave_out_a_row_or_a_plane(missing: int):
    assert coverings(7 * 11 * 13 - missing, SIZES)[0] == "M * K * N"


def test_rows_of_a_larger_matrix_are_told_from_the_matrix():
    assert stride("(height - 1) * pitch + 3 * width") == ("height", "pitch", "3 * width", "width")
    assert stride("height * width") is None


def test_likely_lengths_are_in_order_and_below_the_most():
    found = likely(100, SIZES, [64])
    assert found == sorted(set(found))
    assert {7, 64, 77, 91} <= set(found)
    assert max(found) < 100


def test_a_length_may_be_a_part_of_a_size():
    """Bits in bytes: 11 of them need two."""
    assert "(K + 7) // 8" in explanations(2, SIZES, [8])
