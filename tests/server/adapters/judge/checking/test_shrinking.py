"""Failing inputs become small, and stay such that the candidate fails on them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

import numpy as np
import pytest

from lessonls.adapters.judge.checking.shrinking import Shrinker, shown
from lessonls.adapters.judge.execution import Call, Style
from lessonls.adapters.judge.fuzzing import Field
from lessonls.core.workload import Size, Values, Workload
from lessonls_sandbox.wire import Scalar

WORKLOAD = Workload(function="f", sizes={"n": Size(minimum=0)})
REALS = Field(1, 0, Scalar("double"), Values.parse("real(-10, 10)"), listed=True, terminated=False)


def made(
    names: Sequence[str],
    workload: Workload,
    sizes: Mapping[str, int],
    style: Style,
    rng: np.random.Generator,
) -> Call:
    """The length of a list, and its elements."""
    number = sizes["n"]
    values = rng.uniform(-10, 10, number)
    return Call(dict(sizes), style, (np.array([number], np.uint64), values))


def call_of(number: int) -> Call:
    return made((), WORKLOAD, {"n": number}, Style.PLAIN, np.random.default_rng(7))


def shrunk(call: Call, goes_wrong: Callable[[Call], bool], seconds: float = 1e9) -> Call:
    ticks = count()
    clock = lambda: float(next(ticks))  # noqa: E731
    return Shrinker(made, ("x",), WORKLOAD, [REALS], goes_wrong, seconds, clock).smallest(call)


@pytest.mark.parametrize("least", [0, 1, 3, 7, 17])
def test_sizes_become_as_small_as_the_failure_allows(least: int):
    small = shrunk(call_of(300), lambda call: call.columns[1].size >= least)
    assert small.columns[1].size == least
    assert not small.columns[1].any()


def test_only_the_values_stay_that_matter():
    def goes_wrong(call: Call) -> bool:
        values = call.columns[1]
        return values.size >= 9 and values[4] > 2 and values[7] < -1.5

    start = call_of(9)
    start.columns[1][[4, 7]] = 5.25, -3.75
    values = shrunk(start, goes_wrong).columns[1]
    assert values.tolist() == [0, 0, 0, 0, 5.0, 0, 0, -4.0, 0]


def test_elements_between_those_that_matter_go():
    def goes_wrong(call: Call) -> bool:
        large = call.columns[1][call.columns[1] > 1000]
        return large.size >= 2 and bool(large[0] == large[-1])

    start = call_of(200)
    start.columns[1][[17, 150]] = 5000.5
    values = shrunk(start, goes_wrong).columns[1]
    assert values.tolist() == [5000.0, 5000.0]


def test_an_input_on_which_all_goes_well_is_never_given():
    small = shrunk(call_of(40), lambda call: float(np.sum(call.columns[1])) > 3)
    assert float(np.sum(small.columns[1])) > 3
    assert small.columns[1].size < 40


def test_it_ends_when_the_time_is_over():
    asked: list[Call] = []

    def goes_wrong(call: Call) -> bool:
        asked.append(call)
        return False

    start = call_of(100)
    assert shrunk(start, goes_wrong, seconds=20) is start
    assert len(asked) < 20


def test_values_of_small_inputs_are_shown():
    small = call_of(2)
    assert shown(small, ["", "x[]"]) == f"x[] = {small.columns[1][0]}, {small.columns[1][1]}"
    assert shown(call_of(100), ["", "x[]"]) == ""
    assert shown(call_of(0), ["", "x[]"]) == ""
