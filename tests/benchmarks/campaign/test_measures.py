"""What records come to."""

import pytest

from benchmarks.campaign.measures import best_of, by_round, measures
from tests.benchmarks.campaign.conftest import Made


def test_the_paper_s_measures(made: Made):
    """Failures and slowdowns count as 1."""
    found = measures([made("a", [4.0]), made("b", [0.25]), made("c", [None])])
    assert found.mean == pytest.approx(4 ** (1 / 3))
    assert found.unclamped == pytest.approx(1.0)
    assert (found.compiled, found.correct) == (1.0, pytest.approx(2 / 3))
    assert (found.fast, found.unchanged) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (found.problems, found.repetitions, found.worst) == (3, 1, 1.0)


def test_repetitions_have_a_mean_and_a_spread(made: Made):
    """Of the geometric means."""
    found = measures([made("a", [2.0]), made("a", [4.0], repetition=1)])
    assert (found.mean, found.repetitions, found.problems) == (3.0, 2, 1)
    assert found.spread == pytest.approx(2**0.5)


def test_the_overhead_is_what_the_judge_did_not_use(made: Made):
    """50 seconds of which the judge was at work for 40."""
    assert measures([made("a", [2.0])]).overhead == pytest.approx(0.25)


def test_speedups_grow_over_rounds(made: Made):
    """As geometric means over problems."""
    assert by_round([made("a", [1.0, 4.0]), made("b", [1.0])]) == pytest.approx([1.0, 2.0])


def test_the_best_of_n_random_candidates(made: Made):
    """Two of (1, 1, 4): in two of three choices there is the 4."""
    assert best_of([made("a", [None, 0.5, 4.0])]) == pytest.approx([2.0, 3.0, 4.0])


def test_a_problem_without_candidates_stays_at_one(made: Made):
    """However many are drawn."""
    assert best_of([made("a", []), made("b", [4.0, 4.0])]) == [2.0, 2.0]
