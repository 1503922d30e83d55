"""What one finished problem says."""

import pytest

from benchmarks.campaign.record import Record
from tests.benchmarks.campaign.conftest import Made


def test_an_answer_counts_with_its_speedup(made: Made):
    """And with the time when it was known."""
    record = made("p", [None, 3.0, 2.0])
    assert (record.speedup, record.unclamped, record.until_best) == (3.0, 3.0, 20.0)
    assert record.compiled
    assert record.correct


def test_a_slowdown_counts_as_one(made: Made):
    """Nobody has to take it; unclamped, it shows."""
    record = made("p", [0.5])
    assert (record.speedup, record.interval, record.unclamped) == (1.0, (1.0, 1.0), 0.5)
    assert record.until_best == 50.0


def test_what_failed_counts_as_one_and_as_nothing():
    """Also where the judge never saw it."""
    record = Record(suite="s", name="p", category="c", repetition=0, problem="no workload")
    assert (record.speedup, record.unclamped) == (1.0, None)
    assert not record.compiled
    assert not record.correct
    assert record.by_round(2) == [1.0, 1.0]


def test_rounds_never_fall(made: Made):
    """The best of before stays the best."""
    assert made("p", [None, 3.0, 2.0]).by_round(4) == [1.0, 3.0, 3.0, 3.0]


def test_outcomes_are_what_a_draw_gives(made: Made):
    """A rejected or slower candidate is worth the original."""
    assert made("p", [None, 0.5, 2.0]).outcomes() == pytest.approx([1.0, 1.0, 2.0])
