"""Which arguments are tried with shared memory, and how."""

from pathlib import Path

import numpy as np
import pytest

from lessonls.adapters.judge.checking.aliasing import Overlap, condition, overlaps, shared
from lessonls.adapters.judge.execution.inputs import Call, Style
from lessonls_sandbox.wire import Interface, parse_interface
from tests.judging import target_in


def interface(*const: bool, of: str = "pointer") -> Interface:
    listed = {"list": "double", "what": of}
    parameters = [{"shown": True, "const": fixed, "type": listed} for fixed in const]
    return parse_interface({"returns": None, "parameters": parameters})


def tried(tmp_path: Path, signature: str, of: Interface) -> list[tuple[int, int, int]]:
    target = target_in(tmp_path / "code.c", f"void f({signature}) {{ }}\n", "f")
    return [(one.first, one.second, one.shift) for one in overlaps(of, target)]


@pytest.mark.parametrize(
    ("signature", "const", "expected"),
    [
        ("double *a, const double *b", (False, True), [(1, 0, 0), (1, 0, 1), (1, 0, -1)]),
        ("const double *a, const double *b", (True, True), [(1, 0, 0)]),
        ("double *restrict a, const double *b", (False, True), []),
        ("const double *restrict a, const double *b", (True, True), [(1, 0, 0)]),
        ("double *a", (False,), []),
    ],
)
def test_arguments_of_one_type_overlap_unless_the_signature_promises_otherwise(
    tmp_path: Path, signature: str, const: tuple[bool, ...], expected: list[tuple[int, int, int]]
):
    """Exactly, and shifted by an element either way where one of them is written."""
    assert tried(tmp_path, signature, interface(*const)) == expected


def test_containers_are_shared_as_a_whole(tmp_path: Path):
    of = interface(False, True, of="vector")
    assert tried(tmp_path, "double *a, double *b", of) == [(1, 0, 0)]


def call(first: int, second: int) -> Call:
    lengths = [np.array([size], np.uint64) for size in (first, second)]
    columns = (lengths[0], np.arange(first, dtype=float), lengths[1], np.zeros(second))
    return Call({}, Style.PLAIN, columns)


@pytest.mark.parametrize(
    ("first", "second", "shift", "needed"),
    [(5, 5, 0, 5), (5, 5, 1, 6), (5, 5, -1, 6), (3, 7, 0, 7), (3, 7, 1, 8), (9, 2, 1, 9)],
)
def test_the_earlier_argument_gets_memory_enough_for_both(
    first: int, second: int, shift: int, needed: int
):
    found = shared(call(first, second), interface(False, True), Overlap(1, 0, shift))
    assert found is not None
    assert int(found.columns[0][0]) == found.columns[1].size == needed
    assert list(found.columns[1][:first]) == list(range(first))
    assert found.columns[3].size == second


def test_nothing_is_shared_with_an_empty_argument():
    assert shared(call(0, 5), interface(False, True), Overlap(1, 0, 0)) is None
    assert shared(call(5, 0), interface(False, True), Overlap(1, 0, 0)) is None


def test_callers_have_to_keep_to_something_only_where_one_argument_is_written():
    names = ("out", "in")
    one = Overlap(1, 0, 0)
    assert condition(one, interface(False, True), names) == "out must not overlap in"
    assert condition(one, interface(True, True), names) == ""


def held(*const: bool, what: str = "vector") -> Interface:
    number: dict[str, object] = {"shown": True, "const": const[1], "type": "double"}
    listed = {"shown": True, "const": const[0], "type": {"list": "double", "what": what}}
    return parse_interface({"returns": None, "parameters": [listed, number]})


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (held(False, True), [(1, 0, 0), (1, 0, 1), (1, 0, 101)]),
        (held(True, False), [(1, 0, 0), (1, 0, 1), (1, 0, 101)]),
        (held(False, True, what="pointer"), [(1, 0, 0)]),
        (held(True, True), []),
        (held(False, True, what="set"), []),
    ],
)
def test_a_reference_may_be_to_an_element_of_another_argument(
    tmp_path: Path, of: Interface, expected: list[tuple[int, int, int]]
):
    assert tried(tmp_path, "double *v, double *p", of) == expected


def test_an_argument_that_must_be_no_element_is_named():
    one = Overlap(1, 0, 0, element=True)
    assert condition(one, held(False, True), ("v", "p")) == "p must not be an element of v"
    assert condition(one, held(True, True), ("v", "p")) == ""


def test_an_empty_list_has_no_elements():
    one = Overlap(1, 0, 0, element=True)
    for length in (0, 3):
        columns = (np.array([length], np.uint64), np.zeros(length), np.zeros(1))
        given = Call({}, Style.PLAIN, columns)
        assert shared(given, held(False, True), one) == (given if length else None)
