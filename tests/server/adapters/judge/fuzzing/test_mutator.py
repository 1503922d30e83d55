"""Inputs that are made of other inputs: what is changed, and what must stay."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pytest

from lessonls.adapters.judge.execution import Call, Comparison, Style, make
from lessonls.adapters.judge.fuzzing import SHAPES, Mutator
from lessonls.core.reading.constants import Constants
from lessonls.core.workload import Size, Workload
from lessonls_sandbox.wire import parse_interface

ROUNDS = 300


def listed(of: Any, what: str = "vector") -> dict[str, Any]:
    return {"list": of, "what": what}


class Function:
    """A function's parameters and workload, a plain call of it, and what makes others of that."""

    def __init__(
        self,
        types: Mapping[str, Any],
        lengths: Mapping[str, str],
        values: Mapping[str, str],
        constants: Constants = Constants(),  # noqa: B008
    ) -> None:
        parameters = [{"shown": True, "const": True, "type": of} for of in types.values()]
        interface = parse_interface({"returns": "int32", "parameters": parameters})
        workload = Workload(
            function="f",
            sizes={"n": Size(minimum=1)},
            lengths=dict(lengths),
            values=dict(values),
        )
        self.mutator = Mutator.of(
            interface, partial(make, interface), list(types), workload, constants
        )
        rng = np.random.default_rng(1)
        self.call = make(interface, list(types), workload, {"n": 9}, Style.PLAIN, rng)

    def mutated(self) -> list[Call]:
        rng = np.random.default_rng(2)
        return [self.mutator.mutated(self.call, rng) for _ in range(ROUNDS)]


NUMBERS = Function(
    {"x": listed("int32")},
    {"x": "n"},
    {"x[]": "integer(-1000, 1000)"},
    Constants(integers=(1234,)),
)
TEXT = Function(
    {"s": listed("char", "pointer")},
    {"s": "n"},
    {"s[]": "text(words)"},
    Constants(strings=(b"key",)),
)
ROWS = Function(
    {"next": listed(listed("int32")), "start": "int32"},
    {"next": "n", "next[]": "2"},
    {"next[][]": "integer(0, n - 1)", "start": "integer(0, n - 1)"},
)


def test_constants_and_their_neighbours_and_limits_of_types_come_up():
    seen = {int(value) for call in NUMBERS.mutated() for value in call.columns[1]}
    assert {1233, 1234, 1235, 2**31 - 1, -(2**31), 255, 256, 65536} <= seen


def test_bytes_of_every_kind_come_up_and_strings_still_end_in_a_zero():
    calls = TEXT.mutated()
    seen = {int(value) % 256 for call in calls for value in call.columns[1]}
    assert {0x20, 0x09, 0x0D, 0x0A, 0x22, 0x80, 0xFF, 0x01, ord("A"), ord("0")} <= seen
    assert all(call.columns[1][-1] == 0 for call in calls if call.columns[1].size)
    assert any(b"key" in call.columns[1].tobytes() for call in calls)


def test_places_in_something_stay_in_it():
    for call in ROWS.mutated():
        rows = call.columns[0][0]
        assert all(0 <= value < rows for value in call.columns[2])
        assert 0 <= call.columns[3][0] < rows


def test_lengths_stay_what_they_are_unless_sizes_change():
    for call in NUMBERS.mutated():
        assert call.columns[0][0] == call.columns[1].size == call.sizes["n"]


def test_a_cycle_goes_through_all_rows():
    call = ROWS.mutator.shaped(ROWS.call, np.random.default_rng(0), "cycle")
    assert call.columns[2].reshape(9, 2)[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 0]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_keeps_types_and_lengths(shape: str):
    for function in (NUMBERS, TEXT, ROWS):
        call = function.mutator.shaped(function.call, np.random.default_rng(0), shape)
        assert [c.dtype for c in call.columns] == [c.dtype for c in function.call.columns]
        assert [c.size for c in call.columns] == [c.size for c in function.call.columns]


def test_an_operand_that_is_in_the_input_becomes_what_it_was_compared_with():
    value = int(NUMBERS.call.columns[1][4])
    near = NUMBERS.mutator.towards(
        NUMBERS.call, Comparison(0, value, 777), np.random.default_rng(0)
    )
    assert {776, 777, 778} <= {int(call.columns[1][4]) for call in near}


def test_a_size_becomes_what_it_was_compared_with():
    near = NUMBERS.mutator.towards(NUMBERS.call, Comparison(0, 9, 64), np.random.default_rng(0))
    assert {63, 64, 65} <= {call.sizes["n"] for call in near}


def test_nothing_is_changed_where_something_else_makes_the_inputs():
    workload = NUMBERS.mutator.workload.model_copy(update={"caller": "g"})
    interface = parse_interface(
        {"returns": None, "parameters": [{"shown": True, "const": True, "type": listed("int32")}]}
    )
    mutator = Mutator.of(interface, partial(make, interface), ["x"], workload, Constants())
    assert mutator.places == []


BYTES = Function({"p": listed("uint8", "pointer")}, {"p": "n"}, {"p[]": "integer(0, 255)"})


@pytest.mark.parametrize("kind", [TEXT, BYTES])
def test_bytes_hold_characters_that_no_encoder_makes(kind: Function):
    """Half a surrogate pair, and what is longer than it has to be (RFC 3629)."""
    rng = np.random.default_rng(4)
    made = [kind.mutator.shaped(kind.call, rng, "UTF-8 at limits") for _ in range(ROUNDS)]
    texts = [call.columns[-1].tobytes() for call in made]
    for sequence in (b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"):
        assert any(sequence in text for text in texts)


def test_lists_begin_with_large_numbers_of_which_one_is_the_last():
    """As many as an encoded number may have."""
    rng = np.random.default_rng(5)
    ends = set[int]()
    for _ in range(ROUNDS):
        large = BYTES.mutator.shaped(BYTES.call, rng, "a stretch of large ones").columns[-1] > 127
        ends.add(int(np.argmin(large)) if not large.all() else large.size)
    assert ends >= {1, 2, 3, 4}


SCALED = Function(
    {"samples": listed("int16"), "gain": "int16"},
    {"samples": "n"},
    {"samples[]": "integer(-1000, 1000)", "gain": "integer(0, 50)"},
    Constants(integers=(99, 65536)),
)


def test_all_numbers_are_at_their_limits_or_the_same_constant_at_once():
    pairs = {
        (set(one.columns[1].tolist()).pop(), one.columns[2].item())
        for one in SCALED.mutator.together(SCALED.call)
    }
    assert {(-32768, -32768), (32767, 32767), (99, 99), (100, 100)} <= pairs


def test_lists_are_as_long_as_large_constants_with_all_values_alike():
    rng = np.random.default_rng(3)
    large = list(SCALED.mutator.large([SCALED.call], rng))
    assert [one.sizes["n"] for one in large] == [65536, 65537]
    assert all(np.unique(one.columns[1]).size == 1 for one in large)
