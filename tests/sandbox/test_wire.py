"""Types and columns."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls_sandbox.wire import (
    Array,
    List,
    One,
    Scalar,
    Struct,
    Type,
    Variant,
    decode,
    dtypes,
    encode,
    parse_interface,
    parse_type,
)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("float64", Scalar("float64")),
        ("bool", Scalar("bool")),
        ("char", Scalar("i1", text=True)),
        ({"enum": "int32", "values": [0, 2]}, Scalar("int32", enum=True, values=(0, 2))),
        ({"bits": 3, "of": "uint32"}, Scalar("uint32", width=3)),
        ({"link": "node"}, Scalar("int64", link="node")),
        ({"list": "int32", "what": "vector"}, List(Scalar("int32"), "vector")),
        ({"one": "int32"}, One(Scalar("int32"), "pointer")),
        ({"list": "int32", "what": "tail"}, List(Scalar("int32"), "tail")),
        ({"array": 3, "of": "float32"}, Array(3, Scalar("float32"))),
        (
            {"variant": ["bool", "float64"]},
            Variant(
                (
                    ("0", List(Scalar("bool"), "alternative")),
                    ("1", List(Scalar("float64"), "alternative")),
                )
            ),
        ),
        (
            {"struct": [["x", "float64"], ["n", "uint64"]]},
            Struct((("x", Scalar("float64")), ("n", Scalar("uint64")))),
        ),
    ],
)
def test_a_description_becomes_a_type(description: Any, expected: Type):
    assert parse_type(description) == expected


@pytest.mark.parametrize("description", [3, {"list": "int32"}, {"of": "x"}, None])
def test_anything_else_is_refused(description: Any):
    with pytest.raises(ValueError, match="not a type"):
        parse_type(description)


def test_a_list_of_structs_is_one_column_of_lengths_and_one_per_field():
    point = Struct((("x", Scalar("float64")), ("tag", Scalar("i1", text=True))))
    kinds = [str(kind) for kind in dtypes(List(point, "vector"))]
    assert kinds == ["uint64", "float64", "int8"]


def test_an_interface_lists_the_return_value_before_the_arguments():
    interface = parse_interface(
        {
            "returns": "bool",
            "parameters": [{"shown": True, "const": False, "type": "float32"}],
        }
    )
    assert [str(kind) for kind in interface.answer_dtypes()] == ["uint8", "float32"]


@given(st.lists(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20), max_size=5))
def test_columns_come_back_as_they_were_sent(values: list[list[int]]):
    columns = [np.array(column, np.int32) for column in values]
    decoded = decode(encode(columns), [np.dtype("i4")] * len(columns))
    assert decoded is not None
    assert [list(column) for column in decoded] == values


@given(st.binary(max_size=200), st.lists(st.sampled_from(["u1", "i4", "f8"]), max_size=4))
def test_arbitrary_bytes_never_raise(raw: bytes, kinds: list[str]):
    decoded = decode(raw, [np.dtype(kind) for kind in kinds])
    assert decoded is None or len(decoded) == len(kinds)
