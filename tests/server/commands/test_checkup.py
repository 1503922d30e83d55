"""The doctor's judgement of what it finds."""

import pytest

from lessonls.commands import checkup
from lessonls.core.errors import SettingsError
from lessonls.core.machine import Machine
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


@pytest.mark.parametrize(("ratio", "state"), [(1.0, CheckState.OK), (1.5, CheckState.WEAK)])
def test_noisy_timings_are_weak(ratio: float, state: CheckState):
    """With advice."""
    pairs = [(1.0, 1.0), (ratio, 1.0), (1 / ratio, 1.0)]
    check = checkup.timing(lambda: pairs)
    assert check.state is state
    assert bool(check.advice) is (state is CheckState.WEAK)


def test_machines_that_judge_elsewhere_are_named():
    """With what their timings can be compared by."""
    machine = Machine(name="node7", compiler="gcc 12", cpu="a processor", cores=2, noise=0.02)
    check = checkup.judge(lambda: [machine])
    assert check.state is CheckState.OK
    assert check.detail == "node7: gcc 12, a processor, 2 cores, timing noise 2.0%"


def test_a_cluster_that_cannot_be_reached_is_missing():
    """Nothing can be judged without it."""

    def gone() -> list[Machine]:
        raise SettingsError("No Dask scheduler answers at tcp://nowhere:1.")

    check = checkup.judge(gone)
    assert check.fatal
    assert "No Dask scheduler" in check.detail
