"""How a lesson's worth changes with use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.effectiveness import after_round, is_spent, trust, updated_factor
from lessonls.core.options import FactorPolicy
from lessonls.fakes import example_lesson

REPLACE, CUMULATIVE = FactorPolicy.REPLACE, FactorPolicy.CUMULATIVE


@pytest.mark.parametrize(
    ("factor", "own", "scores", "policy", "expected"),
    [
        (1.0, 2.0, [3.0], REPLACE, 1.1),
        (1.0, 2.0, [1.0], REPLACE, 0.9),
        (1.0, 2.0, [2.0], REPLACE, 0.9),  # as fast is not faster
        (1.0, 2.0, [3.0, 0.0, 0.0], REPLACE, (1.1 + 0.9 + 0.9) / 3),
        (0.5, 2.0, [3.0], REPLACE, 1.1),  # what was known before is forgotten
        (0.5, 2.0, [3.0], CUMULATIVE, 0.55),
        (1.1, 2.0, [3.0, 1.0], CUMULATIVE, 1.1),
        (0.7, 2.0, [], REPLACE, 0.7),
        (0.7, 2.0, [], CUMULATIVE, 0.7),
        (1.0, 2.0, [3.0], FactorPolicy.NONE, 1.0),
        (1.0, 0.0, [0.8], REPLACE, 1.1),  # a failure is beaten by anything that is correct
    ],
)
def test_the_factor_follows_what_agents_reached(
    factor: float, own: float, scores: list[float], policy: FactorPolicy, expected: float
):
    """1.1 for every agent that beat the lesson's speedup and 0.9 for the others, on average."""
    assert updated_factor(factor, own, scores, policy) == pytest.approx(expected)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 100))
def test_the_evidence_of_a_round_stays_between_its_two_values(scores: list[float], own: float):
    """Whatever the agents reached."""
    assert 0.9 <= round(updated_factor(1.0, own, scores, REPLACE), 9) <= 1.1


@pytest.mark.parametrize(
    ("scores", "best", "helpful", "harmful"),
    [
        ([3.0, 0.0], 2.0, 1, 0),  # a new best
        ([1.5, 0.0], 2.0, 0, 0),  # neither
        ([0.9, 0.0], 2.0, 0, 1),  # nothing was as fast as the original
        ([0.0], 1.0, 0, 1),
    ],
)
def test_a_use_counts_as_helpful_harmful_or_neither(
    scores: list[float], best: float, helpful: int, harmful: int
):
    """By the best candidate of the round."""
    lesson = after_round(example_lesson("a"), scores, best, REPLACE)
    assert (lesson.times_used, lesson.helpful, lesson.harmful) == (1, helpful, harmful)


def test_a_round_without_candidates_says_nothing_of_a_lesson():
    """It is not even counted as a use."""
    lesson = example_lesson("a", factor=1.1)
    assert after_round(lesson, [], 1.0, REPLACE) == lesson


def test_trust_falls_with_harm_and_recovers_with_help():
    """Nothing known is full trust."""
    assert trust(example_lesson("a")) == 1.0
    assert trust(example_lesson("a", harmful=2)) == 0.5
    assert 0.5 < trust(example_lesson("a", harmful=2, helpful=2)) < 1.0


def test_an_imported_lesson_is_trusted_less_until_it_has_helped():
    """Here, not where it comes from."""
    assert trust(example_lesson("a", imported=True)) == 0.8
    assert trust(example_lesson("a", imported=True, helpful=1)) == 1.0


@pytest.mark.parametrize(
    ("helpful", "harmful", "spent"),
    [(0, 4, False), (0, 5, True), (1, 7, False), (1, 8, True), (9, 20, False)],
)
@pytest.mark.parametrize("imported", [False, True])
def test_a_lesson_is_spent_after_much_harm_and_little_help(
    helpful: int, harmful: int, spent: bool, imported: bool
):
    """Wherever it comes from."""
    lesson = example_lesson("a", helpful=helpful, harmful=harmful, imported=imported)
    assert is_spent(lesson) is spent
