"""Numbers found by experiment, and the expressions that explain them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.adapters.judge.factoring import OTHER_PRIMES, PRIMES, explanations, rounded_up
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
