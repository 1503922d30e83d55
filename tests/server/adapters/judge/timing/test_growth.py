"""Which sizes grow until a call takes long enough."""

import pytest

from lessonls.adapters.judge.timing.growth import (
    halved,
    is_length,
    is_linear,
    is_margin,
    resized,
    timed_elements,
    unwritten,
)
from lessonls.core.workload import Size, Workload

WORKLOAD = Workload(
    function="multiply",
    sizes={
        "rows": Size(),
        "used": Size(minimum=2),
        "margin": Size(),
        "entries": Size(),
        "rounds": Size(timing=50),
    },
    lengths={"a": "rows * (used + margin)", "place": "entries", "y": "rows"},
    values={"pitch": "equal(used + margin)", "times": "equal(rounds)"},
)


@pytest.mark.parametrize(
    ("name", "length", "margin", "linear"),
    [
        ("rows", True, False, False),
        ("used", True, False, False),
        ("margin", False, True, False),
        ("entries", True, False, True),
        ("rounds", False, False, True),
    ],
)
def test_sizes_are_told_apart_by_what_grows_with_them(
    name: str, length: bool, margin: bool, linear: bool
):
    assert is_length(name, WORKLOAD) is length
    assert is_margin(name, WORKLOAD) is margin
    assert is_linear(name, WORKLOAD) is linear


def test_what_the_user_has_written_for_timing_is_not_free():
    assert unwritten(WORKLOAD) == {"rows", "used", "margin", "entries"}


def test_only_the_named_sizes_change_and_none_falls_below_its_minimum():
    grown = resized(WORKLOAD, {"rows", "used"}, 1)
    assert (grown.sizes["rows"].timing, grown.sizes["used"].timing) == (1, 2)
    larger = resized(WORKLOAD, {"rows"}, 9)
    assert halved(larger, {"rows", "used"}).sizes["rows"].timing == 4
    assert halved(larger, {"used"}).sizes["rows"].timing == 9


def test_elements_of_a_timed_call_are_counted():
    grown = resized(WORKLOAD, unwritten(WORKLOAD), 10)
    assert timed_elements(grown) == 10 * 20 + 10 + 10
