"""The last elements of lists, with nothing but zeros and null pointers."""

import numpy as np

from lessonls.adapters.judge.execution.terminators import last_of_each, zeroed
from lessonls_sandbox.wire import NULL_LENGTH, Array, Column, List, Scalar, Struct

TEXT = List(Scalar("int8", text=True), "pointer")
ENTRY = Struct((("name", TEXT), ("bounds", Array(2, Scalar("int32")))))


def column(*values: int, kind: str = "int64") -> Column:
    return np.array(values, kind)


def test_the_last_of_each_list_is_marked_and_none_of_an_empty_one():
    marked = last_of_each(column(2, 0, 1, kind="uint64"))
    assert marked.tolist() == [False, True, True]


def test_numbers_are_zero_and_pointers_are_null_with_nothing_behind_them():
    names, texts, bounds = column(2, 1, kind="uint64"), column(97, 0, 0), column(1, 2, 3, 4)
    made = zeroed(ENTRY, [names, texts, bounds], np.array([False, True]))
    assert [one.tolist() for one in made] == [[2, NULL_LENGTH], [97, 0], [1, 2, 0, 0]]


def test_rows_behind_a_null_pointer_are_left_out_with_all_that_is_in_them():
    rows, lengths, texts = (
        column(1, 2, kind="uint64"),
        column(1, 1, 2, kind="uint64"),
        column(*range(4)),
    )
    of = List(TEXT, "pointer")
    made = zeroed(of, [rows, lengths, texts], np.array([False, True]))
    assert [one.tolist() for one in made] == [[1, NULL_LENGTH], [1], [0]]


def test_what_owns_its_elements_is_empty_rather_than_null():
    made = zeroed(
        List(Scalar("int32"), "vector"), [column(2, kind="uint64"), column(5, 6)], np.array([True])
    )
    assert [one.tolist() for one in made] == [[0], []]
