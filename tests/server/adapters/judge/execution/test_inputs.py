"""Inputs of types that have rules of their own."""

from collections.abc import Mapping

import numpy as np
import pytest

from lessonls.adapters.judge.execution import Style, make
from lessonls.core.workload import Workload
from lessonls_sandbox.wire import Interface, List, ParameterType, Scalar, Variant

EITHER = Variant(
    (
        ("0", List(Scalar("int32"), "alternative")),
        ("1", List(Scalar("float64"), "alternative")),
        ("2", List(Scalar("bool"), "alternative")),
    )
)
INTERFACE = Interface((ParameterType(List(EITHER, "vector"), shown=True, const=True),), None)


def drawn(lengths: Mapping[str, str], style: Style) -> list[list[int]]:
    """For each of twenty values how many elements every alternative has."""
    workload = Workload(
        function="f",
        lengths={"v": "20", **lengths},
        values={"v[].0[]": "integer(0, 9)", "v[].1[]": "real(0, 1)", "v[].2[]": "flag()"},
    )
    call = make(INTERFACE, ["v"], workload, {}, style, np.random.default_rng(1))
    _, first, numbers, second, reals, third, flags = call.columns
    for counts, values in ((first, numbers), (second, reals), (third, flags)):
        assert counts.sum() == values.size
    return [first.tolist(), second.tolist(), third.tolist()]


@pytest.mark.parametrize(
    ("style", "seen"),
    [(Style.PLAIN, {0, 1, 2}), (Style.ZEROS, {0}), (Style.ONES, {2})],
)
def test_one_alternative_has_an_element(style: Style, seen: set[int]):
    counts = np.array(drawn(dict.fromkeys(("v[].0", "v[].1", "v[].2"), "random(0, 1)"), style))
    assert (counts.sum(axis=0) == 1).all()
    assert set(counts.argmax(axis=0).tolist()) == seen


def test_an_alternative_without_elements_is_never_chosen():
    lengths = {"v[].0": "0", "v[].1": "random(0, 1)", "v[].2": "random(0, 1)"}
    first, second, third = drawn(lengths, Style.PLAIN)
    assert not any(first)
    assert any(second)
    assert any(third)
