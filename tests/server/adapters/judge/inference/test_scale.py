"""How much memory a workload is made of."""

import pytest

from lessonls.adapters.judge.inference.scale import elements


@pytest.mark.parametrize(
    ("lengths", "count"),
    [
        ({}, 0),
        ({"x": "n", "y": "n * m"}, 5 + 35),
        ({"a": "n", "a[]": "m"}, 5 + 35),
        ({"names": "n", "names[].text": "random(1, 12)"}, 5 + 60),
        ({"x": "n - 9"}, 0),
    ],
)
def test_elements_are_counted_without_making_them(lengths: dict[str, str], count: int):
    assert elements(lengths, {"n": 5, "m": 7}) == count
