"""Tests of Python functions: what passes, what fails, and what is said of it."""

import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls_sandbox.python.closeness import accepts
from lessonls_sandbox.python.run import Inputs, Result, Text, examined, version
from lessonls_sandbox.python.values import Unknown, packed, unpacked

_ENOUGH_SECONDS = 20.0
NEXT = "def f(x):\n    return x + 1"


def run(code: str, test: Text | Inputs, **limits: float | None) -> Result:
    return examined(code, "f", test, **{"seconds": _ENOUGH_SECONDS, **limits})  # type: ignore[arg-type]


def test_a_function_passes_what_holds():
    assert run(NEXT, Text("assert f(1) == 2")) == Result(True)
    assert run(NEXT, Text("def check(c):\n    assert c(1) == 2\n\ncheck(f)")) == Result(True)
    assert run(NEXT, Inputs(NEXT, [[1], [2.5], [-1]])) == Result(True)


@pytest.mark.parametrize(
    ("code", "test", "reason"),
    [
        (NEXT, "assert f(1) == 3", "assert f(1) == 3: 2 came, and 3 is expected"),
        (NEXT, "assert f(1) > 2", "assert f(1) > 2: it returned 2"),
        (
            "def f(x):\n    raise ValueError('no')",
            "assert f(1) == 3",
            "assert f(1) == 3: it raised ValueError: no",
        ),
        (
            "class Own(Exception): pass\ndef f(x):\n    raise Own",
            "assert f(1) == 3",
            "assert f(1) == 3: it raised Own",
        ),
        (
            NEXT,
            "x = f(1)\nassert x == 3, x",
            "an assertion fails: 2; of the last call, it returned 2",
        ),
        (NEXT, "assert g(1) == 3", "assert g(1) == 3: NameError: name 'g' is not defined came"),
        (NEXT, "import sys\nsys.exit(0)", "SystemExit: 0 came of the test"),
        (NEXT, "assert )", "SyntaxError: unmatched ')' (<unknown>, line 1) came of the test"),
    ],
)
def test_a_function_fails_what_does_not_and_it_is_said_why(code: str, test: str, reason: str):
    assert run(code, Text(test)) == Result(False, reason)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def g(x): pass", "it cannot be loaded: NameError: the code defines no function f"),
        ("f = 3", "it cannot be loaded: NameError: the code defines no function f"),
        (")", "it cannot be loaded: SyntaxError: unmatched ')' (candidate.py, line 1)"),
        ("1 / 0", "it cannot be loaded: ZeroDivisionError: division by zero"),
    ],
)
def test_code_that_cannot_be_loaded_fails_as_that(code: str, reason: str):
    assert run(code, Text("assert True")) == Result(False, reason, loaded=False)


def test_a_test_may_use_what_the_prompt_has():
    before = "import math\n\ndef twice(x):\n    return 2 * x\n\ndef f(x):\n    pass"
    assert run(NEXT, Text("assert math.sqrt(f(3)) == twice(1)", before)).passed
    assert run(NEXT, Text("assert f(3) == 4", "this is no program")).passed


def test_a_function_that_expects_an_exception_gets_it():
    test = "try:\n    f('x')\nexcept TypeError:\n    pass\nelse:\n    assert False"
    assert run(NEXT, Text(test)).passed
    assert not run("def f(x): pass", Text(test)).passed


def test_one_call_that_takes_too_long_fails_among_many():
    code = "def f(x):\n    while x == 2:\n        pass\n    return x + 1"
    found = run(code, Inputs(NEXT, [[1], [2]]), call_seconds=0.3)
    assert found == Result(False, "it takes too long")


def test_a_solution_may_change_its_arguments():
    code = "def f(x):\n    x.append(1)\n    return x"
    assert run(code, Inputs(code, [[[3]], [[]]])).passed


def test_a_problem_may_have_a_rule_of_its_own():
    rule = "def accepts(arguments, came, expected, tolerance):\n    return came == arguments[0]"
    assert run("def f(x): return x", Inputs(NEXT, [[1]], rule=rule)).passed
    assert not run(NEXT, Inputs(NEXT, [[1]], rule=rule)).passed


def test_sets_have_one_order_in_every_process():
    code = "def f():\n    return list({'a', 'b', 'c', 'd', 'e'})"
    assert run(code, Inputs(code, [[]])).passed


def test_it_is_known_which_python_runs_inside():
    assert version().startswith("Python 3.")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.tuples(st.integers()), inner)
        | st.frozensets(st.text() | st.integers())
        | st.sets(st.integers())
    ),
    max_leaves=10,
)


@given(VALUES)
def test_plain_values_come_out_as_they_went_in(value: object):
    came = unpacked(packed(value))
    assert came == value
    assert type(came) is type(value)


def test_iterators_come_out_with_what_they_gave_and_other_things_as_nothing():
    assert list(unpacked(packed(iter([1, 2])))) == [1, 2]
    assert unpacked(packed(range(1, 9, 2))) == range(1, 9, 2)
    assert math.isnan(unpacked(packed(math.nan)))
    unknown = unpacked(packed(print))
    assert isinstance(unknown, Unknown)
    assert repr(unknown) == "<builtin_function_or_method>"
    assert unknown != unpacked(packed(print))


@given(st.binary() | st.text(alphabet='{}[]",: 0123456789tuplesetdic').map(str.encode))
def test_any_text_is_a_value_or_none(text: bytes):
    with suppress(ValueError, RecursionError):
        unpacked(text)


@pytest.mark.parametrize(
    ("came", "expected", "tolerance", "right"),
    [
        (1, 1, 0, True),
        (1, 2, 0, False),
        (1.0, 1.0 + 1e-9, 0, True),
        (1.0, 1.1, 0, False),
        (1.0, 1.1, 0.2, True),
        (1, 1.05, 0.2, False),
        ([1.0, 2.0], [1.0, 2.0 + 1e-9], 0, True),
        ([1.0, 2.0], (1.0, 2.0 + 1e-9), 0, False),
        ([1.0], [1.0, 2.0], 0, False),
        (1e9 + 1.0, 1e9 + 2.0, 0, True),
        ([1.0, "a"], [1.0 + 1e-9, "a"], 0, False),
        (["a"], ["b"], 0.1, False),
        ([[1.0], [2.0]], [[1.0], [2.0 + 1e-9]], 1e-6, True),
        (math.nan, math.nan, 0, False),
        (math.inf, math.inf, 0, True),
        (math.inf, 1.0, 0, False),
        (1.0, math.inf, 0, False),
        (None, 1.0, 0, False),
        ([], [], 0, True),
    ],
)
def test_results_are_compared_as_evalplus_compares_them(
    came: Any, expected: Any, tolerance: float, *, right: bool
):
    assert accepts(came, expected, tolerance) is right
