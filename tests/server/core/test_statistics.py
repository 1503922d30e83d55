"""What pairs of timings say."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.statistics import compare, decided, hopeless, median_interval

times = st.lists(st.floats(1e-6, 1.0), min_size=6, max_size=40)


@given(times)
def test_a_candidate_that_is_the_baseline_has_speedup_one(seconds: list[float]):
    found = compare(seconds, seconds)
    assert found.speedup == 1.0
    assert found.interval == (1.0, 1.0)


@given(times, st.integers(1, 8))
def test_the_interval_contains_the_speedup(seconds: list[float], factor: int):
    found = compare(seconds, [s / factor for s in reversed(seconds)])
    assert found.interval[0] <= found.speedup <= found.interval[1]


@pytest.mark.parametrize(("count", "ranks"), [(6, (0, 5)), (8, (0, 7)), (9, (1, 7)), (20, (5, 14))])
def test_the_interval_is_made_of_the_order_statistics_of_the_sign_test(
    count: int, ranks: tuple[int, int]
):
    """Ranks as tabulated for the 95% interval of a median."""
    assert median_interval([float(i) for i in range(count)], 0.95) == ranks


def test_about_95_of_100_intervals_contain_the_truth():
    rng = random.Random(7)
    inside = 0
    for _ in range(400):
        ratios = [rng.lognormvariate(0.0, 0.05) for _ in range(15)]
        low, high = median_interval(ratios, 0.95)
        inside += low <= 1.0 <= high
    assert inside >= 370


def test_a_clear_win_needs_few_pairs_and_a_draw_goes_on():
    steady = [1.0, 1.01, 0.99, 1.0, 1.02, 1.0, 0.99, 1.0]
    assert decided(steady, [s / 3 for s in steady])
    noisy = [1.0, 1.2, 0.9, 1.1, 0.8, 1.3, 1.0, 0.95]
    assert not decided(noisy, list(reversed(noisy)))


def test_pairs_stop_when_a_win_worth_a_word_is_out_of_reach():
    seconds = [1.0, 1.2, 0.9, 1.1, 0.8, 1.3, 1.0, 0.95]
    least = [0.95, 1.01, 0.99, 1.0, 1.01, 0.94, 1.01, 0.96]
    assert decided(seconds, [s / ratio for s, ratio in zip(seconds, least, strict=True)])
    some = [1.03 if ratio > 1.0 else ratio for ratio in least]
    assert not decided(seconds, [s / ratio for s, ratio in zip(seconds, some, strict=True)])


def test_fewer_than_six_pairs_never_conclude():
    assert not decided([1.0] * 5, [0.1] * 5)
    assert not hopeless([1.0] * 5, [9.0] * 5)


def test_a_candidate_that_is_always_slower_is_hopeless():
    assert hopeless([1.0] * 6, [2.0] * 6)
