"""How a lesson's worth changes with use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.effectiveness import after_round, updated_factor
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


def test_a_round_in_which_a_lesson_was_shown_is_counted():
    """With the factor of that round."""
    lesson = after_round(example_lesson("a"), [3.0, 0.0], REPLACE)
    assert (lesson.times_used, lesson.factor) == (1, pytest.approx(1.0))


def test_a_round_without_candidates_says_nothing_of_a_lesson():
    """It is not even counted as a use."""
    lesson = example_lesson("a", factor=1.1)
    assert after_round(lesson, [], REPLACE) == lesson
