"""The doctor's judgement of what it finds."""

import pytest

from lessonls.commands import checkup
from lessonls.core.report import CheckState
from lessonls_sandbox.confine import Confinement


def test_a_machine_without_a_sandbox_is_told_what_to_install():
    """It is the one thing that nothing can do without."""
    check = checkup.sandbox(Confinement("none", "no sandbox found", "install bubblewrap."))
    assert check.fatal
    assert check.advice == "install bubblewrap."


@pytest.mark.parametrize(
    ("required", "state"), [(True, CheckState.MISSING), (False, CheckState.WEAK)]
)
def test_a_program_that_is_not_there_is_missing_or_weak(required: bool, state: CheckState):
    """As it is needed or only useful."""
    check = checkup.program("no-such-compiler", "some-package", required=required)
    assert check.state is state
    assert "apt-get install some-package" in check.advice


@pytest.mark.parametrize(
    ("pairs", "spread"),
    [
        ([(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)], 0.0),
        ([(1.0, 1.0), (1.1, 1.0), (0.9, 1.0), (1.0, 1.0), (9.0, 1.0)], 0.14826),
        ([(1.0, 0.0)], float("inf")),
        ([], float("inf")),
    ],
)
def test_the_spread_of_pairs_ignores_outliers(pairs: list[tuple[float, float]], spread: float):
    """And what both of a pair have in common."""
    assert checkup.spread(pairs) == pytest.approx(spread)


@pytest.mark.parametrize(("ratio", "state"), [(1.0, CheckState.OK), (1.5, CheckState.WEAK)])
def test_noisy_timings_are_weak(ratio: float, state: CheckState):
    """With advice."""
    pairs = [(1.0, 1.0), (ratio, 1.0), (1 / ratio, 1.0)]
    check = checkup.timing(lambda: pairs)
    assert check.state is state
    assert bool(check.advice) is (state is CheckState.WEAK)
