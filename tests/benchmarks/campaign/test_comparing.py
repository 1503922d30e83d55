"""Whether one campaign is better than another."""

import pytest

from benchmarks.campaign.comparing import compared
from lessonls.core.errors import InputError
from tests.benchmarks.campaign.conftest import Made


def test_problems_are_better_worse_or_undecided(made: Made):
    """By the intervals of both."""
    a = [made("x", [2.0]), made("y", [2.0]), made("z", [2.0])]
    b = [made("x", [3.0]), made("y", [1.5]), made("z", [2.01])]
    found = compared(a, b)
    assert [one.better for one in found.differences] == [True, False, False]
    assert [one.worse for one in found.differences] == [False, True, False]
    assert found.sentence.startswith("B is better on 1, worse on 1, inconclusive on 1 of 3; ")
    assert found.interval[0] < found.ratio < found.interval[1]


def test_two_equal_campaigns_are_undecided(made: Made):
    """Everywhere, and as a whole."""
    records = [made("x", [2.0]), made("y", [None])]
    found = compared(records, records)
    assert found.sentence.startswith("B is better on 0, worse on 0, inconclusive on 2 of 2; ")
    assert found.ratio == 1.0


def test_what_scatters_decides_nothing(made: Made):
    """Repetitions that differ more than the campaigns do."""
    a = [made("x", [speedup], repetition=at) for at, speedup in enumerate((1.5, 2.0, 3.0))]
    b = [made("x", [speedup], repetition=at) for at, speedup in enumerate((1.6, 2.2, 3.3))]
    (only,) = compared(a, b).differences
    assert not only.better


def test_problems_that_one_of_them_lacks_are_named(made: Made):
    """The others are compared."""
    found = compared([made("x", [2.0]), made("y", [2.0])], [made("x", [2.0])])
    assert found.missing == ("suite/y",)
    assert len(found.differences) == 1


def test_nothing_in_common_is_an_error(made: Made):
    """There is nothing to say."""
    with pytest.raises(InputError, match="no problem in common"):
        compared([made("x", [2.0])], [made("y", [2.0])])
