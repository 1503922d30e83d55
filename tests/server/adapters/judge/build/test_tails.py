"""Which arrays of one element stand for more."""

import pytest

from lessonls.adapters.judge.build.tails import with_open_ends
from lessonls.adapters.judge.build.types import Array, Member, Number, Pointer, Record, Type

OLD = Record("old", 8, None, (Member("n", 1, 0), Member("data", 2, 4)))
TYPES: dict[int, Type] = {1: Number("int"), 2: Array(1, 1), 3: OLD, 4: Pointer(3, constant=True)}


@pytest.mark.parametrize(
    ("code", "others", "count"),
    [
        ("sum += o->data[i];", {}, 0),
        ("sum += o->data [ 2*i ];", {}, 0),
        ("sum += o->data[0];", {}, 1),
        ("sum += o->more[i];", {}, 1),
        ("sum += o->data[i];", {5: Array(3, 4)}, 1),
        ("sum += o->data[i];", {5: Record("outer", 8, None, (Member("in", 3, 0),))}, 1),
    ],
)
def test_an_array_of_one_element_may_be_longer(code: str, others: dict[int, Type], count: int):
    types = with_open_ends({**TYPES, **others}, code)
    record = types[3]
    assert isinstance(record, Record)
    array = types[record.members[-1].type]
    assert isinstance(array, Array)
    assert array.count == count
    assert types[2] == Array(1, 1)
