"""What answers tell."""

import numpy as np
import pytest

from lessonls.adapters.judge.execution import Call, Style
from lessonls.adapters.judge.inference.sensitivity import tells
from lessonls_sandbox.wire import Column, parse_interface


@pytest.mark.parametrize(
    ("answers", "enough"),
    [
        (np.array([1.5, 0.0]), True),
        (np.array([np.inf, np.nan]), False),
        (np.array([0.0, 0.0]), False),
        (np.array([1e-310, 0.0]), False),
        (np.array([np.inf, 2.0, np.nan]), False),
        (np.array([0, 0]), True),
    ],
)
def test_real_answers_tell_something_where_they_neither_overflow_nor_vanish(
    answers: Column, enough: bool
):
    returns = "double" if answers.dtype.kind == "f" else "int64"
    described = {"shown": False, "const": True, "type": "int32"}
    interface = parse_interface({"returns": returns, "parameters": [described]})
    calls = [Call({}, Style.PLAIN, (np.zeros(1, np.int32),)) for _ in answers]
    columns = (answers, np.zeros(answers.size, np.int32))
    assert tells(interface, calls, columns) is enough
