"""Which inputs a candidate is checked on."""

from functools import partial

import pytest

from lessonls.adapters.judge.checking.corpus import draw
from lessonls.adapters.judge.execution.inputs import make
from lessonls.adapters.judge.execution.styles import AWKWARD, Style
from lessonls.core.workload import Size, Workload
from lessonls_sandbox.wire import parse_interface

INTERFACE = parse_interface(
    {
        "returns": "double",
        "parameters": [
            {"shown": True, "const": True, "type": {"list": "double", "what": "vector"}}
        ],
    }
)
WORKLOAD = Workload(
    function="sum",
    sizes={"n": Size()},
    lengths={"x": "n"},
    values={"x[]": "real(-100, 100)"},
)


MAKE = partial(make, INTERFACE)


@pytest.mark.parametrize("count", [48, 160])
def test_inputs_of_every_style_are_drawn_and_many_plain_ones(count: int):
    styles = [call.style for call in draw(MAKE, ["x"], WORKLOAD, count, 1)]
    assert len(styles) == count
    assert set(styles) == set(Style) - {Style.NULL, *AWKWARD}
    assert styles.count(Style.PLAIN) >= count // 3


def test_there_are_null_pointers_where_one_may_be_null():
    workload = WORKLOAD.model_copy(update={"nullable": ("x",)})
    calls = draw(MAKE, ["x"], workload, 160, 1)
    assert Style.NULL in {call.style for call in calls}


def test_the_same_seed_draws_the_same_inputs():
    one, other, third = (draw(MAKE, ["x"], WORKLOAD, 30, seed) for seed in (1, 1, 2))
    bits = [
        [column.tobytes() for call in calls for column in call.columns]
        for calls in (one, other, third)
    ]
    assert bits[0] == bits[1] != bits[2]
