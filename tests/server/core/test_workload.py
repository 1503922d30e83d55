"""Workload files and their expressions."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.errors import WorkloadError
from lessonls.core.workload import Size, Values, Workload, dump_workload, evaluate, parse_workload


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("7", 7),
        ("M * K", 77),
        ("M // 2 + 1", 4),
        ("(M + 1) * K", 88),
        ("-M", -7),
        ("M - K", -4),
        ("1 << M", 128),
        ("log2(K)", 3),
    ],
)
def test_an_expression_has_a_value(expression: str, value: int):
    assert evaluate(expression, {"M": 7, "K": 11}) == value


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "x",
        "M(1)",
        "M.real",
        "__import__('os')",
        "[1]",
        "1 / 2",
        "M // 0",
        "True",
        "'a'",
        "M +",
        "1 << 64",
        "log2(0)",
    ],
)
def test_anything_else_is_refused_and_never_run(expression: str):
    with pytest.raises(WorkloadError):
        evaluate(expression, {"M": 7})


@given(st.text(max_size=30))
def test_no_text_raises_anything_but_a_workload_error(text: str):
    with suppress(WorkloadError):
        evaluate(text, {"n": 5})


def test_a_workload_survives_being_written_and_read():
    workload = Workload(
        function="spmv",
        sizes={"M": Size(minimum=1, timing=4000)},
        lengths={"y": "M"},
        values={"y[]": "real(-10, 10)", "M": "equal(M)"},
        timing={"y[]": "real(100, 200)"},
        line_coverage=0.5,
    )
    assert parse_workload(dump_workload(workload), "w.toml") == workload


def test_timed_calls_have_values_of_their_own_where_they_are_given():
    workload = Workload(
        function="find",
        values={"x[]": "integer(0, 9)", "key": "integer(0, 9)"},
        timing={"key": "equal(10)"},
    )
    assert workload.timed.values == {"x[]": "integer(0, 9)", "key": "equal(10)"}
    assert "timing" not in dump_workload(workload.model_copy(update={"timing": {}}))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("function = ", "not TOML"),
        ('schema = 9\nfunction = "f"', "schema 9 is not known"),
        ('schema = 1\nfunction = "f"\n[values]\nx = "gauss(1)"', "gauss"),
        ('schema = 1\nfunction = "f"\n[values]\nx = "real(1)"', "wrong number"),
        ('schema = 1\nfunction = "f"\n[timing]\nx = "rare(1)"', "rare"),
        ('schema = 1\nfunction = "f"\nspeed = 3', "speed"),
        ('schema = 1\nfunction = "f"\n[sizes.n]\nminimum = -1', "minimum"),
    ],
)
def test_a_bad_workload_gets_one_sentence_that_names_the_place(text: str, complaint: str):
    with pytest.raises(WorkloadError, match=complaint) as caught:
        parse_workload(text, "w.toml")
    assert str(caught.value).startswith("w.toml")


@pytest.mark.parametrize("text", ["real(-10, 10)", "integer(0, N - 1)", "flag()", "offsets(nnz)"])
def test_values_are_written_as_they_are_read(text: str):
    assert str(Values.parse(text)) == text


@pytest.mark.parametrize("count", [-128, 5, 1 << 20])
def test_elements_in_front_count_in_units(count: int):
    text = f'schema = 1\nfunction = "f"\n[leading]\nx = {count}\n'
    with pytest.raises(WorkloadError, match=r"leading\.x"):
        parse_workload(text, "f.toml")
