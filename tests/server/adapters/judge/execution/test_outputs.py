"""One answer to several calls."""

import numpy as np

from lessonls.adapters.judge.execution.outputs import by_call
from lessonls_sandbox.wire import parse_interface

INTERFACE = parse_interface(
    {
        "returns": "int32",
        "parameters": [
            {
                "shown": True,
                "const": True,
                "type": {"list": {"list": "double", "what": "vector"}, "what": "vector"},
            },
            {
                "shown": True,
                "const": False,
                "type": {"struct": [["x", "int32"], ["y", {"array": 2, "of": "int32"}]]},
            },
        ],
    }
)


def test_every_call_gets_its_own_part_of_nested_lists_and_structs():
    columns = [
        np.array([7, 8]),
        np.array([2, 1]),
        np.array([1, 2, 3]),
        np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        np.array([5, 6]),
        np.array([50, 51, 60, 61]),
    ]
    first, second = (
        [column.tolist() for column in call] for call in by_call(INTERFACE, columns, 2)
    )
    assert first == [[7], [2], [1, 2], [1.0, 2.0, 3.0], [5], [50, 51]]
    assert second == [[8], [1], [3], [4.0, 5.0, 6.0], [6], [60, 61]]
