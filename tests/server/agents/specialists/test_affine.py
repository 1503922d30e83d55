from math import prod

from hypothesis import given
from hypothesis import strategies as st

from lessonls.agents.specialists.analysis.affine import (
    Poly,
    at_least,
    least,
    paired,
    poly_of,
)
from lessonls.core.reading.syntax import parse, text_of
from lessonls.core.target import Language

NAMES = ("i", "j", "n")
polys = st.dictionaries(
    st.sampled_from([(), ("i",), ("j",), ("n",), ("i", "n"), ("i", "i")]), st.integers(-5, 5)
).map(Poly.of)
values = st.fixed_dictionaries({name: st.integers(-7, 7) for name in NAMES})


def value(poly: Poly, names: dict[str, int]) -> int:
    return sum(factor * prod(names[name] for name in key) for key, factor in poly.terms)


@given(polys, polys, values)
def test_arithmetic_agrees_with_numbers(a: Poly, b: Poly, names: dict[str, int]) -> None:
    assert value(a + b, names) == value(a, names) + value(b, names)
    assert value(a - b, names) == value(a, names) - value(b, names)
    assert value(a * b, names) == value(a, names) * value(b, names)


@given(polys, values)
def test_a_bound_is_never_above_the_value(poly: Poly, names: dict[str, int]) -> None:
    low = least(poly, {"i": (Poly.constant(-7), Poly.constant(7))})
    if low is not None:
        assert value(low, names) <= value(poly, names)


def test_bounds_follow_inner_loops_outwards() -> None:
    ranges = {
        "j": (Poly.constant(0), Poly.name("i") - Poly.constant(1)),
        "i": (Poly.constant(0), Poly.name("n") - Poly.constant(1)),
    }
    gap = Poly.name("n") - Poly.name("j")
    assert at_least(gap, 2, ranges)
    assert not at_least(gap, 3, ranges)


def test_flat_indices_split_into_rows_and_columns() -> None:
    one = Poly.constant(1)
    ranges = {"j": (Poly.constant(0), Poly.name("N") - one)}
    i, j, n = Poly.name("i"), Poly.name("j"), Poly.name("N")
    assert (i - one, i) in paired((i - one) * n + j, i * n + j, ranges)
    assert (j, j + one) in paired(
        i * n + j, i * n + j + one, {"j": (Poly.constant(0), n - one - one)}
    )
    assert paired(i * n + j, i * n + j + one, ranges) == [(i * n + j, i * n + j + one)]


def test_flat_indices_with_other_strides_are_not_compared_by_rows() -> None:
    ranges = {
        "i": (Poly.constant(0), Poly.constant(3)),
        "j": (Poly.constant(0), Poly.constant(7)),
    }
    i, j = Poly.name("i"), Poly.name("j")
    wide, narrow = Poly.constant(8) * j + i, Poly.constant(4) * j + i
    assert (j, j) not in paired(wide, narrow, ranges)
    assert (j, j) in paired(wide, wide, ranges)


def test_expressions_are_read() -> None:
    tree = parse("int x = (i + 1) * N - (size_t)j * 2;", Language.C).root_node
    declared = tree.named_children[0].named_children[-1]
    node = declared.child_by_field_name("value")
    assert node is not None
    i, j, n = Poly.name("i"), Poly.name("j"), Poly.name("N")
    found = poly_of(node, lambda part: Poly.name(text_of(part)))
    assert found == i * n + n - j - j
